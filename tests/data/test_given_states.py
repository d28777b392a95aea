"""States of any model are read under the names that people use, and what is missing or no state is said."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.lstm import STATES
from lstm_probe.data import given_states
from lstm_probe.datasets.catalogue import DATA_SETS
from lstm_probe.errors import InputError

DAYS = pd.date_range("2000-01-01", periods=40)
PROBED = ("2000-01-11", "2000-02-05")


def states(rng: np.random.Generator) -> xr.Dataset:
    """Make the states of two gauges."""
    values = rng.normal(size=(2, 40, 3)).astype("float32")
    return xr.Dataset({"cell_state": (("gauge_id", "time", "unit"), values)}, {"gauge_id": ["1", "22"], "time": DAYS})


def read(dataset: xr.Dataset, folder: Path, lead: int = 5) -> xr.Dataset:
    """Write states and read those of gauges 22, 1 and 333."""
    dataset.to_netcdf(folder / "states.nc")
    return given_states.read(folder / "states.nc", ["22", "1", "333"], PROBED, lead)


@pytest.mark.parametrize("gauge", ["gauge_id", "basin", "station_id"])
@pytest.mark.parametrize(("time", "unit"), [("time", "unit"), ("date", "dimension"), ("time", "hidden")])
def test_dimensions_have_the_names_that_people_use(
    gauge: str, time: str, unit: str, rng: np.random.Generator, tmp_path: Path
) -> None:
    """Whatever the dimensions are called and in whatever order, values come back by gauge, day and unit."""
    given = states(rng)
    renamed = given.transpose("unit", "time", "gauge_id").rename(
        {ours: theirs for ours, theirs in (("gauge_id", gauge), ("time", time), ("unit", unit)) if ours != theirs}
    )
    found = STATES.check(read(renamed, tmp_path))
    expected = given["cell_state"].sel(gauge_id=["22", "1"], time=slice("2000-01-06", PROBED[1]))
    np.testing.assert_array_equal(found["cell_state"].values, expected.values)
    assert found.attrs["gauges_without_states"] == "333"


@pytest.mark.parametrize("written", [["001", "0022"], ["camelsgb_1", "camelsgb_22"], [1, 22], [1.0, 22.0]])
def test_ids_are_matched_however_they_are_written(written: list, rng: np.random.Generator, tmp_path: Path) -> None:
    """Zeros in front, numbers and Caravan's prefix name the same gauges."""
    found = read(states(rng).assign_coords(gauge_id=written), tmp_path)
    assert found["gauge_id"].values.tolist() == ["22", "1"]


@pytest.mark.parametrize(
    ("reader", "written", "gauges"),
    [
        ("camels_us", ["01013500", "02177000"], ["01013500", "02177000"]),
        ("camels_us", [1013500, 2177000], ["01013500", "02177000"]),
        ("caravan", ["camels_01013500", "camelsgb_1"], ["camels_01013500", "camelsgb_1"]),
    ],
)
def test_ids_are_those_of_the_data_set(
    reader: str, written: list, gauges: list[str], rng: np.random.Generator, tmp_path: Path
) -> None:
    """Zeros in front stay where they belong to the id, and come back where a number has lost them."""
    states(rng).assign_coords(gauge_id=written).to_netcdf(tmp_path / "states.nc")
    found = given_states.read(tmp_path / "states.nc", gauges, PROBED, 5, DATA_SETS[reader].plain_id)
    assert found["gauge_id"].values.tolist() == gauges


def test_states_without_a_cell_are_states(rng: np.random.Generator, tmp_path: Path) -> None:
    """A GRU has an output and no cell; other variables are not read."""
    given = states(rng).rename(cell_state="hidden_state").assign(y_hat=("time", np.arange(40.0)))
    assert list(read(given, tmp_path).data_vars) == ["hidden_state"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda given: given.rename(unit="channel"), "unit, dimension, hidden"),
        (lambda given: given.rename(cell_state="c"), "cell_state, hidden_state"),
        (lambda given: given.drop_vars("time"), "no values along time"),
        (lambda given: given.assign_coords(gauge_id=["8", "9"]), "gauges of the study"),
        (lambda given: given.assign_coords(gauge_id=["1", "01"]), "more than once"),
        (lambda given: given.isel(time=slice(12, None)), "write more days"),
        (lambda given: given.isel(time=[*range(15), *range(16, 40)]), "every day once"),
        (lambda given: given.assign_coords(time=pd.date_range("2000-01-01", periods=40, freq="h")), "every day once"),
        (lambda given: given * np.inf, "infinite"),
        (lambda given: given * np.nan, "no value"),
        (lambda given: given.rename(cell_state="forget_gate") * 5, "after their activation"),
    ],
)
def test_what_cannot_be_states_is_refused(
    change: Callable[[xr.Dataset], xr.Dataset], named: str, rng: np.random.Generator, tmp_path: Path
) -> None:
    """Dimensions, variables, gauges, days and values that are missing or wrong are named."""
    with pytest.raises(InputError, match=named):
        read(change(states(rng)), tmp_path)


def test_a_damaged_file_is_a_message(rng: np.random.Generator, tmp_path: Path) -> None:
    """A file that ends early, or is none, is refused."""
    states(rng).to_netcdf(tmp_path / "states.nc")
    content = (tmp_path / "states.nc").read_bytes()
    for part in (b"", content[:100], content[: len(content) // 2]):
        (tmp_path / "short.nc").write_bytes(part)
        with pytest.raises(InputError, match=r"short\.nc"):
            given_states.read(tmp_path / "short.nc", ["1"], PROBED, 0)


def test_discharge_is_the_only_variable_or_named(rng: np.random.Generator, tmp_path: Path) -> None:
    """Discharge in mm d-1 is read; in other units it is refused."""
    values = rng.random((2, 40)).astype("float32")
    given = xr.Dataset({"flow": (("basin", "date"), values)}, {"basin": [1, 22], "date": DAYS})
    given.to_netcdf(tmp_path / "discharge.nc")
    found = given_states.read_discharge(tmp_path / "discharge.nc", ["22", "1"])
    np.testing.assert_array_equal(found.values, values[::-1])
    given["flow"].attrs["units"] = "m3 s-1"
    given.to_netcdf(tmp_path / "volume.nc")
    with pytest.raises(InputError, match="mm d-1"):
        given_states.read_discharge(tmp_path / "volume.nc", ["22", "1"])

"""Ready tables of a world: true stores as in its truth, decoys of its weather, and the stores of another weather."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.world import READY, TRUTH
from lstm_probe.data import tables
from lstm_probe.world import decoys, delivery, ready_tables
from lstm_probe.world.settings import World


@pytest.fixture(scope="module")
def ready(upland: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[xr.Dataset, Path]:
    """Make the tables of a small world once, with its CAMELS-GB."""
    folder = tmp_path_factory.mktemp("ready") / "camels_gb"
    return ready_tables.write_camels_gb(upland, folder), folder


def test_stores_and_files_are_those_of_the_whole_delivery(
    upland: World, ready: tuple[xr.Dataset, Path], tmp_path: Path
) -> None:
    """Without grids the true stores are the same, and so is every file of CAMELS-GB."""
    truth = delivery.write(upland, *(tmp_path / kind for kind in ("camels_gb", "era5_land", "esa_cci")))
    for name in TRUTH.variables:
        np.testing.assert_allclose(ready[0][name].values, truth[name].values, rtol=1e-6)
    for path in (tmp_path / "camels_gb").rglob("*.csv"):
        own, whole = (pd.read_csv(file) for file in (ready[1] / path.relative_to(tmp_path / "camels_gb"), path))
        pd.testing.assert_frame_equal(own, whole, rtol=0, atol=0.0101)


def test_pseudo_stores_are_of_the_same_land_and_of_another_weather(
    upland: World, ready: tuple[xr.Dataset, Path]
) -> None:
    """They are the true stores of a world whose weather has another seed, at the same gauges."""
    other = ready_tables.make(replace(upland, weather_seed=upland.seed + ready_tables.OTHER_WEATHER))
    for name in TRUTH.variables:
        pseudo = ready[0][ready_tables.PSEUDO + name]
        np.testing.assert_array_equal(pseudo.values, other[name].values)
        assert not np.allclose(pseudo.values, ready[0][name].values)
    assert other["gauge_id"].values.tolist() == ready[0]["gauge_id"].values.tolist()


def test_decoys_reach_back_before_the_first_day(upland: World, ready: tuple[xr.Dataset, Path]) -> None:
    """Means of the first days count the days of the spin-up; later ones are those of the rain in the files."""
    paths = sorted((ready[1] / "data" / "timeseries").iterdir())
    rain = pd.concat([pd.read_csv(path, index_col="date")["precipitation"] for path in paths], axis=1).to_numpy()
    gauges = [path.name.split("_")[4] for path in paths]
    made = ready[0]["rain_30"].sel(gauge_id=gauges).values
    assert made[:, 100] == pytest.approx(rain[71:101].mean(axis=0), abs=0.01)
    assert not np.allclose(made[:, 0], rain[0], atol=0.1)


def test_a_user_reads_every_table(ready: tuple[xr.Dataset, Path], tmp_path: Path) -> None:
    """The file keeps its contract, and each variable is read as a user's table, in its units."""
    READY.check(ready[0], "ready.nc")
    path = tmp_path / "ready.nc"
    ready[0].to_netcdf(path)
    names = {*TRUTH.variables, *decoys.DECOYS, *(ready_tables.PSEUDO + name for name in TRUTH.variables)}
    assert set(ready[0]) == names
    for name in names:
        read = tables.read(path, ready[0]["gauge_id"].values, ready[0][name].attrs["units"], name)
        np.testing.assert_array_equal(read.values, ready[0][name].values)

"""Inputs made of others are what their names say, and forcings that were filled are taken out again."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.data.series import gaps
from lstm_probe.errors import InputError
from lstm_probe.model.derived import indicator, with_indicators, with_shifted, without_filling
from lstm_probe.model.lagged_names import source

DAYS = pd.date_range("2000-01-01", periods=12)


def series(rng: np.random.Generator) -> xr.Dataset:
    """Draw the forcings of two gauges."""
    arrays = {
        name: (("gauge_id", "time"), rng.normal(size=(2, 12)).astype("float32")) for name in ("pet", "temperature")
    }
    return xr.Dataset(arrays, {"gauge_id": ["1", "2"], "time": DAYS})


@pytest.mark.parametrize(
    ("name", "made_of"),
    [
        ("pet", ("pet", 0)),
        ("pet_shift3", ("pet", 3)),
        ("pet_copy1", ("pet", 0)),
        ("pet_copy2_shift10", ("pet", 10)),
        ("prcp(mm/day)_daymet_shift1", ("prcp(mm/day)_daymet", 1)),
    ],
)
def test_names_say_what_inputs_are_made_of(name: str, made_of: tuple[str, int]) -> None:
    """The variable and the days by which it is shifted are read from a name."""
    assert source(name) == made_of


def test_a_shifted_forcing_is_that_of_days_before(rng: np.random.Generator) -> None:
    """Two days on stands the value of today, and the first days have none."""
    given = series(rng)
    made = with_shifted(given, ["pet", "pet_shift2", "pet_copy1"])
    np.testing.assert_array_equal(made["pet_shift2"].values[:, 2:], given["pet"].values[:, :-2])
    assert bool(made["pet_shift2"][:, :2].isnull().all())
    np.testing.assert_array_equal(made["pet_copy1"].values, given["pet"].values)


def test_indicators_are_one_at_their_gauge() -> None:
    """Each gauge has a one in its own column, and a gauge without a column is refused."""
    attributes = xr.Dataset({"area": ("gauge_id", [1.0, 2.0])}, {"gauge_id": ["1", "2"]})
    names = ["area", indicator("2"), indicator("7"), indicator("1")]
    made = with_indicators(attributes, ["1", "2"], names)
    assert np.stack([made[name].values for name in names[1:]]).tolist() == [[0, 1], [0, 0], [1, 0]]
    with pytest.raises(InputError, match="gauges 2, which the model was not trained on"):
        with_indicators(attributes, ["1", "2"], [indicator("1")])


def test_filled_gaps_are_gaps_again(rng: np.random.Generator) -> None:
    """What ingestion filled in a straight line is missing again, to the day, and nothing else is."""
    given = series(rng)
    given["pet"].values[0, [3, 4, 8]] = np.nan
    given["temperature"].values[1, 6] = np.nan
    filled = gaps.fill(given, {"pet": 3, "temperature": 1})
    assert not bool(filled["pet"].isnull().any())
    xr.testing.assert_equal(without_filling(filled), given)

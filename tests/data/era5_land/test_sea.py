"""Soil water of ERA5-Land is missing over the sea; numbers there are found, whichever they are, and only there."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.data.catchment_means.grid import Grid
from lstm_probe.data.era5_land import sea as era5_sea
from lstm_probe.errors import InputError

COAST = Grid(np.arange(53.2, 52.35, -0.1).round(1), np.arange(0.9, 2.45, 0.1).round(1))
INLAND = Grid(np.arange(52.6, 51.75, -0.1).round(1), np.arange(-2.2, -0.65, 0.1).round(1))
IRELAND = Grid(np.arange(53.6, 52.75, -0.1).round(1), np.arange(-9.0, -7.45, 0.1).round(1))
DAYS = pd.date_range("2001-01-01", periods=40)


def soil(grid: Grid, sea: float) -> np.ndarray:
    """Make soil water that differs between cells and days, with some number over the sea."""
    values = np.random.default_rng(3).uniform(0.1, 0.5, (len(DAYS), *grid.shape)).astype("float32")
    values[:, era5_sea.off_the_coast(grid) > 0] = sea
    return values


def judge(grid: Grid, values: np.ndarray, variable: str = "swvl1") -> None:
    """Look at all days in blocks of ten, and conclude."""
    sea = era5_sea.Sea(grid, variable)
    for start in range(0, len(values), 10):
        sea.look_at(DAYS[start : start + 10], values[start : start + 10])
    sea.conclude()


def test_distances_from_the_coast() -> None:
    """Land is at 0 km; Cromer's sea, 0.2 degrees north of the coast, 20 km away; other countries are out of reach."""
    distance = era5_sea.off_the_coast(COAST)
    assert distance[COAST.latitude == 52.6, COAST.longitude == 1.2] == 0
    assert 15 < distance[COAST.latitude == 53.1, COAST.longitude == 1.3].item() < 25
    assert (era5_sea.off_the_coast(INLAND) == 0).all()
    assert era5_sea.off_the_coast(IRELAND).min() > era5_sea.OFFSHORE[1]


@pytest.mark.parametrize("sea", [np.nan, np.inf, -np.inf])
def test_a_sea_without_numbers_passes(sea: float) -> None:
    """Missing values are missing, also where they are written as infinite."""
    judge(COAST, soil(COAST, sea))


@pytest.mark.parametrize("sea", [0.0, 0.35, -9999.0, -999.0, -32767.0, 9.96921e36, 1e20, 1e-9])
def test_a_sea_of_one_number_is_refused(sea: float) -> None:
    """Zeros, the offset of packed values, and what stands for missing values, are named in the refusal."""
    with pytest.raises(
        InputError, match=r"numbers at 3\d of 3\d cells off the coast on 2001-01-01: (.|\n)*missing over"
    ):
        judge(COAST, soil(COAST, sea))


def test_a_sea_of_values_from_the_land_is_refused() -> None:
    """A field that was filled from the nearest land has other values from day to day, and no cell is missing."""
    values = soil(COAST, 0.3)
    values += np.linspace(0, 0.1, len(DAYS), dtype="float32")[:, None, None]
    with pytest.raises(InputError, match="off the coast"):
        judge(COAST, values)


def test_a_sea_that_begins_later_is_refused() -> None:
    """Files of one year alone may be filled: the day is named."""
    values = soil(COAST, np.nan)
    values[30:] = soil(COAST, 0.0)[30:]
    with pytest.raises(InputError, match="on 2001-01-31: 0"):
        judge(COAST, values)


def test_a_lowest_value_that_cells_share_on_all_days_is_refused() -> None:
    """Numbers in bays and along the shore alone are found by what they share."""
    values = soil(COAST, np.nan)
    shore = era5_sea.off_the_coast(COAST)
    values[:, (shore > 0) & (shore < era5_sea.OFFSHORE[0])] = 0.0
    with pytest.raises(InputError, match=r"0, the lowest value, at the same \d+ cells on every day"):
        judge(COAST, values)


def test_soil_water_of_any_name_is_judged() -> None:
    """By the units that its file states."""
    with pytest.raises(InputError, match="ERA5-Land, soil_water"):
        era5_sea.Sea(COAST, "soil_water", "m**3 m**-3").look_at(DAYS, soil(COAST, 0.0))


def test_islands_that_the_outline_lacks_are_no_sea() -> None:
    """Some cells off the coast may hold values, as those of small islands."""
    values = soil(COAST, np.nan)
    rows, columns = np.nonzero(era5_sea.off_the_coast(COAST) > era5_sea.OFFSHORE[0])
    values[:, rows[:3], columns[:3]] = np.random.default_rng(1).uniform(0.2, 0.3, (len(DAYS), 3))
    judge(COAST, values)


@pytest.mark.parametrize(("grid", "variable"), [(INLAND, "swvl1"), (IRELAND, "swvl1"), (COAST, "sd"), (COAST, "t2m")])
def test_snow_and_boxes_without_our_sea_are_not_judged(grid: Grid, variable: str) -> None:
    """Zeros of snow are summer, and inland no cell has to be missing; of other coasts nothing is known."""
    values = soil(grid, 0.0)
    values[:, :2] = 0.0
    judge(grid, values, variable)


@pytest.mark.parametrize("steps", [0.0, 1e-3])
def test_cells_along_the_coast_with_the_same_values_are_refused(steps: float) -> None:
    """Over a long record, though they are not the lowest, and even if each file has a number of its own."""
    days = np.repeat(soil(COAST, np.nan), 3, axis=0)
    shore = era5_sea.off_the_coast(COAST)
    sea = era5_sea.Sea(COAST, "swvl1")
    days[:, (shore > 0) & (shore < era5_sea.OFFSHORE[0])] = (0.4 + steps * np.arange(len(days)))[:, None]
    sea.look_at(pd.date_range("2001-01-01", periods=len(days)), days)
    with pytest.raises(InputError, match=r"the same values on all 120 days at \d+ cells along the coast"):
        sea.conclude()

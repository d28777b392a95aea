"""Maps of medians over the days that two products share."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.targets import GRID_MEDIAN
from lstm_probe.data import median_maps
from lstm_probe.datasets import frames
from lstm_probe.errors import InputError

LAYER = {"variable": "swvl1", "units": "m3 m-3", "long_name": "soil water, 0-7 cm"}
FRAME = frames.OF_REGIONS["great_britain"]
SATELLITE = {"variable": "sm", "units": "m3 m-3", "long_name": "soil moisture"}


@pytest.fixture
def era5_land(tmp_path: Path, rng: np.random.Generator) -> Path:
    """Write 20 days of ERA5-Land from 1 January 2001, in two files; the first cell is sea."""
    (tmp_path / "era5_land").mkdir()
    for first in ("2001-01-01", "2001-01-11"):
        values = rng.uniform(0.1, 0.5, (10, 3, 4)).astype("float32")
        values[:, 0, 0] = np.nan
        coords = {
            "valid_time": pd.date_range(first, periods=10),
            "latitude": [52.2, 52.1, 52.0],
            "longitude": [-1.3, -1.2, -1.1, -1.0],
        }
        array = xr.DataArray(values, coords, tuple(coords), attrs={"units": "m**3 m**-3"})
        array.to_dataset(name="swvl1").to_netcdf(tmp_path / "era5_land" / f"{first}.nc")
    return tmp_path / "era5_land"


def test_medians_are_over_common_days_of_the_period(era5_land: Path, satellite, rng: np.random.Generator) -> None:
    """Both medians equal numpy's over the days of the period that both have; the satellite's gaps are left out."""
    days = [day for day in pd.date_range("2000-12-28", "2001-01-18") if day.day % 5]
    fields = {day: rng.uniform(0.1, 0.4, (4, 5)).astype("float32") for day in days}
    for number, (day, values) in enumerate(fields.items()):
        values[0, 0] = np.nan
        values[1, 1] = np.nan if number % 2 else values[1, 1]
        folder = satellite(f"{day:%Y-%m-%d}", values)
    period = ["2001-01-03", "2001-12-31"]
    ours, theirs = median_maps.over_common_days(era5_land, LAYER, folder, SATELLITE, period, FRAME)
    common = [day for day in days if day >= pd.Timestamp(period[0])]
    files = [xr.load_dataset(path)["swvl1"] for path in sorted(era5_land.iterdir())]
    whole = xr.concat(files, "valid_time").sel(valid_time=common)
    np.testing.assert_allclose(ours["median"], whole.median("valid_time"), rtol=1e-6)
    stack = np.stack([fields[day] for day in common])
    expected = np.full(stack.shape[1:], np.nan)
    expected.ravel()[1:] = np.nanmedian(stack.reshape(len(stack), -1)[:, 1:], axis=0)
    np.testing.assert_allclose(theirs["median"], expected, rtol=1e-6)
    for median in (ours, theirs):
        GRID_MEDIAN.check(median)
        about = {name: median.attrs[name] for name in ("first_day", "last_day", "days", "units")}
        assert about == {"first_day": "2001-01-03", "last_day": "2001-01-18", "days": 13, "units": "m3 m-3"}


@pytest.mark.parametrize("days", [1, 2, 7, 8])
def test_columns_are_taken_in_blocks(days: int, rng: np.random.Generator, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the columns are cut, the medians are numpy's, of odd and even counts, NaN left out."""
    monkeypatch.setattr(median_maps, "BLOCK", 3)
    record = rng.normal(size=(days, 11)).astype("float32")
    record[: days // 2, 4] = np.nan
    np.testing.assert_allclose(median_maps._medians(record), np.nanmedian(record, axis=0), rtol=1e-6)
    record[:, 5] = np.nan
    assert np.isnan(median_maps._medians(record)[5])


def test_products_without_a_common_day_are_named(era5_land: Path, satellite) -> None:
    """A period that one of them lacks is refused."""
    folder = satellite("2001-01-05", 0.2)
    with pytest.raises(InputError, match="no day of 1999-01-01 to 2000-12-31 among 0"):
        median_maps.over_common_days(era5_land, LAYER, folder, SATELLITE, ["1999-01-01", "2000-12-31"], FRAME)
    satellite("2002-01-05", 0.2)
    with pytest.raises(InputError, match="days that both have"):
        median_maps.over_common_days(era5_land, LAYER, folder, SATELLITE, ["2002-01-01", "2002-12-31"], FRAME)


def test_a_frame_elsewhere_cuts_the_grid_to_it(era5_land: Path, satellite, rng: np.random.Generator) -> None:
    """The maps hold the cells of the frame of the gauges alone; without a place of any gauge, the table is named."""
    folder = satellite("2001-01-05", rng.uniform(0.1, 0.4, (4, 5)).astype("float32"))
    frame = frames.of_region("world", np.array([-1.1, np.nan]), np.array([52.05, np.nan]))
    assert frame == pytest.approx((-2.1, 51.05, -0.1, 53.05))
    narrow = (-1.25, 51.95, -1.05, 52.15)
    ours, _ = median_maps.over_common_days(era5_land, LAYER, folder, SATELLITE, ["2001-01-01", "2001-12-31"], narrow)
    np.testing.assert_allclose(ours["longitude"], [-1.2, -1.1])
    np.testing.assert_allclose(ours["latitude"], [52.1, 52.0])
    nowhere = frames.of_region("world", np.array([np.nan]), np.array([np.nan]))
    with pytest.raises(InputError, match="no place of any gauge"):
        median_maps.over_common_days(era5_land, LAYER, folder, SATELLITE, ["2001-01-01", "2001-12-31"], nowhere)

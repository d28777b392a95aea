"""Deliveries of ERA5-Land: what ingestion refuses is refused here, and what it passes over is passed over."""

from collections.abc import Callable
from pathlib import Path

import netCDF4
import numpy as np
import pytest
import xarray as xr

from lstm_probe.checkup import era5_land as checkup
from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.data.era5_land import daily_means
from lstm_probe.errors import InputError
from tests.checkup.conftest import ERA5_LAND, SNOW, Planted
from tests.checkup.faults import LAYERS

TARGETS = {"swvl1": ERA5_LAND["swvl1"], **SNOW}


def refused(world: Planted) -> set[str]:
    """Check the delivery without catchments, and give what is refused."""
    findings, account = Findings(), Account()
    delivery = checkup.DeliveryCheck(world.study(targets=TARGETS), None, findings, account)
    delivery.conclude([task() for task in delivery.tasks()])
    rows = findings.table()
    return set(rows.loc[rows["severity"] == "refuse", "item"])


def change(world: Planted, variable: str, edit: Callable[[np.ndarray], None], years: tuple[int, ...]) -> None:
    """Change the fields of a variable in some years; the sea is NaN when they are given."""
    for year in years:
        with netCDF4.Dataset(world.era5_land(LAYERS[variable], year), "r+") as file:
            values = np.ma.filled(file[variable][:], np.nan)
            edit(values)
            file[variable][:] = values


@pytest.mark.parametrize("sea", [0.0, 0.37, -9999.0, 9.96921e36])
@pytest.mark.parametrize("years", [(2000, 2001, 2002), (2002,)])
def test_a_sea_of_numbers_is_refused_here_and_by_ingestion(planted: Planted, sea: float, years: tuple) -> None:
    """In all files, or in those of one year: one row of it, in the words of ingestion."""

    def fill(values: np.ndarray) -> None:
        values[np.isnan(values)] = sea

    change(planted, "swvl1", fill, years)
    found = refused(planted)
    assert "ERA5-Land, swvl1" in found
    with pytest.raises(InputError, match="ERA5-Land, swvl1"):
        list(daily_means.daily_means(planted.folder / "era5_land", "swvl1"))


def test_a_sea_of_zero_snow_is_not_judged(planted: Planted) -> None:
    """By ingestion it is not; the check-up finds that snow has data where soil water has none."""
    change(planted, "sd", lambda values: np.nan_to_num(values, copy=False), (2000, 2001, 2002))
    assert list(daily_means.daily_means(planted.folder / "era5_land", "sd"))
    assert not any("ERA5-Land" in item for item in refused(planted))


def test_another_product_is_refused_by_its_file(planted: Planted) -> None:
    """The file that names another product has a row, and the others are looked at."""
    path = planted.era5_land(LAYERS["swvl1"], 2001)
    with netCDF4.Dataset(path, "r+") as file:
        file.title = "ERA5 hourly data on single levels"
    assert str(path) in refused(planted)


@pytest.mark.parametrize("timeless", [True, False])
def test_fields_that_never_change_are_passed_over(planted: Planted, timeless: bool) -> None:
    """A mask on other cells, sorted first, with a time or without, refuses nothing and gives no cells."""
    folder: Path = planted.folder / "era5_land"
    before = daily_means.grid_and_land(folder, "swvl1")
    with xr.open_dataset(planted.era5_land(LAYERS["sd"], 2001)) as file:
        mask = file[["sd"]].isel(valid_time=[0]).load().fillna(0.0).rename(sd="lsm")
    mask = mask.assign_coords(longitude=mask["longitude"] + 20)
    (mask.isel(valid_time=0, drop=True) if timeless else mask).to_netcdf(folder / "a_mask.nc")
    after = daily_means.grid_and_land(folder, "swvl1")
    np.testing.assert_array_equal(after[0].longitude, before[0].longitude)
    np.testing.assert_array_equal(after[1], before[1])
    assert refused(planted) == set()

"""ESA CCI files."""

from pathlib import Path

import netCDF4
import numpy as np
import pytest
import xarray as xr

NAME = "ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-{}000000-fv05.2.nc"


def month(britain) -> xr.Dataset:
    """Read all satellite days."""
    return xr.concat([xr.load_dataset(path) for path in sorted((britain.folder / "esa_cci").iterdir())], "time")


def test_only_the_asked_days_are_written(britain) -> None:
    """There is one file a day from the first to the last satellite day."""
    names = sorted(path.name for path in (britain.folder / "esa_cci").iterdir())
    assert len(names) == 30
    assert names[0] == NAME.format("20010110")
    assert names[-1] == NAME.format("20010208")


@pytest.mark.data
def test_the_layout_is_that_of_a_real_file(britain, real_data: Path) -> None:
    """Dimensions, grid, types and fill values equal those of a real day of v05.2 over Britain."""
    real_path = real_data / "esa_cci_sm_gb_crops" / NAME.format("20160608")
    with (
        netCDF4.Dataset(real_path) as real,
        netCDF4.Dataset(britain.folder / "esa_cci" / NAME.format("20010110")) as ours,
    ):
        assert {name: len(size) for name, size in ours.dimensions.items()} == {
            name: len(size) for name, size in real.dimensions.items()
        }
        assert set(ours.variables) == set(real.variables)
        for name in real.variables:
            assert ours[name].dtype == real[name].dtype, name
            assert ours[name].dimensions == real[name].dimensions, name
            np.testing.assert_equal(ours[name]._FillValue, real[name]._FillValue)
        np.testing.assert_array_equal(ours["lat"][:], real["lat"][:])
        np.testing.assert_array_equal(ours["lon"][:], real["lon"][:])
        assert ours.product_version == real.product_version


def test_frozen_ground_is_flagged_and_swaths_leave_gaps(britain) -> None:
    """Flagged pixels hold no value; every day misses some pixels; the values are soil water."""
    days = month(britain)
    moisture, flag = days["sm"].values, days["flag"].values
    assert not np.isfinite(moisture[flag > 0]).any()
    assert np.isfinite(moisture[flag == 0]).all()
    assert (flag == 1).any()
    seen = np.isfinite(flag)
    ever = seen.any(axis=0)
    assert 0.6 < seen[:, ever].mean() < 0.99
    assert 0.1 < np.nanmean(moisture) < 0.5


def test_the_satellite_sees_the_top_layer(britain) -> None:
    """Over the whole country, satellite moisture goes with the first layer of the reanalysis in space."""
    soil = xr.open_dataset(britain.folder / "era5_land" / "volumetric_soil_water_layer_1_0_daily-mean_2001.nc")
    seen = month(britain)["sm"].mean("time")
    true = soil["swvl1"].sel(valid_time=slice("2001-01-10", "2001-02-08")).mean("valid_time")
    there = true.interp(latitude=seen["lat"].values, longitude=seen["lon"].values, method="nearest").values
    both = np.isfinite(there) & np.isfinite(seen.values)
    assert both.sum() > 100
    assert np.corrcoef(there[both], seen.values[both])[0, 1] > 0.7

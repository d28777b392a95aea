"""ERA5-Land files."""

from pathlib import Path

import netCDF4
import numpy as np
import pytest
import xarray as xr

from lstm_probe.world import catchments
from lstm_probe.world.era5_land_files import VARIABLES


def opened(britain, name: str, year: int) -> xr.Dataset:
    """Open one delivered file."""
    return xr.open_dataset(britain.folder / "era5_land" / f"{VARIABLES[name][0]}_0_daily-mean_{year}.nc")


def test_there_is_one_file_a_variable_and_year(britain) -> None:
    """Five variables in five calendar years make 25 files, which hold every day once."""
    assert len(list((britain.folder / "era5_land").iterdir())) == 25
    days = np.concatenate([opened(britain, "swvl1", year)["valid_time"].values for year in range(1999, 2004)])
    assert (days == britain.world.days.to_numpy()).all()


def test_the_layout_is_that_of_daily_statistics(britain) -> None:
    """Descending float64 latitudes, a scalar `number`, float32 values, integer days since the first."""
    path = britain.folder / "era5_land" / "volumetric_soil_water_layer_1_0_daily-mean_2000.nc"
    with netCDF4.Dataset(path) as file:
        assert file["swvl1"].dimensions == ("valid_time", "latitude", "longitude")
        assert file["swvl1"].dtype == np.float32
        assert np.isnan(file["swvl1"]._FillValue)
        assert file["latitude"].dtype == np.float64
        assert (np.diff(file["latitude"][:]) < 0.0).all()
        assert file["number"].dimensions == ()
        assert file["valid_time"].dtype == np.int64
        assert file["valid_time"].units == "days since 2000-01-01 00:00:00"
        assert "expver" not in file.variables


@pytest.mark.data
def test_the_layout_is_that_of_a_real_delivery(britain, real_data: Path, tmp_path: Path) -> None:
    """Dimensions, coordinates, types and fill values equal those of a real daily-statistics delivery."""
    import zipfile

    archive = real_data / "era5_land_deliveries" / "new_cds_daily_statistics_germany" / "download.zip"
    with zipfile.ZipFile(archive) as members:
        real_path = members.extract(sorted(members.namelist())[0], tmp_path)
    ours_path = britain.folder / "era5_land" / "snow_depth_water_equivalent_0_daily-mean_2000.nc"
    with netCDF4.Dataset(real_path) as real, netCDF4.Dataset(ours_path) as ours:
        assert set(ours.dimensions) == set(real.dimensions)
        for name in ("number", "latitude", "longitude", "valid_time"):
            assert ours[name].dtype == real[name].dtype
            assert ours[name].dimensions == real[name].dimensions
            assert set(ours[name].ncattrs()) >= set(real[name].ncattrs()) - {"stored_direction"}
        field = next(name for name in real.variables if len(real[name].dimensions) == 3)
        assert ours["sd"].dimensions == real[field].dimensions
        assert ours["sd"].dtype == real[field].dtype


def test_the_sea_is_missing_in_every_layer_alike(britain) -> None:
    """Values are missing over the sea, and nowhere else, in all variables on all days."""
    land = britain.country.grid.land
    for name in VARIABLES:
        values = opened(britain, name, 2000)[name].values
        assert (np.isfinite(values) == land).all()


def test_values_are_physical(britain) -> None:
    """Soil water lies between nothing and saturation, snow is not negative and lies in winter only."""
    for layer in range(1, 5):
        values = opened(britain, f"swvl{layer}", 2001)[f"swvl{layer}"].values
        assert np.nanmin(values) > 0.0
        assert np.nanmax(values) < 0.8
    snow = opened(britain, "sd", 2001)["sd"]
    assert float(snow.min()) >= 0.0
    by_month = snow.mean(("latitude", "longitude")).groupby("valid_time.month").mean()
    assert float(by_month.sel(month=1)) > 20.0 * float(by_month.sel(month=8))


def test_a_reanalysis_is_close_to_the_truth_but_not_the_truth(britain) -> None:
    """Area-weighted means correlate with the true stores at 0.98 to 0.9999 in every layer."""
    built = britain.boundaries().rename(columns={"ID_STRING": "gauge_id"})
    weights = catchments.weights(built, britain.country.grid)
    land = britain.country.grid.land
    for name in ("swvl1", "swvl2", "swvl3", "swvl4"):
        seen = weights @ opened(britain, name, 2001)[name].values[:, land].T
        true = britain.truth[name].sel(time="2001").values
        alike = [np.corrcoef(*pair)[0, 1] for pair in zip(seen, true, strict=True)]
        assert 0.98 < np.median(alike) < 0.9999

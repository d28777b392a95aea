"""Files of other products are told from ERA5-Land by their cells and by what they state of themselves."""

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from lstm_probe.data.era5_land import daily_means
from lstm_probe.errors import InputError
from tests.hostile import grids


def read(dataset: xr.Dataset, place: Path, variable: str = "swvl1") -> None:
    """Read the days of a file, and its grid, as ingestion does."""
    grids.write(dataset, place / "a.nc")
    daily_means.grid_and_land(place, variable)
    list(daily_means.daily_means(place, variable))


def coarse(step: float, variable: str = "swvl1") -> xr.Dataset:
    """Put the field on cells of another size."""
    field = grids.field(variable=variable)
    latitude, longitude = (54.8 - step * np.arange(7), -3.0 + step * np.arange(10))
    return field.assign_coords(latitude=latitude, longitude=longitude)


@pytest.mark.parametrize("step", [0.25, 0.2, 0.05, 0.11])
@pytest.mark.parametrize("variable", ["swvl1", "sd", "stl1"])
def test_other_cells_are_refused(tmp_path: Path, step: float, variable: str) -> None:
    """Soil and snow on cells of another size are not those of ERA5-Land."""
    with pytest.raises(InputError, match=rf"{variable} on cells of {step}°(.|\n)*cells of 0.1°(.|\n)*era5-land"):
        read(coarse(step, variable), tmp_path, variable)


def test_soil_water_of_any_name_is_refused(tmp_path: Path) -> None:
    """By the units that its file states."""
    with pytest.raises(InputError, match=r"soil_water on cells of 0\.25°"):
        read(coarse(0.25, "soil_water"), tmp_path, "soil_water")


def test_cells_of_another_height_are_refused(tmp_path: Path) -> None:
    """Cells have to be right both ways."""
    field = grids.field()
    with pytest.raises(InputError, match=r"on cells of 0\.25°"):
        read(field.assign_coords(latitude=54.8 - 0.25 * np.arange(7)), tmp_path)


@pytest.mark.parametrize("step", [0.25, np.float32(0.25)])
def test_values_interpolated_to_the_cells_are_refused(tmp_path: Path, step: float) -> None:
    """Where the variable still states the step of its values, a finer grid does not hide it."""
    field = grids.field()
    field["swvl1"].attrs |= {"GRIB_iDirectionIncrementInDegrees": step, "GRIB_jDirectionIncrementInDegrees": step}
    with pytest.raises(InputError, match=r"interpolated from cells of 0\.25°"):
        read(field, tmp_path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", "ERA5 hourly data on single levels from 1940 to present"),
        ("source", "ECMWF ERA5T"),
        ("dataset", "reanalysis-era5-single-levels"),
        ("history", "2024 cdsapi.retrieve('reanalysis-era5-single-levels', …)"),
        ("history", "derived-era5-single-levels-daily-statistics, remapbil"),
        ("title", "ERA5 soil moisture, regridded to ERA5-Land"),
        ("title", "ERA5_swvl1_GB"),
        ("product_name", "GLDAS Noah 2.1"),
        ("Source", "MERRA-2"),
        ("title", "FLDAS Noah Land Surface Model L4, 0.1 degree"),
        ("product_id", "GLEAM v3.8a"),
        ("history", "cds: reanalysis-era5-complete"),
        ("comment", "derived-era5-timeseries"),
        ("id", "era_5"),
    ],
)
def test_files_that_name_another_product_are_refused(tmp_path: Path, name: str, text: str) -> None:
    """The attribute is quoted, and the advice says what to request."""
    with pytest.raises(InputError, match=r"a file of ERA5-Land(.|\n)*correct this attribute") as caught:
        read(grids.field().assign_attrs({name: text}), tmp_path)
    assert f"{name}: '{text[:30]}" in str(caught.value)


@pytest.mark.parametrize(
    "attrs",
    [
        {},
        {"title": "ERA5-Land daily statistics"},
        {"title": "ERA5 Land hourly data from 1950 to present"},
        {"source": "reanalysis-era5-land"},
        {"history": "retrieve('reanalysis-era5-land-timeseries'), 2025"},
        {"title": "era5land", "summary": "ERA5-Land is a replay of the land component of ERA5"},
        {"title": "ERA5-Land", "source": "ERA5"},
        {"history": "read from /data/era5/land/2001.nc"},
        {"references": "Hersbach et al. (2020): the ERA5 global reanalysis"},
        {"title": "Camera5 soil moisture", "project": "lera5"},
    ],
)
def test_files_of_era5_land_are_read(tmp_path: Path, attrs: dict[str, str]) -> None:
    """What a file states of ERA5-Land, of where it lay or of papers does not matter."""
    read(grids.field().assign_attrs(attrs), tmp_path)


@pytest.mark.data
def test_weather_of_era5_is_read_on_its_own_cells(real_data: Path) -> None:
    """The real delivery at Davos has cells of a quarter of a degree: its weather is read, its soil would not be."""
    path = real_data / "era5_land_deliveries" / "old_cds_format_era5_davos" / "SURF_202001.nc"
    assert daily_means.grid_and_land(path, "t2m")[0].step == pytest.approx((0.25, 0.25), abs=0.001)

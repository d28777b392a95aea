"""What happens to every real file: how it is read, or why it is refused, and a number computed another way."""

import csv
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import netCDF4
import numpy as np
import pytest
import xarray as xr

from lstm_probe.data import tables
from lstm_probe.data.camels_gb import attributes as camels_attributes
from lstm_probe.data.camels_gb import coordinates, packed_series
from lstm_probe.data.camels_gb import series as camels_series
from lstm_probe.data.camels_gb.layout import Layout, choose_gauges
from lstm_probe.data.caravan import areas as caravan_areas
from lstm_probe.data.caravan import files as caravan_files
from lstm_probe.data.era5_land import daily_means
from lstm_probe.data.esa_cci import fields
from lstm_probe.data.esa_cci import files as esa_cci_files
from lstm_probe.data.files import shapefile
from lstm_probe.datasets.camels_gb import V1
from lstm_probe.errors import InputError
from lstm_probe.results import published

#: Makes sure of the outcome for a file, given its folder of real data, and tells it.
Outcome = Callable[[Path, Path], str]
SOIL = "volumetric_soil_water_layer_1_mean"
#: An attribute that is a number, of each table of CAMELS-GB.
NUMBERS = {
    "climatic": "p_mean",
    "humaninfluence": "num_reservoir",
    "hydrogeology": "inter_high_perc",
    "hydrologic": "q_mean",
    "hydrometry": "flow_perc_complete",
    "landcover": "crop_perc",
    "soil": "sand_perc",
    "topographic": "area",
}


def column(path: Path, name: str, by: str = "gauge_id") -> dict[str, float]:
    """Read one column by the csv module alone, without missing values."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [{key.strip(): value.strip() for key, value in row.items()} for row in csv.DictReader(lines)]
    return {row[by]: float(row[name]) for row in rows if row[name].lower() not in ("", "nan", "na")}


def attributes(_: Path, path: Path) -> str:
    """Read an attribute of all gauges and compare its sum."""
    name = NUMBERS[path.stem.split("_")[2]]
    topographic = path.with_name("CAMELS_GB_topographic_attributes.csv")
    gauges = list(column(topographic, "gauge_lat"))
    values = camels_attributes.read(sorted({topographic, path}), gauges, [name])[name].values
    there = column(path, name)
    assert len(gauges) == 671
    assert np.isfinite(values).sum() == len(there)
    assert np.nansum(values) == pytest.approx(sum(there.values()), rel=1e-12)
    return f"read: 671 gauges, {name} at {len(there)}, mean {np.nanmean(values):.4g}"


def series(_: Path, path: Path) -> str:
    """Read a gauge's precipitation and discharge and compare their sums."""
    names = ["precipitation", "discharge_spec"]
    table = camels_series.read_gauge(path, names)
    for name in names:
        there = column(path, name, "date")
        assert int(table[name].notna().sum()) == len(there)
        assert float(table[name].sum()) == pytest.approx(sum(there.values()), rel=1e-4)
    return f"read: {len(table)} days, {table['precipitation'].mean():.2f} mm d-1 of precipitation"


def packed(real: Path, path: Path) -> str:
    """Read all gauges of the packed file, and compare one with its CSV."""
    gauges = packed_series.gauges(path)
    values = packed_series.read(path, gauges, ["precipitation"])["precipitation"].sel(gauge_id="12001")
    (table,) = real.rglob("*timeseries_12001_*.csv")
    assert float(values.sum()) == pytest.approx(sum(column(table, "precipitation", "date").values()), rel=1e-4)
    return f"read: {len(gauges)} gauges, 12001 with {float(values.mean()):.2f} mm d-1, as in its own file"


def means(_: Path, path: Path) -> str:
    """Read a table of catchment means and compare a gauge."""
    with path.open() as lines:
        gauges = next(csv.reader(lines))[1:]
    values = tables.read(path, gauges, "m3 m-3", "swvl3")
    there = column(path, gauges[0], "time")
    assert float(values[0].mean()) == pytest.approx(np.mean(list(there.values())), rel=1e-5)
    return f"read: {len(gauges)} gauges, {values.sizes['time']} days, mean {float(values.mean()):.3f} m3 m-3"


def skill(_: Path, path: Path) -> str:
    """Read the published skill and compare its median."""
    table = published.read(path)
    assert table["r"].median() == pytest.approx(np.median(list(column(path, "r").values())))
    return f"read: {len(table)} gauges, median r {table['r'].median():.3f}"


def gauges(real: Path, path: Path) -> str:
    """Choose the gauges of a list among all that there are."""
    (topographic,) = real.glob("camels_gb_originals/data/*topographic*")
    layout = Layout(real, (topographic,), dict.fromkeys(column(topographic, "area"), topographic), V1)
    chosen = choose_gauges(str(path), layout)
    assert chosen == path.read_text().split()
    return f"read: {len(chosen)} gauges, all among the 671"


def catchment(area: float, tolerance: float = 0.005) -> Outcome:
    """Read a polygon and compare its area, km², in the British National Grid."""

    def read(_: Path, path: Path) -> str:
        shapes = shapefile.read(path.with_suffix(".shp"))
        shapes = coordinates.placed(shapefile.repaired(shapes, path), path).to_crs("EPSG:27700")
        assert shapes.area.item() / 1e6 == pytest.approx(area, abs=tolerance)
        return f"read: {shapes.area.item() / 1e6:.2f} km² in EPSG:27700"

    return read


def basin(_: Path, path: Path) -> str:
    """Read a basin of Caravan and compare the mean of its soil water."""
    values = caravan_files.read(path, SOIL).values
    if path.suffix == ".csv":
        there = np.array(list(column(path, SOIL, "date").values()))
    else:
        with netCDF4.Dataset(path) as file:
            there = np.ma.filled(file[SOIL][:], np.nan)
    assert float(values.mean()) == pytest.approx(float(np.nanmean(there, dtype="float64")), rel=1e-5)
    return f"read: {len(values)} days, mean of layer 1 {values.mean():.3f} m3 m-3"


def areas(real: Path, path: Path) -> str:
    """Read the areas that Caravan states and compare their sum."""
    prefix = path.stem.removeprefix("attributes_other_")
    found = caravan_areas.read(real / "caravan", prefix)
    assert found.sum() == pytest.approx(sum(column(path, "area").values()))
    return f"read: areas of {len(found)} gauges, {found.sum():.0f} km² together"


def daily(name: str, member: str, hours: int) -> Outcome:
    """Read daily means of a delivery and compare the first with the mean of what its file holds."""

    def read(_: Path, path: Path) -> str:
        days = xr.concat(list(daily_means.daily_means(path, name)), "time")
        with raw(path, member) as file:
            expected = np.ma.filled(file[name][:hours].astype("float64"), np.nan).mean(axis=0)
        found = days.sel(latitude=expected_latitudes(path, member)).values[0]
        np.testing.assert_allclose(found, expected, rtol=1e-6)
        return f"read: {days.sizes['time']} days of {name}, first mean {np.nanmean(found):.2f} K"

    return read


@contextmanager
def raw(path: Path, member: str) -> Iterator[netCDF4.Dataset]:
    """Open a file, or the member of a ZIP."""
    with tempfile.TemporaryDirectory() as place:
        inside = Path(zipfile.ZipFile(path).extract(member, place)) if member else path
        with netCDF4.Dataset(inside) as file:
            yield file


def expected_latitudes(path: Path, member: str) -> np.ndarray:
    """Give the latitudes in the order of the file."""
    with raw(path, member) as file:
        return np.asarray(file["latitude"][:], dtype="float64").round(4)


def satellite(_: Path, path: Path) -> str:
    """Read a day by itself and compare the count and mean of the values without a flag."""
    with tempfile.TemporaryDirectory() as place:
        shutil.copy(path, place)
        grid, _land = fields.grid_and_land(place, (-7.5, 50.0, 1.7, 58.6))
        (day,) = fields.daily_fields(esa_cci_files.find(place), grid, "sm", "m3 m-3")
    with netCDF4.Dataset(path) as file:
        latitude, longitude = (np.asarray(file[name][:]) for name in ("lat", "lon"))
        rows = (latitude > grid.latitude[-1] - 0.1) & (latitude < grid.latitude[0] + 0.1)
        columns = (longitude > grid.longitude[0] - 0.1) & (longitude < grid.longitude[-1] + 0.1)
        values, flag = decoded(file, "sm"), decoded(file, "flag")
    there = np.where(flag == 0, values, np.nan)[np.ix_(rows, columns)]
    assert int(day.notnull().sum()) == np.isfinite(there).sum()
    assert float(day.mean()) == pytest.approx(np.nanmean(there), rel=1e-5)
    return (
        f"read: {np.isfinite(there).sum()} cells, mean {np.nanmean(there):.3f} m3 m-3 (alone: versions are not mixed)"
    )


def decoded(file: netCDF4.Dataset, name: str) -> np.ndarray:
    """Decode by hand: the library takes the valid range of packed values of version 02.2 for one of stored values."""
    file.set_auto_maskandscale(False)
    stored, variable = file[name][0].astype("float64"), file[name]
    stored[stored == variable._FillValue] = np.nan
    return stored * getattr(variable, "scale_factor", 1.0)


def refused(words: str, read: Callable[[Path], object]) -> Outcome:
    """Make sure that a file is refused for the right reason."""

    def outcome(_: Path, path: Path) -> str:
        with pytest.raises(InputError) as caught:
            read(path)
        assert words in str(caught.value), caught.value
        return f"refused: {words}"

    return outcome


def field(name: str) -> Callable[[Path], object]:
    """Read a variable of a delivery."""
    return lambda path: list(daily_means.daily_means(path, name))


def no_data(_: Path, path: Path) -> str:
    """Make sure that a file is a text in words."""
    assert path.read_text(encoding="utf-8").startswith("#")
    return "not read: a text about the data"


HOURS = "no day with all 24 hours, of 1"
DELIVERIES, SPLIT = "era5_land_deliveries", "new_cds_hourly_elsalvador/multi_member_request_2025-10-17"
NO_GAUGES = refused("no attribute gauge_name", lambda path: camels_attributes.read([path], ["1"], []))
#: The first pattern that a file's path fits decides.
ROWS: list[tuple[str, Outcome]] = [
    ("README.md", no_data),
    ("caravan/licenses/*", no_data),
    ("*/data/CAMELS_GB_*_attributes.csv", attributes),
    ("*/data/timeseries/CAMELS_GB_hydromet_timeseries_*.csv", series),
    ("camels_gb_ptq_666.nc", packed),
    (
        "camels_gb_excel_copy_12007.csv",
        refused("'01/10/1987' in line 2", lambda p: camels_series.read_gauge(p, ["precipitation"])),
    ),
    ("era5_land_catchment_means/*.csv", means),
    ("published_results/*.csv", skill),
    ("basin_lists/*.txt", gauges),
    ("boundaries/camelsgb_33039/*", catchment(1662.30)),
    ("boundaries/camelsgb_73010/*", catchment(247.97)),
    ("boundaries/thames_esmvaltool/*", catchment(13493.62, 5.0)),
    ("caravan/timeseries/*", basin),
    ("caravan/attributes/*/attributes_other_*.csv", areas),
    ("caravan/attributes/*/attributes_caravan_*.csv", NO_GAUGES),
    ("caravan/attributes/*/attributes_hydroatlas_*.csv", NO_GAUGES),
    (f"{DELIVERIES}/old_cds_format_era5_davos/*.nc", daily("t2m", "", 24)),
    (f"{DELIVERIES}/new_cds_daily_statistics_germany/*.zip", daily("t2m", "2m_temperature_0_daily-mean.nc", 1)),
    (f"{DELIVERIES}/new_cds_hourly_sea_allnan/*.nc", refused("lies in the sea", field("t2m"))),
    (f"{DELIVERIES}/new_cds_kerala/monthly/*.zip", refused("days apart", field("t2m"))),
    (f"{DELIVERIES}/new_cds_kerala/hourly/*.nc", refused(HOURS, field("t2m"))),
    (f"{DELIVERIES}/{SPLIT}/data_0.nc", refused(HOURS, field("swvl1"))),
    (f"{DELIVERIES}/{SPLIT}/data_1.nc", refused(HOURS, field("t2m"))),
    (f"{DELIVERIES}/{SPLIT}/data_2.nc", refused(HOURS, field("snowc"))),
    (f"{DELIVERIES}/new_cds_hourly_elsalvador/*.nc", refused("'swvl1' on a grid", field("swvl1"))),
    ("esa_cci_sm_gb_crops/*.nc", satellite),
]

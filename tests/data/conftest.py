"""Small folders in the layouts of CAMELS-GB v1 and ESA CCI soil moisture."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import netCDF4
import numpy as np
import pandas as pd
import pytest
import shapely

COLUMNS = [
    "precipitation",
    "pet",
    "temperature",
    "discharge_spec",
    "discharge_vol",
    "peti",
    "humidity",
    "shortwave_rad",
    "longwave_rad",
    "windspeed",
]
GAUGES = ("10002", "1001", "39001")
LATITUDE, LONGITUDE = np.array([52.375, 52.125, 51.875, 51.625]), np.array([-1.625, -1.375, -1.125, -0.875, -0.625])
DAYS = pd.date_range("1990-01-01", "1991-12-31", freq="D")


def series_table(rng: np.random.Generator) -> pd.DataFrame:
    """Make two years of plausible daily values, two decimals as in the original."""
    values = rng.uniform(0.1, 9.0, (len(DAYS), len(COLUMNS))).round(2)
    return pd.DataFrame(values, columns=COLUMNS).assign(date=DAYS.strftime("%Y-%m-%d"))[["date", *COLUMNS]]


def series_name(gauge: str) -> str:
    """Name the series file of a gauge."""
    return f"CAMELS_GB_hydromet_timeseries_{gauge}_{DAYS[0]:%Y%m%d}-{DAYS[-1]:%Y%m%d}.csv"


@pytest.fixture
def camels(tmp_path: Path, rng: np.random.Generator) -> Callable[..., Path]:
    """Give a writer of CAMELS-GB folders: the tables' and the series' folders may be chosen."""

    def write(tables: str = "data", series: str = "data/timeseries", gauges: tuple[str, ...] = GAUGES) -> Path:
        folder = tmp_path / "camels_gb"
        for name in (tables, series):
            (folder / name).mkdir(parents=True, exist_ok=True)
        topographic = pd.DataFrame({"gauge_id": gauges, "gauge_name": [f"River {gauge}" for gauge in gauges]})
        topographic = topographic.assign(gauge_lat=52.68, area=np.arange(1.0, len(gauges) + 1))
        topographic = topographic.assign(gauge_lon=(-3.33 + 0.295 * np.arange(len(gauges))).round(2))
        climatic = pd.DataFrame({"gauge_id": gauges[::-1], "p_mean": np.arange(len(gauges), 0.0, -1)})
        climatic = climatic.assign(frac_snow=0.04, high_prec_timing="djf")
        for kind, table in (("topographic", topographic), ("climatic", climatic)):
            table.to_csv(folder / tables / f"CAMELS_GB_{kind}_attributes.csv", index=False, na_rep="NaN")
        for gauge in gauges:
            series_table(rng).to_csv(folder / series / series_name(gauge), index=False, na_rep="NaN")
        return folder

    return write


@pytest.fixture
def with_boundaries() -> Callable[..., None]:
    """Give a writer of catchment boundaries, squares of 20 km in a row, into a folder of CAMELS-GB."""

    def write(folder: Path, gauges: tuple[str, ...] = GAUGES, **columns: object) -> None:
        squares = [shapely.box(3e5 + 2e4 * i, 3e5, 3e5 + 2e4 * (i + 1), 3.2e5) for i in range(len(gauges))]
        fields = columns or {"ID": [int(gauge) for gauge in gauges], "ID_STRING": list(gauges)}
        place = folder / "data" / "CAMELS_GB_catchment_boundaries"
        place.mkdir(parents=True, exist_ok=True)
        shapes = gpd.GeoDataFrame(fields, geometry=squares, crs="EPSG:27700")
        shapes.to_file(place / "CAMELS_GB_catchment_boundaries.shp")

    return write


@pytest.fixture
def satellite(tmp_path: Path) -> Callable[..., Path]:
    """Give a writer of daily ESA CCI files: values (rows, columns) and flags by row and column, NaN for none."""

    def write(
        day: str,
        values: np.ndarray,
        flag: np.ndarray | None = None,
        version: str = "05.2",
        folder: str = "esa_cci",
        latitude: np.ndarray = LATITUDE,
        longitude: np.ndarray = LONGITUDE,
        packed: bool = False,
    ) -> Path:
        name = f"ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-{day.replace('-', '')}000000-fv{version}.nc"
        path = tmp_path / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        values = np.broadcast_to(values, (len(latitude), len(longitude)))
        flag = np.where(np.isfinite(values), 0, 127) if flag is None else flag
        with netCDF4.Dataset(path, "w") as file:
            for dimension, centres in (("time", [0]), ("lat", latitude), ("lon", longitude)):
                file.createDimension(dimension, len(centres))
                file.createVariable(dimension, "f8", (dimension,))[:] = centres
            moisture = file.createVariable("sm", "i2" if packed else "f4", ("time", "lat", "lon"), fill_value=-9999)
            moisture.set_auto_maskandscale(False)
            moisture.setncatts({"units": "m3 m-3"} | ({"scale_factor": np.float32(1e-4)} if packed else {}))
            scaled = np.round(values * 1e4) if packed else values
            moisture[0] = np.where(np.isfinite(values), scaled, -9999)
            flags = file.createVariable("flag", "i1", ("time", "lat", "lon"), fill_value=127)
            flags.set_auto_maskandscale(False)
            flags[0] = flag
        return tmp_path / folder

    return write

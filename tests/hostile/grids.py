"""Small good deliveries of gridded products that a case can change, and how a run reads them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
import xarray as xr

from lstm_probe.data.catchment_means import days as catchment_means
from lstm_probe.data.catchment_means import zonal
from lstm_probe.data.era5_land import daily_means
from lstm_probe.data.era5_land.quality import QualityCounts
from lstm_probe.data.targets import target

LATITUDE, LONGITUDE = np.round(np.arange(54.8, 54.15, -0.1), 4), np.round(np.arange(-3.0, -2.05, 0.1), 4)
DAYS = pd.date_range("2000-01-01", periods=6, freq="D", name="valid_time")
SWVL1 = {"source": "era5_land", "units": "m3 m-3", "long_name": "soil water", "variable": "swvl1"}


def field(days: pd.DatetimeIndex = DAYS, variable: str = "swvl1", units: str = "m**3 m**-3") -> xr.Dataset:
    """Make daily fields that rise from day to day and from west to east, with a cell of sea in the north-west."""
    day = (days - DAYS[0]).days.to_numpy()
    values = (0.3 + 0.01 * day[:, None, None] + 0.005 * np.arange(len(LONGITUDE))) * np.ones((1, len(LATITUDE), 1))
    values[:, 0, 0] = np.nan
    coords = {"valid_time": days, "latitude": LATITUDE, "longitude": LONGITUDE}
    dims = ("valid_time", "latitude", "longitude")
    return xr.DataArray(values.astype("float32"), coords, dims, attrs={"units": units}).to_dataset(name=variable)


def write(dataset: xr.Dataset, path: Path) -> Path:
    """Write a file of daily statistics."""
    path.parent.mkdir(parents=True, exist_ok=True)
    time = {"units": f"days since {DAYS[0]:%Y-%m-%d}", "dtype": "int64"}
    dataset.to_netcdf(path, encoding={"valid_time": time} if "valid_time" in dataset.variables else None)
    return path


def catchments(*boxes: tuple[float, float, float, float]) -> object:
    """Draw catchments by west, south, east and north; the first gauge is 1001."""
    import geopandas as gpd

    shapes = [shapely.box(*box) for box in boxes or [(-2.8, 54.3, -2.4, 54.7)]]
    index = pd.Index([str(1001 + n) for n in range(len(shapes))], name="gauge_id")
    return gpd.GeoDataFrame(geometry=shapes, index=index, crs="EPSG:4326")


def clip(folder: Path, entry: dict = SWVL1, shapes: object = None) -> list[float]:
    """Take the means of the first catchment as a run does: weights, daily means, target."""
    grid, land = daily_means.grid_and_land(folder)
    weights = zonal.weights(grid, land, catchments() if shapes is None else shapes)
    counts = QualityCounts(land)
    fields = daily_means.daily_means(folder, entry["variable"], entry["units"], counts)
    means = catchment_means.every_day(weights, fields).assign_attrs(counts.attrs())
    return target(means, "swvl1", entry, "area_weighted")["swvl1"].values[0].astype(float).round(6).tolist()


#: What the untouched delivery gives: columns 2 to 6 lie under the catchment, the outer by half: 0.32 on the first day.
GOOD = [round(0.32 + 0.01 * n, 6) for n in range(6)]


def with_files(**change: Callable[[xr.Dataset], xr.Dataset | bytes]) -> Callable[[Path], object]:
    """Make a reader of a folder of files, each made of the good field; bytes are written as they are."""

    def read(place: Path) -> object:
        for name, make in change.items():
            content = make(field())
            path = place / "era5_land" / f"{name}.nc"
            path.parent.mkdir(exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                write(content, path)
        return clip(place / "era5_land")

    return read


def stored(dataset: xr.Dataset, place: Path) -> bytes:
    """Give the bytes of a file of the field."""
    path = write(dataset, place / "stored.nc")
    content = path.read_bytes()
    path.unlink()
    return content

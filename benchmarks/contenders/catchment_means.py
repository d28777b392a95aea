"""Average gridded fields over catchments, in one of several ways; prints a line of JSON.

    python catchment_means.py WAY FOLDER [--gauges N] [--days N]

Every way but ours is given the fields and the catchments in memory, and pays for the averages alone.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import netCDF4
import numpy as np

VARIABLES = ("swvl1", "swvl2", "swvl3", "swvl4", "sd")
Numbers = dict[str, float]


def ours(folder: Path, _gauges: int | None, _days: int | None) -> Numbers:
    """Do all that the rules compute_weights and clip_era5_land do, files of five variables to catchment means."""
    import geopandas as gpd

    from lstm_probe.data.catchment_means import days as catchment_means
    from lstm_probe.data.catchment_means import zonal
    from lstm_probe.data.era5_land import daily_means
    from lstm_probe.data.era5_land.quality import QualityCounts

    shapes = gpd.read_file(folder / "catchments.gpkg").set_index("gauge_id")
    source = folder / "era5_land"
    start = time.perf_counter()
    grid, land = daily_means.grid_and_land(source)
    weights = zonal.weights(grid, land, shapes)
    weighed = time.perf_counter()
    work = 0
    for name in VARIABLES:
        _, land = daily_means.grid_and_land(source)  # as each variable's own job does
        means = catchment_means.every_day(weights, daily_means.daily_means(source, name, counts=QualityCounts(land)))
        work += means.size
    seconds = time.perf_counter() - start
    empty = int(np.isnan(means.values).all(axis=1).sum())
    return {"seconds": seconds, "work": work, "seconds_weights": weighed - start, "empty_gauges": empty}


def read(folder: Path, _gauges: int | None, _days: int | None) -> Numbers:
    """Merely read the files."""
    start, work = time.perf_counter(), 0
    for path in sorted((folder / "era5_land").glob("*.nc")):
        with netCDF4.Dataset(path) as file:
            file.set_auto_maskandscale(False)
            (name,) = set(file.variables) & set(VARIABLES)
            work += file[name][:].size
    return {"seconds": time.perf_counter() - start, "work": work}


def rioxarray(folder: Path, gauges: int | None, days: int | None) -> Numbers:
    """Clip the field by one catchment after the other, and average what is left."""
    import rioxarray  # noqa: F401  registers .rio

    shapes, field = _in_memory(folder, gauges, days)
    start = time.perf_counter()
    for shape in shapes.geometry:
        field.rio.clip([shape], all_touched=True).mean(["latitude", "longitude"])
    return _numbers(start, shapes, field)


def xvec(folder: Path, gauges: int | None, days: int | None) -> Numbers:
    """Call xvec's zonal_stats, catchment by catchment."""
    import xvec  # noqa: F401  registers .xvec

    shapes, field = _in_memory(folder, gauges, days)
    start = time.perf_counter()
    field.xvec.zonal_stats(
        shapes.geometry, x_coords="longitude", y_coords="latitude", method="iterate", all_touched=True, n_jobs=1
    )
    return _numbers(start, shapes, field)


def exactextract(folder: Path, gauges: int | None, days: int | None) -> Numbers:
    """Call exactextract day by day, weighted by the areas of cells, and tell how far our means are from it."""
    from exactextract import exact_extract
    from exactextract.raster import NumPyRasterSource

    from lstm_probe.data.catchment_means import zonal
    from lstm_probe.data.catchment_means.grid import Grid

    shapes, field = _in_memory(folder, gauges, days)
    grid = Grid(field["latitude"].values.round(4), field["longitude"].values.round(4))
    edges = dict(zip(("xmin", "ymin", "xmax", "ymax"), grid.bounds, strict=True), srs_wkt=shapes.crs.to_wkt())
    areas = NumPyRasterSource(grid.cell_areas().reshape(grid.shape), **edges)
    values = field.values.astype("float64")
    start = time.perf_counter()
    rasters = (NumPyRasterSource(day, nodata=np.nan, **edges) for day in values)
    tables = [exact_extract(raster, shapes, "weighted_mean", weights=areas, output="pandas") for raster in rasters]
    numbers = _numbers(start, shapes, field)
    theirs = np.stack([table["weighted_mean"].to_numpy(dtype=float) for table in tables], axis=1)
    weights = zonal.weights(grid, np.isfinite(values[0]), shapes.set_index("gauge_id"))
    return numbers | {"max_abs_difference": float(np.abs(zonal.apply(weights, field).values - theirs).max())}


def _in_memory(folder: Path, gauges: int | None, days: int | None):
    """Load one variable (time, latitude, longitude), in CRS EPSG:4326, and the catchments."""
    import geopandas as gpd
    import rioxarray  # noqa: F401
    import xarray as xr

    shapes = gpd.read_file(folder / "catchments.gpkg").to_crs("EPSG:4326").iloc[:gauges]
    names = sorted((folder / "era5_land").glob("volumetric_soil_water_layer_1_*.nc"))
    field = xr.concat(list(_years(names, days)), "valid_time").rename(valid_time="time")
    return shapes, field.rio.set_spatial_dims("longitude", "latitude").rio.write_crs("EPSG:4326")


def _years(paths: list[Path], days: int | None) -> Iterator:
    """Yield the first variable's years until there are enough days."""
    import xarray as xr

    left = np.inf if days is None else days
    for path in paths:
        if left > 0:
            with xr.open_dataset(path) as dataset:
                year = dataset["swvl1"].drop_vars("number").isel(valid_time=slice(0, None if days is None else left))
                yield year.load()
                left -= year.sizes["valid_time"]


def _numbers(start: float, shapes, field) -> Numbers:
    return {"seconds": time.perf_counter() - start, "work": len(shapes) * field.sizes["time"]}


WAYS: dict[str, Callable[[Path, int | None, int | None], Numbers]] = {
    way.__name__: way for way in (ours, read, rioxarray, xvec, exactextract)
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gauges", type=int)
    parser.add_argument("--days", type=int)
    given = parser.parse_args()
    print(json.dumps(WAYS[given.way](given.folder, given.gauges, given.days)))

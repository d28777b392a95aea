"""Weigh the cells that lie in a catchment: by area, all that it touches, or those with their centre in it."""

from collections.abc import Callable, Mapping

import geopandas as gpd
import numpy as np
from exactextract import exact_extract
from exactextract.raster import NumPyRasterSource
from rasterio import Affine
from rasterio.features import geometry_mask
from scipy.sparse import csr_array

from lstm_probe.data.catchment_means.grid import Grid


def _covered_areas(grid: Grid, shapes: gpd.GeoDataFrame, cell_areas: np.ndarray) -> csr_array:
    """Weigh a cell by its area in the catchment: exactextract's coverage fraction x the cell's area."""
    west, south, east, north = grid.bounds
    raster = NumPyRasterSource(np.zeros(grid.shape), west, south, east, north, srs_wkt=shapes.crs.to_wkt())
    found = exact_extract(raster, shapes, ["cell_id", "coverage"], output="pandas")
    columns = np.concatenate(found["cell_id"].to_list()).astype("int64")
    rows = np.repeat(np.arange(len(shapes)), [len(cells) for cells in found["cell_id"]])
    values = np.concatenate(found["coverage"].to_list()) * cell_areas[columns]
    return csr_array((values, (rows, columns)), shape=(len(shapes), len(cell_areas)))


def _rasterised(grid: Grid, shapes: gpd.GeoDataFrame, all_touched: bool) -> csr_array:
    west, _, _, north = grid.bounds
    height, width = grid.step
    transform = Affine(width, 0.0, west, 0.0, -height, north)
    cells = [
        np.flatnonzero(geometry_mask([shape], grid.shape, transform, all_touched=all_touched, invert=True))
        for shape in shapes.geometry
    ]
    rows, columns = np.repeat(np.arange(len(cells)), [len(ids) for ids in cells]), np.concatenate(cells)
    return csr_array((np.ones(len(columns)), (rows, columns)), shape=(len(shapes), grid.shape[0] * grid.shape[1]))


def _touched(grid: Grid, shapes: gpd.GeoDataFrame, _areas: np.ndarray) -> csr_array:
    """Weigh all cells alike that the catchment touches."""
    return _rasterised(grid, shapes, all_touched=True)


def _centred(grid: Grid, shapes: gpd.GeoDataFrame, _areas: np.ndarray) -> csr_array:
    """Weigh all cells alike whose centre lies in the catchment; small catchments get none."""
    return _rasterised(grid, shapes, all_touched=False)


#: Each takes a grid, catchments in degrees and cell areas, and returns weights of shape (gauges, cells).
METHODS: Mapping[str, Callable[[Grid, gpd.GeoDataFrame, np.ndarray], csr_array]] = {
    "area_weighted": _covered_areas,
    "all_touched": _touched,
    "centre": _centred,
}

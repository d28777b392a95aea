"""Catchment means of gridded fields: weigh the cells once, then multiply by a sparse matrix.

The mean of catchment g is ``sum_c w[g, c] x[c] / sum_c w[g, c]`` over the cells c that have a value.
"""

import json
import logging
from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import xarray as xr
from scipy.sparse import csr_array

from lstm_probe.data.catchment_means.coverage import METHODS
from lstm_probe.data.catchment_means.grid import TOLERANCE, Grid
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)


def weights(
    grid: Grid, land: np.ndarray, shapes: gpd.GeoDataFrame, method: str = "area_weighted", product: str = "era5_land"
) -> xr.Dataset:
    """Weigh the cells of a grid in every catchment.

    Parameters
    ----------
    land : numpy.ndarray of bool, shape (rows, columns)
        Which cells have data; the others get no weight.
    shapes : geopandas.GeoDataFrame
        Catchments, indexed by gauge_id, in any coordinates.
    method : {"area_weighted", "all_touched", "centre"}
        A key of `METHODS`.
    product : str
        Name of the grid in the settings, for messages and attrs.

    Returns
    -------
    xarray.Dataset
        The artefact `contracts.targets.WEIGHTS`. Catchments without a cell that has data have no entry,
        and are named in attrs.

    Raises
    ------
    InputError
        If the method is unknown, no catchment touches the grid, or no cell has data.
    """
    if method not in METHODS:
        raise InputError(f"data.{product}.method", method, shortlist(METHODS), "choose one of these")
    shapes = shapes.to_crs("EPSG:4326")
    bounds = _require_overlap(grid, shapes)
    wide, above, left = grid.padded(bounds)
    matrix = METHODS[method](wide, shapes, wide.cell_areas()).tocoo()
    row, column = matrix.col // wide.shape[1] - above, matrix.col % wide.shape[1] - left
    inside = (row >= 0) & (row < grid.shape[0]) & (column >= 0) & (column < grid.shape[1]) & (matrix.data > 0)
    inside[inside] = land[row[inside], column[inside]]
    gauge, size = matrix.row[inside], len(shapes)
    kept = np.bincount(gauge, matrix.data[inside], minlength=size)
    total = np.bincount(matrix.row, matrix.data, minlength=size)
    cell = row[inside] * grid.shape[1] + column[inside]
    entries = {
        "gauge": gauge.astype("int64"),
        "cell": cell.astype("int64"),
        "weight": matrix.data[inside] / kept[gauge],
    }
    covered = np.divide(kept, total, out=np.zeros(size), where=total > 0)
    return _dataset(grid, shapes, entries, covered, method).assign_attrs(product=product)


def _require_overlap(grid: Grid, shapes: gpd.GeoDataFrame) -> tuple[float, float, float, float]:
    west, south, east, north = (float(edge) for edge in shapes.total_bounds)
    edges = grid.bounds
    if not (west < edges[2] and east > edges[0] and south < edges[3] and north > edges[1]):
        found = f"catchments from {west:.2f} to {east:.2f} E and {south:.2f} to {north:.2f} N"
        box = f"{edges[0]:.2f} to {edges[2]:.2f} E, {edges[1]:.2f} to {edges[3]:.2f} N"
        expected = f"some within the grid: {box}"
        advice = "request a box that holds the catchments, and check the coordinates of the boundaries"
        raise InputError("catchment boundaries", found, expected, advice)
    return west, south, east, north


def _dataset(
    grid: Grid, shapes: gpd.GeoDataFrame, entries: Mapping[str, np.ndarray], covered: np.ndarray, method: str
) -> xr.Dataset:
    gauges = shapes.index.to_numpy(dtype=object)
    empty = [str(gauge) for gauge in gauges[covered == 0]]
    partly = gauges[(covered > 0) & (covered < 0.5)]
    if len(empty) == len(gauges):
        advice = "request a box with land, or use method 'area_weighted'"
        raise InputError("catchment boundaries", "no catchment with a land cell", "at least one", advice)
    if empty:
        logger.warning("no land cell in %d catchments, which get no mean: %s", len(empty), ", ".join(empty))
    filled = len(gauges) - len(empty)
    logger.info("%s: %d catchments with data, %d of them covered to less than half", method, filled, len(partly))
    if len(partly):
        logger.warning("by sea, or outside the grid, more than half lies of catchments %s", shortlist(partly, 40))
    dataset = xr.Dataset(
        {name: ("entry", values, {"units": "1"}) for name, values in entries.items()},
        {"gauge_id": gauges, "latitude": grid.latitude, "longitude": grid.longitude},
        {"method": method, "gauges_without_cells": json.dumps(empty), "gauges_without_cells_count": len(empty)},
    )
    dataset["covered_fraction"] = ("gauge_id", covered, {"units": "1"})
    return dataset


def apply(weights: xr.Dataset, field: xr.DataArray) -> xr.DataArray:
    """Average a field over every catchment.

    Parameters
    ----------
    weights : xarray.Dataset
        The artefact `contracts.targets.WEIGHTS`.
    field : xarray.DataArray of shape (time, latitude, longitude)
        Values on the same grid. A NaN cell leaves the mean of its day, and the other weights grow.

    Returns
    -------
    xarray.DataArray of shape (gauge_id, time)
        float64; NaN where no cell of the catchment has a value.

    Raises
    ------
    InputError
        If the grids differ.
    """
    field = field.transpose("time", "latitude", "longitude")
    for name in ("latitude", "longitude"):
        ours, theirs = weights[name].values, field[name].values
        if len(ours) != len(theirs) or not np.allclose(ours, theirs, rtol=0, atol=TOLERANCE):
            found = f"{len(theirs)} values of {name} from {theirs[0]:.3f} to {theirs[-1]:.3f}"
            expected = f"{len(ours)} from {ours[0]:.3f} to {ours[-1]:.3f}, as in the weights"
            advice = "give all files of a delivery one grid"
            raise InputError(f"field '{field.name}'", found, expected, advice)
    used, column = np.unique(weights["cell"].values, return_inverse=True)
    size = weights.sizes["gauge_id"]
    matrix = csr_array((weights["weight"].values, (weights["gauge"].values, column)), shape=(size, len(used)))
    values = field.values.reshape(field.sizes["time"], -1)[:, used].T.astype("float64")
    means = _renormalised(matrix, values)
    coords = {"gauge_id": weights["gauge_id"].values, "time": field["time"].values}
    return xr.DataArray(means, coords, ("gauge_id", "time"), name=field.name)


def _renormalised(matrix: csr_array, values: np.ndarray) -> np.ndarray:
    """Multiply weights (gauge, cell) by values (cell, time), leaving out NaN."""
    with_value = np.isfinite(values)
    if with_value.all():
        share = np.repeat(matrix.sum(axis=1)[:, None], values.shape[1], axis=1)
        total = matrix @ values
    else:
        share = matrix @ with_value.astype("float64")
        total = matrix @ np.where(with_value, values, 0.0)
    return np.divide(total, share, out=np.full(total.shape, np.nan), where=share > 0)

"""Gridded products beside each other, each on its own grid (Fig. B4)."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection, QuadMesh
from matplotlib.figure import Figure

from lstm_probe.datasets import outline
from lstm_probe.datasets.bounds import BRITISH
from lstm_probe.figures import common, maps

QUANTILES = (0.02, 0.98)  # of the cells of each product, between which colours change
COLOURMAP = "viridis_r"
Rings = Sequence[np.ndarray]


@common.paper_style()
def draw(products: Mapping[str, xr.Dataset], region: str = BRITISH) -> Figure:
    """Draw a map a product, cell by cell, with equal colours and frames.

    Colours hold 96 % of the cells of every product, cut to hundredths; an arrow on their bar says that some cells lie
    beyond. Titles give the size of each grid and how many cells have data.

    Parameters
    ----------
    products : mapping of str to xarray.Dataset
        Name of each product of soil moisture and its artefact `lstm_probe.contracts.targets.GRID_MEDIAN`.
    region : str
        Where the catchments lie: Great Britain is shown whole, with its own coasts; elsewhere countries are.
    """
    values = {name: one["median"].transpose("latitude", "longitude") for name, one in products.items()}
    lower, upper = colour_limits(values)
    figure = common.new_figure(common.PAGE, 128)
    panels = figure.subplots(1, len(products), sharex=True, sharey=True, squeeze=False)[0]
    frame, rings = _land(values, region)
    for which, (axes, (name, grid)) in enumerate(zip(panels, values.items(), strict=True)):
        mesh = _draw_grid(axes, grid, lower, upper, rings)
        rows, columns = grid.shape
        data = int(grid.notnull().sum())
        common.letter(axes, which, f"{name}\n      {rows} × {columns} cells, {data} with data")
        axes.set(xlim=frame[:2], ylim=frame[2:], aspect=1 / np.cos(np.deg2rad((frame[2] + frame[3]) / 2)))
        axes.set_axis_off()
    shown = np.concatenate([grid.values[np.isfinite(grid.values)] for grid in values.values()])
    first, last = (next(iter(products.values())).attrs[name] for name in ("first_day", "last_day"))
    units = str(next(iter(values.values())).attrs["units"])
    text = common.label(f"median soil moisture, {first} to {last}", units)
    bar = figure.colorbar(
        mesh, ax=list(panels), label=text, extend=maps.extend(shown, lower, upper), shrink=0.7, aspect=30, pad=0.02
    )
    bar.outline.set_linewidth(0.4)
    return figure


def colour_limits(values: Mapping[str, xr.DataArray]) -> tuple[float, float]:
    """Choose common colour limits, in hundredths, that hold the quantiles of 2 and 98 % of every product.

    Parameters
    ----------
    values : mapping of str to xarray.DataArray
        Each product (latitude, longitude; one unit), NaN where there are no data.

    Returns
    -------
    tuple of float
        The lower and the upper limit (the same unit).
    """
    finite = [grid.values[np.isfinite(grid.values)] for grid in values.values()]
    finite = [one for one in finite if one.size]
    if not finite:
        return 0.0, 1.0
    lowest, highest = np.transpose([np.quantile(one, QUANTILES) for one in finite])
    lower = float(np.floor(round(lowest.min() * 100, 6)) / 100)
    return lower, max(float(np.ceil(round(highest.max() * 100, 6)) / 100), lower + 0.01)


def edges(centres: np.ndarray) -> np.ndarray:
    """Return the edges of cells, half way between their centres.

    Parameters
    ----------
    centres : numpy.ndarray of float64, shape (n,)
        Latitudes or longitudes of the centres (degrees), at least two.

    Returns
    -------
    numpy.ndarray of float64, shape (n + 1,)
        Edges (degrees), the outer ones as far out as their neighbours are in.
    """
    half = np.diff(centres) / 2
    return np.concatenate([[centres[0] - half[0]], centres[:-1] + half, [centres[-1] + half[-1]]])


def _land(values: Mapping[str, xr.DataArray], region: str) -> tuple[tuple[float, float, float, float], Rings]:
    """Return west, east, south and north (degrees) of all cells with data, and the coasts there.

    Of Great Britain, the frame holds the land but its northern islands too.
    """
    west, south, east, north = np.inf, np.inf, -np.inf, -np.inf
    if region == BRITISH:
        land = outline.great_britain().bounds
        west, south, east, north = outline.great_britain()[land["miny"] <= maps.NORTH].total_bounds
    for grid in values.values():
        found = grid.where(grid.notnull(), drop=True)
        if found.size:
            longitude, latitude = edges(found["longitude"].values), edges(found["latitude"].values)
            west, east = min(west, longitude.min()), max(east, longitude.max())
            south, north = min(south, latitude.min()), max(north, latitude.max())
    if not west < east:  # no product has a value anywhere
        west, south, east, north = -180.0, -90.0, 180.0, 90.0
    if region == BRITISH:
        islands = outline.great_britain().explode(index_parts=False)
        return (west, east, south, north), [np.asarray(ring.exterior.coords)[:, :2] for ring in islands]
    return (west, east, south, north), outline.land_within(west, south, east, north)


def _draw_grid(axes: Axes, grid: xr.DataArray, lower: float, upper: float, rings: Rings) -> QuadMesh:
    """Draw every cell in its true extent, under the coasts."""
    corners = edges(grid["longitude"].values), edges(grid["latitude"].values)
    look: dict[str, Any] = {"cmap": COLOURMAP, "vmin": lower, "vmax": upper, "linewidth": 0, "rasterized": True}
    mesh = axes.pcolormesh(*corners, np.ma.masked_invalid(grid.values), **look)
    axes.add_collection(PolyCollection(rings, facecolor="none", edgecolor=common.DARK, linewidth=0.5))
    return mesh

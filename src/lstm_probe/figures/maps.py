"""Maps of gauges on the outline of Great Britain, or of the countries that they lie in."""

from typing import Any

import numpy as np
import numpy.typing as npt
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection, PolyCollection

from lstm_probe.datasets import frames, outline
from lstm_probe.figures import common

NORTH = 59.5  # islands beyond are drawn only if a gauge lies as far north (degrees)
MARGIN = 0.2  # width of the empty rim (degrees)
DRY_TO_WET = "BrBG"  # colours of deviations from 0


def base_map(axes: Axes, attributes: xr.Dataset) -> None:
    """Draw the land in light grey, in true proportions: Great Britain with all gauges, or the frame of the gauges.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw; longitude (degrees east) along x, latitude (degrees north) along y.
    attributes : xarray.Dataset
        Artefact with ``gauge_lon`` and ``gauge_lat`` (gauge_id; degrees).
    """
    longitude, latitude = (attributes[name].values for name in ("gauge_lon", "gauge_lat"))
    if outline.is_british(longitude, latitude):
        west, south, east, north, rings = _britain(longitude, latitude)
    else:
        west, south, east, north = frames.around(frames.easting(longitude), latitude)
        rings = outline.land_within(west, south, east, north)
    axes.add_collection(PolyCollection(rings, facecolor=common.LAND, edgecolor="0.7", linewidth=0.3, zorder=0))
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / np.cos(np.deg2rad(np.clip((south + north) / 2, -80, 80))))
    axes.set_axis_off()


def _britain(
    longitude: np.ndarray, latitude: np.ndarray
) -> tuple[float, float, float, float, list[npt.NDArray[np.float64]]]:
    """Frame Great Britain and all gauges, and give the rings of its islands."""
    land = outline.great_britain()
    land = land[land.bounds["miny"] <= max(NORTH, np.nanmax(latitude))]
    rings = [np.asarray(ring.exterior.coords)[:, :2] for ring in land.explode(index_parts=False)]
    west, south, east, north = land.total_bounds
    west, east = min(west, np.nanmin(longitude)) - MARGIN, max(east, np.nanmax(longitude)) + MARGIN
    south, north = min(south, np.nanmin(latitude)) - MARGIN, max(north, np.nanmax(latitude)) + MARGIN
    return west, south, east, north, rings


def points(axes: Axes, attributes: xr.Dataset, gauges: np.ndarray, **style: Any) -> PathCollection:
    """Mark gauges, smaller where they are many.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        A base map.
    attributes : xarray.Dataset
        Artefact with ``gauge_lon`` and ``gauge_lat`` (gauge_id; degrees).
    gauges : numpy.ndarray of str, shape (n,)
        The gauges to mark.
    **style
        Further arguments of `matplotlib.axes.Axes.scatter`; values of ``c`` go with `gauges`.
    """
    longitude = frames.easting(attributes["gauge_lon"].values)
    place = attributes.assign(gauge_lon=("gauge_id", longitude)).sel(gauge_id=gauges)
    options: dict[str, Any] = {
        "s": float(np.clip(1200 / max(len(gauges), 1), 6, 16)),
        "linewidths": 0,
        **style,
    }
    return axes.scatter(place["gauge_lon"], place["gauge_lat"], **options)


def symmetric_limit(values: npt.ArrayLike, share: float = 0.98) -> float:
    """Choose where a colour scale around 0 ends: in tenths, at or above most absolute values.

    Parameters
    ----------
    values : array_like of float
        What is coloured; NaN does not count.
    share : float
        Share of the values that lie within.

    Returns
    -------
    float
        At least 0.1.
    """
    sizes = np.abs(np.asarray(values, dtype=float))
    sizes = sizes[np.isfinite(sizes)]
    return max(0.1, float(np.ceil(np.quantile(sizes, share) * 10 - 1e-6) / 10)) if sizes.size else 0.1


def extend(values: npt.ArrayLike, lower: float, upper: float) -> str:
    """Say at which ends of a colour scale some values lie beyond it, in matplotlib's words."""
    shown = np.asarray(values, dtype=float)
    below, above = bool((shown < lower).any()), bool((shown > upper).any())
    return {(0, 0): "neither", (1, 0): "min", (0, 1): "max", (1, 1): "both"}[below, above]

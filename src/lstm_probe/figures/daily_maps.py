"""Day by day maps of what a probe predicts, catchment by catchment (Fig. 6)."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PolyCollection
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from lstm_probe.errors import InputError
from lstm_probe.figures import common, maps

logger = logging.getLogger(__name__)

COLUMNS, DAYS = 6, 30
ROW = 39.0  # height of a row of maps, mm
DETAIL = 0.01  # what a map of this size cannot show (degrees)
POINT_AREA = 0.017  # of a marker of size 1 on such a map (square degrees)


@common.paper_style()
def draw(predicted: xr.DataArray, attributes: xr.Dataset, shapes: gpd.GeoDataFrame | None, title: str) -> Figure:
    """Draw a map a day, one diverging colour scale for all of them.

    Large catchments lie below the smaller ones that are nested in them. A gauge is a point where it has no polygon,
    or one smaller than a point. Polygons are pixels in a PDF, for its size.

    Parameters
    ----------
    predicted : xarray.DataArray of shape (gauge_id, time)
        Prediction as a z-score (1), from `lstm_probe.results.offsets.standardise`, on the days to show.
    attributes : xarray.Dataset
        Artefact ``attributes.nc`` with ``gauge_lat`` and ``gauge_lon`` (gauge_id).
    shapes : geopandas.GeoDataFrame or None
        Polygons indexed by gauge_id (EPSG:4326), of some or all gauges.
    title : str
        What is predicted.
    """
    known = predicted.dropna("gauge_id", how="all")
    size = float(np.clip(400 / max(1, known.sizes["gauge_id"]), 1, 9))
    polygons = _rings(shapes, known["gauge_id"].values, smallest=size * POINT_AREA)
    without = np.array([gauge for gauge in known["gauge_id"].values if gauge not in polygons.index], dtype=object)
    logger.info("%d days, %d gauges as points", known.sizes["time"], len(without))
    rows = max(1, -(-known.sizes["time"] // COLUMNS))
    figure = common.new_figure(common.PAGE, 14 + ROW * rows)
    panels = figure.subplots(rows, COLUMNS, squeeze=False).ravel()
    limit = maps.symmetric_limit(known.values)
    colours: dict[str, Any] = {"cmap": maps.DRY_TO_WET, "norm": Normalize(-limit, limit)}
    look = {**colours, "edgecolor": "0.3", "linewidths": min(0.25, 0.04 * size)}
    for axes, day in zip(panels, pd.DatetimeIndex(known["time"].values), strict=False):
        maps.base_map(axes, attributes)
        axes.set_title(f"{day.day} {day:%b %Y}", loc="center", fontsize=6.5)
        values = known.sel(time=day).to_series()
        _draw_polygons(axes, values, polygons, look)
        dots = values.reindex(without).dropna()
        maps.points(axes, attributes, dots.index.to_numpy(dtype=object), c=dots.to_numpy(), s=size, zorder=2, **look)
    for axes in panels[known.sizes["time"] :]:
        axes.set_visible(False)
    if not known.size:
        common.write_in_panel(panels[0], "no gauge has this target")
    place: dict[str, Any] = {"location": "bottom", "shrink": 0.5, "aspect": 45, "pad": 0.01}
    extend = maps.extend(known.values, -limit, limit)
    bar = figure.colorbar(ScalarMappable(**colours), ax=list(panels), extend=extend, **place)
    bar.set_label(f"drier  ←  {title} (z-score)  →  wetter")
    bar.outline.set_linewidth(0.4)
    return figure


def choose_days(
    chosen: Sequence[object] | None, available: pd.DatetimeIndex, period: tuple[str, str], southern: bool = False
) -> pd.DatetimeIndex:
    """Choose the days to show.

    Parameters
    ----------
    chosen : sequence of two dates or None
        First and last day.
    available : pandas.DatetimeIndex
        Days that have a prediction, in order.
    period : tuple of str
        First and last day among which to choose where nobody did.
    southern : bool
        Whether the gauges lie south of the equator, where summer is in January.

    Returns
    -------
    pandas.DatetimeIndex
        The chosen days; without a choice, the first 30 days of the last July (January in the south) of the period
        that has so many, or of the period.

    Raises
    ------
    InputError
        If a chosen day is not available, or there are more days than maps.
    """
    if chosen is None:
        during = available[(available >= pd.Timestamp(period[0])) & (available <= pd.Timestamp(period[1]))]
        july = during[(during.month == (1 if southern else 7)) & (during.day <= DAYS)]
        complete = [year for year in july.year.unique() if (july.year == year).sum() == DAYS]
        return july[july.year == max(complete)] if complete else during[:DAYS]
    first, last = (pd.Timestamp(str(day)) for day in chosen)
    days = pd.date_range(first, last)
    if not 0 < len(days) <= DAYS or not days.isin(available).all():
        there = f"{available[0].date()} to {available[-1].date()}" if len(available) else "none"
        expected = f"1 to {DAYS} days among those with predictions: {there}"
        found = f"{first.date()} to {last.date()}, {len(days)} days"
        raise InputError("figures.map_days", found, expected, "choose other days, or none (null)")
    return days


def _rings(shapes: gpd.GeoDataFrame | None, gauges: np.ndarray, smallest: float) -> pd.Series:
    """Return the outer rings of polygons of some area (square degrees) by gauge_id, the largest catchment first."""
    if shapes is None:
        return pd.Series(dtype=object)
    own = shapes.geometry[shapes.index.isin(gauges)]
    area = pd.Series(shapely.area(own.to_numpy()), own.index).sort_values(ascending=False, kind="stable")
    rings = own.loc[area.index[area > smallest]].simplify(DETAIL).explode()
    return pd.Series([np.asarray(ring.exterior.coords)[:, :2] for ring in rings], rings.index, dtype=object)


def _draw_polygons(axes: Axes, values: pd.Series, polygons: pd.Series, look: Mapping[str, Any]) -> None:
    """Colour the polygons of the gauges that have a value, in their order."""
    colours = values.reindex(polygons.index).to_numpy()
    known = np.isfinite(colours)
    rings = list(polygons[known])
    axes.add_collection(PolyCollection(rings, array=colours[known], zorder=1, rasterized=True, **look))

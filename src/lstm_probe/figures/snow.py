"""The snow probe beside its target at snowy gauges, and where these gauges are (Fig. 5)."""

import logging
from collections.abc import Sequence
from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from lstm_probe.figures import common, maps

logger = logging.getLogger(__name__)

MARKERS = "osD^v"  # of the gauges of (a) on the map
SHORT = 8  # letters of an id, up to which three of them stand beside one another
WINTER_SHADE = "#F6DADA"
PROBE_LINE: dict[str, Any] = {"color": common.colour("sd"), "linewidth": 0.8}
TARGET_LINE: dict[str, Any] = {"color": "black", "linewidth": 0.7, "linestyle": "--", "dashes": (3, 1.5)}


@common.paper_style()
def draw(snow: xr.Dataset, attributes: xr.Dataset, gauges: Sequence[str], year: int | None = None) -> Figure:
    """Draw (a) some snowy gauges over all days, (b) the first of them over a year, (c) a map of all of them.

    Winters (December to February; June to August in the south) are shaded. In the map, every gauge of (a) has its own
    marker, that of (b) in red.

    Parameters
    ----------
    snow : xarray.Dataset
        The snow target of the artefact ``predictions.nc`` on the days to show: ``predicted`` and ``observed``
        (gauge_id, time; m), ``units`` and ``long_name``.
    attributes : xarray.Dataset
        Artefact ``attributes.nc`` with ``gauge_name``, ``gauge_lat`` and ``gauge_lon`` (gauge_id).
    gauges : sequence of str
        Gauges of (a), the one of (b) first; from `snowiest` where nobody chose.
    year : int, optional
        Calendar year of (b); by default the one with the largest target.
    """
    text = common.label(str(snow["long_name"].item()), str(snow["units"].item()))
    count = max(1, len(gauges))
    logger.info("gauges shown: %s", ", ".join(gauges) or "none")
    figure = common.new_figure(common.PAGE, 24 + 25 * (count + 1))
    grid = figure.add_gridspec(count + 1, 2, width_ratios=(2.1, 1))
    rows = [figure.add_subplot(grid[row, 0]) for row in range(count + 1)]
    if gauges:
        _draw_gauges(rows, snow, attributes, gauges, year)
        figure.supylabel(text, fontsize=7)
        figure.legend(handles=_legend(is_southern(attributes)), loc="outside lower left", ncols=3)
    else:
        common.letter(rows[0], 0)
        common.letter(rows[1], 1)
        for axes in rows:
            common.write_in_panel(axes, "no gauge has this target")
    _draw_map(figure.add_subplot(grid[:, 1]), attributes, snowy(snow), gauges)
    return figure


def snowy(snow: xr.Dataset) -> list[str]:
    """Name the gauges that have the snow target.

    Parameters
    ----------
    snow : xarray.Dataset
        ``observed`` of the snow target (gauge_id, time; m).
    """
    has = snow["observed"].notnull().any("time")
    return [str(gauge) for gauge in snow["gauge_id"].values[has.values]]


def snowiest(snow: xr.Dataset, number: int = 3) -> list[str]:
    """Choose the gauges with the largest mean of the snow target, the snowiest first.

    Parameters
    ----------
    snow : xarray.Dataset
        ``observed`` of the snow target (gauge_id, time; m).
    number : int
        How many to choose.
    """
    mean = snow["observed"].mean("time").to_series().dropna().sort_values(ascending=False, kind="stable")
    return [str(gauge) for gauge in mean.index[:number]]


def snowiest_year(observed: pd.Series) -> int:
    """Return the calendar year of the largest value of a daily series (m)."""
    return int(pd.DatetimeIndex([observed.idxmax()]).year[0])


def shade_winters(axes: Axes, days: pd.DatetimeIndex, southern: bool = False) -> None:
    """Shade every winter of some days, in order: December to February, or June to August in the south."""
    for year in range(days[0].year - 1, days[-1].year + 1):
        ends = (f"{year + 1}-06-01", f"{year + 1}-09-01") if southern else (f"{year}-12-01", f"{year + 1}-03-01")
        first, last = (mdates.date2num(pd.Timestamp(day)) for day in ends)
        axes.axvspan(first, last, color=WINTER_SHADE, linewidth=0, zorder=0)


def is_southern(attributes: xr.Dataset) -> bool:
    """Return whether most gauges lie south of the equator."""
    latitude = attributes["gauge_lat"].values
    return bool(np.isfinite(latitude).any() and np.nanmedian(latitude) < 0)


def winter(southern: bool) -> str:
    """Name the months of winter."""
    return "June to August" if southern else "December to February"


def _draw_gauges(
    rows: list[Axes], snow: xr.Dataset, attributes: xr.Dataset, gauges: Sequence[str], year: int | None
) -> None:
    """Draw the series of panels (a) and (b)."""
    names = attributes["gauge_name"].to_series()
    titles = {gauge: common.gauge_title(gauge, str(names.get(gauge, ""))) for gauge in gauges}
    for which, (axes, gauge) in enumerate(zip(rows, gauges, strict=False)):
        _draw_series(axes, snow.sel(gauge_id=gauge), is_southern(attributes))
        axes.set_title(("(a) " if which == 0 else "") + titles[gauge])
        axes.sharex(rows[0]) if which else None
        axes.tick_params(labelbottom=which == len(gauges) - 1)
    first = snow.sel(gauge_id=gauges[0])
    observed = first["observed"].to_series().dropna()
    year = snowiest_year(observed) if year is None and len(observed) else year
    last = rows[-1]
    last.set_title(f"(b) {titles[gauges[0]]}, {year}")
    _draw_series(
        last,
        first.sel(time=str(year)) if year in first["time"].dt.year else first.isel(time=[]),
        is_southern(attributes),
    )
    last.xaxis.set_major_formatter(mdates.DateFormatter("%b"))


def _draw_series(axes: Axes, snow: xr.Dataset, southern: bool) -> None:
    """Draw probe and target at one gauge, winters shaded."""
    predicted, observed = snow["predicted"].to_series(), snow["observed"].to_series()
    if not (predicted.notna() & observed.notna()).any():
        common.write_in_panel(axes, "no prediction in this period")
        return
    days = pd.DatetimeIndex(observed.index)
    shade_winters(axes, days, southern)
    axes.plot(days, predicted, **PROBE_LINE)
    axes.plot(days, observed, **TARGET_LINE)
    common.date_axis(axes, days)
    axes.locator_params(axis="y", nbins=4)


def _legend(southern: bool) -> list[Artist]:
    """Explain the lines and the shade of (a) and (b)."""
    return [
        Line2D([], [], **PROBE_LINE, label="probe"),
        Line2D([], [], **TARGET_LINE, label="target"),
        Patch(color=WINTER_SHADE, linewidth=0, label=winter(southern)),
    ]


def _draw_map(axes: Axes, attributes: xr.Dataset, shown: Sequence[str], gauges: Sequence[str]) -> None:
    """Draw the snowy gauges, those of panel (a) by markers of their own, the one of panel (b) in red."""
    maps.base_map(axes, attributes)
    everyone = attributes["gauge_id"].values
    maps.points(axes, attributes, everyone, s=3, color="0.7")
    if shown:
        maps.points(axes, attributes, np.array(shown, dtype=object), s=9, color=common.colour("sd"))
    for which, gauge in reversed(list(enumerate(gauges))):
        tint = common.colour("sd") if which else common.HIGHLIGHT
        look: dict[str, Any] = {"s": 26, "color": tint, "edgecolor": "black", "linewidths": 0.5}
        marker = MARKERS[which % len(MARKERS)]
        maps.points(axes, attributes, np.array([gauge], dtype=object), marker=marker, label=gauge, **look)
    if gauges:
        below: dict[str, Any] = {"loc": "upper center", "bbox_to_anchor": (0.5, 0.0)}
        below["ncols"] = 3 if max(map(len, gauges)) <= SHORT else 1
        axes.legend(**below, title="shown in (a)", reverse=True, handletextpad=0.2)
    axes.set_title(f"(c) {common.count(len(shown), 'gauge')} with snow")

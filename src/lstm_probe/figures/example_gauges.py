"""Some gauges among all others: four attributes of their catchments, and where they are (Fig. D1)."""

import logging
from collections.abc import Mapping, Sequence

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from lstm_probe.figures import attribute_axes, common, maps

logger = logging.getLogger(__name__)

SHOWN = ("area", "p_mean", "gauge_elev", "pet_mean")
ROW = 70.0  # height of the panels of a gauge, mm


@common.paper_style()
def draw(attributes: xr.Dataset, gauges: Mapping[str, str], shown: Sequence[str] = SHOWN) -> Figure:
    """Draw, a row of panels a gauge, histograms of attributes over all gauges with a line at it, and a map.

    Parameters
    ----------
    attributes : xarray.Dataset
        Artefact ``attributes.nc`` (gauge_id) with ``gauge_name``, ``gauge_lat`` and ``gauge_lon``; attributes to
        show that are not there are said to be missing.
    gauges : mapping of str to str
        The gauges to show, each with a remark for its title.
    shown : sequence of str
        Up to four attributes.
    """
    names = attributes["gauge_name"].to_series()
    logger.info("gauges shown: %s", ", ".join(gauges) or "none")
    figure = common.new_figure(common.PAGE, ROW * max(1, len(gauges)))
    if not gauges:
        common.write_in_panel(figure.subplots(), "no gauge has a bias")
        return figure
    parts = figure.subfigures(len(gauges), 1, squeeze=False)[:, 0]
    for which, (part, (gauge, remark)) in enumerate(zip(parts, gauges.items(), strict=True)):
        title = common.gauge_title(gauge, str(names.get(gauge, ""))) + (f", {remark}" if remark else "")
        part.suptitle(f"({chr(ord('a') + which)}) {title}", x=0.01, ha="left", fontsize=7)
        grid = part.add_gridspec(2, 3, width_ratios=(1, 1, 0.8))
        panels = [part.add_subplot(grid[place // 2, place % 2]) for place in range(len(shown))]
        for axes, name in zip(panels, shown, strict=True):
            _draw_histogram(axes, attributes, name, gauge)
        part.align_ylabels(panels)
        axes = part.add_subplot(grid[:, 2])
        maps.base_map(axes, attributes)
        maps.points(axes, attributes, attributes["gauge_id"].values, s=3, color="0.6")
        look = {"color": common.HIGHLIGHT, "edgecolor": "black", "linewidths": 0.5, "zorder": 3}
        maps.points(axes, attributes, np.array([gauge], dtype=object), s=40, **look)
    return figure


def _draw_histogram(axes: Axes, attributes: xr.Dataset, name: str, gauge: str) -> None:
    """Draw the distribution of one attribute, a line at the gauge, and its value and rank as the title."""
    everyone = attribute_axes.values(attributes, name)
    if everyone.empty:
        common.write_in_panel(axes, f"{name} is not among the attributes")
        return
    units = str(attributes[name].attrs["units"])
    edges = attribute_axes.prepare(axes, name, units, everyone)
    axes.hist(everyone, edges.tolist(), color="0.75", edgecolor="0.55", linewidth=0.3)
    axes.set_ylabel("gauges")
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    if gauge not in everyone:
        axes.set_title("no value at this gauge")
        return
    value = float(everyone[gauge])
    axes.axvline(value, color=common.HIGHLIGHT, linewidth=1.2)
    below = 100 * float((everyone < value).sum()) / max(1, len(everyone) - 1)
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    written = f"{common.number(value, digits)} {common.typeset_units(units)}".rstrip()
    axes.set_title(f"{written}, above {below:.0f} % of the others")

"""Time series of probe predictions beside their targets at some gauges (Figs 3, B2, C2 and E1)."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lstm_probe.figures import common

logger = logging.getLogger(__name__)

Period = tuple[str, str]

ABOVE: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
TARGET_LINE: dict[str, Any] = {"color": "0.45", "linewidth": 0.7, "linestyle": (0, (1, 1))}


@common.paper_style()
def draw(
    scores: xr.Dataset,
    names: Mapping[str, str],
    gauges: Mapping[str, str],
    targets: Sequence[str],
    period: Period,
) -> Figure:
    """Draw standardised predictions and targets, a block a gauge and a panel a target.

    Parameters
    ----------
    scores : xarray.Dataset
        ``predicted`` and ``observed`` as z-scores (target, gauge_id, time; 1), and the ``long_name`` of each
        target, from `lstm_probe.results.offsets.standardise`.
    names : mapping of str to str
        Name of each gauge.
    gauges : mapping of str to str
        The gauges to show, each with a remark for its title.
    targets : sequence of str
        Targets to show.
    period : tuple of str
        First and last day to show.
    """
    columns = min(2, max(1, len(targets)))
    rows = -(-max(1, len(targets)) // columns)
    blocks = max(1, len(gauges))
    logger.info("gauges shown: %s", ", ".join(f"{gauge} {remark}".strip() for gauge, remark in gauges.items()))
    figure = common.new_figure(common.PAGE, 14 + blocks * (8 + 27 * rows))
    panels = figure.subplots(blocks * rows, columns, sharex=True, squeeze=False).reshape(blocks, rows * columns)
    for which, (gauge, remark) in enumerate(gauges.items()):
        series = scores.sel(gauge_id=gauge, time=slice(*period))
        _draw_block(panels[which], series, targets, columns)
        title = common.gauge_title(gauge, names.get(gauge, "")) + (f", {remark}" if remark else "")
        text = f"({chr(ord('a') + which)}) {title}"
        panels[which, 0].annotate(text, (0, 1), (0, 16), **ABOVE).set_in_layout(False)  # may reach over both columns
        panels[which, 0].annotate(" ", (0, 1), (0, 16), **ABOVE)  # keeps its height free
    if not gauges:
        common.write_in_panel(panels[0, 0], "no gauge has predictions of every target")
    figure.legend(handles=_legend(targets), loc="outside lower center", ncols=2)
    return figure


def gauges_with_all(predictions: xr.Dataset) -> list[str]:
    """Name the gauges that have a prediction of every target.

    Parameters
    ----------
    predictions : xarray.Dataset
        ``predicted`` of the targets that count (target, gauge_id, time; units of each target).
    """
    has = predictions["predicted"].notnull().any("time").all("target")
    return [str(gauge) for gauge in predictions["gauge_id"].values[has.values]]


def _draw_block(panels: np.ndarray, series: xr.Dataset, targets: Sequence[str], columns: int) -> None:
    """Draw the targets of one gauge in panels that share their scale."""
    for which, axes in enumerate(panels):
        if which >= len(targets):
            axes.set_visible(False)
            continue
        _draw_panel(axes, series.sel(target=targets[which]), targets, labels=12 // columns)
        axes.sharey(panels[0]) if which else None
        if which % columns == 0:
            axes.set_ylabel("z-score")
        else:
            axes.tick_params(labelleft=False)
    panels[0].autoscale(axis="y")


def _draw_panel(axes: Axes, series: xr.Dataset, targets: Sequence[str], labels: int) -> None:
    """Draw one of the targets at one gauge, with r and bias in its title."""
    target = str(series["target"].item())
    title = common.target_title(target, str(series["long_name"].item()), targets)
    axes.set_title(title, color=common.colour(target))
    predicted, observed = series["predicted"].to_series(), series["observed"].to_series()
    both = predicted.notna() & observed.notna()
    if not both.any():
        common.write_in_panel(axes, "no prediction in this period")
        return
    axes.axhline(0, color="0.8", linewidth=0.5, zorder=0)
    axes.plot(predicted.index, predicted, color=common.colour(target), linewidth=0.8)
    axes.plot(observed.index, observed, **TARGET_LINE)
    bias = float((predicted - observed)[both].mean())
    varies = both.sum() > 1 and predicted[both].std() > 0 and observed[both].std() > 0
    r = f"r = {common.number(predicted[both].corr(observed[both]))}, " if varies else ""
    bias_text = f"bias = {common.number(bias, signed=True)}"
    axes.set_title(r + bias_text, loc="right", color=common.DARK, fontsize=6)
    common.date_axis(axes, pd.DatetimeIndex(predicted.index), labels)


def _legend(targets: Sequence[str]) -> list[Line2D]:
    tint = common.colour(targets[0]) if len(targets) == 1 else common.DARK
    colours = "" if len(targets) == 1 else " (coloured)"
    return [
        Line2D([], [], color=tint, linewidth=0.9, label=f"probe{colours}"),
        Line2D([], [], **TARGET_LINE, label="target"),
    ]

"""Our probe skill beside the published skill at the same gauges (Fig. S3)."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe.figures import common, gauge_skill
from lstm_probe.results.published import summarise


@common.paper_style()
def draw(comparison: pd.DataFrame, target: str, long_name: str = "") -> Figure:
    """Draw our r against the published r, a point a gauge, with both medians and the rank correlation.

    Parameters
    ----------
    comparison : pandas.DataFrame
        Columns of `lstm_probe.contracts.tables.PUBLISHED_COMPARISON`.
    target : str
        The target, for its colour and the title.
    long_name : str
        What the target is, for the title.
    """
    both = comparison.dropna(subset=["r", "published_r"])
    figure = common.new_figure(common.COLUMN, common.COLUMN + 6)
    axes = figure.subplots()
    axes.set_xlabel("published r")
    axes.set_ylabel("r of this study")
    if both.empty:
        common.write_in_panel(axes, "no gauge in common with the published results")
        return figure
    ours, published = both["r"], both["published_r"]
    lower = gauge_skill.lower_limit([ours, published], floor=-1.0)
    axes.set(xlim=(lower, 1), ylim=(lower, 1), aspect="equal")
    axes.plot([lower, 1], [lower, 1], color=common.GREY, linewidth=0.6)
    axes.annotate("1 : 1", (lower, lower), (10, 3), textcoords="offset points", color=common.GREY, fontsize=6)
    axes.scatter(published, ours, s=14, color=common.colour(target), alpha=0.8, linewidths=0)
    summary = summarise(comparison).set_index("metric").to_dict("index")["r"]
    _mark_medians(axes, summary["median"], summary["published_median"], common.colour(target))
    rank = summary["spearman"]
    says = f"Spearman correlation {common.number(rank)}" if np.isfinite(rank) else "too few gauges for a correlation"
    title = common.target_title(target, long_name)
    axes.set_title(f"{title}\n{common.count(summary['gauges'], 'gauge')}, {says}", pad=14)
    return figure


def _mark_medians(axes: Axes, ours: float, published: float, tint: str) -> None:
    """Draw both medians as dashed lines, each labelled where it leaves the panel."""
    line: dict[str, Any] = {"color": tint, "linestyle": "--", "linewidth": 0.7}
    axes.axvline(published, **line)
    axes.axhline(ours, **line)
    text: dict[str, Any] = {"textcoords": "offset points", "fontsize": 6, "color": tint, "annotation_clip": False}
    lower, upper = axes.get_xlim()
    middle = (lower + upper) / 2  # labels run from their line towards the middle, so that they never meet in a corner
    top: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "va": "bottom"}
    top["ha"] = "right" if published > middle else "left"
    axes.annotate(f"published median {common.number(published)}", (published, 1), (0, 2), **top, **text)
    side: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "ha": "left", "rotation": 270}
    side["va"] = "top" if ours > middle else "bottom"
    axes.annotate(f"median of this study {common.number(ours)}", (1, ours), (3, 0), **side, **text)

"""Our probe skill beside the published skill at the same gauges (Fig. S3)."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from lstm_probe.figures import common, gauge_skill
from lstm_probe.published import summarise


@common.paper_style()
def draw(comparison: pd.DataFrame, target: str) -> Figure:
    """Draw our r against the published r, a point a gauge, with both medians and the rank correlation.

    Parameters
    ----------
    comparison : pandas.DataFrame
        Columns of `lstm_probe.contracts.tables.PUBLISHED_COMPARISON`.
    target : str
        The target, for its colour and the title.
    """
    both = comparison.dropna(subset=["r", "published_r"])
    figure = common.new_figure(common.COLUMN, common.COLUMN)
    axes = figure.subplots()
    axes.set_xlabel("published r")
    axes.set_ylabel("r of this study")
    if both.empty:
        common.say(axes, "no gauge in common with the published results")
        return figure
    ours, published = both["r"], both["published_r"]
    lower = gauge_skill.lower_limit([ours, published], floor=-1.0)
    tint = common.colour(target)
    axes.plot([lower, 1], [lower, 1], color=common.GREY, linewidth=0.6)
    axes.annotate("1 : 1", (lower, lower), (10, 3), textcoords="offset points", color=common.GREY, fontsize=6)
    summary = summarise(comparison).set_index("metric").to_dict("index")["r"]
    axes.axvline(summary["published_median"], color=tint, linestyle="--", linewidth=0.7)
    axes.axhline(summary["median"], color=tint, linestyle="--", linewidth=0.7)
    axes.scatter(published, ours, s=14, color=tint, alpha=0.8, linewidths=0)
    rank = summary["spearman"]
    lines = [
        f"{target}, {common.count(summary['gauges'], 'gauge')}",
        f"median of this study {common.number(summary['median'])}",
        f"published median {common.number(summary['published_median'])}",
        f"Spearman correlation {common.number(rank)}" if np.isfinite(rank) else "too few gauges for a correlation",
    ]
    box = {"facecolor": "white", "linewidth": 0, "pad": 1}
    axes.text(0.03, 0.97, "\n".join(lines), transform=axes.transAxes, va="top", fontsize=6.5, bbox=box)
    axes.set(xlim=(lower, 1), ylim=(lower, 1), aspect="equal")
    return figure

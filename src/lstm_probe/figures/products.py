"""Histogram of the correlation between two products of one quantity (Fig. B3)."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from lstm_probe.figures import common, gauge_skill, histogram

HEIGHT = 56.0  # of the figure, mm
LINE = 62  # letters in a line below the axis


@common.paper_style()
def draw(products: pd.DataFrame, label: str) -> Figure:
    """Draw the distribution over gauges of the correlation between two targets, on the days that both have.

    The axis runs from 0 to 1, and further to the left where gauges lie there; the dashed line is the median.

    Parameters
    ----------
    products : pandas.DataFrame
        Columns of `lstm_probe.contracts.tables.PRODUCTS`.
    label : str
        What is compared, to stand below the axis.
    """
    scores = products.set_index("gauge_id")["r"].dropna()
    figure = common.new_figure(common.COLUMN, HEIGHT)
    axes = figure.subplots()
    axes.set_xlabel("\n".join([common.METRICS["r"], *textwrap.wrap(label, LINE)]))
    if scores.empty:
        common.write_in_panel(axes, "no gauge has days with both")
        return figure
    lower = gauge_skill.lower_limit([scores], floor=-1.0, few=histogram.FEW, ceiling=0.0)
    edges = histogram.bin_edges(len(scores), lower)
    heights, median, tint = histogram.bars(scores, edges), float(scores.median()), common.colour("esa_cci")
    axes.stairs(heights, edges, fill=True, color=tint, alpha=0.3)
    axes.stairs(heights, edges, color=tint, linewidth=0.8)
    handles = [Line2D([], [], color="black", linestyle="--", linewidth=0.8, label=f"median: {common.number(median)}")]
    below = int((scores < lower).sum())
    if below:
        handles.append(Line2D([], [], linestyle="none", label=histogram.beyond([below], "below", lower)))
    title = common.count(len(scores), "gauge")
    axes.legend(handles=handles, title=title, loc="upper left", **{**histogram.LEGEND, "handlelength": 1.8})
    few = [scores] if len(scores) <= histogram.FEW else []
    highest = float(np.nanmax(heights, initial=0))
    histogram.draw_rug(axes, few, [tint] * len(few), len(few))
    histogram.draw_median(axes, median, highest, "black")
    histogram.fit_axis(axes, 1.06 * highest or 1.0, len(few))
    axes.set_xlim(lower, 1.0)
    axes.set_ylabel("density")
    histogram.make_room([axes], len(few))
    return figure

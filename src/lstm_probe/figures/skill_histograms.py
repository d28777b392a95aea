"""Histograms of per-gauge probe skill, one panel an experiment (Figs 2, A3, A4, B1, S6)."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from lstm_probe.figures import common, gauge_skill, histogram

PANEL = 44.0  # height of a panel, mm

Edges = Mapping[str, Sequence[float]]  # of the bins of each target


@common.paper_style()
def draw(skill: pd.DataFrame, experiments: Mapping[str, str], targets: Sequence[str]) -> Figure:
    """Draw the distribution over gauges of r in the test period for some targets, under each of some experiments.

    Panels lie below each other and share their axes; bins suit the number of gauges of each target. Dashed lines are
    medians over gauges; each gauge counts with its mean over seeds.

    Parameters
    ----------
    skill : pandas.DataFrame
        Tidy skill, columns of `lstm_probe.contracts.probe.SKILL`.
    experiments : mapping of str to str
        Title of each experiment to show, in order.
    targets : sequence of str
        Targets to show.
    """
    scores = {name: {t: gauge_skill.per_gauge(skill, name, t) for t in targets} for name in experiments}
    samples = [sample for panel in scores.values() for sample in panel.values() if len(sample)]
    lower = gauge_skill.lower_limit(samples, floor=-1.0, few=histogram.FEW)
    edges = {t: histogram.bin_edges(max(len(panel[t]) for panel in scores.values()), lower) for t in targets}
    rows = max(len(histogram.small(panel)) for panel in scores.values())
    height = histogram.panel_height(PANEL, [f"{target}: 0.00 (n = 000)" for target in targets], rows)
    figure = common.new_figure(common.COLUMN, 16 + height * len(experiments))
    panels = figure.subplots(len(experiments), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    for which, (name, title) in enumerate(experiments.items()):
        _draw_panel(panels[which], scores[name], edges)
        if len(experiments) > 1:
            common.letter(panels[which], which, title)
    heights = [histogram.bars(sample, edges[t]) for panel in scores.values() for t, sample in panel.items()]
    highest = 1.06 * max((float(np.nanmax(one, initial=0)) for one in heights), default=0.0) or 1.0
    for axes, panel in zip(panels, scores.values(), strict=True):
        few = histogram.small(panel)
        histogram.draw_rug(axes, list(few.values()), [common.colour(target) for target in few], rows)
        _draw_medians(axes, panel, edges)
        histogram.fit_axis(axes, highest, rows)
        axes.set_ylabel("density")
    panels[-1].set_xlim(lower, 1.0)
    panels[-1].set_xlabel(common.METRICS["r"])
    histogram.make_room(list(panels), rows)
    return figure


def _draw_medians(axes: Axes, scores: Mapping[str, pd.Series], edges: Edges) -> None:
    """Draw the medians of one panel as dashed lines as high as the highest of its bars."""
    shown = {target: sample for target, sample in scores.items() if len(sample)}
    bars = [histogram.bars(sample, edges[target]) for target, sample in shown.items()]
    height = max((float(np.nanmax(one, initial=0)) for one in bars), default=0.0)
    for target, sample in shown.items():
        histogram.draw_median(axes, float(sample.median()), height, common.colour(target))


def _draw_panel(axes: Axes, scores: Mapping[str, pd.Series], edges: Edges) -> None:
    """Draw one histogram a target, its median as a dashed line, with a legend of the medians."""
    shown = {target: sample for target, sample in scores.items() if len(sample)}
    if not shown:
        common.write_in_panel(axes, "no gauge has a score")
        return
    sizes = {len(sample) for sample in shown.values()}
    handles = []
    for target, sample in shown.items():
        median, tint = float(sample.median()), common.colour(target)
        heights = histogram.bars(sample, edges[target])
        axes.stairs(heights, edges[target], fill=True, color=tint, alpha=0.2)
        axes.stairs(heights, edges[target], color=tint, linewidth=0.8)
        name = common.display_name(target, shown)
        size = f" (n = {len(sample)})" if len(sizes) > 1 else ""
        handles.append(Patch(color=tint, label=histogram.wrapped(f"{name}: {common.number(median)}{size}")))
    lower = next(iter(edges.values()))[0]
    below = sum(int((sample < lower).sum()) for sample in shown.values())
    if below:
        handles.append(Patch(visible=False, label=histogram.beyond([below], "below", lower)))
    title = "median over gauges" if len(sizes) > 1 else f"median over {common.count(sizes.pop(), 'gauge')}"
    axes.legend(handles=handles, title=title, loc="upper left", **histogram.LEGEND)

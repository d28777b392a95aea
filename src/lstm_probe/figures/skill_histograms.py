"""Histograms of per-gauge probe skill, one panel an experiment (Figs 2, A3, A4)."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from lstm_probe.figures import common, gauge_skill

FEW = 100  # up to this many gauges each one is marked below the histogram
PANEL = 44.0  # height of a panel, mm
LEGEND_ROW = 3.5  # height of a row of the legend, mm
RUG = 0.055  # height of a row of such marks, as a share of the highest bar
SPREAD = 0.1  # distance of the quartiles of r that bins suit
WIDTHS = (0.1, 0.05, 0.02, 0.01)  # of bins; each divides the tenths in which the axis begins


@common.paper_style()
def draw(skill: pd.DataFrame, experiments: Mapping[str, str], targets: Sequence[str]) -> Figure:
    """Draw the distribution over gauges of r in the test period for some targets, under each of some experiments.

    Panels lie below each other and share their axes. Dashed lines are medians over gauges; each gauge counts
    with its mean over seeds.

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
    samples = [sample.to_numpy() for panel in scores.values() for sample in panel.values() if len(sample)]
    lower = gauge_skill.lower_limit(samples, floor=-1.0, few=FEW)
    edges = bin_edges(max(map(len, samples), default=0), lower)
    figure = common.new_figure(common.COLUMN, 16 + PANEL * len(experiments))
    panels = figure.subplots(len(experiments), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    for which, (name, title) in enumerate(experiments.items()):
        _draw_panel(panels[which], scores[name], edges)
        if len(experiments) > 1:
            common.letter(panels[which], which, title)
    rows = max(sum(0 < len(sample) <= FEW for sample in panel.values()) for panel in scores.values())
    below = RUG * (rows + 0.3) if rows else 0.0
    top = _top(samples, edges, (1 + below) * (len(targets) + 2) * LEGEND_ROW / PANEL)
    for panel, name in zip(panels, experiments, strict=True):
        _draw_rug(panel, scores[name], top)
    panels[0].set_ylim(-below * top, top)
    panels[0].set_yticks([tick for tick in panels[0].get_yticks() if 0 <= tick <= top])
    for panel in panels:
        panel.spines["left"].set_bounds(0, top)
        panel.set_ylabel("density")
    panels[-1].set_xlim(lower, 1.0)
    panels[-1].set_xlabel(common.METRICS["r"])
    return figure


def bin_edges(gauges: int, lower: float) -> list[float]:
    """Choose bins from `lower` to 1 by the number of gauges alone, so that figures of one run can be compared.

    The width is the round one next to that of Freedman and Diaconis (1981), https://doi.org/10.1007/BF01025868,
    for quartiles 0.1 apart: 0.05 for 50 gauges, 0.02 for 669.

    Parameters
    ----------
    gauges : int
        Size of the largest sample.
    lower : float
        Where the axis begins, in tenths.

    Returns
    -------
    list of float
        Edges of the bins.
    """
    ideal = 2 * SPREAD / max(gauges, 1) ** (1 / 3)
    width = min(WIDTHS, key=lambda one: abs(np.log(one / ideal)))
    return [float(edge) for edge in np.linspace(lower, 1.0, round((1.0 - lower) / width) + 1)]


def _top(samples: Sequence[np.ndarray], edges: Sequence[float], legend: float) -> float:
    """Choose the top of the axis, so that bars in its left half stay below a legend of this share."""
    inside = [sample[sample >= edges[0]] for sample in samples]
    bars = [np.histogram(sample, edges, density=True)[0] for sample in inside if len(sample)]
    if not bars:
        return 1.0
    left = max(float(heights[: len(heights) // 2].max()) for heights in bars)
    return max(1.06 * max(float(heights.max()) for heights in bars), left / (1 - min(0.8, legend)))


def _draw_panel(axes: Axes, scores: Mapping[str, pd.Series], edges: Sequence[float]) -> None:
    """Draw one histogram a target, its median as a dashed line, with a legend of the medians."""
    shown = {target: sample for target, sample in scores.items() if len(sample)}
    if not shown:
        common.say(axes, "no gauge has a score")
        return
    sizes = {len(sample) for sample in shown.values()}
    handles = []
    for target, sample in shown.items():
        median, tint = float(sample.median()), common.colour(target)
        inside = sample[sample >= edges[0]]
        if len(inside):
            heights = np.histogram(inside, edges, density=True)[0]
            heights = np.where(heights > 0, heights, np.nan)  # no outline along the axis where there is no gauge
            axes.stairs(heights, edges, fill=True, color=tint, alpha=0.2)
            axes.stairs(heights, edges, color=tint, linewidth=0.8)
        axes.axvline(median, color=tint, linestyle="--", linewidth=0.8)
        name = common.display_name(target, shown)
        size = f" (n = {len(sample)})" if len(sizes) > 1 else ""
        handles.append(Patch(color=tint, label=f"{name}: {common.number(median)}{size}"))
    below = sum(int((sample < edges[0]).sum()) for sample in shown.values())
    if below:
        handles.append(Patch(visible=False, label=f"not shown: {below} below {common.number(edges[0], 1)}"))
    title = "median over gauges" if len(sizes) > 1 else f"median over {common.count(sizes.pop(), 'gauge')}"
    legend = axes.legend(handles=handles, title=title, loc="upper left", alignment="left", handlelength=1.2)
    legend.set_frame_on(True)
    legend.get_frame().set(facecolor="white", alpha=0.8, linewidth=0)


def _draw_rug(axes: Axes, scores: Mapping[str, pd.Series], top: float) -> None:
    """Mark every gauge of small samples below the histogram, a row a target."""
    small = {target: sample for target, sample in scores.items() if 0 < len(sample) <= FEW}
    for row, (target, sample) in enumerate(small.items()):
        ends = -RUG * top * (row + 0.3), -RUG * top * (row + 1.0)
        axes.vlines(sample, *ends, color=common.colour(target), linewidth=0.5, alpha=0.8)

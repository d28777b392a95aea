"""Histograms of the error and correlation of two experiments, a row a target (Fig. C3)."""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from lstm_probe.figures import common, gauge_skill, histogram

ROW = 36.0  # height of a panel, mm
ROUND = np.array([1.0, 2.0, 5.0, 10.0])  # what widths of bins begin with
BINS = (10, 40)  # how many bins of errors there are, about, at the least and at the most
STRETCH = 2.0  # the axis of errors ends at so many times the error that 95 % of the gauges stay below

Pair = dict[str, pd.Series]


@common.paper_style()
def draw(
    skill: pd.DataFrame, experiments: Mapping[str, str], targets: Sequence[str], units: Mapping[str, str]
) -> Figure:
    """Draw the distribution over gauges of (a) RMSE and (b) r in the test period under two experiments.

    The first experiment is a black outline, the second is filled in the colour of the target; dashed lines are
    medians over gauges. Each gauge counts with its mean over seeds. Targets in equal units share the axis of RMSE.

    Parameters
    ----------
    skill : pandas.DataFrame
        Tidy skill, columns of `lstm_probe.contracts.probe.SKILL`.
    experiments : mapping of str to str
        The two experiments, in words: the outline, then the filled one.
    targets : sequence of str
        Targets to show.
    units : mapping of str to str
        Units of each target.
    """
    errors = {target: _pair(skill, experiments, target, "rmse") for target in targets}
    scores = {target: _pair(skill, experiments, target, "r") for target in targets}
    r_edges = _edges_of_r(list(scores.values()))
    height = histogram.panel_height(ROW, experiments.values())
    figure = common.new_figure(common.PAGE, 12 + height * len(targets))
    panels = figure.subplots(len(targets), 2, squeeze=False)
    for row, ((left, right), target) in enumerate(zip(panels, targets, strict=True)):
        alike = [sample for one, pair in errors.items() if units[one] == units[target] for sample in pair.values()]
        _draw_panel(left, errors[target], target, error_edges(alike), experiments, "right")
        _draw_panel(right, scores[target], target, r_edges, experiments, "left")
        left.set_title(common.display_name(target, targets), color=common.colour(target))
        if row + 1 == len(targets) or units[targets[row + 1]] != units[target]:
            left.set_xlabel(common.label("RMSE", units[target]))
    panels[-1, 1].set_xlabel(common.METRICS["r"])
    for which, (axes, title) in enumerate(zip(panels[0], ("error, RMSE", "correlation, r"), strict=True)):
        text = f"({chr(ord('a') + which)}) {title}"
        axes.annotate(text, (0, 1), (0, 14), xycoords="axes fraction", textcoords="offset points")
    for axes in panels.flat:
        histogram.make_room([axes])
    return figure


def error_edges(samples: Sequence[pd.Series]) -> np.ndarray:
    """Choose bins of an error from 0 on, of a round width; the axis ends before gauges that stand far out.

    Parameters
    ----------
    samples : sequence of pandas.Series
        Errors per gauge (one unit), each from an experiment and target that share the bins.

    Returns
    -------
    numpy.ndarray of float64
        Edges of the bins.
    """
    pooled = pd.concat(list(samples)) if samples else pd.Series(dtype=float)
    pooled = pooled[np.isfinite(pooled)]
    if pooled.empty or pooled.max() <= 0:
        return np.linspace(0, 1, BINS[0] + 1)
    upper = float(min(pooled.max(), STRETCH * pooled.quantile(0.95)))
    spread = min(float(np.subtract(*sample.quantile([0.75, 0.25]))) for sample in samples if len(sample))
    fewest = min(len(sample) for sample in samples if len(sample))
    ideal = float(np.clip(2 * spread / fewest ** (1 / 3), upper / BINS[1], upper / BINS[0]))
    power = 10 ** np.floor(np.log10(ideal))
    width = float(ROUND[np.argmin(abs(np.log(ROUND * power / ideal)))] * power)
    return np.arange(int(np.ceil(round(upper / width, 9))) + 1) * width


def _edges_of_r(pairs: Sequence[Pair]) -> np.ndarray:
    """Choose bins of r that all targets share."""
    samples = [sample for pair in pairs for sample in pair.values()]
    lower = gauge_skill.lower_limit(samples, floor=-1.0, few=histogram.FEW)
    return np.array(histogram.bin_edges(max(map(len, samples), default=0), lower))


def _pair(skill: pd.DataFrame, experiments: Mapping[str, str], target: str, metric: str) -> Pair:
    """Take one metric of both experiments, those with any gauge."""
    both = {name: gauge_skill.per_gauge(skill, name, target, metric) for name in experiments}
    return {name: sample for name, sample in both.items() if len(sample)}


def _draw_panel(
    axes: Axes,
    pair: Pair,
    target: str,
    edges: np.ndarray,
    experiments: Mapping[str, str],
    side: Literal["left", "right"],
) -> None:
    """Draw both experiments over each other, medians dashed and in the legend, in the corner of `side`."""
    axes.set_ylabel("gauges")
    axes.set_xlim(edges[0], edges[-1])
    if not pair:
        common.write_in_panel(axes, "no gauge has a score")
        return
    digits = max(2, 2 - int(np.floor(np.log10(edges[-1]))))
    heights = {name: histogram.bars(sample, list(edges), density=False) for name, sample in pair.items()}
    tallest = max(float(np.nanmax(one, initial=0)) for one in heights.values())
    handles: list[Artist] = []
    for name in reversed(pair):
        outline = name == next(iter(experiments))
        tint = "black" if outline else common.colour(target)
        axes.stairs(heights[name], edges, fill=not outline, color=tint, alpha=1 if outline else 0.45)
        histogram.draw_median(axes, float(pair[name].median()), tallest, tint, offset=3.0 * outline)
        text = f"{experiments[name]}: {common.number(pair[name].median(), digits)}"
        handles.insert(0, _handle(outline, tint, histogram.wrapped(text)))
    out = [int((sample < edges[0]).sum() + (sample > edges[-1]).sum()) for sample in pair.values()]
    if any(out):
        above = histogram.beyond(out, "above", float(edges[-1]), digits)
        label = above if side == "right" else histogram.beyond(out, "below", float(edges[0]))
        handles.append(Patch(visible=False, label=label))
    sizes = sorted({len(sample) for sample in pair.values()})
    title = f"median over {common.count(sizes[-1], 'gauge')}" if len(sizes) == 1 else "median over gauges"
    corner: Literal["upper right", "upper left"] = "upper right" if side == "right" else "upper left"
    axes.legend(handles=handles, title=title, loc=corner, **histogram.LEGEND)
    histogram.fit_axis(axes, 1.06 * tallest or 1.0, rows=0)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 5, 10]))


def _handle(outline: bool, tint: str, text: str) -> Artist:
    """Explain one experiment in the legend."""
    return (
        Line2D([], [], color=tint, linewidth=0.9, label=text) if outline else Patch(color=tint, alpha=0.45, label=text)
    )

"""The verdict in one figure: the probe of every target between floor and ceiling, and what it follows beyond them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lstm_probe.contracts import comparisons
from lstm_probe.contracts.comparisons import (
    CEILING,
    COMPARISONS,
    DERANGEMENT,
    INPUTS_AND_ATTRIBUTES,
    INPUTS_PARTED,
    MAIN,
    PARTIAL,
    PARTIAL_DERANGEMENT,
    SEASON,
    UNTRAINED_BESIDE,
    YEAR_SHIFT,
)
from lstm_probe.contracts.thresholds import PARTIAL as LOWEST_PARTIAL
from lstm_probe.figures import common

WIDTH, ROW, LANE = 100.0, 21.0, 0.12  # width and height of a row (mm), distance of lanes (rows)
EDGE = 0.3  # intervals that begin lower have their number to the right
INK, BLUE, ORANGE, GREEN = "0.15", "#0072B2", "#D55E00", "#009E73"
LABEL: dict[str, Any] = {"textcoords": "offset points", "fontsize": 7, "color": INK}


@dataclass(frozen=True)
class Look:
    """Hold how one thing that the probe was given is drawn."""

    marker: str
    colour: str
    filled: bool = True


#: From the top of a row to its bottom: what experiments (of several, the highest) are drawn in a lane, and how.
LANES: tuple[tuple[tuple[str, ...], Look], ...] = (
    ((DERANGEMENT,), Look("v", "0.6")),
    ((YEAR_SHIFT,), Look("^", "0.6")),
    ((SEASON,), Look("s", ORANGE, filled=False)),
    (UNTRAINED_BESIDE[MAIN], Look("D", ORANGE, filled=False)),
    ((INPUTS_AND_ATTRIBUTES, INPUTS_PARTED), Look("s", ORANGE)),
    ((MAIN,), Look("o", BLUE)),
    ((CEILING,), Look("P", GREEN)),
)
BEYOND: tuple[tuple[tuple[str, ...], Look], ...] = (
    ((PARTIAL_DERANGEMENT,), Look("v", "0.6")),
    (UNTRAINED_BESIDE[PARTIAL], Look("D", ORANGE, filled=False)),
    ((PARTIAL,), Look("o", BLUE)),
)


@common.paper_style()
def draw(intervals: pd.DataFrame, nulls: pd.DataFrame, targets: Mapping[str, str], metric: str = "anomaly_r") -> Figure:
    """Draw a row a target: (a) medians over gauges with their 95 % intervals, floor and ceiling; (b) partial r.

    The interval of other gauges' and other years' states is the range of their draws. The gap between the best of the
    floor and the trained LSTM is shaded.

    Parameters
    ----------
    intervals : pandas.DataFrame
        As `contracts.verdict.INTERVALS`.
    nulls : pandas.DataFrame
        As `contracts.nulls.NULLS`; seeds are averaged.
    targets : mapping of str to str
        Name and long name, a row each, in order.
    metric : str
        r, or anomaly_r.
    """
    figure = common.new_figure(WIDTH, 22 + ROW * max(1, len(targets)))
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=(2.6, 1))
    left.set_ylim(len(targets) - 0.42, -0.58)
    lowest = 0.0
    for row, target in enumerate(targets):
        here = intervals[(intervals["target"] == target) & (intervals["against"] == "")]
        drawn = nulls[nulls["target"] == target]
        levels = _levels(here[here["metric"] == metric]) | _ranges(drawn, metric)
        _shade(left, levels, row)
        lowest = min([lowest, *(low for _, low, _ in levels.values())])
        _lanes(left, levels, LANES, row)
        _lanes(right, _levels(here[here["metric"] == "r"]) | _ranges(drawn, "r"), BEYOND, row)
    names = [common.target_title(name, name, targets) for name in targets]
    left.set_yticks(range(len(targets)), names, fontweight="bold")
    _finish(left, right, max(lowest, -0.4), metric)
    _explain(figure)
    return figure


def _levels(rows: pd.DataFrame) -> dict[str, tuple[float, float, float]]:
    """Take median, lower and upper bound of every experiment."""
    values = rows[["median", "lower", "upper"]].itertuples(index=False, name=None)
    return dict(zip(rows["experiment"], values, strict=True))


def _ranges(nulls: pd.DataFrame, metric: str) -> dict[str, tuple[float, float, float]]:
    """Take the median, lowest and highest draw of every null."""
    drawn = nulls[nulls["draw"] > 0].groupby(["null", "draw"], sort=False)[metric].mean().dropna()
    found = drawn.groupby(level="null", sort=False).agg(["median", "min", "max"])
    return {str(name): (float(row["median"]), float(row["min"]), float(row["max"])) for name, row in found.iterrows()}


def _best(levels: Mapping[str, tuple[float, float, float]], names: Sequence[str]) -> tuple[float, float, float] | None:
    return max((levels[name] for name in names if name in levels), default=None)


def _shade(axes: Axes, levels: Mapping[str, tuple[float, float, float]], row: int) -> None:
    """Shade from the best of the floor to the trained LSTM: blue where it lies above, orange where below."""
    floor, own = _best(levels, comparisons.FLOOR), levels.get(MAIN)
    if floor and own:
        tint = BLUE if own[0] >= floor[0] else ORANGE
        axes.fill_between(sorted([floor[0], own[0]]), row - 0.46, row + 0.46, color=tint, alpha=0.13, linewidth=0)


def _lanes(
    axes: Axes,
    levels: Mapping[str, tuple[float, float, float]],
    lanes: Sequence[tuple[tuple[str, ...], Look]],
    row: int,
) -> None:
    for place, (names, look) in enumerate(lanes):
        best = _best(levels, names)
        if best is None:
            continue
        height = row + LANE * (place - (len(lanes) - 1) / 2)
        axes.plot(best[1:], [height, height], color=look.colour, linewidth=1.4, solid_capstyle="butt", zorder=2)
        face = look.colour if look.filled else "white"
        size = 5.5 if MAIN in names or PARTIAL in names else 4.2
        axes.plot(best[0], height, look.marker, color=look.colour, markerfacecolor=face, markersize=size, zorder=3)
        if MAIN in names or PARTIAL in names:
            _number(axes, best, height, below=place == len(lanes) - 1)


def _number(axes: Axes, best: tuple[float, float, float], height: float, below: bool) -> None:
    """Write a median below the last lane; in another to the left of its interval, or right of one near the edge."""
    if below:
        axes.annotate(common.number(best[0]), (best[0], height), (0, -4), va="top", ha="center", **LABEL)
        return
    left = best[1] > EDGE
    place, shift, side = (best[1], -4, "right") if left else (best[2], 4, "left")
    axes.annotate(common.number(best[0]), (place, height), (shift, 0), va="center", ha=side, **LABEL)


def _finish(left: Axes, right: Axes, lowest: float, metric: str) -> None:
    left.set_xlim(lowest - 0.03, 1.0)
    right.set_xlim(min(right.get_xlim()[0], -0.1), 1.0)
    right.axvline(LOWEST_PARTIAL, color="0.6", linewidth=0.7, linestyle="--", zorder=0)
    left.set_xlabel(common.METRICS[metric])
    right.set_xlabel("partial r")
    for which, axes in enumerate((left, right)):
        common.letter(axes, which)
        axes.tick_params(axis="y", length=0)
        axes.axvline(0, color="0.8", linewidth=0.6, zorder=0)
        edges = np.arange(0.5, left.get_ylim()[0] - 0.1)
        axes.hlines(edges, 0, 1, transform=axes.get_yaxis_transform(), color="0.88", linewidth=0.6, zorder=0)


def _explain(figure: Figure) -> None:
    """Explain markers below the panels, in the order of the lanes."""
    handles = []
    for names, look in LANES:
        face = look.colour if look.filled else "white"
        handles.append(
            figure.axes[0].plot(
                [], [], look.marker, color=look.colour, markerfacecolor=face, label=COMPARISONS[names[0]].label
            )[0]
        )
    figure.legend(
        handles=handles, loc="outside lower center", ncols=3, fontsize=7, handletextpad=0.2, columnspacing=1.0
    )

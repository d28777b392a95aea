"""What histograms over gauges share: bins, bars, marks of single gauges, and room for a legend."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import StepPatch
from matplotlib.ticker import MaxNLocator

from lstm_probe.figures import common

FEW = 100  # up to this many gauges each one is marked below the histogram
LEGEND_ROW = 3.5  # height of a row of the legend, mm
LETTERS = 36  # in a line of a legend
GAP = 0.03  # least distance of a bar from the legend, as a share of the axis
RUG = 0.055  # height of a row of marks, as a share of the highest bar
SPREAD = 0.1  # distance of the quartiles of r that bins suit
WIDTHS = (0.1, 0.05, 0.02, 0.01)  # of bins of r; each divides the tenths in which the axis begins
LEGEND: dict[str, Any] = {
    "alignment": "left",
    "handlelength": 1.2,
    "frameon": True,
    "facecolor": "white",
    "edgecolor": "none",
    "framealpha": 0.8,
}


def bin_edges(gauges: int, lower: float) -> list[float]:
    """Choose bins of r from `lower` to 1 by the number of gauges alone, so that figures of one run can be compared.

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


def bars(values: Iterable[float], edges: Sequence[float], density: bool = True) -> np.ndarray:
    """Return the height of every bar, NaN where there is no gauge, so that no outline runs along the axis.

    Parameters
    ----------
    values : iterable of float
        A value a gauge; those outside the bins do not count.
    edges : sequence of float, length bins + 1
        Edges of the bins.
    density : bool
        Whether bars have the area 1, or count gauges.

    Returns
    -------
    numpy.ndarray of float64, shape (bins,)
        Heights (per unit of the values, or gauges).
    """
    sample = np.asarray(list(values), dtype=float)
    inside = sample[(sample >= edges[0]) & (sample <= edges[-1])]
    if inside.size == 0:
        return np.full(len(edges) - 1, np.nan)
    heights = np.histogram(inside, edges, density=density)[0].astype("float64")
    return np.where(heights > 0, heights, np.nan)


def make_room(panels: Sequence[Axes], rows: int = 0) -> None:
    """Raise the top of an axis until neither a bar nor a median reaches into a legend, wherever it lies.

    A new top can have wider labels, which move the legend; where that finds no end, everything stays below the legend.

    Parameters
    ----------
    panels : sequence of matplotlib.axes.Axes
        Panels of one figure that share their vertical axis, with bars from 0 up, medians and a legend in a corner.
    rows : int
        Rows of marks below 0.
    """
    figure = panels[0].get_figure(root=True)
    for whole_width in (False,) * 4 + (True,) * 4:
        if figure is not None:
            figure.draw_without_rendering()
        needed = max(_top_below_legend(axes, whole_width) for axes in panels)
        if needed <= panels[0].get_ylim()[1]:
            return
        for axes in panels:
            fit_axis(axes, needed, rows)


def _top_below_legend(axes: Axes, whole_width: bool) -> float:
    """Return the lowest top of the axis at which what lies under the legend ends below it; 0 without a legend."""
    legend = axes.get_legend()
    if legend is None:
        return 0.0
    box = legend.get_window_extent().transformed(axes.transAxes.inverted())
    sides = (0.0, 1.0) if whole_width else (box.x0 - GAP, box.x1 + GAP)
    (first, last), (lowest, highest) = axes.get_xlim(), axes.get_ylim()
    left, right = (first + side * (last - first) for side in sides)
    reached = [0.0]
    for patch in axes.patches:
        if isinstance(patch, StepPatch):
            heights, edges, _ = patch.get_data()
            reached.extend(np.nan_to_num(heights)[(edges[1:] > left) & (edges[:-1] < right)])
    for line in axes.lines:
        x, y = np.asarray(line.get_xdata(), dtype=float), np.asarray(line.get_ydata(), dtype=float)
        reached.extend(y[(x >= left) & (x <= right)])
    below_zero = -lowest / (highest - lowest)
    return float(max(reached)) / max((box.y0 - GAP - below_zero) / (1 - below_zero), 0.05)


def panel_height(least: float, entries: Iterable[str], rows: int = 0) -> float:
    """Return the height of a panel (mm) whose legend takes at most three quarters of what is above rows of marks."""
    lines = sum(len(wrapped(entry).splitlines()) for entry in entries)
    return max(least, (1 + _below_zero(rows)) * LEGEND_ROW * (lines + 2) / 0.75)


def wrapped(entry: str) -> str:
    """Break an entry of a legend into lines that leave the panel some of its width."""
    return "\n".join(textwrap.wrap(entry, LETTERS))


def small(samples: Mapping[str, pd.Series]) -> dict[str, pd.Series]:
    """Return the samples that are small enough to mark every gauge below the histogram."""
    return {name: sample for name, sample in samples.items() if 0 < len(sample) <= FEW}


def fit_axis(axes: Axes, highest: float, rows: int) -> None:
    """Fit the vertical axis: from 0 to `highest`, with room for rows of marks below 0, where medians begin."""
    lowest = -_below_zero(rows) * highest
    axes.set_ylim(lowest, highest)
    axes.spines["left"].set_bounds(0, highest)
    if rows:
        ticks = MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]).tick_values(0, highest)
        axes.set_yticks([float(tick) for tick in ticks if 0 <= tick <= highest])
    for median in axes.lines:
        median.set_ydata([lowest, np.asarray(median.get_ydata(), dtype=float)[1]])


def _below_zero(rows: int) -> float:
    """Return how far an axis with rows of marks goes below 0, as a share of its top."""
    return RUG * (rows + 0.3) if rows else 0.0


def draw_median(axes: Axes, median: float, height: float, tint: str, offset: float = 0.0) -> None:
    """Draw a dashed line at a median, from 0 to just above the bars.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The panel.
    median : float
        Where.
    height : float
        The highest bar.
    tint : str
        Its colour.
    offset : float
        Where its dashes begin, in points; two equal medians can both be seen if they differ in it by 3.
    """
    axes.plot([median, median], [0, 1.06 * height], color=tint, linestyle=(offset, (3, 3)), linewidth=0.9)


def draw_rug(axes: Axes, samples: Sequence[pd.Series], tints: Sequence[str], rows: int) -> None:
    """Mark every gauge below the histogram, a row a sample.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The panel.
    samples : sequence of pandas.Series
        A value a gauge.
    tints : sequence of str
        Colour of each row.
    rows : int
        Rows of marks that the axis has room for.
    """
    below = _below_zero(rows)
    for row, (sample, tint) in enumerate(zip(samples, tints, strict=True)):
        ends = [(below - RUG * (row + end)) / (1 + below) for end in (0.3, 1.0)]  # shares of the axis
        place = axes.get_xaxis_transform()
        axes.vlines(sample, ends[0], ends[1], color=tint, linewidth=0.5, alpha=0.8, transform=place)


def beyond(counts: Iterable[int], side: Literal["below", "above"], limit: float, digits: int = 1) -> str:
    """Say how many gauges of every sample a figure does not show."""
    return f"not shown: {' and '.join(map(str, counts))} {side} {common.number(limit, digits)}"

"""What histograms over gauges share: bins, bars, marks of single gauges, and room for a legend."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import StepPatch

from lstm_probe.figures import common

FEW = 100  # up to this many gauges each one is marked below the histogram
LEGEND_ROW = 3.5  # height of a row of the legend, mm
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


def top(heights: Iterable[np.ndarray], legend: float, side: Literal["left", "right"] = "left") -> float:
    """Choose the top of the axis, so that bars in the half of the legend stay below it.

    Parameters
    ----------
    heights : iterable of numpy.ndarray, shape (bins,)
        Heights of the bars of every sample on axes of equal limits, from `bars`.
    legend : float
        Share of the axis that the legend takes from above.
    side : {"left", "right"}
        The half in which it is.
    """
    filled = [np.nan_to_num(one) for one in heights]
    halves = [one[: len(one) // 2] if side == "left" else one[len(one) // 2 :] for one in filled]
    beside = max((float(one.max(initial=0)) for one in halves), default=0.0)
    highest = max((float(one.max(initial=0)) for one in filled), default=0.0)
    return max(1.06 * highest, beside / (1 - min(0.8, legend))) or 1.0


def make_room(axes: Axes) -> None:
    """Raise the top of an axis until neither a bar nor a median reaches into the legend, wherever it lies.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        A panel with bars from 0 up, medians and a legend in an upper corner, on a figure that has been laid out once.
    """
    legend = axes.get_legend()
    if legend is None:
        return
    box = legend.get_window_extent().transformed(axes.transAxes.inverted())
    (lower, upper), (_, highest) = axes.get_xlim(), axes.get_ylim()
    left, right = lower + box.x0 * (upper - lower), lower + box.x1 * (upper - lower)
    beside = 0.0
    for patch in axes.patches:
        if isinstance(patch, StepPatch):
            heights, edges, _ = patch.get_data()
            reached = np.nan_to_num(heights)[(edges[1:] > left) & (edges[:-1] < right)]
            beside = max(beside, float(reached.max(initial=0)))
    for line in axes.lines:
        x, y = np.asarray(line.get_xdata(), dtype=float), np.asarray(line.get_ydata(), dtype=float)
        beside = max(beside, float(y[(x >= left) & (x <= right)].max(initial=0)))
    axes.set_ylim(top=max(highest, beside / max(box.y0 - GAP, 0.2)))


def small(samples: Mapping[str, pd.Series]) -> dict[str, pd.Series]:
    """Return the samples that are small enough to mark every gauge below the histogram."""
    return {name: sample for name, sample in samples.items() if 0 < len(sample) <= FEW}


def bottom(highest: float, rows: int) -> float:
    """Return where an axis begins that has room for rows of marks below 0."""
    return -RUG * (rows + 0.3) * highest if rows else 0.0


def fit_axis(axes: Axes, highest: float, rows: int) -> None:
    """Fit the vertical axis: from 0 to `highest`, and room for rows of marks below 0."""
    axes.set_ylim(bottom(highest, rows), highest)
    axes.set_yticks([tick for tick in axes.get_yticks() if 0 <= tick <= highest])


def draw_median(axes: Axes, median: float, ends: tuple[float, float], tint: str, offset: float = 0.0) -> None:
    """Draw a dashed line at a median, no higher than the bars, so that it does not cross a legend.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The panel.
    median : float
        Where.
    ends : tuple of float
        Its lower and upper end.
    tint : str
        Its colour.
    offset : float
        Where its dashes begin, in points; two equal medians can both be seen if they differ in it by 3.
    """
    axes.plot([median, median], ends, color=tint, linestyle=(offset, (3, 3)), linewidth=0.9)


def draw_rug(axes: Axes, samples: Sequence[pd.Series], tints: Sequence[str], highest: float) -> None:
    """Mark every gauge below the histogram, a row a sample.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The panel.
    samples : sequence of pandas.Series
        A value a gauge.
    tints : sequence of str
        Colour of each row.
    highest : float
        Top of the axis.
    """
    for row, (sample, tint) in enumerate(zip(samples, tints, strict=True)):
        ends = -RUG * highest * (row + 0.3), -RUG * highest * (row + 1.0)
        axes.vlines(sample, *ends, color=tint, linewidth=0.5, alpha=0.8)


def beyond(counts: Iterable[int], side: Literal["below", "above"], limit: float, digits: int = 1) -> str:
    """Say how many gauges of every sample a figure does not show."""
    return f"not shown: {' and '.join(map(str, counts))} {side} {common.number(limit, digits)}"

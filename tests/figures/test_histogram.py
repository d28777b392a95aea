"""Bins, bars and room for a legend, which all histograms share."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from lstm_probe.figures import histogram


@pytest.mark.parametrize(("gauges", "width"), [(0, 0.1), (6, 0.1), (40, 0.05), (50, 0.05), (669, 0.02), (9999, 0.01)])
@pytest.mark.parametrize("lower", [-1.0, -0.4, 0.0, 0.5])
def test_bins_are_finer_for_more_gauges(gauges: int, width: float, lower: float) -> None:
    """Bins of one round width run from the lower limit to 1."""
    edges = histogram.bin_edges(gauges, lower)
    assert (edges[0], edges[-1]) == (lower, 1.0)
    assert np.allclose(np.diff(edges), width)


def test_bars_by_hand() -> None:
    """Of {0.1, 0.2, 0.9, 1.5}, two lie in the first half and one in the second; the fourth is outside."""
    counts = histogram.bars([0.1, 0.2, 0.9, 1.5], [0.0, 0.5, 1.0], density=False)
    assert counts.tolist() == [2, 1]
    # three inside, bins half a unit wide: 2 / 3 / 0.5 and 1 / 3 / 0.5
    assert np.allclose(histogram.bars([0.1, 0.2, 0.9, 1.5], [0.0, 0.5, 1.0]), [4 / 3, 2 / 3])


def test_bars_without_a_gauge_are_missing() -> None:
    """A bin without a gauge has no height at all, and neither has any bin of an empty sample."""
    assert np.isnan(histogram.bars([0.1], [0.0, 0.5, 1.0])).tolist() == [False, True]
    assert np.isnan(histogram.bars([], [0.0, 0.5, 1.0])).all()


@pytest.mark.parametrize(("rows", "lowest"), [(0, 0.0), (2, -2.3 * 0.055 * 10)])
def test_an_axis_begins_below_the_marks(rows: int, lowest: float) -> None:
    """Two rows of marks below bars of height 10 have 2.3 times 0.055 of the height; medians begin there."""
    axes = Figure().subplots()
    histogram.draw_median(axes, 0.5, 5.0, "black")
    histogram.fit_axis(axes, 10.0, rows)
    assert np.allclose(axes.get_ylim(), (lowest, 10))
    assert np.allclose(axes.lines[0].get_ydata(), (lowest, 5.3))
    assert min(axes.get_yticks()) >= 0


def test_a_legend_of_many_targets_has_a_higher_panel() -> None:
    """Five targets leave a panel as it is; twenty make it higher than their legend."""
    assert histogram.panel_height(44.0, ["swvl1"] * 5) == 44.0
    assert histogram.panel_height(44.0, ["swvl1"] * 20) > 1.3 * 22 * histogram.LEGEND_ROW


def test_what_is_not_shown() -> None:
    """Every sample has its count, and the limit its digits."""
    assert histogram.beyond([1, 0], "above", 0.205, 3) == "not shown: 1 and 0 above 0.205"
    assert histogram.beyond([2], "below", -0.5) == "not shown: 2 below −0.5"

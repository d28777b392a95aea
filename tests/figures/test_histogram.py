"""Bins, bars and room for a legend, which all histograms share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.figures import histogram
from tests.examples import examples


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


@given(
    heights=st.lists(st.lists(st.floats(0, 50), min_size=1, max_size=8), max_size=3),
    legend=st.floats(0, 2),
    side=st.sampled_from(["left", "right"]),
)
@examples(50)
def test_no_bar_is_taller_than_the_axis(heights: list[list[float]], legend: float, side: str) -> None:
    """The axis holds every bar, is never empty, and leaves the legend free of the bars in its half."""
    bars = [np.array(one) for one in heights]
    highest = histogram.top(bars, legend, side)  # type: ignore[arg-type]
    assert highest > 0
    for one in bars:
        half = len(one) // 2
        beside = one[:half] if side == "left" else one[half:]
        assert highest >= one.max()
        assert highest * (1 - min(0.8, legend)) * (1 + 1e-9) >= beside.max(initial=0)


def test_an_axis_begins_below_the_marks() -> None:
    """Two rows of marks below bars of height 10 have 2.3 times 0.055 of the height; without marks there is no room."""
    assert np.isclose(histogram.bottom(10, 2), -2.3 * 0.055 * 10)
    assert histogram.bottom(10, 0) == 0


def test_what_is_not_shown() -> None:
    """Every sample has its count, and the limit its digits."""
    assert histogram.beyond([1, 0], "above", 0.205, 3) == "not shown: 1 and 0 above 0.205"
    assert histogram.beyond([2], "below", -0.5) == "not shown: 2 below −0.5"

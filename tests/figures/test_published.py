"""Our skill against the published."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.figures import published


def text_of(comparison: pd.DataFrame) -> str:
    """Draw, and read the title and the labels of the lines."""
    figure = published.draw(comparison, "swvl3_table", "soil water")
    figure.draw_without_rendering()
    axes = figure.axes[0]
    return "\n".join([axes.get_title(loc="left"), *(text.get_text() for text in axes.texts)]).strip()


def make_comparison(ours: list[float], theirs: list[float]) -> pd.DataFrame:
    """Make a comparison, a row a gauge."""
    both = {"r": ours, "published_r": theirs, "nse": ours, "published_nse": theirs}
    return pd.DataFrame({"gauge_id": [str(i) for i in range(len(ours))], "target": "swvl3_table", **both})


def test_numbers_are_computed() -> None:
    """Ranks (1, 2, 3, 4) against (1, 2, 4, 3): 1 - 6 · 2 / (4 · 15) = 0.8."""
    said = text_of(make_comparison([0.5, 0.6, 0.7, 0.8], [0.6, 0.8, 0.95, 0.9])).splitlines()
    assert said[:2] == ["swvl3: soil water", "4 gauges, Spearman correlation 0.80"]
    assert said[2:] == ["1 : 1", "published median 0.85", "median of this study 0.65"]


def test_gauges_without_both_are_left_out() -> None:
    """A gauge that was not published does not count."""
    assert "2 gauges" in text_of(make_comparison([0.5, 0.6, 0.7], [0.6, np.nan, 0.9]))


@pytest.mark.parametrize("ours", [[0.5], [0.5, 0.5, 0.5]])
def test_no_correlation_of_one_point(ours: list[float]) -> None:
    """One gauge, or gauges that are all equal, have no rank correlation."""
    assert "too few gauges" in text_of(make_comparison(ours, [0.6, 0.7, 0.8][: len(ours)]))


def test_no_gauge_in_common_is_said() -> None:
    """Without a gauge in common the figure says so."""
    assert text_of(make_comparison([], [])) == "no gauge in common with the published results"

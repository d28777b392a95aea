"""The lag curve has a line a target, a mean over seeds, and a dot at its highest."""

import numpy as np
import pandas as pd

from lstm_probe.contracts.nulls import LAG_CURVE
from lstm_probe.figures import lag_curve


def test_lines_are_means_over_seeds_with_their_highest() -> None:
    """Two seeds 0.1 apart are drawn as their mean; the dot lies at the highest; a target without lags has no line."""
    lags = np.arange(-5, 6)
    rows = [("soil", seed, lag, 0.8 - 0.01 * abs(lag - 2) + 0.1 * seed, 0.5) for seed in (1, 2) for lag in lags]
    curve = LAG_CURVE.check(pd.DataFrame(rows, columns=list(LAG_CURVE.columns)))
    axes = lag_curve.draw(curve, {"soil": "", "none": ""}).axes[0]
    line, dot = axes.lines[:2]
    assert np.allclose(line.get_ydata(), 0.95 - 0.01 * abs(lags - 2))
    assert (dot.get_xdata()[0], np.round(dot.get_ydata()[0], 6)) == (2, 0.95)
    assert line.get_label() == "soil"


def test_without_lags_the_panel_says_so() -> None:
    """An empty table draws words."""
    axes = lag_curve.draw(pd.DataFrame(columns=list(LAG_CURVE.columns)), {"soil": ""}).axes[0]
    assert "no lags" in axes.texts[0].get_text()

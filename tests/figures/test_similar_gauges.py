"""The figure of similar gauges has a row a case, points that are gauges, and titles written from the numbers."""

import numpy as np
import pandas as pd

from lstm_probe.figures import similar_gauges
from lstm_probe.results import similar_gauges as results
from tests.results.test_similar_gauges import made


def test_points_and_words(rng: np.random.Generator) -> None:
    """All gauges are drawn in both panels of their row, and the title is the sentence of the correlation."""
    soil = made(rng, 0.002)
    discharge = soil.assign(unseen_by="main_held_out", what="discharge")
    figure = similar_gauges.draw(pd.concat([soil, discharge]), {"soil": "soil water"})
    assert len(figure.axes) == 4
    assert len(figure.axes[0].lines[0].get_xdata()) == len(soil)
    found = results.rank_correlation(soil, "kilometres")
    assert figure.axes[0].get_title(loc="left").endswith(results.sentence(found))
    assert "NSE" in figure.axes[2].get_ylabel()
    assert "the LSTM" in figure.axes[2].get_ylabel()


def test_without_gauges_the_panel_says_so(rng: np.random.Generator) -> None:
    """An empty table draws words."""
    figure = similar_gauges.draw(made(rng, 0.0).iloc[:0], {"soil": ""})
    assert figure.axes[0].texts[0].get_text() == "no gauge is unseen"

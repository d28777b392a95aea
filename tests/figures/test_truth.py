"""The probe beside the true stores."""

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.contracts.world import TRUTH
from lstm_probe.figures import truth
from tests.figures.conftest import make_predictions, make_skill

WORDS = {"main": "probe", "permute_gauges": "other gauge"}
STORES = {"swvl1": "swvl1", "sd": "sd"}
PERIOD = ("2000-01-01", "2001-12-31")


def make_truth(days: int = 1096) -> xr.Dataset:
    """Make true stores of the gauges and days of the made-up predictions."""
    made = TRUTH.mock(np.random.default_rng(3), gauge_id=4, time=days)
    return made.assign_coords(time=pd.date_range("2000-01-01", periods=days))


def make_scores() -> pd.DataFrame:
    """Make skill against target and truth at four gauges."""
    cases = {("main", "swvl1"): [0.6, 0.7, 0.8, 0.9], ("permute_gauges", "swvl1"): [0.1, 0.2, 0.3, 0.4]}
    snow = {("main", "sd"): [0.5, 0.6, 0.7, np.nan]}
    return pd.concat([make_skill(cases | snow), make_skill(cases | snow, metric="r_truth")])


def test_a_row_a_store() -> None:
    """Two stores have two rows of two panels; units and names come from the artefact."""
    figure = truth.draw(make_predictions(["swvl1", "sd"]), make_truth(), make_scores(), STORES, WORDS, "1002", PERIOD)
    figure.draw_without_rendering()
    series, scores = figure.axes[0], figure.axes[1]
    assert len(figure.axes) == 4
    assert (series.get_ylabel(), series.get_title(loc="left")) == ("m³ m⁻³", "swvl1: store swvl1")
    assert [tick.get_text() for tick in scores.get_yticklabels()] == [
        "probe vs target",
        "probe vs truth",
        "other gauge vs truth",
    ]


def test_medians_are_computed() -> None:
    """The medians beside the rows are those of the samples: 0.75, 0.75 and 0.25."""
    figure = truth.draw(make_predictions(["swvl1"]), make_truth(), make_scores(), STORES, WORDS, "1002", PERIOD)
    shown = [text.get_text() for text in figure.axes[1].texts]
    assert [text for text in shown if text[0].isdigit()] == ["0.75", "0.75", "0.25"]


def test_targets_of_one_store() -> None:
    """A target is set beside the store that its entry names, whatever its own name."""
    predictions = make_predictions(["mine"])
    figure = truth.draw(predictions, make_truth(), make_scores(), {"mine": "swvl2"}, WORDS, "1002", PERIOD)
    drawn = figure.axes[0].lines[1].get_ydata()  # above the target
    assert np.allclose(drawn, make_truth()["swvl2"].sel(gauge_id="1002", time=slice(*PERIOD)))


def test_unknown_stores_and_gauges_are_said() -> None:
    """A target without a true store makes no row; a gauge without predictions says so."""
    predictions = make_predictions(["swvl1"])
    empty = truth.draw(predictions, make_truth(), make_scores(), {"swvl1": "moon"}, WORDS, "1002", PERIOD)
    assert empty.axes[0].texts[0].get_text() == "no target has a known true store"
    for gauge in (None, "9999"):
        figure = truth.draw(predictions, make_truth(), make_scores(), STORES, WORDS, gauge, PERIOD)
        figure.draw_without_rendering()
        assert "no prediction at this gauge" in [text.get_text() for text in figure.axes[0].texts]


def test_typical_gauge_is_typical_of_every_store() -> None:
    """Medians are 0.75 and 0.6; of the gauges with both stores the largest distances are 0.15, 0.05 and 0.1."""
    assert truth.typical_gauge(make_scores(), "main", ["swvl1", "sd", "moon"]) == "1002"
    assert truth.typical_gauge(make_scores(), "main", ["moon"]) is None


def test_typical_gauge_has_no_poor_store() -> None:
    """A gauge whose mean over stores is the median one, but which is odd in both, is not typical."""
    scores = {("main", "swvl1"): [0.2, 0.6, 0.7], ("main", "sd"): [0.9, 0.4, 0.75]}  # distances 0.4, 0.35, 0.1
    assert truth.typical_gauge(make_skill(scores, metric="r_truth"), "main", ["swvl1", "sd"]) == "1003"
    alone = {("main", "swvl1"): [0.6, 0.7, np.nan], ("main", "sd"): [np.nan, np.nan, 0.9]}
    assert truth.typical_gauge(make_skill(alone, metric="r_truth"), "main", ["swvl1", "sd"]) == "1003"


def test_first_years() -> None:
    """A long period is cut after four years; a short one stays."""
    assert truth.first_years(("1998-01-01", "2008-12-31")) == ("1998-01-01", "2001-12-31")
    assert truth.first_years(PERIOD) == PERIOD

"""Time series of probes."""

import numpy as np
import pytest

from lstm_probe.figures import probe_series
from lstm_probe.results import offsets
from tests.figures.conftest import make_predictions

FIT, TEST = ("2000-01-01", "2000-12-31"), ("2001-01-01", "2002-12-31")
LAYERS = ["swvl1", "swvl2", "swvl3", "swvl4"]


@pytest.mark.parametrize(("targets", "panels"), [(LAYERS, 8), (["swvl3_table"], 2), (LAYERS[:3], 8)])
def test_a_panel_a_target_and_gauge(targets: list[str], panels: int) -> None:
    """Two gauges have a panel for every target, titled by target, r and bias, and lettered by gauge."""
    scores = offsets.standardise(make_predictions(targets), FIT)
    gauges = {"1001": "smallest bias", "1004": "largest bias"}
    figure = probe_series.draw(scores, {"1001": "Dee at Home", "1004": "Don at Bridge"}, gauges, targets, TEST)
    figure.draw_without_rendering()
    shown = [axes for axes in figure.axes if axes.get_visible()]
    assert (len(figure.axes), len(shown)) == (panels, 2 * len(targets))
    assert shown[0].get_title(loc="left") == f"{targets[0].removesuffix('_table')}: store {targets[0]}"
    assert shown[0].get_title(loc="right") == "r = 1.00, bias = +0.00"
    assert shown[0].texts[0].get_text() == "(a) 1001 Dee at Home, smallest bias"
    assert shown[len(targets)].texts[0].get_text() == "(b) 1004 Don at Bridge, largest bias"


def test_missing_predictions_are_said() -> None:
    """A gauge without predictions says so in its panels, and the other panels are drawn."""
    predictions = make_predictions(["swvl1", "swvl2"])
    predictions["observed"][0, 0] = np.nan
    scores = offsets.standardise(predictions, FIT)
    figure = probe_series.draw(scores, {}, {"1001": ""}, ["swvl1", "swvl2"], TEST)
    figure.draw_without_rendering()
    assert "no prediction in this period" in [text.get_text() for text in figure.axes[0].texts]
    assert len(figure.axes[1].lines) == 3


def test_no_gauge_is_said() -> None:
    """Without any gauge the figure says so."""
    scores = offsets.standardise(make_predictions(["swvl1"]), FIT)
    figure = probe_series.draw(scores, {}, {}, ["swvl1"], TEST)
    assert figure.axes[0].texts[0].get_text() == "no gauge has predictions of every target"


def test_a_gauge_that_nobody_predicts() -> None:
    """A gauge of the main probes that another experiment lacks has an empty panel, without ticks along y."""
    scores = offsets.standardise(make_predictions(["esa_cci"]), FIT, ["1001", "9999"])
    figure = probe_series.draw(scores, {}, {"1001": "", "9999": ""}, ["esa_cci"], TEST)
    figure.draw_without_rendering()
    assert [text.get_text() for text in figure.axes[1].texts] == ["no prediction in this period", "(b) 9999", " "]
    assert len(figure.axes[0].lines) == 3


def test_gauges_with_all_targets_are_named() -> None:
    """A gauge counts if it has a prediction of every target, on one day at least."""
    predictions = make_predictions(["swvl1", "sd"])
    predictions["predicted"][1, 0] = np.nan
    assert probe_series.gauges_with_all(predictions) == predictions["gauge_id"].values[1:].tolist()

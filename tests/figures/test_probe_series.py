"""Time series of probes."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.figures import probe_series
from tests.figures.conftest import make_predictions

FIT, TEST = ("2000-01-01", "2000-12-31"), ("2001-01-01", "2002-12-31")
LAYERS = ["swvl1", "swvl2", "swvl3", "swvl4"]


def test_z_scores_are_those_of_the_fit_period() -> None:
    """Over all gauges and fit days the target's z-scores have mean 0 and standard deviation 1."""
    predictions = make_predictions(LAYERS)
    levels = xr.DataArray(np.arange(4, dtype="float32") * 0.02, dims="gauge_id")
    predictions["observed"] = (predictions["observed"] + levels).transpose(*predictions["observed"].dims)
    fitted = probe_series.standardise(predictions, FIT)["observed"].sel(time=slice(*FIT))
    assert np.allclose(fitted.mean(("gauge_id", "time")), 0, atol=1e-5)
    assert np.allclose(fitted.std(("gauge_id", "time")), 1, atol=1e-5)


def test_bias_is_in_standard_deviations() -> None:
    """A bias of 0.1 times the gauge's place, over the wave's standard deviation."""
    predictions = make_predictions(LAYERS)
    bias = probe_series.absolute_bias(probe_series.standardise(predictions, FIT), TEST)
    spread = float(predictions["observed"].sel(time=slice(*FIT)).std())
    assert bias.index.tolist() == ["1001", "1002", "1003", "1004"]
    assert np.allclose(bias, np.arange(4) * 0.1 / spread, rtol=1e-4, atol=1e-6)


def test_biases_of_opposite_sign_do_not_cancel() -> None:
    """The average over targets is of absolute values."""
    predictions = make_predictions(["swvl1", "swvl2"], count=1)
    predictions["predicted"][0] += 0.1
    predictions["predicted"][1] -= 0.1
    assert probe_series.absolute_bias(probe_series.standardise(predictions, FIT), TEST).iloc[0] > 1


def test_gauges_that_lack_a_target_are_not_chosen() -> None:
    """A gauge without one layer has no bias over all layers."""
    predictions = make_predictions(["swvl1", "swvl2"])
    predictions["observed"][1, 3] = np.nan
    bias = probe_series.absolute_bias(probe_series.standardise(predictions, FIT), TEST)
    assert "1004" not in bias


def test_contrasting_gauges_are_the_extremes() -> None:
    """The smallest bias comes first; one gauge stands alone; none makes nothing."""
    bias = pd.Series({"a": 0.5, "b": 0.1, "c": np.nan, "d": 0.9})
    assert probe_series.contrasting_gauges(bias) == {"b": "smallest bias", "d": "largest bias"}
    assert probe_series.contrasting_gauges(bias[["a"]]) == {"a": "largest bias"}
    assert probe_series.contrasting_gauges(bias[["c"]]) == {}


@pytest.mark.parametrize(("targets", "panels"), [(LAYERS, 8), (["swvl3_table"], 2), (LAYERS[:3], 8)])
def test_a_panel_a_target_and_gauge(targets: list[str], panels: int) -> None:
    """Two gauges have a panel for every target, titled by target, r and bias, and lettered by gauge."""
    scores = probe_series.standardise(make_predictions(targets), FIT)
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
    scores = probe_series.standardise(predictions, FIT)
    figure = probe_series.draw(scores, {}, {"1001": ""}, ["swvl1", "swvl2"], TEST)
    figure.draw_without_rendering()
    assert "no prediction in this period" in [text.get_text() for text in figure.axes[0].texts]
    assert len(figure.axes[1].lines) == 3


def test_no_gauge_is_said() -> None:
    """Without any gauge the figure says so."""
    scores = probe_series.standardise(make_predictions(["swvl1"]), FIT)
    figure = probe_series.draw(scores, {}, {}, ["swvl1"], TEST)
    assert figure.axes[0].texts[0].get_text() == "no gauge has predictions of every target"


def test_a_steady_target_has_no_z_score() -> None:
    """A target that never varies in the fit period cannot be standardised, and its panel is empty."""
    predictions = make_predictions(["swvl1"])
    predictions["observed"][:] = 0.3
    scores = probe_series.standardise(predictions, FIT)
    assert bool(scores["observed"].isnull().all())
    assert probe_series.absolute_bias(scores, TEST).empty

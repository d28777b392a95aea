"""The rung "used": what was seen, or why there is nothing, in one sentence."""

import numpy as np
import pytest

from lstm_probe.results import steering
from lstm_probe.results.steering_rung import NOT_JUDGED, NOT_RUN, used
from lstm_probe.results.steering_summary import summary
from tests.results.test_steering import MILLIMETRES, steered, true_world


def test_what_was_seen_is_one_sentence() -> None:
    """Amounts, release, truth and band stand in it; the rung is reported and not judged."""
    truth = true_world()
    found = summary(steering.table({("paper", 1): steered(truth, 1.0)}, MILLIMETRES, truth))
    outcome, value, threshold, sentence = used(found, "paper", "swvl3", {})
    row = found.loc[("paper", "swvl3", 120)]
    assert outcome == NOT_JUDGED
    assert value == pytest.approx(row["release"])
    assert threshold == pytest.approx(row["band_upper"] / 14.4)
    assert sentence.startswith(f"14.4 mm put into the states brought {row['released_mm']:.1f} mm more down the river")
    assert "in the true world it is" in sentence
    assert "r 1.00, the same sign at 100 %" in sentence
    assert "95 % of random changes" in sentence
    assert "\n" not in sentence


def test_real_data_have_no_truth() -> None:
    """Without a true world the sentence speaks of none, and without random directions of no band."""
    runs = {("paper", 1): steered(true_world(), 1.0, draws=0)}
    _, _, threshold, sentence = used(summary(steering.table(runs, MILLIMETRES)), "paper", "sd", {})
    assert "true" not in sentence
    assert "random" not in sentence
    assert np.isnan(threshold)


@pytest.mark.parametrize(
    ("target", "not_run", "reason"),
    [
        ("swvl3", {"LSTM paper": "its states are read window by window"}, "window by window"),
        ("swvl3", {"swvl3": "targets.swvl3 has no layer_mm"}, "layer_mm"),
        ("esa_cci", {}, "alone"),
    ],
)
def test_what_was_not_run_says_why(target: str, not_run: dict[str, str], reason: str) -> None:
    """Each limitation is one line, and the rung is not run."""
    truth = true_world()
    found = summary(steering.table({("paper", 1): steered(truth, 1.0)}, MILLIMETRES, truth))
    outcome, value, threshold, line = used(found, "paper", target, not_run)
    assert outcome == NOT_RUN
    assert np.isnan([value, threshold]).all()
    assert reason in line
    assert used(None, "paper", target, not_run)[0] == NOT_RUN

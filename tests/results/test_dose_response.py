"""What a world shows of a store that feeds the rivers in part."""

import pytest

from lstm_probe.results import dose_response, steering
from tests.results.test_formation import scores
from tests.results.test_steering import MILLIMETRES, steered, true_world


def test_a_dose_is_read_from_the_probe_and_the_longest_lead() -> None:
    """Of a world the medians of the test period and the row of the probe over 120 days are kept, and no other."""
    truth = true_world()
    found = steering.table({("demo", 1): steered(truth, 0.5)}, MILLIMETRES, truth)
    skill = scores(0.7)
    row = dose_response.of_target(found, skill, "swvl3")
    summed = float(truth["response"].sel(target="swvl3").sum("day").median())
    assert row["r"] == pytest.approx(0.7)
    assert row["anomaly_r"] == pytest.approx(1.0)
    assert row["true_mm"] == pytest.approx(summed, rel=1e-5)
    assert row["release"] == pytest.approx(0.5 * summed / 14.4, rel=1e-5)

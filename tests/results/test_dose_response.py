"""What a world shows of a store that feeds the rivers in part."""

from pathlib import Path

import pandas as pd
import pytest

from lstm_probe.results import dose_response, steering
from tests.results.test_formation import scores
from tests.results.test_steering import MILLIMETRES, steered, true_world

DEMO = Path(__file__).parents[2] / "docs" / "dose_response" / "demo.csv"


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


def test_the_less_a_store_feeds_the_rivers_the_less_comes_out() -> None:
    """In the worlds of the demo, what the true store and the LSTM release falls with the share, to nothing in truth."""
    assert DEMO.read_text(encoding="utf-8").startswith(
        "# config/demo.yaml, seed 1: python workflow/dose_response.py demo"
    )
    for _, rows in pd.read_csv(DEMO, comment="#").groupby("store"):
        doses = rows.sort_values("coupling").set_index("coupling")
        assert {0.0, 0.5, 1.0} <= set(doses.index)
        assert doses["true_mm"].is_monotonic_increasing
        assert doses["release"].is_monotonic_increasing
        assert doses.loc[0.0, "true_mm"] == 0.0
        assert doses.loc[0.0, "release_upper"] < doses.loc[0.5, "release_lower"] < doses.loc[1.0, "release_lower"]

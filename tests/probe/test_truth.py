"""Scores of predictions against the true store."""

import numpy as np
import pandas as pd

from lstm_probe.contracts.probe import PREDICTIONS
from lstm_probe.probe.truth import score_truth

PERIODS = {"fit": slice("2000-01-01", "2002-12-31"), "test": slice("2003-01-01", "2003-12-31")}


def test_truth(rng: np.random.Generator) -> None:
    """A prediction that is the true store has r_truth 1, whatever was observed; unknown stores no row."""
    predictions = PREDICTIONS.mock(rng, target=2, gauge_id=3, time=1461)
    truth = predictions["predicted"].sel(target="target0", drop=True).rename("swvl1").to_dataset()
    truth = truth.isel(gauge_id=[2, 0])  # joined by id, not by position
    table = score_truth(predictions, truth, {"target0": "swvl1", "target1": "sm"}, PERIODS)
    assert set(table["metric"]) == {"r_truth"}
    assert set(table["target"]) == {"target0"}
    assert sorted(table["gauge_id"].unique()) == ["1001", "1003"]
    np.testing.assert_allclose(table["value"], 1.0)
    nothing = score_truth(predictions, truth, {}, PERIODS)
    assert isinstance(nothing, pd.DataFrame)
    assert nothing.empty

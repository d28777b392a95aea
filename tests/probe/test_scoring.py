"""Scores of predictions, against observations and against the true store."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe import metrics
from lstm_probe.contracts.probe import PREDICTIONS
from lstm_probe.probe.scoring import score, score_truth

PERIODS = {"fit": slice("2000-01-01", "2002-12-31"), "test": slice("2003-01-01", "2003-12-31")}


@pytest.fixture
def predictions(rng: np.random.Generator) -> xr.Dataset:
    """Give predictions of two targets at three gauges, the last of which lacks the second target."""
    dataset = PREDICTIONS.mock(rng, target=2, gauge_id=3, time=1461)
    dataset["observed"] = dataset["observed"].where(dataset["observed"] > -1)
    for name in ("predicted", "observed"):
        dataset[name].values[1, 2] = np.nan
    return dataset


def test_every_gauge_target_and_period(predictions: xr.Dataset) -> None:
    """Scores are those of `metrics` on the days of the period, and an absent gauge has no row."""
    table = score(predictions, PERIODS)
    assert table.groupby("target")["gauge_id"].nunique().tolist() == [3, 2]
    one = predictions.sel(target="target1", gauge_id="1002", time=PERIODS["test"])
    rows = table.query("target == 'target1' and gauge_id == '1002' and period == 'test'")
    values = rows.set_index("metric")["value"]
    for name, value in metrics.per_gauge(one["predicted"], one["observed"]).items():
        assert values[name] == pytest.approx(float(value))
    whole = predictions.sel(target="target1", gauge_id="1002")
    expected = metrics.anomaly_r(whole["predicted"], whole["observed"], PERIODS["fit"], PERIODS["test"])
    assert values["anomaly_r"] == pytest.approx(float(expected))


def test_truth(predictions: xr.Dataset) -> None:
    """A prediction that is the true store has r_truth 1, whatever was observed; unknown stores no row."""
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

"""Scores of predictions against observations."""

import numpy as np
import pytest
import xarray as xr

from lstm_probe import metrics
from lstm_probe.contracts.probe import PREDICTIONS
from lstm_probe.probe.scoring import score

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


@pytest.mark.parametrize("awkward", ["predicted", "observed", "few", "near"])
def test_awkward_series_have_the_scores_of_metrics(predictions: xr.Dataset, awkward: str) -> None:
    """A series that does not vary, or has few days, or varies little about a large value, scores as in `metrics`."""
    if awkward == "few":
        predictions["observed"] = predictions["observed"].where(predictions["time"].dt.day == 1)
    elif awkward == "near":
        predictions["observed"] = 300.0 + 0.01 * predictions["observed"]
    else:
        predictions[awkward] = xr.full_like(predictions[awkward], 0.25)
    table = (
        score(predictions, PERIODS).query("target == 'target0'").set_index(["period", "gauge_id", "metric"])["value"]
    )
    for period, days in PERIODS.items():
        some = predictions.isel(target=0).sel(time=days)
        for name, expected in metrics.per_gauge(some["predicted"], some["observed"]).items():
            found = [table[period, gauge, name] for gauge in predictions["gauge_id"].values]
            np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12, err_msg=f"{period} {name}")
        whole = predictions.isel(target=0)
        expected = metrics.anomaly_r(whole["predicted"], whole["observed"], PERIODS["fit"], days)
        found = [table[period, gauge, "anomaly_r"] for gauge in predictions["gauge_id"].values]
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)

"""Partial r and release by epoch."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.contracts.formation import FORMATION
from lstm_probe.results import formation
from tests.results.test_steering import MILLIMETRES, steered, true_world

EPOCHS = {0: (0.1, 0.2), 40: (0.8, 1.5)}


def scores(median: float) -> pd.DataFrame:
    """Make skill of three gauges about a median, with other metrics and periods that do not count."""
    values = [median - 0.05, median, median + 0.09]
    rows = [
        {"target": target, "gauge_id": str(gauge), "period": period, "metric": metric, "value": value + shift}
        for target in ("swvl3", "sd", "esa_cci")
        for gauge, value in enumerate(values)
        for period, metric, shift in (("test", "r", 0.0), ("fit", "r", 0.5), ("test", "anomaly_r", 0.3))
    ]
    return pd.DataFrame(rows).assign(experiment="partial", seed=1)


@pytest.fixture
def table() -> pd.DataFrame:
    """Tabulate an LSTM that knows and releases little at first, and more in the end."""
    truth = true_world()
    skill = {epoch: scores(median) for epoch, (median, _) in EPOCHS.items()}
    found = {epoch: steered(truth, factor, draws=0) for epoch, (_, factor) in EPOCHS.items()}
    return formation.table(skill, found, MILLIMETRES, truth, "demo", 1)


def test_every_epoch_has_its_median_and_its_release(table: pd.DataFrame) -> None:
    """Partial r is the median over gauges of the test period, release that of steering; the truth does not change."""
    rows = FORMATION.check(table).set_index(["epoch", "target"])
    truth = true_world()
    true = float(truth["response"].sel(target="sd").sum("day").median())
    for epoch, (median, factor) in EPOCHS.items():
        assert rows.loc[(epoch, "sd"), "partial_r"] == pytest.approx(median)
        assert rows.loc[(epoch, "sd"), "release"] == pytest.approx(factor * true / 10.0, rel=1e-5)
        assert rows.loc[(epoch, "sd"), "true_mm"] == pytest.approx(true, rel=1e-5)


def test_a_target_without_steering_has_its_partial_r_alone(table: pd.DataFrame) -> None:
    """What water is not put into keeps its row, with release unknown."""
    satellite = table[table["target"] == "esa_cci"]
    np.testing.assert_allclose(satellite["partial_r"], [median for median, _ in EPOCHS.values()])
    assert satellite[["release", "true_mm", "added_mm"]].isna().all(axis=None)

"""Labelled discharge, its skill, and cell states."""

import json

import numpy as np
import pandas as pd
import pytest
import torch
import xarray as xr

from lstm_probe.contracts.lstm import DISCHARGE, DISCHARGE_SKILL, STATES
from lstm_probe.model import fitting, simulation, skill
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Reading

CPU = torch.device("cpu")
READING = Reading("continuous", spin_up_days=365)
PERIOD = ("1991-01-01", "1993-12-31")


@pytest.fixture
def trained(series, attributes, architecture, training, periods) -> Trained:
    """Train on the buckets for a few epochs."""
    generator = torch.Generator().manual_seed(1)
    return fitting.fit(series, attributes, architecture, training, periods, generator, CPU)[0]


def test_discharge_keeps_its_contract_and_is_never_negative(trained, series, attributes) -> None:
    """Simulated and observed share gauges and days; the observed is as it came."""
    series["discharge"][0, 500:520] = np.nan
    found = DISCHARGE.check(simulation.discharge(trained, series, attributes, PERIOD, READING, CPU))
    assert float(found["simulated"].min()) >= 0
    xr.testing.assert_equal(found["observed"], series["discharge"].sel(time=slice(*PERIOD)))


def test_discharge_is_in_mm_per_day(trained, series, attributes) -> None:
    """Undoing the scaling brings simulated discharge to the size of the observed."""
    found = simulation.discharge(trained, series, attributes, PERIOD, READING, CPU)
    ratio = float(found["simulated"].mean() / found["observed"].mean())
    assert 0.7 < ratio < 1.4


def test_states_keep_their_contract_and_have_no_gap(trained, series, attributes) -> None:
    """Every gauge and day has the state of every unit, in one run of days."""
    found = STATES.check(simulation.states(trained, series, attributes, PERIOD, READING, CPU))
    assert found["cell_state"].shape == (4, 1096, 8)
    assert bool(found["cell_state"].notnull().all())
    assert (np.diff(found["time"].values) == np.timedelta64(1, "D")).all()


def test_days_with_a_gap_in_their_window_are_counted(trained, series, attributes, caplog) -> None:
    """A day without rain in 1992 takes 60 days of states and discharge from its gauge, which is named; others have all.

    The day comes 800 days after the first of the series, in windows of 60 days.
    """
    series["precipitation"][2, 800] = np.nan
    reading = Reading("window", window_days=60)
    states = STATES.check(simulation.states(trained, series, attributes, PERIOD, reading, CPU))
    found = DISCHARGE.check(simulation.discharge(trained, series, attributes, PERIOD, reading, CPU))
    assert json.loads(states.attrs["days_without_states"]) == {"1003": 60}
    assert json.loads(found.attrs["days_without_simulation"]) == {"1003": 60}
    lost = slice(800 - 365, 860 - 365)
    assert bool(found["simulated"][2, lost].isnull().all())
    assert bool(states["cell_state"][2, lost].isnull().all())
    assert "no cell states on 60 days at 1 gauges, whose windows lack a forcing: 1003" in caplog.text
    scores = skill.discharge_skill(found, {"lstm_train": PERIOD, "lstm_test": PERIOD}, "small", 1)
    days = scores.query("metric == 'n' and period == 'train'").set_index("gauge_id")["value"]
    assert days.to_dict() == {"1001": 1096, "1002": 1096, "1003": 1036, "1004": 1096}
    assert scores["value"].notna().all()


def test_a_span_reaches_over_both_periods_and_the_lead() -> None:
    """180 days before the earlier first day, to the later last day."""
    fit, test = ("2006-10-01", "2009-09-30"), ("2009-10-01", "2012-09-30")
    assert simulation.spanned(fit, test, 180) == ("2006-04-04", "2012-09-30")
    assert simulation.spanned(test, fit) == ("2006-10-01", "2012-09-30")


def test_skill_is_tidy_and_scores_each_period_by_itself(rng: np.random.Generator) -> None:
    """A simulation perfect in training and the observed mean in the test has NSE 1, then 0."""
    days = pd.date_range("2000-01-01", periods=200)
    observed = xr.DataArray(
        rng.random((2, 200)), {"gauge_id": ["1", "2"], "time": days}, ("gauge_id", "time"), name="observed"
    )
    simulated = observed.copy(deep=True)
    simulated[:, 100:] = observed[:, 100:].mean("time")
    periods = {"lstm_train": ("2000-01-01", "2000-04-09"), "lstm_test": ("2000-04-10", "2000-07-18")}
    dataset = xr.Dataset({"simulated": simulated, "observed": observed})
    table = DISCHARGE_SKILL.check(skill.discharge_skill(dataset, periods, "paper", 7))
    nse = table[table["metric"] == "nse"].set_index(["period", "gauge_id"])["value"]
    assert nse["train"].tolist() == pytest.approx([1.0, 1.0])
    assert nse["test"].tolist() == pytest.approx([0.0, 0.0], abs=1e-12)
    assert set(table["metric"]) == {"r", "r2", "nse", "kge", "rmse", "bias", "abs_bias", "n"}
    assert (table["seed"] == 7).all()


def test_days_that_were_not_measured_do_not_count(rng: np.random.Generator) -> None:
    """NSE on measured days is that of the other days alone; where all were measured it is the NSE."""
    days = pd.date_range("2000-01-01", periods=200)
    observed = xr.DataArray(rng.random((2, 200)), {"gauge_id": ["1", "2"], "time": days}, ("gauge_id", "time"))
    simulated, measured = observed + rng.normal(0, 0.1, (2, 200)), xr.ones_like(observed, dtype=bool)
    measured[0, 20:60] = False
    simulated[0, 20:60] = 5.0
    periods = {"lstm_train": ("2000-01-01", "2000-04-09"), "lstm_test": ("2000-04-10", "2000-07-18")}
    dataset = xr.Dataset({"simulated": simulated, "observed": observed})
    table = DISCHARGE_SKILL.check(skill.discharge_skill(dataset, periods, "paper", 7, measured=measured))
    scores = table.set_index(["period", "gauge_id", "metric"])["value"]
    kept = [*range(20), *range(60, 100)]
    errors = (simulated - observed)[0, kept]
    expected = 1 - float((errors**2).sum() / ((observed[0, kept] - observed[0, kept].mean()) ** 2).sum())
    assert scores["train", "1", skill.MEASURED] == pytest.approx(expected)
    assert scores["train", "1", "nse"] < 0
    for period, gauge in (("train", "2"), ("test", "1"), ("test", "2")):
        assert scores[period, gauge, skill.MEASURED] == scores[period, gauge, "nse"]


def test_skill_tells_what_the_lstm_was_trained_on(rng: np.random.Generator) -> None:
    """Gauges of the training and others, and days of it, are told apart; what is not known is said to be unknown."""
    days = pd.date_range("2000-01-01", periods=200)
    values = xr.DataArray(rng.random((2, 200)), {"gauge_id": ["1", "2"], "time": days}, ("gauge_id", "time"))
    dataset = xr.Dataset({"simulated": values, "observed": values})
    periods = {"lstm_train": ("2000-01-01", "2000-04-09"), "lstm_test": ("2000-04-10", "2000-07-18")}

    def told(training: skill.Training | None) -> set[tuple[str, str, str]]:
        table = DISCHARGE_SKILL.check(skill.discharge_skill(dataset, periods, "paper", 7, training))
        return set(table[["gauge_id", "training_gauge", "training_days"]].itertuples(index=False, name=None))

    assert told(None) == {("1", "unknown", "unknown"), ("2", "unknown", "unknown")}
    overlapping = skill.Training(["2"], [("1990-01-01", "2000-02-01"), ("2000-02-02", "2000-04-10")])
    assert told(overlapping) == {
        (gauge, at, days) for gauge, at in (("1", "no"), ("2", "yes")) for days in ("all", "some")
    }
    assert {days for _, _, days in told(skill.Training([], [("1990-01-01", "1999-12-31")]))} == {"none"}

"""Labelled discharge, its skill, and cell states."""

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

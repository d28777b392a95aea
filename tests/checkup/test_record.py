"""What the days of a record do not suffice for is known before any work."""

import pandas as pd
import pytest

from lstm_probe.checkup import record
from lstm_probe.checkup.findings import Findings
from tests.checkup.conftest import LSTM, PERIODS, Planted

FIRST, LAST = pd.Timestamp("2000-04-01"), pd.Timestamp("2002-09-30")


def refused(whole: Planted, first: pd.Timestamp = FIRST, last: pd.Timestamp = LAST, **changes: object) -> set[str]:
    """Name the items that are refused of a record from one day to another."""
    findings = Findings()
    record.check(first, last, whole.study(**changes), findings)
    table = findings.table()
    return set(table.loc[table["severity"] == "refuse", "item"])


def test_a_record_that_suffices(whole: Planted) -> None:
    """A record that holds all periods, a window and the lead of the states refuses nothing."""
    assert refused(whole) == set()


@pytest.mark.parametrize(
    ("lstm", "fits"),
    [
        ({"window_days": 640}, True),
        ({"window_days": 641}, False),
        ({"window_days": 9999}, False),
        ({"window_days": 365, "sampling": "sequence", "targets_per_window": 276}, True),
        ({"window_days": 365, "sampling": "sequence", "targets_per_window": 277}, False),
        ({"window_days": 182, "sampling": "sequence", "targets_per_window": 9999}, True),
        ({"window_days": 185, "sampling": "sequence", "targets_per_window": 9999}, False),
    ],
)
def test_a_window_must_fit_before_the_end_of_the_training(lstm: dict, fits: bool, whole: Planted) -> None:
    """From 2000-04-01 to 2001-12-31 there are 640 days, for a window and its targets (457 days are trained on)."""
    found = refused(whole, lstms={"one": {**LSTM, **lstm}})
    assert found == (set() if fits else {"lstms.one.window_days"})


@pytest.mark.parametrize(("days", "kept"), [(364, True), (365, False), (400, False)])
def test_states_begin_after_the_record(days: int, kept: bool, whole: Planted) -> None:
    """States of 364 days before 2001-04-01 begin on 2000-04-02; a day more has none that the LSTM looks back from."""
    found = refused(whole, periods={**PERIODS, "state_lead_days": days})
    assert found == (set() if kept else {"state_lead_days"})


def test_the_lead_is_that_of_the_earlier_period(whole: Planted) -> None:
    """Where the test comes before the fit, states are kept before the test."""
    turned = {**PERIODS, "probe_fit": PERIODS["probe_test"], "probe_test": PERIODS["probe_fit"]}
    assert refused(whole, periods={**turned, "state_lead_days": 364}) == set()
    assert refused(whole, periods={**turned, "state_lead_days": 365}) == {"state_lead_days"}


def test_a_training_on_the_first_day_is_refused(whole: Planted) -> None:
    """Discharge of the training is simulated too, for which the LSTM looks back."""
    assert refused(whole, first=pd.Timestamp("2000-10-01")) >= {"lstm_train"}
    assert "lstm_train" not in refused(whole, first=pd.Timestamp("2000-09-30"))

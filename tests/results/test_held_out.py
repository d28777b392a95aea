"""Skill at gauges that LSTMs never saw stands apart from that at the gauges which they were trained at."""

import pandas as pd

from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.contracts.probe import SKILL
from lstm_probe.results import held_out

HELD_OUT = {"one": ["1"], "two": ["2"]}
NSE = {("one", "1"): 0.1, ("one", "2"): 0.8, ("two", "1"): 0.6, ("two", "2"): 0.3, ("whole", "1"): 0.9}
DISCHARGE = DISCHARGE_SKILL.check(
    pd.DataFrame(
        [(lstm, 1, gauge, "test", "nse", value, "unknown", "none") for (lstm, gauge), value in NSE.items()],
        columns=list(DISCHARGE_SKILL.columns),
    )
)


def test_by_hand() -> None:
    """Medians over gauges, each with the LSTMs that never saw it on one side, and those that did on the other."""
    rows = [("main", gauge, value) for gauge, value in (("1", 0.9), ("2", 0.8), ("3", 0.7))]
    rows += [("main_held_out", "1", 0.6), ("main_held_out", "2", 0.4), ("other", "1", 0.0)]
    skill = pd.DataFrame(rows, columns=["experiment", "gauge_id", "value"])
    skill = SKILL.check(skill.assign(seed=1, target="soil", period="test", metric="r")[list(SKILL.columns)])
    found = held_out.numbers(held_out.table(skill, DISCHARGE, HELD_OUT))
    assert found == {
        "discharge": {"nse": {"gauges": 2, "unseen": 0.2, "gauges_seen": 2, "seen": 0.7}},
        "soil": {"r": {"gauges": 2, "unseen": 0.5, "gauges_seen": 3, "seen": 0.8}},
    }


def test_rows_of_gauges_that_an_lstm_never_saw() -> None:
    """A gauge that one LSTM holds out is an ordinary one of the others."""
    assert held_out.unseen_rows(DISCHARGE, HELD_OUT).tolist() == [True, False, False, True, False]
    assert not held_out.unseen_rows(DISCHARGE, {}).any()

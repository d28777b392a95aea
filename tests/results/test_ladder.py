"""Rungs are judged by fixed rules: what each asks, what stops a target, and what cannot be judged."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lstm_probe.contracts.comparisons import RUNGS
from lstm_probe.contracts.nulls import NULLS
from lstm_probe.results import intervals, ladder
from lstm_probe.results.evidence import Evidence, holm, p_value
from tests.results.simulated import STORE, evidence, nulls, sampled, seeds_of, target

PASSED, MISSED, NOT_JUDGED, NOT_RUN = "passed", "missed", "not judged", "not run"
NO_NULLS = pd.DataFrame(columns=list(NULLS.columns))


def judged(found: Evidence) -> dict[str, Any]:
    """Judge one target: its row of every rung."""
    table = ladder.judge(found, ["soil"])
    assert table["rung"].tolist() == list(RUNGS)
    return {row.rung: row for row in table.itertuples()}


def outcomes(found: Evidence) -> dict[str, str]:
    """Judge one target: the outcome of every rung."""
    return {rung: row.outcome for rung, row in judged(found).items()}


def test_a_store_climbs_all_rungs() -> None:
    """High skill, above floor and nulls, and as good at unseen gauges: four rungs; steering is not run."""
    assert outcomes(evidence()) == dict(zip(RUNGS, [PASSED] * 4 + [NOT_RUN], strict=True))
    assert ladder.climbed(ladder.judge(evidence(), ["soil"]), "soil") == 4


def test_an_untrained_lstm_in_the_place_of_the_trained_one_misses_learned() -> None:
    """States that nothing was learned for are decodable and specific, and no better than an untrained LSTM."""
    levels = {**STORE, "main": (0.75, 0.56), "main_unseen": (0.74, 0.55), "partial": STORE["partial_untrained_spread"]}
    rows = judged(evidence(levels))
    assert [rows[rung].outcome for rung in RUNGS[:4]] == [PASSED, PASSED, MISSED, PASSED]
    assert "untrained" in rows["learned"].reason
    assert rows["learned"].threshold == 0.05


@pytest.mark.parametrize(
    ("changes", "rung", "words"),
    [
        ({"main": (0.69, 0.68), "year_shift": (0.5, 0.2)}, "decodable", "r is 0.68"),
        ({"main": (0.90, 0.29), "year_shift": (0.7, 0.0)}, "decodable", "r of anomalies is 0.29"),
        ({"year_shift": (0.9, 0.849)}, "specific", "other years"),
        ({"inputs_and_attributes": (0.9, 0.82)}, "learned", "static attributes 0.82"),
        ({"inputs_parted": (0.9, 0.82)}, "learned", "rain and snowfall apart, and the static attributes 0.82"),
        ({"untrained_spread": (0.89, 0.84)}, "learned", "untrained LSTM with memories"),
        ({"partial": (0.39, 0.3)}, "learned", "partial r is 0.395"),
        (
            {"partial": (0.60, 0.5), "partial_untrained_spread": (0.61, 0.5)},
            "learned",
            "partial r is 0.60, with the states of an untrained LSTM",
        ),
        ({"main_unseen": (0.79, 0.7)}, "general", "falls by 0.11"),
    ],
)
def test_every_condition_can_stop_a_target(changes: dict[str, Any], rung: str, words: str) -> None:
    """One comparison that fails misses its rung, with the number in the reason; a later rung may pass all the same."""
    rows = judged(evidence({**STORE, **changes}))
    assert rows[rung].outcome == MISSED
    assert words in rows[rung].reason
    assert np.isfinite([rows[rung].value, rows[rung].threshold]).all()
    assert ladder.climbed(ladder.judge(evidence({**STORE, **changes}), ["soil"]), "soil") <= RUNGS.index(rung)


def test_gauges_that_no_lstm_saw() -> None:
    """`general` asks of them what it asks of gauges that no probe saw; where they are few, r is told and not judged."""
    levels = {**STORE, "main_held_out": (0.70, 0.6)}
    for count, outcome, words in ((24, MISSED, "r falls by 0.2"), (5, PASSED, "at the 5 gauges"), (0, PASSED, "0.1")):
        row = judged(evidence(levels, held_out={"soil": count}))["general"]
        assert row.outcome == outcome
        assert words in row.reason
        assert ("LSTM" in row.reason) == (count > 0)


def test_derangements_that_do_as_well_miss_specific() -> None:
    """Where other gauges' states reach main's r of anomalies in 5 % of draws the rung is missed, by p."""
    rows = judged(evidence(nulls=nulls(whole=0.85)))
    assert rows["specific"].outcome == MISSED
    assert rows["specific"].value > 0.05
    assert judged(evidence(nulls=nulls(partial=0.7)))["learned"].outcome == MISSED


@pytest.mark.parametrize(
    ("found", "expected", "words"),
    [
        (evidence(gauges=1), [NOT_JUDGED] * 4, "scored at 1 gauge, fewer than 10"),
        (evidence(gauges=3), [NOT_JUDGED] * 4, "scored at 3 gauges"),
        (replace(evidence(), sampling=sampled(0)), [NOT_JUDGED] * 4, "does not vary"),
        (replace(evidence(), ran=False), [PASSED, NOT_RUN, NOT_RUN, NOT_RUN], "leaves"),
        (replace(evidence(), attributes=False), [PASSED, PASSED, NOT_JUDGED, PASSED], "no static attributes"),
        (evidence(nulls=NO_NULLS), [PASSED, NOT_JUDGED, NOT_JUDGED, PASSED], "no draw"),
        (evidence(residual_shares={"soil": 0.01}), [PASSED, PASSED, NOT_JUDGED, PASSED], "0.010 of the variance"),
        (evidence({k: r for k, r in STORE.items() if k != "inputs_and_attributes"}),
         [PASSED, PASSED, NOT_JUDGED, PASSED], "inputs_and_attributes"),
        (evidence({k: r for k, r in STORE.items() if k != "main_unseen"}), [PASSED, PASSED, PASSED, NOT_JUDGED],
         "main_unseen"),
        (evidence({k: r for k, r in STORE.items() if k != "year_shift"}), [PASSED, NOT_JUDGED, PASSED, PASSED],
         "other years"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_said_with_the_reason(found: Evidence, expected: list[str], words: str) -> None:
    """One gauge, three, a constant target, no ladder, no nulls, no residual, or an experiment missing."""
    rows = judged(found)
    assert [rows[rung].outcome for rung in RUNGS[:4]] == expected
    assert any(words in row.reason for row in rows.values())


def test_a_reason_of_the_nulls_is_passed_on() -> None:
    """Where no derangement exists the rung says why."""
    rows = [("soil", "derangement", 0, np.nan, np.nan, 1, np.nan, np.nan, "twelve gauges lie at one place")]
    none = NULLS.check(pd.DataFrame(rows, columns=list(NULLS.columns)))
    assert "twelve gauges lie at one place" in judged(evidence(nulls=none))["specific"].reason


@pytest.mark.parametrize(("draws", "expected"), [(1, NOT_JUDGED), (19, NOT_JUDGED), (20, PASSED)])
def test_too_few_exchanges_of_states_judge_nothing(draws: int, expected: str) -> None:
    """With 19 draws p is 0.05 at the least, so that no state could pass: neither rung that asks for p is judged."""
    few = nulls()
    rows = judged(evidence(nulls=few[~few["null"].str.contains("derangement") | (few["draw"] <= draws)]))
    assert (rows["specific"].outcome, rows["learned"].outcome) == (expected, expected)
    if expected == NOT_JUDGED:
        are = "is only 1 different exchange" if draws == 1 else "are only 19 different exchanges"
        assert f"partners 150 km apart there {are} of states, 20 are needed" in rows["specific"].reason


def test_a_failure_counts_before_what_cannot_be_judged() -> None:
    """A rung with one failed comparison is missed, though another cannot be made."""
    levels = {**STORE, "inputs_and_attributes": (0.9, 0.83)}
    assert outcomes(evidence(levels, residual_shares={"soil": 0.0}))["learned"] == MISSED


def test_two_test_years_leave_years_alone() -> None:
    """With two years the intervals are those over gauges, and the rungs are judged by them."""
    found = intervals.estimate(target(years=2))
    beside = {"nulls": nulls(), "residual_shares": {"soil": 0.4}, "family": ("soil",), "seeds": seeds_of(found)}
    assert outcomes(Evidence(found, sampled(), **beside))["learned"] == PASSED


def test_without_a_forcing_that_parts_snow_from_rain() -> None:
    """Where rain and snowfall cannot be told apart, learned is judged by the other floors alone."""
    assert outcomes(evidence({name: r for name, r in STORE.items() if name != "inputs_parted"}))["learned"] == PASSED


def test_holm_corrects_by_hand() -> None:
    """Of 0.01, 0.03 and 0.04 the corrected are 0.03, 0.06 and 0.06; what is unknown does not count."""
    corrected = holm({"a": 0.04, "b": 0.01, "c": 0.03, "d": np.nan})
    assert np.allclose([corrected[name] for name in "abc"], [0.06, 0.03, 0.06])
    assert np.isnan(corrected["d"])


def test_only_the_verdicts_targets_are_corrected() -> None:
    """A target outside the family is judged as if alone."""
    alone = evidence(family=())
    p = p_value(alone, "soil")
    assert p == 1 / 200
    two = evidence(family=("soil", "other"))
    assert ladder.corrected(two, ["soil"])["soil"] == p
    assert ladder.corrected(alone, ["soil"])["soil"] == p


def test_given_states_are_judged_without_an_untrained_lstm() -> None:
    """Of a model whose states are given `learned` rests on inputs and partial r, and says that no other was run."""
    kept = {name: r for name, r in STORE.items() if "untrained" not in name}
    given = evidence(kept, untrained=False, attributes=False)
    row = judged(given)["learned"]
    assert row.outcome == PASSED
    assert "an untrained model was not run" in row.reason
    assert "partial r is 0.70" in row.reason
    assert judged(evidence(kept))["learned"].outcome == NOT_JUDGED
    low = {**kept, "inputs_and_attributes": (0.9, 0.84)}
    assert judged(evidence(low, untrained=False))["learned"].outcome == MISSED

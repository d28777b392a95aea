"""The verdict follows from fixed rules: discharge, strength, and distance from the controls."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from lstm_probe.report import verdict
from lstm_probe.report.study import Control, Study
from lstm_probe.report.verdict import FAILS, FOUND, HOLDS, IN_PART, NOT_FOUND, NOT_JUDGED, OPEN, PARTLY
from tests.report.conftest import score, spreads


def test_a_run_holds_if_all_soil_and_snow_is_found(numbers: dict[str, Any], study: Study) -> None:
    """With strong probes far above both controls the conclusion holds, every target found."""
    judged = verdict.judge(numbers, study)
    assert judged.outcome == HOLDS
    assert {finding.outcome for finding in judged.findings} == {FOUND}
    assert judged.discharge["nse"] == 0.87


@pytest.mark.parametrize(
    ("main", "control", "outcome", "reason"),
    [
        (score(0.70, 0.60), score(0.64, 0.50), FOUND, "at least 0.7"),
        (score(0.69, 0.60), score(0.40, 0.30), PARTLY, "below 0.7"),
        (score(0.90, 0.60), score(0.86, 0.30), PARTLY, "within 0.05 of its r"),
        (score(0.90, 0.60), score(0.40, 0.58), PARTLY, "within 0.05 of its r of anomalies"),
        (score(0.90, 0.60), score(0.90, 0.30), NOT_FOUND, "as well in r"),
        (score(0.90, 0.60), score(0.40, 0.61), NOT_FOUND, "as well in r of anomalies"),
        (score(0.49, 0.45), score(0.00, 0.00), NOT_FOUND, "r is below 0.5"),
        (score(None), score(0.40), NOT_JUDGED, "no score"),
        (score(0.90), score(None), NOT_JUDGED, "no control"),
        (score(0.90, None), score(0.40), PARTLY, "the season cannot be told apart"),
        (score(0.90, 0.60), score(0.40, None), PARTLY, "the season cannot be told apart"),
        (score(0.90, -0.20), score(0.40, -0.90), PARTLY, "r of anomalies is below 0.3"),
        (score(0.90, 0.29), score(0.40, 0.10), PARTLY, "r of anomalies is below 0.3"),
        (score(0.90, 0.30), score(0.40, 0.10), FOUND, "anomalies at least 0.3"),
        (score(0.69, 0.29), score(0.40, 0.10), PARTLY, "r is below 0.7 and r of anomalies is below 0.3"),
        (score(0.90, gauges=9), score(0.40), NOT_JUDGED, "fewer than 10 gauges"),
        (score(0.90, gauges=10), score(0.40), FOUND, "at least 0.7"),
    ],
)
def test_a_target_is_judged_by_strength_and_by_the_nearest_control(
    main: dict, control: dict, outcome: str, reason: str, study: Study
) -> None:
    """Each branch of the rules: found, found in part, not found, not judged, each with its reason."""
    far = {"swvl1": score(-0.2, -0.95)}
    probes = {"main": {"swvl1": main}, "permute_gauges": far, "delay_180": {"swvl1": control}}
    if control["test"]["r"] is None:
        probes["permute_gauges"] = {}
    finding = verdict.judge_target("swvl1", {"probes": probes, "seeds": {}}, study)
    assert finding.outcome == outcome
    assert reason in finding.reason


@pytest.mark.parametrize(
    ("who", "moved", "outcome"),
    [
        ("main", spreads(r=0.09), FOUND),
        ("main", spreads(r=0.11), PARTLY),
        ("delay_180", spreads(r=0.11), PARTLY),
        ("delay_180", spreads(anomaly_r=0.31), PARTLY),
        ("permute_gauges", spreads(r=0.11), FOUND),
        ("main", spreads(r=None, anomaly_r=None), FOUND),
        ("delay_30", spreads(r=0.9), FOUND),
    ],
)
def test_a_lead_must_exceed_what_seeds_move(who: str, moved: dict, outcome: str, study: Study) -> None:
    """A lead (0.1 in r, 0.3 in r of anomalies) that is less than the spread over seeds counts only in part."""
    probes = {
        "main": {"swvl1": score(0.9, 0.8)},
        "permute_gauges": {"swvl1": score(0.2, 0.1)},
        "delay_180": {"swvl1": score(0.8, 0.5)},
    }
    finding = verdict.judge_target("swvl1", {"probes": probes, "seeds": {who: {"swvl1": moved}}}, study)
    assert finding.outcome == outcome
    assert ("from seed to seed" in finding.reason) == (outcome == PARTLY)


def test_a_control_that_stands_aside_does_not_decide(numbers: dict[str, Any], study: Study) -> None:
    """A control as good as the probe turns nothing where it is set aside, and its scores are kept."""
    beside = Control("delay", "the states of 30 days earlier", "it delays by less than 90 days")
    judged = verdict.judge(numbers, replace(study, controls={**study.controls, "delay_30": beside}))
    assert judged.outcome == HOLDS
    assert judged.findings[1].beside["delay_30"]["r"] == 0.899
    decides = replace(beside, aside="")
    assert verdict.judge(numbers, replace(study, controls={**study.controls, "delay_30": decides})).outcome == IN_PART
    alone = verdict.judge(numbers, replace(study, controls={"delay_30": beside}))
    assert alone.outcome == OPEN
    assert "no control that decides" in alone.reason


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"sd": score(0.6)}, IN_PART),
        ({"sd": score(0.1)}, IN_PART),
        ({"sd": score(None)}, IN_PART),
        ({"sd": score(0.1), "swvl1": score(0.3), "swvl4": score(0.45)}, FAILS),
        ({"sd": score(0.1), "swvl1": score(0.3), "swvl4": score(None)}, FAILS),
        ({"sd": score(0.1), "swvl1": score(0.3), "swvl4": score(0.6)}, IN_PART),
        ({"sd": score(None), "swvl1": score(None), "swvl4": score(None)}, OPEN),
    ],
)
def test_the_conclusion_follows_from_the_findings(
    changes: dict[str, Any], outcome: str, numbers: dict[str, Any], study: Study
) -> None:
    """All found: holds; none found: does not hold; nothing judged: cannot be judged; else it holds only in part."""
    numbers["probes"]["main"] |= changes
    assert verdict.judge(numbers, study).outcome == outcome


@pytest.mark.parametrize("nse", [0.49, None])
def test_states_of_a_poor_model_are_not_judged(nse: float | None, numbers: dict[str, Any], study: Study) -> None:
    """Where discharge is simulated badly, or has no score, the conclusion cannot be judged, however good the probes."""
    numbers["discharge"]["small"]["test"]["nse"] = nse
    assert verdict.judge(numbers, study).outcome == OPEN
    assert verdict.judge({**numbers, "discharge": {}}, study).outcome == OPEN


def test_too_few_gauges_are_not_judged(numbers: dict[str, Any], study: Study) -> None:
    """With nine gauges nothing is judged, whether discharge or probes have so few; a target of few leaves a part."""
    numbers["probes"]["main"]["sd"]["test"]["gauges"] = 9
    assert verdict.judge(numbers, study).outcome == IN_PART
    for name in study.targets:
        numbers["probes"]["main"][name]["test"]["gauges"] = 9
    judged = verdict.judge(numbers, study)
    assert judged.outcome == OPEN
    assert "fewer than 10 gauges" in judged.reason
    numbers["discharge"]["small"]["test"]["gauges"] = 9
    assert "discharge is scored at fewer than 10 gauges" in verdict.judge(numbers, study).reason


def test_controls_that_a_run_lacks_leave_it_open(numbers: dict[str, Any], study: Study) -> None:
    """A run without any control cannot be judged; with one of the two it can."""
    probes = numbers["probes"]
    one = {**numbers, "probes": {name: probes[name] for name in ("main", "delay_180")}}
    none = {**numbers, "probes": {"main": probes["main"]}}
    assert verdict.judge(one, study).outcome == HOLDS
    assert verdict.judge(none, study).outcome == OPEN


def test_other_targets_stand_beside_the_conclusion(numbers: dict[str, Any], study: Study) -> None:
    """A weak target that is neither soil nor snow is told and does not decide; a table is called by its layer."""
    changed = copy.deepcopy(numbers)
    changed["probes"]["main"]["esa_cci"] = score(0.6)
    changed["probes"]["delay_180"]["esa_cci"] = score(0.2)
    wider = replace(study, targets={**study.targets, "esa_cci": "satellites", "swvl3_table": "third layer"})
    judged = verdict.judge(changed, wider)
    assert judged.outcome == HOLDS
    assert [finding.outcome for finding in judged.findings[-2:]] == [PARTLY, NOT_JUDGED]
    assert judged.findings[-1].name == "swvl3"

"""The conclusion follows from the rungs that soil moisture and snow climb, and from the skill of discharge."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from lstm_probe.report import verdict
from lstm_probe.report.study import Study
from lstm_probe.report.verdict import FAILS, HOLDS, IN_PART, OPEN
from tests.report.conftest import TARGETS, beside, ladder, rungs, score


def test_a_run_holds_if_all_soil_and_snow_climbs(numbers: dict[str, Any], study: Study) -> None:
    """With four rungs climbed by every target the conclusion holds; the fifth is not asked for."""
    judged = verdict.judge(numbers, ladder(), study)
    assert judged.outcome == HOLDS
    assert {finding.climbed for finding in judged.findings} == {("decodable", "specific", "learned", "general")}
    assert judged.discharge["nse"] == 0.87


@pytest.mark.parametrize(
    ("stops", "outcome"),
    [
        ({"sd": "learned"}, IN_PART),
        ({"sd": "decodable", "swvl1": "general"}, IN_PART),
        (dict.fromkeys(TARGETS, "learned"), FAILS),
        (dict.fromkeys(TARGETS, "general"), FAILS),
    ],
)
def test_the_conclusion_follows_from_the_findings(
    stops: dict[str, str], outcome: str, numbers: dict[str, Any], study: Study
) -> None:
    """All climb: holds; none does: does not hold; else it holds only in part."""
    assert verdict.judge(numbers, ladder(**{n: rungs(n, stop) for n, stop in stops.items()}), study).outcome == outcome


def test_a_climb_ends_at_the_first_rung_that_is_not_passed(numbers: dict[str, Any], study: Study) -> None:
    """What passes after a missed rung does not count as climbed."""
    judged = verdict.judge(numbers, ladder(swvl4=rungs("swvl4", "specific")), study)
    finding = judged.findings[1]
    assert finding.climbed == ("decodable",)
    assert finding.stop is not None
    assert finding.stop.name == "specific"
    assert finding.missed


@pytest.mark.parametrize(("outcome", "words"), [("not judged", "too few gauges"), ("not run", "not run")])
def test_what_is_not_judged_leaves_a_run_open(outcome: str, words: str, numbers: dict[str, Any], study: Study) -> None:
    """Where no climb ends at a miss or at the top the run cannot be judged, and says why."""
    rows = {name: rungs(name, "learned", outcome, "too few gauges") for name in TARGETS}
    judged = verdict.judge(numbers, ladder(**rows), study)
    assert judged.outcome == OPEN
    assert words in judged.reason
    one = verdict.judge(numbers, ladder(sd=rows["sd"]), study)
    assert one.outcome == IN_PART


@pytest.mark.parametrize("nse", [0.49, None])
def test_states_of_a_poor_model_are_not_judged(nse: float | None, numbers: dict[str, Any], study: Study) -> None:
    """Where discharge is simulated badly, or has no score, the conclusion cannot be judged, however good the probes."""
    numbers["discharge"]["small"]["test"]["nse"] = nse
    assert verdict.judge(numbers, ladder(), study).outcome == OPEN
    assert verdict.judge({**numbers, "discharge": {}}, ladder(), study).outcome == OPEN


def test_discharge_at_few_gauges_is_not_judged(numbers: dict[str, Any], study: Study) -> None:
    """With nine gauges discharge has no median."""
    numbers["discharge"]["small"]["test"]["gauges"] = 9
    assert "discharge is scored at fewer than 10 gauges" in verdict.judge(numbers, ladder(), study).reason


def test_other_targets_stand_beside_the_conclusion(numbers: dict[str, Any], study: Study) -> None:
    """A target that is neither soil nor snow does not decide; a table is called by its layer; no rungs are no error."""
    numbers["probes"]["main"]["esa_cci"] = score(0.6)
    numbers["ladder"]["esa_cci"] = beside(climbed=0)
    wider = replace(study, targets={**study.targets, "esa_cci": "satellites", "swvl3_table": "third layer"})
    judged = verdict.judge(numbers, pd.concat([ladder(), rungs("esa_cci", "decodable")]), wider)
    assert judged.outcome == HOLDS
    assert judged.findings[-2].climbed == ()
    assert judged.findings[-1].name == "swvl3"
    assert judged.findings[-1].rungs == ()

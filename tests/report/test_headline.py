"""The headline claims no more than the run shows: of which layers, at how many gauges and seeds."""

from dataclasses import replace
from typing import Any

import pandas as pd

from lstm_probe.report.headline import headline, rules
from lstm_probe.report.study import Study
from lstm_probe.report.verdict import judge
from tests.report.conftest import TARGETS, ladder, rungs, score

LAYERS = {f"swvl{i}": f"layer {i}" for i in (1, 2, 3, 4)}


def says(numbers: dict[str, Any], study: Study) -> str:
    """Write the headline of some numbers."""
    table = pd.concat([ladder(), *(rungs(name) for name in study.targets if name not in TARGETS)])
    return headline(judge(numbers, table, study), study)


def test_a_part_of_the_paper_is_named(numbers: dict[str, Any], study: Study) -> None:
    """A run of one layer, of two, or of snow alone says so, with the gauges."""
    one = replace(study, targets={"swvl1": "a"})
    assert says(numbers, one) == "The paper’s conclusion holds for the one soil layer of this run (swvl1, 12 gauges)."
    assert "for snow of this run (sd, 12 gauges)." in says(numbers, replace(study, targets={"sd": "snow"}))
    numbers["probes"]["main"]["sd"]["test"]["gauges"] = 40
    assert says(numbers, study).endswith(
        "for the two soil layers and the snow of this run (swvl1, swvl4 and sd, 12 to 40 gauges)."
    )


def test_all_of_the_paper_is_not_listed(numbers: dict[str, Any], study: Study) -> None:
    """Four layers and snow are what the paper probes: the headline needs the number of gauges alone."""
    full = replace(study, targets={**LAYERS, "sd": "snow"}, soil=list(LAYERS))
    numbers["probes"]["main"] = {target: score(0.9, gauges=50) for target in full.targets}
    assert says(numbers, full) == "The paper’s conclusion holds in this run of 50 gauges."
    for target in full.targets:
        numbers["probes"]["main"][target]["test"]["seeds"] = 1
    assert says(numbers, full) == "The paper’s conclusion holds in this run of 50 gauges and one seed."


def test_one_seed_is_named(numbers: dict[str, Any], study: Study) -> None:
    """A run of one seed says so beside its gauges."""
    numbers["probes"]["main"]["sd"]["test"]["seeds"] = 1
    assert "(swvl1, swvl4 and sd, 12 gauges, one seed)." in says(numbers, study)


def test_an_open_verdict_claims_nothing(numbers: dict[str, Any], study: Study) -> None:
    """What cannot be judged has neither scope nor caveat."""
    numbers["discharge"] = {}
    assert says(numbers, study) == "The paper’s conclusion cannot be judged from this run."


def test_a_run_of_other_targets_is_judged_by_them(numbers: dict[str, Any], study: Study) -> None:
    """Without soil moisture and snow the headline is about the run's own targets, and not about the paper."""
    own = replace(study, targets={"swvl1": "a", "sd": "b"}, soil=[], snow=None)
    assert says(numbers, own) == "The states make swvl1 and sd linearly readable (12 gauges)."
    numbers["discharge"] = {}
    assert (
        says(numbers, own) == "Whether the states make swvl1 and sd linearly readable cannot be judged from this run."
    )


def test_own_targets_that_miss_are_not_called_readable(numbers: dict[str, Any], study: Study) -> None:
    """Where one of two climbs it alone is named, with both; where none does, it is not shown of any."""
    own = replace(study, targets={"swvl1": "a", "sd": "b"}, soil=[], snow=None)

    def of(*missed: str) -> str:
        table = pd.concat([rungs(name, "learned" if name in missed else "") for name in own.targets])
        return headline(judge(numbers, table, own), own)

    assert of("sd") == "The states make swvl1, of swvl1 and sd, linearly readable (12 gauges)."
    assert of("sd", "swvl1") == "It is not shown that the states make swvl1 and sd linearly readable (12 gauges)."


def test_rules_name_their_thresholds(study: Study) -> None:
    """The rules have the thresholds that are used, rung by rung, and name the controls that decide nothing."""
    text = " ".join(rules(study))
    for words in ("at least 0.7", "at least 0.3", "less than 0.05", "at least 0.05 above", "partial r", "at least 0.4",
                  "at most 0.1", "fewer than 10 gauges", "less than 2 %"):  # fmt: skip
        assert words in text
    assert "decide nothing: permute_gauges (the states of another gauge) and delay_180" in text
    assert "decide nothing" not in " ".join(rules(replace(study, controls={})))

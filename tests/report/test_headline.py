"""The headline claims no more than the run shows: of which layers, at how many gauges, by which controls and seeds."""

from dataclasses import replace
from typing import Any

from lstm_probe.report.headline import headline, rules
from lstm_probe.report.study import Control, Study
from lstm_probe.report.verdict import judge
from tests.report.conftest import score

LAYERS = {f"swvl{i}": f"layer {i}" for i in (1, 2, 3, 4)}


def says(numbers: dict[str, Any], study: Study) -> str:
    """Write the headline of some numbers."""
    return headline(judge(numbers, study), study)


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
    for name, r in (("main", 0.9), ("permute_gauges", 0.4), ("delay_180", 0.4)):
        numbers["probes"][name] = {target: score(r, gauges=50) for target in full.targets}
    assert says(numbers, full) == "The paper’s conclusion holds in this run of 50 gauges."
    for target in full.targets:
        numbers["probes"]["main"][target]["test"]["seeds"] = 1
    assert says(numbers, full) == "The paper’s conclusion holds in this run of 50 gauges and one seed."


def test_one_control_is_said(numbers: dict[str, Any], study: Study) -> None:
    """With one of the paper's controls the conclusion holds as far as that tells; one set aside does not count."""
    one = replace(study, controls={"delay_180": study.controls["delay_180"]})
    assert "holds, as far as one control tells, for the two soil layers" in says(numbers, one)
    aside = {**one.controls, "permute_gauges": Control("permute_gauges", "other states", "it differs from main")}
    assert "as far as one control tells" in says(numbers, replace(study, controls=aside))
    assert "as far as" not in says(numbers, study)


def test_one_seed_is_said(numbers: dict[str, Any], study: Study) -> None:
    """A run of one seed says so beside its gauges."""
    numbers["probes"]["main"]["sd"]["test"]["seeds"] = 1
    assert "(swvl1, swvl4 and sd, 12 gauges, one seed)." in says(numbers, study)


def test_an_open_verdict_claims_nothing(numbers: dict[str, Any], study: Study) -> None:
    """What cannot be judged has neither scope nor caveat."""
    numbers["discharge"] = {}
    assert says(numbers, study) == "The paper’s conclusion cannot be judged from this run."


def test_rules_name_their_thresholds(study: Study) -> None:
    """The rules are told with the thresholds that are used, the controls that decide, and those that do not."""
    beside = Control("delay", "the states of 30 days earlier", "it delays by less than 90 days")
    text = " ".join(rules(replace(study, controls={**study.controls, "delay_30": beside})))
    for words in ("at least 0.7", "at least 0.3", "at least 0.05 higher", "below 0.5", "fewer than 10 gauges", "seed"):
        assert words in text
    assert "In this run: the states of another gauge and the states of 180 days earlier." in text
    assert "without deciding: delay_30 (it delays by less than 90 days)." in text
    assert "without deciding" not in " ".join(rules(study))

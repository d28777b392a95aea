"""A verdict is told with its numbers, and with what is weak in it."""

from dataclasses import replace
from typing import Any

from lstm_probe.report import binding, headline, telling
from lstm_probe.report.study import Study
from lstm_probe.report.verdict import judge
from tests.report.conftest import CONFIG, numbers, score


def told(numbers: dict[str, Any], study: Study) -> str:
    """Tell the verdict of some numbers as one text."""
    judged = judge(numbers, study)
    return " ".join([headline.headline(judged, study), *telling.paragraphs(judged, study)])


def test_the_numbers_of_the_run_are_told(numbers: dict[str, Any], study: Study) -> None:
    """Skill of discharge, of the probes and of both controls, with the season and without, stand in the text."""
    text = told(numbers, study)
    assert "median NSE of 0.87 over 12 gauges" in text
    assert "soil moisture (swvl1 and swvl4) with a median correlation r of 0.90 and 0.90 over 12 gauges" in text
    assert "given the states of another gauge, they reach 0.40 and 0.50" in text
    assert "given the states of 180 days earlier, they reach 0.30" in text
    assert "r is 0.80 and 0.80, against 0.10 and −0.12" in text
    assert "the median NSE of the probe, which counts the offset, is 0.10 for swvl4" in text
    assert "synthetic" not in text


def test_synthetic_data_are_called_so(numbers: dict[str, Any], study: Study) -> None:
    """A run on a synthetic world says so in its headline, and claims nothing for Britain."""
    text = told(numbers, replace(study, synthetic=True))
    assert "12 gauges), on synthetic data." in text
    assert "no evidence about Great Britain" in text
    assert "r with them is 0.91, 0.91 and 0.91 (swvl1, swvl4 and sd)" in text


def test_what_is_weak_is_named(numbers: dict[str, Any], study: Study) -> None:
    """A target that is found only in part is named with the reason, and the headline says in part."""
    numbers["probes"]["main"]["sd"] = score(0.6)
    text = told(numbers, study)
    assert "holds only in part for" in text
    assert "sd is found in part: r is below 0.7." in text


def test_what_a_run_lacks_is_said(numbers: dict[str, Any], study: Study) -> None:
    """A run without snow says that it is silent on snow."""
    text = told(numbers, replace(study, snow=None, targets={"swvl1": "a", "swvl4": "b"}))
    assert "Every target of soil moisture is found" in text
    assert "no probe of snow, so it says nothing about it" in text


def test_a_run_that_cannot_be_judged_says_why(numbers: dict[str, Any], study: Study) -> None:
    """Poor discharge is the reason that is told, without praise of the probes."""
    numbers["discharge"]["small"]["test"]["nse"] = 0.2
    text = told(numbers, study)
    assert "cannot be judged from this run" in text
    assert "does not simulate discharge well enough" in text


def test_a_target_beside_is_told(numbers: dict[str, Any], study: Study) -> None:
    """A target that is neither soil nor snow has its own sentence with its outcome."""
    for name, r in (("main", 0.6), ("permute_gauges", 0.3), ("delay_180", 0.2)):
        numbers["probes"][name]["esa_cci"] = score(r)
    text = told(numbers, replace(study, targets={**study.targets, "esa_cci": "soil moisture from satellites"}))
    assert "probes of its cell states follow soil moisture from satellites (esa_cci)" in text
    assert "It is found in part: r is below 0.7." in text


def test_probes_are_called_what_they_are(numbers: dict[str, Any], study: Study) -> None:
    """The words for main's probe are those of the study, and a shared intercept is named only where there is one."""
    own = replace(study, probes="Non-linear probes of its cell states, one a gauge,", one_intercept=False)
    text = told(numbers, own)
    assert "Non-linear probes of its cell states, one a gauge, follow soil moisture" in text
    assert "Linear" not in text
    assert "one intercept" not in text
    assert "one intercept serves all gauges" in told(numbers, study)


def test_a_control_that_was_not_run_is_missed(numbers: dict[str, Any], study: Study) -> None:
    """Without the delay nothing shows that states are of the day; without the permutation, of the place."""
    permuted, delayed = ({name: control} for name, control in study.controls.items())
    assert "that the states are those of the day is not shown" in told(numbers, replace(study, controls=permuted))
    assert "that the states are those of the place is not shown" in told(numbers, replace(study, controls=delayed))
    assert "is not shown" not in told(numbers, study)


def test_seeds_are_told(numbers: dict[str, Any], study: Study) -> None:
    """The spread over seeds, 0.02, stands beside the smallest lead, 0.9 − 0.5 of swvl4; with one seed that is said."""
    text = told(numbers, study)
    assert "From seed to seed (2) r moves by at most 0.02 with the probe and 0.02 with a control" in text
    assert "the nearest control lies 0.40 below the probe" in text
    for name in study.targets:
        numbers["probes"]["main"][name]["test"]["seeds"] = 1
    assert "With one seed nothing tells" in told(numbers, study)


def test_states_that_were_trained_on_are_warned_of_first(study: Study) -> None:
    """Where the probes' test lies in the LSTM's training, the first paragraph of the report says so."""
    config = {
        **CONFIG,
        "periods": {"lstm_train": ["1988-01-01", "1997-12-31"], "probe_test": ["1990-01-01", "1990-12-31"]},
    }
    warned = binding.study(config)
    assert "trained on days on which the probes are tested: 1990-01-01 to 1990-12-31" in warned.warning
    verdict = judge(numbers(), study)
    assert telling.paragraphs(verdict, replace(study, warning=warned.warning))[0] == warned.warning
    assert binding.study(CONFIG).warning == ""

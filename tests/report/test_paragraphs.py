"""The paragraphs under the headline have the numbers that the verdict rests on, and claim no more than they show."""

from dataclasses import replace
from typing import Any

import pandas as pd

from lstm_probe.report import binding, headline, paragraphs
from lstm_probe.report.study import Study
from lstm_probe.report.verdict import judge
from tests.report.conftest import CONFIG, beside, ladder, numbers, rungs


def text_of(numbers: dict[str, Any], study: Study, table: pd.DataFrame | None = None) -> str:
    """Write all that stands on the first screen as one text."""
    judged = judge(numbers, ladder() if table is None else table, study)
    climbs = [" ".join(climb) for climb in headline.climbs(judged)]
    before, after = paragraphs.before(judged, study), paragraphs.after(judged, study)
    return " ".join([headline.headline(judged, study), *before, *climbs, *after])


def test_the_numbers_of_the_run_are_there(numbers: dict[str, Any], study: Study) -> None:
    """Discharge, floor and ceiling by target, what intervals rest on, the level, and what seeds move."""
    text = text_of(numbers, study)
    assert "median NSE of 0.87 over 12 gauges" in text
    assert "swvl1 0.90 between 0.60 (inputs and attributes) and 0.95" in text
    assert "0.83 of the way in r²" in text
    assert "over years, blocks of gauges of 100 km and seeds" in text
    assert "5 for swvl1" in text
    assert "counts the offset, is 0.10 for swvl4" in text
    assert "From seed to seed (2) r moves by at most 0.02." in text
    assert "synthetic" not in text


def test_states_are_said_to_make_readable_and_never_to_contain(numbers: dict[str, Any], study: Study) -> None:
    """The claim is that of a probe: linearly readable; the words contain and hold are not used of states."""
    text = text_of(numbers, replace(study, synthetic=True))
    assert "makes a store linearly readable" in text
    assert not [word for word in ("contain", "holds information", "state holds", "states hold") if word in text]


def test_a_probe_beyond_the_ceiling_is_explained(numbers: dict[str, Any], study: Study) -> None:
    """A share above 1 says that the ceiling is only what one network reached."""
    numbers["ladder"]["sd"] = beside(share=1.12)
    assert "For sd the probe exceeds the ceiling, which is only what this neural network reached" in text_of(
        numbers, study
    )
    numbers["ladder"]["swvl4"] = beside(share=-0.4)
    assert "0.95, below the floor" in text_of(numbers, study)
    assert "exceeds the ceiling" not in text_of(numbers | {"ladder": {"sd": beside()}}, study)


def test_a_missed_rung_stands_with_its_number(numbers: dict[str, Any], study: Study) -> None:
    """Target by target: what is climbed, what ends the climb and by what."""
    text = text_of(numbers, study, ladder(swvl4=rungs("swvl4", "learned")))
    assert "swvl1 climbs all four rungs: decodable, specific, learned and general" in text
    assert "swvl4 is decodable and specific misses “learned”: a lead of −0.13" in text
    none = text_of(numbers, study, ladder(sd=rungs("sd", "decodable", "not judged", "3 gauges")))
    assert "sd climbs no rung “decodable” is not judged: 3 gauges" in none
    assert "“specific” was not run: left out" in text_of(
        numbers, study, ladder(sd=rungs("sd", "specific", "not run", "left out"))
    )


def test_few_years_are_named(numbers: dict[str, Any], study: Study) -> None:
    """With three test years the report says that years are not resampled."""
    numbers["ladder"] = {name: beside(years=3, years_resampled=False) for name in study.targets}
    assert "The test has only three years, so years are not resampled" in text_of(numbers, study)


def test_a_lag_is_named_where_it_is_large(numbers: dict[str, Any], study: Study) -> None:
    """A highest r more than 0.02 above that of the day is told with its lag, and decides nothing."""
    numbers["ladder"]["swvl4"] = beside(lag_0_r=0.815, highest_r=0.842, highest_lag=10.0)
    text = text_of(numbers, study)
    assert "swvl4 (r 0.842 at 10 days, 0.815 on the day)" in text
    assert "climbs all four rungs" in text


def test_synthetic_data_are_called_so(numbers: dict[str, Any], study: Study) -> None:
    """A run on a synthetic world says so in its headline, and claims nothing for Britain."""
    text = text_of(numbers, replace(study, synthetic=True))
    assert "12 gauges), on synthetic data." in text
    assert "no evidence about Great Britain" in text
    assert "r with them is 0.91, 0.91 and 0.91 (swvl1, swvl4 and sd)" in text


def test_what_a_run_lacks_is_named(numbers: dict[str, Any], study: Study) -> None:
    """A run without snow shows nothing of snow; one without the ladder's experiments has neither floor nor ceiling."""
    text = text_of(numbers, replace(study, snow=None, targets={"swvl1": "a", "swvl4": "b"}))
    assert "Every target of soil moisture climbs all 4 rungs" in text
    assert "no probe of snow, so it shows nothing about it" in text
    without = {name: beside(floor="", floor_r=None, ceiling_r=None, share=None) for name in study.targets}
    assert "linearly readable" not in text_of(numbers | {"ladder": without}, study)


def test_a_run_that_cannot_be_judged_says_why(numbers: dict[str, Any], study: Study) -> None:
    """Poor discharge is the reason."""
    numbers["discharge"]["small"]["test"]["nse"] = 0.2
    text = text_of(numbers, study)
    assert "cannot be judged from this run" in text
    assert "does not simulate discharge well enough" in text


def test_probes_are_called_what_they_are(numbers: dict[str, Any], study: Study) -> None:
    """The words for main's probe are those of the study, and a shared intercept is named only where there is one."""
    own = replace(study, probes="non-linear probes of its cell states, one a gauge,", one_intercept=False)
    text = text_of(numbers, own)
    assert "r of non-linear probes of its cell states, one a gauge," in text
    assert "one intercept" not in text
    assert "one intercept serves all gauges" in text_of(numbers, study)


def test_one_seed_is_named(numbers: dict[str, Any], study: Study) -> None:
    """With one seed nothing shows what another would move."""
    for name in study.targets:
        numbers["probes"]["main"][name]["test"]["seeds"] = 1
    assert "With one seed nothing shows" in text_of(numbers, study)


def test_states_that_were_trained_on_are_warned_of_first(study: Study) -> None:
    """Where the probes' test lies in the LSTM's training, the first paragraph of the report says so."""
    config = {
        **CONFIG,
        "periods": {"lstm_train": ["1988-01-01", "1997-12-31"], "probe_test": ["1990-01-01", "1990-12-31"]},
    }
    warned = binding.study(config)
    assert "trained on days on which the probes are tested: 1990-01-01 to 1990-12-31" in warned.warning
    judged = judge(numbers(), ladder(), study)
    assert paragraphs.before(judged, replace(study, warning=warned.warning))[0] == warned.warning
    assert binding.study(CONFIG).warning == ""


def test_gauges_of_the_training_are_told_from_others(numbers: dict[str, Any], study: Study) -> None:
    """The discharge at gauges that are new to an imported LSTM stands beside that at those of its training."""
    imported = replace(study, source="neuralhydrology")
    groups = {"training": {"gauges": 8, "nse": 0.9}, "others": {"gauges": 4, "nse": 0.61}}
    text = text_of({**numbers, "discharge_by_training": {"small": {"test": groups}}}, imported)
    assert "At the 8 gauges of its training the median is 0.90, at the 4 gauges that are new to it is 0.61." in text
    alone = {"small": {"test": {"others": groups["others"]}}}
    text = text_of({**numbers, "discharge_by_training": alone}, imported)
    assert "trained at none of them: the median at the 4 gauges that are new to it is 0.61." in text
    unknown = {"small": {"test": {"unknown": groups["others"]}}}
    assert "At which gauges it was trained is not known" in text_of(
        {**numbers, "discharge_by_training": unknown}, imported
    )


def test_given_states_need_no_discharge(numbers: dict[str, Any], study: Study) -> None:
    """Without discharge the states of any model are judged all the same, and what was not run is said."""
    without = {**numbers, "discharge": {"small": {"test": {"nse": None, "gauges": 0}}}}
    given = replace(study, source="states")
    assert judge(without, ladder(), given).outcome == judge(numbers, ladder(), study).outcome == "holds"
    assert "cannot be judged" in text_of(without, study)
    text = text_of(without, given)
    assert "The model has no score of discharge, and none is asked for." in text
    assert "an untrained model was not run" in text
    assert "untrained model was not run" not in text_of(numbers, study)
    assert "trained on discharge alone" not in text_of(numbers, given)


def test_a_poor_discharge_of_any_model_is_no_ground_for_a_verdict(numbers: dict[str, Any], study: Study) -> None:
    """Where a model from elsewhere has a discharge, it is asked for as that of an LSTM trained here."""
    poor = {**numbers, "discharge": {"small": {"test": {"nse": 0.1, "gauges": 12}}}}
    assert judge(poor, ladder(), replace(study, source="states")).outcome == "cannot be judged"

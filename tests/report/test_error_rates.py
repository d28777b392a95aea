"""The verdict prints its error rates from the stored table, or that they have not been measured."""

from pathlib import Path

import pandas as pd

from lstm_probe.artefacts import store
from lstm_probe.contracts.calibration import CUT, LADDER, NO_STORES, RATES, STORE
from lstm_probe.report import error_rates, headline
from lstm_probe.report.study import Study

MADE = pd.DataFrame(
    [
        (LADDER, NO_STORES, 240, 6, 0.025, 0.0092, 0.0536),
        (LADDER, STORE, 90, 63, 0.7, 0.594, 0.792),
        (LADDER, CUT, 10, 1, 0.1, 0.0025, 0.445),
        ("decodable", NO_STORES, 240, 140, 0.583, 0.518, 0.646),
    ],
    columns=list(RATES.columns),
)


def test_the_sentence_has_the_rates_of_the_ladder(tmp_path: Path) -> None:
    """Shares are of 100, with intervals and numbers of targets, of the whole ladder and not of a rung."""
    path = tmp_path / "rates.csv"
    store.write_table(MADE, path, RATES)
    said = error_rates.sentence(store.read_table(path, RATES))
    assert "of 100 targets that are no store this verdict calls 2 found (1 to 5; 240 were tried)" in said
    assert "of 100 stores it calls 70 found (59 to 79; 90 were tried)" in said
    assert "cut off from the river, 10 found (0 to 44; 10 were tried)" in said


def test_rates_that_were_not_measured_are_not_claimed() -> None:
    """Without the table the sentence says so, and has no number."""
    said = error_rates.sentence(None)
    assert "not been measured" in said
    assert not any(sign.isdigit() for sign in said)


def test_the_sentence_stands_among_the_rules() -> None:
    """It is printed with the rules that it is about; a study without it has one rule less."""
    bare = Study("a", {"swvl1": "soil water"}, ["swvl1"], None, synthetic=True)
    told = Study("a", {"swvl1": "soil water"}, ["swvl1"], None, synthetic=True, error_rates="Errs rarely.")
    assert "Errs rarely." in headline.rules(told)
    assert len(headline.rules(told)) == len(headline.rules(bare)) + 1

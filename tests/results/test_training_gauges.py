"""Gauges that an LSTM was trained at stand apart from others, in its discharge and in the rung `general`."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.results import ladder, training_gauges
from tests.results.simulated import evidence

GAUGES = ["1", "2", "3", "4"]


def discharge(answers: list[str], lstm: str = "mine", seed: int = 1) -> pd.DataFrame:
    """Write discharge skill: NSE and r of 0.9, 0.8, 0.7 and 0.6, and whether the LSTM was trained at the gauge."""
    rows = [
        (lstm, seed, gauge, "test", metric, 0.9 - 0.1 * place, answer, "none")
        for metric in ("r", "nse")
        for place, (gauge, answer) in enumerate(zip(GAUGES, answers, strict=True))
    ]
    return DISCHARGE_SKILL.check(pd.DataFrame(rows, columns=list(DISCHARGE_SKILL.columns)))


def skill(unseen: list[float]) -> pd.DataFrame:
    """Write r of main and of probes that were not fitted at the gauge."""
    rows = [
        {
            "experiment": name,
            "target": "soil",
            "seed": 1,
            "gauge_id": gauge,
            "period": "test",
            "metric": "r",
            "value": r,
        }
        for name, values in (("main", [0.9] * 4), ("main_unseen", unseen))
        for gauge, r in zip(GAUGES, values, strict=True)
    ]
    return pd.DataFrame(rows)


def words(answers: list[str], overlap: str = "", unseen: tuple[float, ...] = (0.8, 0.7, 0.4, 0.5)) -> str:
    """Say of one target how far its gauges were new to the LSTM."""
    return training_gauges.words(skill(list(unseen)), discharge(answers), "mine", overlap, ["soil"])["soil"]


def test_discharge_stands_apart() -> None:
    """Medians of both kinds of gauges are those of a calculation on paper."""
    found = training_gauges.medians(discharge(["yes", "yes", "no", "no"]))
    assert found.loc[("mine", "test", "training"), "nse"] == pytest.approx(0.85)
    assert found.loc[("mine", "test", "others"), "nse"] == pytest.approx(0.65)
    assert found["gauges"].tolist() == [2, 2]


def test_an_lstm_of_all_gauges_has_no_groups() -> None:
    """Nothing is told apart where every gauge is one of the training, and only the other LSTMs are where some are."""
    ours = discharge(["yes"] * 4, "ours")
    assert training_gauges.medians(ours).empty
    both = training_gauges.medians(pd.concat([ours, discharge(["unknown"] * 4)]))
    assert both.index.tolist() == [("mine", "test", "unknown")]


def test_one_seed_that_was_trained_at_a_gauge_is_enough() -> None:
    """A gauge is new to an LSTM only if it is new to all of its seeds."""
    seeds = pd.concat([discharge(["yes", "no", "no", "no"]), discharge(["no", "yes", "unknown", "no"], seed=2)])
    assert training_gauges.gauges(seeds, "mine").tolist() == ["yes", "yes", "unknown", "no"]


def test_the_words_have_r_at_both_kinds_of_gauges() -> None:
    """The r of probes that were not fitted at the gauge stands for both kinds of gauges, each with its count."""
    assert words(["yes", "yes", "no", "no"]) == (
        "the LSTM was trained at 2 of the 4 gauges, where r of such a probe is 0.75, and 0.45 at the 2 others"
    )
    assert words(["no"] * 4) == "the LSTM was trained at none of the 4 gauges"
    assert words(["yes"] * 4, "2001-01-01 to 2001-12-31") == (
        "the LSTM was trained at all of the 4 gauges, and its training has days of the test (2001-01-01 to 2001-12-31)"
    )
    assert training_gauges.words(skill([0.8] * 4), discharge(["yes"] * 4), "mine", None, ["soil"]) == {}
    assert words(["yes", "yes", "no", "unknown"]) == "at which of the 4 gauges the LSTM was trained is not known"


def test_a_gauge_without_a_score_does_not_count() -> None:
    """Only gauges at which main has an r are counted."""
    table = skill([0.8, 0.7, 0.4, 0.5])
    table.loc[(table["experiment"] == "main") & (table["gauge_id"] == "4"), "value"] = np.nan
    found = training_gauges.words(table, discharge(["yes", "yes", "no", "no"]), "mine", "", ["soil"])["soil"]
    assert "2 of the 3 gauges" in found
    assert "0.40 at the 1 others" in found


def test_the_rung_says_it() -> None:
    """The words stand in the reason of `general`, change nothing of its outcome, and stand in no other rung."""
    said, plain = (
        ladder.judge(found, ["soil"]).set_index("rung")
        for found in (evidence(training={"soil": "all was new"}), evidence())
    )
    assert said.loc["general", "reason"] == f"{plain.loc['general', 'reason']}; all was new"
    columns = ["outcome", "value", "threshold"]
    assert said[columns].equals(plain[columns])
    assert said.drop("general")["reason"].equals(plain.drop("general")["reason"])

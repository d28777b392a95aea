"""LSTMs are compared on the gauges that both have, by the median of their differences and the ladder's interval."""

from dataclasses import replace

import pytest

from lstm_probe.contracts.tables import LSTMS
from lstm_probe.results import intervals, lstms
from tests.results import simulated

#: Two experiments that only the LSTM tells apart; `main_unseen` stands for the second, with sums of the same seeds.
PAIR = {"a": "main", "b": "main_unseen"}
LEVELS = {"main": (0.90, 0.85), "main_unseen": (0.80, 0.70)}


def test_intervals_are_those_of_the_ladder() -> None:
    """The row of a pair is, to the last digit, the difference that the table of intervals has of the experiments."""
    target = simulated.target(LEVELS)
    table = LSTMS.check(lstms.compare([target], PAIR))
    ladder = intervals.estimate(simulated.target(LEVELS))
    for row in table.itertuples():
        own = ladder[(ladder["metric"] == row.metric) & (ladder["experiment"] == "main")]
        own = own[own["against"] == "main_unseen"].iloc[0]
        assert (row.difference, row.low, row.high) == (own["median"], own["lower"], own["upper"])
        assert (row.lstm, row.other, row.gauges) == ("a", "b", 24)
    assert table["metric"].tolist() == ["r", "anomaly_r"]


def test_gauges_are_paired() -> None:
    """An LSTM beside itself differs nowhere and in no draw, however far apart gauges lie."""
    target = simulated.target(LEVELS)
    target = replace(target, sums={**target.sums, "main_unseen": target.sums["main"]})
    row = lstms.compare([target], PAIR).iloc[0]
    assert row[["difference", "low", "high"]].tolist() == [0.0, 0.0, 0.0]
    assert row["median"] == row["median_other"] == pytest.approx(0.9, abs=0.03)


def test_only_common_gauges_count() -> None:
    """Gauges that one of the two lacks are left out of both medians; without a common one nothing is compared."""
    target = simulated.target(LEVELS)
    gauges = target.sums["main"]["gauge_id"].values
    few = {**target.sums, "main_unseen": target.sums["main_unseen"].sel(gauge_id=gauges[:10])}
    assert lstms.compare([replace(target, sums=few)], PAIR)["gauges"].tolist() == [10, 10]
    none = {**few, "main": target.sums["main"].sel(gauge_id=gauges[12:])}
    table = LSTMS.check(lstms.compare([replace(target, sums=none)], PAIR))
    assert table["gauges"].tolist() == [0, 0]
    assert table["difference"].isna().all()


def test_a_target_that_one_lstm_is_not_probed_for_has_no_row() -> None:
    """Where an experiment has no sums of a target there is no pair."""
    target = simulated.target({"main": LEVELS["main"]})
    assert lstms.compare([target], PAIR).empty

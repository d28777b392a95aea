"""LSTMs are compared on the gauges that both have, by the median of their differences and its interval."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.contracts.tables import LSTMS
from lstm_probe.results import lstms


def skill(**experiments: dict[str, float]) -> pd.DataFrame:
    """Write the r of some gauges by experiment."""
    rows = [
        {
            "experiment": name,
            "target": "soil",
            "seed": seed,
            "gauge_id": gauge,
            "period": "test",
            "metric": "r",
            "value": r,
        }
        for name, gauges in experiments.items()
        for gauge, r in gauges.items()
        for seed in (1, 2)
    ]
    return pd.DataFrame(rows)


def test_gauges_are_paired() -> None:
    """A difference that is the same at all gauges has no width, however far apart the gauges lie."""
    gauges = {str(number): r for number, r in enumerate(np.linspace(0, 0.9, 20))}
    better = {gauge: r + 0.05 for gauge, r in gauges.items()}
    (row,) = lstms.compare(skill(main=better, other={**gauges, "alone": 0.1}), {"a": "main", "b": "other"}).itertuples()
    assert (row.lstm, row.other, row.gauges) == ("a", "b", 20)
    assert [row.difference, row.low, row.high] == pytest.approx([0.05] * 3)


def test_a_pair_without_a_common_gauge_has_no_difference() -> None:
    """Nothing in common is no comparison, and keeps the contract."""
    table = lstms.compare(skill(main={"1": 0.5}, other={"2": 0.4}), {"a": "main", "b": "other"})
    assert LSTMS.check(table)["gauges"].tolist() == [0]
    assert table["difference"].isna().all()

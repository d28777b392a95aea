"""Medians with their intervals: the medians of the data, paired, and the same in any order of gauges."""

import numpy as np
import pandas as pd

from lstm_probe.results import intervals
from lstm_probe.results.correlations import correlation
from tests.results.simulated import STORE, target


def row(table: pd.DataFrame, experiment: str, against: str = "", metric: str = "r") -> pd.Series:
    """Take one row."""
    found = table[(table["experiment"] == experiment) & (table["against"] == against) & (table["metric"] == metric)]
    assert len(found) == 1
    return found.iloc[0]


def test_medians_and_differences_are_those_of_the_gauges() -> None:
    """A level is the median over gauges of the mean over seeds, a difference that of the gauges' differences."""
    made = target()
    table = intervals.estimate(made)
    r = {
        name: correlation(made.sums[name].sel(kind="values").sum("year").values).mean(axis=0)
        for name in ("main", "season")
    }
    assert np.isclose(row(table, "main")["median"], np.median(r["main"]))
    assert np.isclose(row(table, "main", "season")["median"], np.median(r["main"] - r["season"]))
    assert (table["lower"] <= table["median"]).all()
    assert (table["median"] <= table["upper"]).all()
    assert {"partial_untrained", "partial_untrained_spread"} <= set(
        table.loc[table["experiment"] == "partial", "against"]
    )


def test_the_order_of_gauges_changes_nothing() -> None:
    """Files that list gauges in another order give the same table, number by number."""
    made, turned = target(), target()
    turned.sums = {
        name: sums.isel(gauge_id=np.random.default_rng(3).permutation(sums.sizes["gauge_id"]))
        for name, sums in made.sums.items()
    }
    turned.blocks = turned.blocks.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(intervals.estimate(made), intervals.estimate(turned))


def test_pairs_are_narrower_than_levels() -> None:
    """Where two experiments share what varies from gauge to gauge, their difference is known better than either."""
    made = target({"main": STORE["main"], "season": STORE["main"]})
    scatter = 0.3 * np.random.default_rng(0).normal(size=24)
    for name in ("main", "season"):
        values = made.sums[name].values
        values[..., 5] = values[..., 0] * np.tanh(
            np.arctanh(values[..., 5] / values[..., 0]) + scatter[None, :, None, None]
        )
    table = intervals.estimate(made)
    width = {
        against: row(table, "main", against)["upper"] - row(table, "main", against)["lower"]
        for against in ("", "season")
    }
    assert width["season"] < width[""] / 2


def test_no_row_without_numbers() -> None:
    """A target that does not vary, one gauge, or gauges in two blocks have no rows; no number is missing in others."""
    made = target({"main": STORE["main"], "season": STORE["season"]})
    made.sums["season"].values[..., 4] = 0.0
    table = intervals.estimate(made)
    assert set(table["experiment"]) == {"main"}
    assert set(table["against"]) == {""}
    assert intervals.estimate(target(gauges=1)).empty
    assert intervals.estimate(target(gauges=4)).empty
    assert intervals.below([]).empty
    assert not intervals.estimate(target()).isna().any().any()

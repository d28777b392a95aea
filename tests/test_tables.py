"""Tables: seeds put together, medians, and shares of gauges where a control beats main."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lstm_probe import store, tables
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.tables import CONTROLS, TABLE1

METRICS = ["r", "r2", "anomaly_r", "nse", "kge", "rmse", "bias", "n"]


def skill(values: dict[tuple[str, int], list[float]], target: str = "soil", period: str = "test") -> pd.DataFrame:
    """Make tidy skill: for every experiment and seed, one value a gauge, the same for every metric."""
    rows = [
        (experiment, target, seed, str(1001 + i), period, metric, value)
        for (experiment, seed), scores in values.items()
        for i, value in enumerate(scores)
        for metric in METRICS
    ]
    return SKILL.check(pd.DataFrame(rows, columns=list(SKILL.columns)))


def test_seeds_are_averaged_at_each_gauge() -> None:
    """A gauge has the mean over the seeds that score it, and none where no seed does."""
    of_gauge = tables.over_seeds(skill({("main", 1): [0.1, 0.5, np.nan], ("main", 2): [0.3, np.nan, np.nan]}))
    r = of_gauge[of_gauge["metric"] == "r"]
    assert r["gauge_id"].tolist() == ["1001", "1002", "1003"]
    assert r["value"].tolist() == pytest.approx([0.2, 0.5, np.nan], nan_ok=True)
    assert "seed" not in of_gauge


def test_medians_are_those_of_the_gauges_means() -> None:
    """Seeds are averaged at each gauge before the median over gauges is taken, and gauges without a score leave."""
    # means over seeds: 0.2 0.4 0.9 and none; their median is 0.4, where the median of all seven is 0.3
    values = {("main", 1): [0.1, 0.5, 0.9, np.nan], ("main", 2): [0.3, 0.3, np.nan, np.nan]}
    row = TABLE1.check(tables.table1(skill(values))).iloc[0]
    assert (row["target"], row["experiment"], row["period"]) == ("soil", "main", "test")
    assert (row["seeds"], row["gauges"]) == (2, 3)
    assert row[[*METRICS[:-1], "days"]].astype(float).tolist() == pytest.approx([0.4] * 8)
    assert np.isnan(row["r_truth"])


def test_a_target_that_no_gauge_scores() -> None:
    """Where no gauge has an r, none is counted, and the medians are NaN."""
    row = TABLE1.check(tables.table1(skill({("main", 1): [np.nan, np.nan]}))).iloc[0]
    assert row["gauges"] == 0
    assert np.isnan(row["r"])


def test_rows_keep_the_order_of_the_study() -> None:
    """Targets and experiments stand in the order in which their skill was gathered."""
    parts = [
        skill({("main", 1): [0.5]}, "soil"),
        skill({("main", 1): [0.5]}, "air"),
        skill({("a", 1): [0.5]}, "soil"),
    ]
    table = tables.table1(tables.gather([*parts, parts[0].iloc[:0]]))
    assert list(zip(table["target"], table["experiment"], strict=True)) == [
        ("soil", "main"),
        ("air", "main"),
        ("soil", "a"),
    ]


def test_share_beating_main() -> None:
    """The share counts gauges where the control is strictly better, among those that both score."""
    # means over seeds: delay 0.7 0.6 0.1 0.2 none, main 0.5 0.6 0.7 none 0.3: better at 1 of the 3 that both score
    values = {
        ("main", 1): [0.4, 0.6, 0.7, np.nan, 0.3],
        ("main", 2): [0.6, 0.6, 0.7, np.nan, 0.3],
        ("delay", 1): [0.5, 0.6, 0.1, 0.2, np.nan],
        ("delay", 2): [0.9, 0.6, 0.1, 0.2, np.nan],
    }
    table = CONTROLS.check(tables.controls(skill(values), ["delay"]))
    assert table["metric"].tolist() == ["r", "anomaly_r"]
    assert table["experiment"].tolist() == ["delay", "delay"]
    assert table["share_beating_main"].tolist() == pytest.approx([1 / 3, 1 / 3])
    assert table["gauges"].tolist() == [3, 3]


def test_controls_are_only_controls() -> None:
    """An experiment that is no control has a share, but no place among the controls."""
    scores = skill({("main", 1): [0.5, 0.6], ("delay", 1): [0.1, 0.7], ("alpha", 1): [0.6, 0.7]})
    shares = tables.shares_beating_main(scores).query("metric == 'r'").set_index("experiment")["share_beating_main"]
    assert shares.to_dict() == {"delay": 0.5, "alpha": 1.0}
    assert set(tables.controls(scores, ["delay"])["experiment"]) == {"delay"}


def test_no_control_no_share() -> None:
    """A study of main alone has an empty table with all columns."""
    assert CONTROLS.check(tables.controls(skill({("main", 1): [0.5]}), [])).empty


def test_round_trip(tmp_path: Path) -> None:
    """Tables survive being written and read, gauge ids as text."""
    path = tmp_path / "skill.csv"
    before = skill({("main", 1): [0.5, np.nan]})
    store.write_table(before, path, SKILL)
    pd.testing.assert_frame_equal(store.read_table(path, SKILL), before)

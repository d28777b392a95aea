"""Tables: seeds put together and told apart, medians, shares of gauges where a control beats main, and changes."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lstm_probe.artefacts import store
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.tables import CONTROLS, SEEDS, TABLE1
from lstm_probe.results import tables
from tests.examples import examples

METRICS = ["r", "r2", "anomaly_r", "nse", "kge", "rmse", "bias", "abs_bias", "n"]
Scores = dict[str, list[float]]


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
    assert row[[*METRICS[:-1], "days"]].astype(float).tolist() == pytest.approx([0.4] * 9)
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


def test_metrics_that_nobody_scored_have_a_column() -> None:
    """A table without the true stores, or without absolute bias, has both columns, and no number in them."""
    scores = skill({("main", 1): [0.5, 0.6]})
    row = TABLE1.check(tables.table1(scores[scores["metric"] != "abs_bias"])).iloc[0]
    assert row[["r_truth", "abs_bias"]].isna().all()
    assert row["bias"] == pytest.approx(0.55)


def test_seeds_are_told_apart() -> None:
    """Every seed has its own median over gauges, NaN where it scores none."""
    values = {("main", 1): [0.1, 0.5, 0.9], ("main", 2): [0.3, 0.4, np.nan], ("main", 3): [np.nan] * 3}
    table = SEEDS.check(tables.seeds(skill(values)))
    assert set(table["metric"]) == {"r", "anomaly_r", "nse", "rmse"}
    r = table[table["metric"] == "r"]
    assert r["seed"].tolist() == [1, 2, 3]
    assert r["median"].tolist() == pytest.approx([0.5, 0.35, np.nan], nan_ok=True)


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


def scored(of_metric: dict[str, Scores]) -> pd.DataFrame:
    """Make the skill of one seed in the test period: for every experiment and metric, one value a gauge."""
    parts = [
        skill({(name, 1): values for name, values in experiments.items()}).query("metric == @metric")
        for metric, experiments in of_metric.items()
    ]
    return tables.gather(parts)


def test_changes_by_hand() -> None:
    """Medians are over the gauges that both experiments score; differences and ratios are those of the medians."""
    # r: gauges 1 to 3 have both: medians 0.5 (main) and 0.6; gauge 4 of main and 5 of the other do not count
    r = {"main": [0.4, 0.5, 0.9, 0.99, np.nan], "own": [0.7, 0.6, 0.1, np.nan, 0.0]}
    # RMSE: medians 2 (main) of 1 2 4 4, that is 3, and 1.5 of 1 1 2 2: ratio 0.5
    rmse = {"main": [1.0, 2.0, 4.0, 4.0, np.nan], "own": [1.0, 1.0, 2.0, 2.0, 7.0]}
    abs_bias = {"main": [0.2] * 5, "own": [0.05] * 5}
    table = tables.changes(scored({"r": r, "rmse": rmse, "abs_bias": abs_bias}))
    assert table.index.tolist() == [("own", "soil")]
    row = table.loc[("own", "soil")]
    assert row["gauges"] == 4
    assert row["r_difference"] == pytest.approx(0.1)
    assert row["rmse_ratio"] == pytest.approx(0.5)
    assert row["abs_bias_ratio"] == pytest.approx(0.25)
    assert np.isnan(row["anomaly_r_difference"])


def test_changes_from_a_baseline_of_its_own() -> None:
    """An experiment is set beside its own baseline as beside main, at the gauges that these two score, main or not."""
    r = {"main": [np.nan] * 3, "huber": [0.2, 0.4, 0.6], "own": [0.3, 0.5, 0.7], "other": [0.9] * 3}
    scores = scored({"r": r, "rmse": {name: [2.0, 2.0, 2.0] for name in r}})
    table = tables.changes_from(scores, {"own": "huber"})
    assert table.index.tolist() == [("own", "huber", "soil")]
    assert table.loc[("own", "huber", "soil"), "r_difference"] == pytest.approx(0.1)
    assert table.loc[("own", "huber", "soil"), ["gauges", "rmse_ratio"]].tolist() == [3, 1.0]
    beside_main = tables.changes_from(scores, {"own": "main", "other": "main"}).droplevel("baseline")
    pd.testing.assert_frame_equal(beside_main, tables.changes(scores).loc[["own", "other"]])
    assert tables.changes_from(scores, {}).empty


def test_no_change_where_there_is_nothing_to_compare() -> None:
    """All weights zero have no r, a main without error no ratio, a target that main lacks no row; main alone, none."""
    silent = {"r": {"main": [0.5, 0.6], "zero": [np.nan] * 2}, "rmse": {"main": [0.0, 0.0], "zero": [1.0, 1.0]}}
    row = tables.changes(scored(silent)).loc[("zero", "soil")]
    assert row["gauges"] == 2
    assert row[["r_difference", "rmse_ratio", "abs_bias_ratio"]].isna().all()
    elsewhere = tables.gather([skill({("main", 1): [0.5]}), skill({("own", 1): [0.5]}, "snow")])
    assert tables.changes(elsewhere).empty
    assert tables.changes(skill({("main", 1): [0.5]})).empty


@given(
    arrays(float, (3, 5), elements=st.floats(0.01, 1.0)),
    st.floats(0.1, 10.0),
    st.permutations(range(5)),
)
@examples(25)
def test_laws_of_changes(values: np.ndarray, factor: float, order: list[int]) -> None:
    """An experiment like main changes nothing, errors times a factor have that ratio, and gauges have no order."""
    seeds = {("main", seed): list(values[seed]) for seed in range(3)}
    alike = skill({**seeds, **{("own", seed): list(values[seed]) for seed in range(3)}})
    row = tables.changes(alike).loc[("own", "soil")]
    assert row[["r_difference", "anomaly_r_difference"]].tolist() == pytest.approx([0.0, 0.0])
    assert row[["rmse_ratio", "abs_bias_ratio"]].tolist() == pytest.approx([1.0, 1.0])
    own = {("own", seed): list(factor * values[seed]) for seed in range(3)}
    row = tables.changes(skill({**seeds, **own})).loc[("own", "soil")]
    assert row[["rmse_ratio", "abs_bias_ratio"]].tolist() == pytest.approx([factor, factor])
    mixed = {(name, seed): [one[i] for i in order] for (name, seed), one in {**seeds, **own}.items()}
    assert tables.changes(skill(mixed)).loc[("own", "soil")].tolist() == pytest.approx(row.tolist())


def test_round_trip(tmp_path: Path) -> None:
    """Tables survive being written and read, gauge ids as text."""
    path = tmp_path / "skill.csv"
    before = skill({("main", 1): [0.5, np.nan]})
    store.write_table(before, path, SKILL)
    pd.testing.assert_frame_equal(store.read_table(path, SKILL), before)

"""Tables: medians, shares of gauges where a control beats main, and ours beside the published."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lstm_probe import store, tables
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.tables import CONTROLS, PUBLISHED_COMPARISON, TABLE1
from lstm_probe.errors import InputError

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


def test_medians_are_means_of_the_seeds_medians() -> None:
    """The median over gauges is taken seed by seed, NaN left out, and then averaged."""
    # seed 1: median of 0.1 0.5 0.9 is 0.5; seed 2: median of 0.2 0.4 is 0.3; their mean is 0.4
    table = TABLE1.check(tables.table1(skill({("main", 1): [0.1, 0.5, 0.9], ("main", 2): [0.2, np.nan, 0.4]})))
    row = table.iloc[0]
    assert (row["target"], row["experiment"], row["period"]) == ("soil", "main", "test")
    assert (row["seeds"], row["gauges"]) == (2, 3)
    assert row[[*METRICS[:-1], "days"]].astype(float).tolist() == pytest.approx([0.4] * 8)
    assert np.isnan(row["r_truth"])


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
    # seed 1: better at 1 of 4 (one is equal); seed 2: better at 1 of 2, the others have no score: mean 3/8
    table = CONTROLS.check(
        tables.controls(
            skill(
                {
                    ("main", 1): [0.5, 0.6, 0.7, 0.8],
                    ("delay", 1): [0.6, 0.6, 0.1, 0.2],
                    ("main", 2): [0.5, np.nan, 0.7, 0.8],
                    ("delay", 2): [0.6, 0.6, 0.1, np.nan],
                }
            )
        )
    )
    assert table["metric"].tolist() == ["r", "anomaly_r"]
    assert table["experiment"].tolist() == ["delay", "delay"]
    assert table["share_beating_main"].tolist() == pytest.approx([0.375, 0.375])
    assert table["gauges"].tolist() == [2, 2]


def test_no_control_no_share() -> None:
    """A study of main alone has an empty table with all columns."""
    assert CONTROLS.check(tables.controls(skill({("main", 1): [0.5]}))).empty


def test_compare_published(tmp_path: Path) -> None:
    """Gauges in both are joined by id, ours averaged over seeds, and a difference is ours minus theirs."""
    path = tmp_path / "published.csv"
    path.write_text("gauge_id,nse,r\n1003,0.1,0.9\n1001,0.2,0.5\n9,0,0\n")
    ours = skill({("main", 1): [0.4, 0.5, 0.6], ("main", 2): [0.6, 0.5, 0.8], ("a", 1): [0, 0, 0]})
    table = tables.compare_published(ours, tables.read_published(path), "soil")
    table = PUBLISHED_COMPARISON.check(table)
    assert table["gauge_id"].tolist() == ["1001", "1003"]
    assert table["r"].tolist() == pytest.approx([0.5, 0.7])
    assert table["r_difference"].tolist() == pytest.approx([0.0, -0.2])
    assert table["nse_difference"].tolist() == pytest.approx([0.3, 0.6])


def test_published_mistakes(tmp_path: Path) -> None:
    """A missing column, or no gauge in common, is said with what is there."""
    path = tmp_path / "published.csv"
    path.write_text("gauge,nse\n1001,0.2\n")
    with pytest.raises(InputError, match="add gauge_id, r"):
        tables.read_published(path)
    path.write_text("gauge_id,nse,r\n77,0.2,0.1\n")
    with pytest.raises(InputError, match="77"):
        tables.compare_published(skill({("main", 1): [0.5]}), tables.read_published(path), "soil")


def test_round_trip(tmp_path: Path) -> None:
    """Tables survive being written and read, gauge ids as text."""
    path = tmp_path / "skill.csv"
    before = skill({("main", 1): [0.5, np.nan]})
    store.write_table(before, path, SKILL)
    pd.testing.assert_frame_equal(store.read_table(path, SKILL), before)


@pytest.mark.data
def test_real_published_skill(real_data: Path) -> None:
    """The published swvl3 skill of 40 gauges reads with ids as text and has the medians it is known for."""
    table = tables.read_published(real_data / "published_results" / "lees2022_swvl3_probe_40_gauges.csv")
    assert len(table) == 40
    assert table["gauge_id"].str.fullmatch(r"\d{4,6}").all()
    assert table["r"].median() == pytest.approx(0.899, abs=5e-4)
    assert table["nse"].median() == pytest.approx(0.384, abs=5e-4)

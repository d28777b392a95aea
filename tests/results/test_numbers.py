"""The numbers of a run: by hand, against their schema, and without anything that differs from run to run."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pandas as pd
import pytest

from lstm_probe.artefacts import store
from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.contracts.nulls import LAG_CURVE
from lstm_probe.contracts.tables import OFFSETS_TEST, PRODUCTS, WEIGHTS_TABLE
from lstm_probe.contracts.verdict import FLOOR_AND_CEILING, INTERVALS, LADDER, SAMPLING
from lstm_probe.results import ladder, tables
from lstm_probe.results import numbers as all_numbers
from lstm_probe.results.floor_and_ceiling import describe
from lstm_probe.results.published import compare
from lstm_probe.results.significant import significant
from tests.results.simulated import evidence
from tests.results.test_tables import skill

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = json.loads((DOCS / "numbers.schema.json").read_text())
GAUGES = {"gauges": 4, "gauges_dropped": 1}
WEIGHTS = WEIGHTS_TABLE.check(
    pd.DataFrame(
        [
            ("main", "soil", 1, 1, 12345678, 64, 40.0, 0.8, "cell_state_1, cell_state_2"),
            ("main", "soil", 2, 1, 12345678, 64, 43.0, 0.9, "cell_state_3, cell_state_4"),
            ("mlp", "soil", 1, 1, 500000, 64, np.nan, np.nan, ""),
            ("zero", "soil", 1, 1, 10, 64, 0.0, 0.0, ""),
        ],
        columns=list(WEIGHTS_TABLE.columns),
    )
)


def numbers(skill: pd.DataFrame, discharge: pd.DataFrame, **others: Any) -> dict[str, Any]:
    """Boil a run down, with the weights above and the seeds of its skill, and hold it against its schema."""
    of_verdict = {
        "intervals": INTERVALS,
        "ladder": LADDER,
        "floor_and_ceiling": FLOOR_AND_CEILING,
        "sampling": SAMPLING,
    }
    empty = {
        name: contract.check(pd.DataFrame(columns=list(contract.columns))) for name, contract in of_verdict.items()
    }
    given = {"weights": WEIGHTS, "seeds": tables.seeds(skill), **empty, **others}
    found = all_numbers.numbers(skill, discharge, GAUGES, **given)
    jsonschema.validate(found, SCHEMA)
    return found


@pytest.fixture
def probes() -> pd.DataFrame:
    """Give the skill of main and one control at four gauges, one of them unscored."""
    return skill({("main", 1): [0.123456, 0.5, 0.6, np.nan], ("delay", 1): [0.2, 0.1, 0.3, 0.4]})


@pytest.fixture
def discharge() -> pd.DataFrame:
    """Give the discharge skill of one LSTM at two gauges."""
    values = (("1001", 0.8), ("1002", 0.91234))
    rows = [
        ("paper", 1, gauge, "test", metric, value, "yes", "none") for metric in ("r", "nse") for gauge, value in values
    ]
    return DISCHARGE_SKILL.check(pd.DataFrame(rows, columns=list(DISCHARGE_SKILL.columns)))


def test_by_hand(probes: pd.DataFrame, discharge: pd.DataFrame) -> None:
    """Medians, shares and counts are those of a calculation on paper, to 4 significant digits."""
    found = numbers(probes, discharge)
    expected = {"seeds": 1, "gauges": 2, "r": 0.8562, "nse": 0.8562}  # mean of 0.8, 0.91234
    assert found["discharge"]["paper"]["test"] == expected
    assert found["probes"]["main"]["soil"]["test"]["r"] == 0.5
    assert found["probes"]["main"]["soil"]["test"]["gauges"] == 3
    assert found["probes"]["delay"]["soil"]["test"]["r"] == 0.25
    assert found["shares_beating_main"]["delay"]["soil"]["test"] == {"r": 0.3333, "anomaly_r": 0.3333}
    assert found["counts"] == {
        "gauges": 4,
        "gauges_dropped": 1,
        "seeds": 1,
        "gauges_probed": {"soil": 4},
        "gauges_with_target": {"soil": 3},
    }
    assert [found[name] for name in ("published", "products", "offsets", "steering")] == [None] * 4


def test_changes(probes: pd.DataFrame, discharge: pd.DataFrame) -> None:
    """Differences and ratios of medians are over the three gauges that both experiments score."""
    expected = {"gauges": 3, "r_difference": -0.3, "anomaly_r_difference": -0.3, "rmse_ratio": 0.4}  # 0.2 beside 0.5
    assert numbers(probes, discharge)["changes"] == {"delay": {"soil": {**expected, "abs_bias_ratio": 0.4}}}


def test_changes_from(probes: pd.DataFrame, discharge: pd.DataFrame) -> None:
    """A baseline of its own stands between experiment and target; without one there is nothing."""
    more = tables.gather([probes, skill({("huber", 1): [0.1, 0.3, 0.4, 0.9]})])
    found = numbers(more, discharge, baselines={"huber": "delay"})
    # medians over the same four gauges: 0.35 of 0.1 0.3 0.4 0.9, and 0.25 of 0.1 0.2 0.3 0.4: a ratio of 1.4
    expected = {"gauges": 4, "r_difference": 0.1, "anomaly_r_difference": 0.1, "rmse_ratio": 1.4, "abs_bias_ratio": 1.4}
    assert found["changes_from"] == {"huber": {"delay": {"soil": expected}}}
    assert set(found["changes"]) == {"delay", "huber"}
    assert numbers(more, discharge)["changes_from"] == {}


def test_weights(probes: pd.DataFrame, discharge: pd.DataFrame) -> None:
    """Counts of weights are means over seeds between the fewest and the most; a probe without weights has none."""
    found = numbers(probes, discharge)["weights"]
    sizes = {"groups": 1, "features": 64, "samples": 12345678}
    ranges = {"nonzero": 41.5, "nonzero_lowest": 40.0, "nonzero_highest": 43.0}
    assert found["main"]["soil"] == {**sizes, **ranges, "norm": 0.85}
    assert found["zero"]["soil"]["nonzero"] == 0
    assert [found["mlp"]["soil"][name] for name in ("nonzero", "nonzero_lowest", "norm")] == [None] * 3
    assert found["mlp"]["soil"]["samples"] == 500000


def test_seeds(discharge: pd.DataFrame) -> None:
    """The range of the seeds' medians is theirs, not that of the means; one seed has no spread, and none no range."""
    several = skill({("main", 1): [0.1, 0.5, 0.9], ("main", 2): [0.4, 0.6, 0.7], ("zero", 1): [np.nan] * 3})
    found = numbers(several, discharge)["seeds"]
    assert found["main"]["soil"]["r"] == {"lowest": 0.5, "highest": 0.6, "spread": 0.1}
    assert set(found["main"]["soil"]) == {"r", "anomaly_r", "nse", "rmse"}
    assert found["zero"]["soil"]["r"] == {"lowest": None, "highest": None, "spread": None}
    alone = numbers(skill({("main", 1): [0.1, 0.5, 0.9]}), discharge)["seeds"]["main"]["soil"]["r"]
    assert alone == {"lowest": 0.5, "highest": 0.5, "spread": None}


def test_the_best_draw_of_an_untrained_lstm_counts(discharge: pd.DataFrame) -> None:
    """Medians are those of the draw with the highest median r; draws are no seeds of the run."""
    table = skill({("main", 1): [0.9, 0.8], ("untrained", 1): [0.1, 0.2], ("untrained", 2): [0.4, 0.6]})
    found = numbers(table, discharge)
    assert found["probes"]["untrained"]["soil"]["test"]["r"] == 0.5
    assert found["counts"]["seeds"] == 1
    assert found["changes"]["untrained"]["soil"]["r_difference"] == -0.35
    assert found["seeds"]["untrained"]["soil"]["r"]["lowest"] == 0.15


def test_the_verdict_is_there(probes: pd.DataFrame, discharge: pd.DataFrame) -> None:
    """Intervals by experiment and target, differences by pair, rungs with outcome, and what stands beside them."""
    of_soil = evidence()
    given = {
        "intervals": of_soil.intervals,
        "ladder": ladder.judge(of_soil, ["soil"]),
        "sampling": of_soil.sampling,
        "floor_and_ceiling": describe(of_soil, ["soil"], pd.DataFrame(columns=list(LAG_CURVE.columns))),
    }
    found = numbers(probes, discharge, **given)
    assert found["intervals"]["main"]["soil"]["r"]["lower"] < 0.9 < found["intervals"]["main"]["soil"]["r"]["upper"]
    assert found["differences"]["main"]["season"]["soil"]["anomaly_r"]["median"] > 0.5
    verdict = found["ladder"]["soil"]
    assert verdict["climbed"] == 4
    assert verdict["rungs"]["learned"]["outcome"] == "passed"
    assert verdict["rungs"]["used"] == {"outcome": "not run", "value": None, "threshold": None}
    assert (verdict["floor"], verdict["gauges"], verdict["years_resampled"]) == ("inputs_and_attributes", 24, False)


def test_products_and_offsets(probes: pd.DataFrame, discharge: pd.DataFrame) -> None:
    """The median correlation of two products is over gauges that have one; the test of offsets is passed on."""
    rows = [("soil", "sky", str(gauge), r, 100) for gauge, r in enumerate([0.4, 0.6, np.nan])]
    products = PRODUCTS.check(pd.DataFrame(rows, columns=list(PRODUCTS.columns)))
    test = pd.DataFrame([("log p_mean", 60, 60, 0.31234, 0.00512345)], columns=list(OFFSETS_TEST.columns))
    found = numbers(probes, discharge, products=products, offsets_test=OFFSETS_TEST.check(test))
    assert found["products"] == {"first": "soil", "second": "sky", "gauges": 2, "r": 0.5}
    sizes = {"variable": "log p_mean", "largest": 60, "smallest": 60}
    assert found["offsets"] == {**sizes, "statistic": 0.3123, "p_value": 0.005123}


def test_nothing_in_products_or_offsets(probes: pd.DataFrame, discharge: pd.DataFrame) -> None:
    """Products without a correlation, and a test without enough gauges, are null and not NaN."""
    products = PRODUCTS.check(pd.DataFrame([("soil", "sky", "1", np.nan, 0)], columns=list(PRODUCTS.columns)))
    test = pd.DataFrame([("log p_mean", 0, 0, np.nan, np.nan)], columns=list(OFFSETS_TEST.columns))
    found = numbers(probes, discharge, products=products, offsets_test=OFFSETS_TEST.check(test))
    assert (found["products"]["gauges"], found["products"]["r"]) == (0, None)
    assert (found["offsets"]["statistic"], found["offsets"]["p_value"]) == (None, None)


def test_the_document_names_every_number() -> None:
    """Every part, count and metric of the schema stands in docs/numbers.md."""
    text = (DOCS / "numbers.md").read_text()
    parts = [name for name in SCHEMA["properties"] if name not in ("schema", "counts")]
    assert [name for name in parts if f"`{name}." not in text] == []
    counts = SCHEMA["properties"]["counts"]["required"]
    assert [name for name in counts if f"`counts.{name}" not in text] == []
    words = set(deepest(SCHEMA["properties"]["weights"]))
    words |= {name for part in ("change", "medians") for name in SCHEMA["$defs"][part]["properties"]}
    words |= {"lowest", "highest", "spread"}
    words |= {*SCHEMA["properties"]["products"]["required"], *SCHEMA["properties"]["offsets"]["required"]}
    assert sorted(word for word in words if f"`{word}`" not in text) == []


def deepest(part: dict[str, Any]) -> list[str]:
    """Name the keys at the bottom of a part of the schema."""
    while "properties" not in part:
        part = part["additionalProperties"]
    return list(part["properties"])


def test_published(probes: pd.DataFrame, discharge: pd.DataFrame) -> None:
    """Both medians, and Spearman's rank correlation by hand."""
    # ours rank 1 2 3; theirs 0.7 0.9 0.8 rank 1 3 2; 1 - 6 (1 + 1) / (3 * 8) = 0.5
    theirs = pd.DataFrame({"gauge_id": ["1001", "1002", "1003"], "r": [0.7, 0.9, 0.8], "nse": [0.1, 0.1, 0.1]})
    found = numbers(probes, discharge, published=compare(probes, theirs, "soil"))
    expected = {"target": "soil", "gauges": 3, "r": 0.5, "published_r": 0.8, "nse": 0.5, "published_nse": 0.1}
    assert found["published"] == {**expected, "spearman_r": 0.5, "spearman_nse": None}


def test_main_alone_and_nothing_scored(discharge: pd.DataFrame, tmp_path: Path) -> None:
    """Without a control there are no shares; what cannot be scored is null, never NaN, in the file."""
    found = numbers(skill({("main", 1): [np.nan, np.nan]}), discharge)
    assert found["shares_beating_main"] == found["changes"] == {}
    assert found["probes"]["main"]["soil"]["test"]["r"] is None
    store.write_json(found, tmp_path / "numbers.json")
    assert "NaN" not in (tmp_path / "numbers.json").read_text()
    assert store.read_json(tmp_path / "numbers.json") == found


def test_share_that_is_unknown(discharge: pd.DataFrame) -> None:
    """A control that shares no scored gauge with main has a share of null."""
    found = numbers(skill({("main", 1): [np.nan, 0.5], ("delay", 1): [0.5, np.nan]}), discharge)
    assert found["shares_beating_main"]["delay"]["soil"]["test"] == {"r": None, "anomaly_r": None}


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.123456, 0.1235), (-12345.6, -12350.0), (np.int64(12345), 12345), (np.nan, None), (-np.inf, None)],
)
def test_significant(value: float, expected: float | None) -> None:
    """Four digits count; whole counts stay whole; what is no number is None."""
    assert significant(value) == expected

"""The numbers of a run: by hand, against their schema, and without anything that differs from run to run."""

import json
from pathlib import Path

import jsonschema
import numpy as np
import pandas as pd
import pytest

from lstm_probe import store
from lstm_probe.contracts.lstm import DISCHARGE_SKILL
from lstm_probe.numbers import numbers, significant
from lstm_probe.published import compare
from tests.test_tables import skill

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "numbers.schema.json").read_text())
GAUGES = {"gauges": 4, "gauges_dropped": 1}


@pytest.fixture
def probes() -> pd.DataFrame:
    """Give the skill of main and one control at four gauges, one of them unscored."""
    return skill({("main", 1): [0.123456, 0.5, 0.6, np.nan], ("delay", 1): [0.2, 0.1, 0.3, 0.4]})


@pytest.fixture
def discharge() -> pd.DataFrame:
    """Give the discharge skill of one LSTM at two gauges."""
    values = (("1001", 0.8), ("1002", 0.91234))
    rows = [("paper", 1, gauge, "test", metric, value) for metric in ("r", "nse") for gauge, value in values]
    return DISCHARGE_SKILL.check(pd.DataFrame(rows, columns=list(DISCHARGE_SKILL.columns)))


def test_by_hand(probes: pd.DataFrame, discharge: pd.DataFrame) -> None:
    """Medians, shares and counts are those of a calculation on paper, to 4 significant digits."""
    found = numbers(probes, discharge, GAUGES)
    jsonschema.validate(found, SCHEMA)
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
        "gauges_with_target": {"soil": 3},
    }
    assert found["published"] is None


def test_published(probes: pd.DataFrame, discharge: pd.DataFrame) -> None:
    """Both medians, and Spearman's rank correlation by hand."""
    # ours rank 1 2 3; theirs 0.7 0.9 0.8 rank 1 3 2; 1 - 6 (1 + 1) / (3 * 8) = 0.5
    theirs = pd.DataFrame({"gauge_id": ["1001", "1002", "1003"], "r": [0.7, 0.9, 0.8], "nse": [0.1, 0.1, 0.1]})
    found = numbers(probes, discharge, GAUGES, compare(probes, theirs, "soil"))
    jsonschema.validate(found, SCHEMA)
    expected = {"target": "soil", "gauges": 3, "r": 0.5, "published_r": 0.8, "nse": 0.5, "published_nse": 0.1}
    assert found["published"] == {**expected, "spearman_r": 0.5, "spearman_nse": None}


def test_main_alone_and_nothing_scored(discharge: pd.DataFrame, tmp_path: Path) -> None:
    """Without a control there are no shares; what cannot be scored is null, never NaN, in the file."""
    found = numbers(skill({("main", 1): [np.nan, np.nan]}), discharge, GAUGES)
    jsonschema.validate(found, SCHEMA)
    assert found["shares_beating_main"] == {}
    assert found["probes"]["main"]["soil"]["test"]["r"] is None
    store.write_json(found, tmp_path / "numbers.json")
    assert "NaN" not in (tmp_path / "numbers.json").read_text()
    assert store.read_json(tmp_path / "numbers.json") == found


def test_share_that_is_unknown(discharge: pd.DataFrame) -> None:
    """A control that shares no scored gauge with main has a share of null."""
    found = numbers(skill({("main", 1): [np.nan, 0.5], ("delay", 1): [0.5, np.nan]}), discharge, GAUGES)
    jsonschema.validate(found, SCHEMA)
    assert found["shares_beating_main"]["delay"]["soil"]["test"] == {"r": None, "anomaly_r": None}


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.123456, 0.1235), (-12345.6, -12350.0), (np.int64(12345), 12345), (np.nan, None), (-np.inf, None)],
)
def test_significant(value: float, expected: float | None) -> None:
    """Four digits count; whole counts stay whole; what is no number is None."""
    assert significant(value) == expected

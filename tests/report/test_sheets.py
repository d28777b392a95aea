"""Tables are laid out for readers, and for sorting."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lstm_probe.errors import InputError
from lstm_probe.report import labels, sheets


def texts(sheet: sheets.Sheet, column: int) -> list[str]:
    """List what a column says."""
    return [row[column].text for row in sheet.rows]


def test_a_column_has_the_same_decimals() -> None:
    """Three significant digits of the largest set the decimals of all; counts have none; NaN is a dash."""
    columns = {"r": [0.93871, -0.0148, np.nan], "bias": [-0.02405, 0.0101, -0.00001], "days": [2191, 5, 12]}
    table = pd.DataFrame({**columns, "nse": [-9.40375, 0.851, 0.742]})  # a median of 0.851 asks for 3
    sheet = sheets.sheet("t", table)
    assert texts(sheet, 0) == ["0.939", "−0.015", "–"]
    assert texts(sheet, 1) == ["−0.0240", "0.0101", "0.0000"]
    assert texts(sheet, 2) == ["2\u202f191", "5", "12"]
    assert texts(sheet, 3) == ["−9.404", "0.851", "0.742"]


def test_mixed_metrics_keep_their_own_decimals() -> None:
    """In a table with a column of metrics, each number has its own significant digits, without closing zeros."""
    table = pd.DataFrame({"metric": ["r", "rmse", "n"], "value": [0.9, 0.02412, 1096.0]})
    assert texts(sheets.sheet("t", table), 1) == ["0.9", "0.0241", "1\u202f096"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.05, "0.05"), (-9.40375, "−9.4"), (3.2e-9, "3.20e−09"), (123456.7, "123\u202f457"), (0.0, "0"), (np.inf, "∞")],
)
def test_numbers_are_written_short(value: float, text: str) -> None:
    """A number has 3 significant digits, a true minus, and thousands apart."""
    assert sheets.significant(value) == text


@pytest.mark.parametrize(
    ("value", "text", "key"),
    [(True, "yes", 1.0), (np.bool_(False), "no", 0.0), ("", "–", None), (None, "–", None), ("15021", "15021", "15021")],
)
def test_cells_say_and_sort(value: object, text: str, key: object) -> None:
    """Truth is said in words, absence by a dash that sorts last, and text as it is."""
    assert sheets.cell(value) == sheets.Cell(text, key)


def test_a_long_table_is_named_not_shown(tmp_path: Path) -> None:
    """A table of more rows than a page should have gives its columns and length alone."""
    path = tmp_path / "mine.csv"
    pd.DataFrame({"gauge_id": range(30), "value": 1.0}).to_csv(path, index=False)
    shown, named = sheets.load(path), sheets.load(path, longest=10)
    assert shown.shown
    assert shown.rows[3][0] == sheets.Cell("3", "3")  # an identifier is text
    assert not named.rows
    assert named.length == 30
    assert [column.head for column in named.columns] == ["gauge", "value"]


def test_a_table_with_a_contract_is_checked(tmp_path: Path) -> None:
    """A table that lacks columns of its contract is refused by name."""
    path = tmp_path / "controls.csv"
    path.write_text("experiment,target\nmain,swvl1\n")
    with pytest.raises(InputError, match="share_beating_main"):
        sheets.load(path)


def test_tables_are_called_in_words() -> None:
    """A known table has a title; another one the words of its name."""
    assert labels.title("table1_medians").startswith("Table 1")
    assert labels.title("my_table") == "My table"

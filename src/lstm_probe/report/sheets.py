"""Read tables for a page: columns with words for heads, cells with a text to read and a value to sort by."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_probe.artefacts import store
from lstm_probe.contracts import lstm, probe, tables, verdict
from lstm_probe.contracts.contract import Table
from lstm_probe.report.labels import MIXED, ORDER, head

#: Longest table that a page shows in full; of a longer one it names the file.
LONGEST = 250
DIGITS, MOST_PLACES = 3, 6
APART = "\u202f"  # between thousands: a narrow space that never breaks a line

CONTRACTS = {
    table.name: table
    for module in (tables, probe, lstm, verdict)
    for table in vars(module).values()
    if isinstance(table, Table)
}


@dataclass(frozen=True)
class Column:
    """Hold a column's name in the file, its head in words, and whether it is of numbers."""

    name: str
    head: str
    numeric: bool


@dataclass(frozen=True)
class Cell:
    """Hold what a cell says and what it sorts by (None: nothing, and last)."""

    text: str
    key: str | float | None


@dataclass(frozen=True)
class Sheet:
    """Hold a table as a page shows it; one too long has no rows, and `length` says how many it would have."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    length: int

    @property
    def shown(self) -> bool:
        """Whether the page shows it in full."""
        return self.length <= LONGEST


def load(path: str | Path, longest: int = LONGEST) -> Sheet:
    """Read a table from its file; of one that is too long, columns and length alone.

    Parameters
    ----------
    path : str or Path
        CSV. One that has a contract is checked; of any other, columns that end in ``_id`` are text.
    longest : int
        Rows that a page may show.
    """
    path = Path(path)
    with path.open(encoding="utf-8") as file:
        length = sum(1 for _ in file) - 1
    if length > longest:
        return sheet(path.stem, pd.read_csv(path, nrows=0), length)
    if path.name in CONTRACTS:
        table = store.read_table(path, CONTRACTS[path.name])
        return sheet(path.stem, table[ORDER[path.name].split()] if path.name in ORDER else table)
    names = pd.read_csv(path, nrows=0).columns
    return sheet(path.stem, pd.read_csv(path, dtype={name: "str" for name in names if str(name).endswith("_id")}))


def sheet(name: str, table: pd.DataFrame, length: int | None = None) -> Sheet:
    """Lay a table out for a page.

    Numbers of a column have as many decimals as the largest needs for 3 significant digits, or up to 3 where most are
    much smaller; where a column mixes metrics or quantities, each number has its own.

    Parameters
    ----------
    name : str
        Its name, the stem of its file.
    table : pandas.DataFrame
        Its content.
    length : int, optional
        Rows that it has in its file, where `table` has none of them.
    """
    columns = tuple(Column(str(column), head(str(column)), _numeric(table[column])) for column in table.columns)
    mixed = set(table.columns) if "metric" in table.columns else MIXED
    written = [
        _aligned(table[column.name]) if column.numeric and column.name not in mixed else map(cell, table[column.name])
        for column in columns
    ]
    rows = tuple(zip(*written, strict=True))
    return Sheet(name, columns, rows, len(rows) if length is None else length)


def cell(value: object) -> Cell:
    """Write a value by itself: numbers to 3 significant digits with a true minus, a dash for what is missing."""
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return Cell("yes" if value else "no", float(bool(value)))
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return Cell("–", None)
    if isinstance(value, str):
        return Cell(value, value)
    return Cell(significant(float(value)), float(value))  # type: ignore[arg-type]


def significant(value: float) -> str:
    """Write a number to 3 significant digits without closing zeros, thousands apart."""
    places = 0 if math.isinf(value) or value == int(value) else _places(value)
    text = decimals(value, places)
    return text.rstrip("0").rstrip(".") if places > 0 and "e" not in text else text


def decimals(value: float, places: int) -> str:
    """Write a number with so many decimals, a true minus and thousands apart; in powers of ten if they are many."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    text = f"{value:,.{places}f}" if places <= MOST_PLACES else f"{value:.{DIGITS - 1}e}"
    text = text.removeprefix("-") if float(text.replace(",", "")) == 0 else text
    return text.replace(",", APART).replace("-", "−")


def _places(value: float) -> int:
    """Count the decimals that a number needs for its significant digits."""
    return max(DIGITS - 1 - math.floor(math.log10(abs(value))), 0)


def _aligned(values: pd.Series) -> list[Cell]:
    """Write the numbers of a column with the same decimals: those of its largest, or up to 3 if most are smaller."""
    finite = values[np.isfinite(values)].astype("float64")
    whole = bool((finite == finite.round()).all())
    sizes = finite[finite != 0].abs()
    places = 0 if whole else max(_places(sizes.max()), min(_places(sizes.median()), DIGITS))
    return [
        Cell("–", None) if math.isnan(value) else Cell(decimals(float(value), places), float(value))
        for value in values.astype("float64")
    ]


def _numeric(values: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype))

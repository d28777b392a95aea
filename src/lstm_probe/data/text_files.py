"""Read text files as people save them: with marks, any line ends, and clear words where they are no such text."""

import csv
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_probe.data import opening
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)


def read(path: Path, expected: str, advice: str) -> str:
    r"""Read a text in UTF-8.

    Parameters
    ----------
    path : Path
        The file; a byte-order mark and any line ends are accepted.
    expected : str
        What the file should be, for messages.
    advice : str
        What to do where it is not.

    Returns
    -------
    str
        The text with line ends ``\n``. A last line without an end is said in the log, as the file may be cut there.

    Raises
    ------
    InputError
        If it is empty, another kind of file, has zero bytes, or is no UTF-8.
    """
    with opening.explained(path, expected, advice):
        content = path.read_bytes()
    if not content.strip() or opening.kind_of(path):
        raise InputError(str(path), opening.kind_of(path) or "an empty file", f"{expected}, in UTF-8", advice)
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise InputError(str(path), f"zero bytes in line {line}", f"{expected}, in UTF-8", advice)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"line {content[: error.start].count(bytes([10])) + 1} with a letter that is not UTF-8"
        raise InputError(str(path), found, f"{expected}, in UTF-8", f"save it again in UTF-8, or {advice}") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.endswith("\n"):
        logger.warning("%s: its last line has no end; it may be cut: '%s'", path, text.rpartition("\n")[2][-40:])
    return text


def header(path: Path, text: str, advice: str) -> list[str]:
    """Return the names of the columns of a table with commas between them.

    Raises
    ------
    InputError
        If there are semicolons or tabs between them, or a name stands there twice.
    """
    first = text.partition("\n")[0]
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if mark in first and "," not in first:
            expected = "commas between columns, and decimal points"
            raise InputError(str(path), f"{name} between columns: '{first[:60]}'", expected, advice)
    names = [name.strip() for name in next(csv.reader([first]), [])]
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        raise InputError(str(path), f"columns {shortlist(twice)} twice", "every column once", advice)
    return names


def require_even(path: Path, text: str, fields: int, advice: str) -> None:
    """Refuse rows that have more or fewer fields than the header.

    Parameters
    ----------
    path : Path
        The file, for the message.
    text : str
        Its text; a field in quotation marks may hold commas.
    fields : int
        How many fields there have to be.
    advice : str
        What to do.

    Raises
    ------
    InputError
        Naming the first such line.
    """
    uneven = _uneven(list(csv.reader(text.split("\n"), skipinitialspace=True)), fields)
    if uneven:
        number, count = uneven[0]
        found = f"line {number} with {count} fields ({len(uneven)} such lines)"
        raise InputError(str(path), found, f"{fields} fields, as in the header", advice)


def _uneven(rows: Sequence[Sequence[str]], fields: int) -> list[tuple[int, int]]:
    return [(number, len(row)) for number, row in enumerate(rows, start=1) if row and len(row) != fields]


def require_numbers(path: Path, columns: pd.DataFrame, advice: str) -> None:
    """Refuse text in columns of numbers.

    Parameters
    ----------
    path : Path
        The file, for the message.
    columns : pandas.DataFrame
        Columns as they were read, in the order of the lines below the header.
    advice : str
        What to do.

    Raises
    ------
    InputError
        Naming the first such value of the first such column.
    """
    for name, values in columns.items():
        if pd.api.types.is_numeric_dtype(values):
            continue
        wrong = (values.notna() & pd.to_numeric(values, errors="coerce").isna()).to_numpy()
        if wrong.any():
            row = int(np.argmax(wrong))
            found = f"'{values.iloc[row]}' in column {name}, line {row + 2} ({wrong.sum()} such values)"
            raise InputError(str(path), found, "a number, or nothing where there is no value", advice)

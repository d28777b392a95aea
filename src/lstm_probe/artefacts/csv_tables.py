"""Read tables with commas between columns as R, pandas and spreadsheets write them: the one door for CSV text.

Quotation marks, names of rows, empty columns without a name, commas at the ends of lines and capital letters in names
make no difference; what would have to be guessed is refused.
"""

import logging
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

import numpy as np
import pandas as pd

from lstm_probe.artefacts import csv_rows
from lstm_probe.errors import InputError

logger = logging.getLogger(__name__)


def decoded(content: bytes, where: str, expected: str, advice: str) -> str:
    r"""Decode the bytes of a text in UTF-8.

    Parameters
    ----------
    content : bytes
        The bytes; a byte-order mark and any line ends are accepted.
    where, expected, advice : str
        The file, what it should be and what to do where it is not, for messages.

    Returns
    -------
    str
        The text with line ends ``\n``. The log says where the last line has no end, as the file may be cut there.

    Raises
    ------
    InputError
        If it is empty, has zero bytes, or is no UTF-8.
    """
    expected = f"{expected}, in UTF-8"
    if not content.strip():
        raise InputError(where, "an empty file", expected, advice)
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise InputError(where, f"zero bytes in line {line}", expected, advice)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"line {content[: error.start].count(bytes([10])) + 1} with a letter that is not UTF-8"
        raise InputError(where, found, expected, f"save it again in UTF-8, or {advice}") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.endswith("\n"):
        logger.warning("%s: its last line has no end; it may be cut: '%s'", where, text.rpartition("\n")[2][-40:])
    return text


def read(
    where: str,
    text: str,
    kinds: Mapping[str, str],
    advice: str,
    known: Sequence[str] = (),
    only: bool = False,
    short: bool = False,
) -> pd.DataFrame:
    """Read a table.

    Parameters
    ----------
    where : str
        The file, for messages.
    text : str
        The table.
    kinds : mapping of str to str
        Data types by column: ``str`` for text; columns that are not named here are numbers where all values are.
    advice : str
        What to do, for messages.
    known : sequence of str
        Further columns whose names are recognised in capital letters too.
    only : bool
        Whether only the columns of `kinds` are read.
    short : bool
        Whether a row may end before its last columns, which are missing values then.

    Returns
    -------
    pandas.DataFrame
        Its columns, by the names of `csv_rows.header`; nothing, NA, N/A and NaN are missing values.

    Raises
    ------
    InputError
        If it is no even table, a column has values and no name, or text stands in a column of numbers.
    """
    wanted = [*kinds, *known]
    text = text.lstrip("\n")
    names, text = csv_rows.tidied(where, text, csv_rows.header(where, text, wanted, advice), advice, short)
    chosen = [name for name in names if name in kinds] if only else names
    settings: dict[str, Any] = {
        "names": names,
        "header": 0,
        "usecols": chosen,
        "skipinitialspace": True,
        "index_col": False,
    }
    try:
        return pd.read_csv(StringIO(text), dtype={name: kinds[name] for name in chosen if name in kinds}, **settings)
    except ValueError as error:
        table = pd.read_csv(StringIO(text), dtype="str", **settings)
        numbers = [name for name in chosen if kinds.get(name, "str") != "str"]
        require_numbers(where, table[numbers], advice)
        raise InputError(where, " ".join(str(error).split())[:200], "a table", advice) from error


def require_numbers(where: str, columns: pd.DataFrame, advice: str) -> None:
    """Refuse text in columns of numbers.

    Parameters
    ----------
    where : str
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
        if pd.api.types.is_numeric_dtype(values) and values.dtype != bool:
            continue
        truth = values.map(lambda value: isinstance(value, bool | np.bool_))
        wrong = (truth | (values.notna() & pd.to_numeric(values, errors="coerce").isna())).to_numpy()
        if wrong.any():
            row = int(np.argmax(wrong))
            found = f"'{values.iloc[row]}' in column {name}, line {row + 2} ({wrong.sum()} such values)"
            expected = "a number, written with decimal points, or nothing where there is no value"
            raise InputError(where, found, expected, advice)

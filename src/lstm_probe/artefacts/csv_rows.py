"""Leave out of a table with commas what R and spreadsheets add: row names, quotation marks, columns of nothing."""

import csv
import logging
from collections.abc import Iterable
from io import StringIO

from lstm_probe.artefacts.keys import require_once
from lstm_probe.errors import InputError

logger = logging.getLogger(__name__)

#: Stands for the name of a column without one.
UNNAMED = "(no name)"
Rows = list[list[str]]


def header(where: str, text: str, known: Iterable[str], advice: str) -> list[str]:
    """Return the names of the columns of a table; `UNNAMED` stands for one without.

    Parameters
    ----------
    where : str
        The file, for messages.
    text : str
        The table.
    known : iterable of str
        Names of columns that are recognised in capital letters too, and are returned as they stand here.
    advice : str
        What to do, for messages.

    Raises
    ------
    InputError
        If there are semicolons or tabs between them, or a name stands there twice.
    """
    first = text.lstrip("\n").partition("\n")[0]
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if mark in first and "," not in first:
            expected = "commas between columns, and decimal points"
            raise InputError(where, f"{name} between columns: '{first[:60]}'", expected, advice)
    names = [name.strip() or UNNAMED for name in next(csv.reader([first], skipinitialspace=True), [])]
    require_once([name for name in names if name != UNNAMED], where, "columns {} twice", "every column once", advice)
    small = [name.lower() for name in names]
    for name in known:
        if name not in names and small.count(name.lower()) == 1:
            names[small.index(name.lower())] = name
    return names


def tidied(where: str, text: str, names: list[str], advice: str, short: bool = False) -> tuple[list[str], str]:
    """Leave out of a table what carries no value; a plain table stays as it is.

    Parameters
    ----------
    where : str
        The file, for messages.
    text : str
        The table, which begins with its header.
    names : list of str
        The names of its columns, `UNNAMED` for one without.
    advice : str
        What to do, for messages.
    short : bool
        Whether a row may have fewer fields than the header.

    Returns
    -------
    names : list of str
        The names of the columns that are left.
    text : str
        Their values, below a header.

    Raises
    ------
    InputError
        If rows have more or fewer fields than the header, a column has values and no name, or a quotation mark stands
        alone.
    """
    body = text.strip("\n")
    plain = '"' not in text and UNNAMED not in names and body.rpartition("\n")[2].strip(" ,")
    if plain and body.count(",") == (body.count("\n") + 1) * (len(names) - 1):
        return names, text
    rows = _parsed(where, text, advice)
    while len(rows) > 1 and not any(rows[-1]):  # lines of commas alone, below the table
        rows.pop()
    names, rows = _without_row_names(where, names, rows)
    filled = max((n + 1 for row in rows[1:] for n, field in enumerate(row) if field), default=0)
    while len(names) > filled and names[-1] == UNNAMED:
        names = names[:-1]
    rows = [names, *(_cut(row, len(names)) for row in rows[1:])]
    _require_even(where, rows, advice, short)
    for place in [place for place, name in enumerate(names) if name == UNNAMED]:
        if value := next((row[place] for row in rows[1:] if len(row) > place and row[place]), ""):
            found = f"column {place + 1} without a name, with values such as '{value[:40]}'"
            raise InputError(where, found, "a name for every column", advice)
    chosen = [place for place, name in enumerate(names) if name != UNNAMED]
    written = StringIO()
    csv.writer(written, lineterminator="\n").writerows([row[n] for n in chosen if n < len(row)] for row in rows)
    return [names[place] for place in chosen], written.getvalue()


def _parsed(where: str, text: str, advice: str) -> Rows:
    """Split a table into fields without the spaces around them."""
    rows: Rows = []
    reader = csv.reader(StringIO(text, newline=""), skipinitialspace=True)
    try:
        for row in reader:
            if any("\n" in field for field in row):
                raise csv.Error("it does not end in its line")
            rows.append([field.strip() for field in row])
    except csv.Error as error:
        found = f"line {len(rows) + 1}: a field that begins with a quotation mark: {error}"
        raise InputError(where, found, "a quotation mark at both ends of a field", advice) from error
    return rows


def _without_row_names(where: str, names: list[str], rows: Rows) -> tuple[list[str], Rows]:
    """Leave out a first column of row names: it has no name, or the header has no field for it."""
    below = [row for row in rows[1:] if row]
    longer = below and all(len(row) == len(names) + 1 for row in below) and any(row[-1] for row in below)
    headless = longer and all(row[0].isdecimal() and len(row[0]) < len("20000101") for row in below)
    if not headless and names[0] != UNNAMED:
        return names, rows
    logger.info("%s: its first column, which has no name, holds names of rows and is left out", where)
    return names if headless else names[1:], [row[1:] for row in rows]


def _cut(row: list[str], length: int) -> list[str]:
    """Cut a row behind its last column, if nothing stands there."""
    return row[:length] if len(row) > length and not any(row[length:]) else row


def _require_even(where: str, rows: Rows, advice: str, short: bool) -> None:
    """Refuse rows that have more or fewer fields than the header, naming the first."""
    fields = len(rows[0])
    counts = [(number, len(row)) for number, row in enumerate(rows, start=1) if row]
    uneven = [(number, count) for number, count in counts if count > fields or (count < fields and not short)]
    if uneven:
        number, count = uneven[0]
        found = f"line {number} with {count} fields ({len(uneven)} such lines)"
        raise InputError(where, found, f"{fields} fields, as in the header", f"the file is cut or mixed up: {advice}")

"""Ids of gauges: text, as a file has it; CAMELS-GB's are whole numbers, which tables write in many ways."""

import csv
import logging
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from lstm_probe.artefacts import csv_rows
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

WRITTEN = re.compile(r"\s*(?:camels_?gb_)?0*(?P<number>[0-9]{1,9})(?:\.0*)?\s*", re.IGNORECASE)


def plain(written: object) -> str:
    """Give an id as CAMELS-GB writes it: ``39001`` for ``39001.0``, ``" 039001"`` or ``camelsgb_39001``.

    Parameters
    ----------
    written : object
        Text or a number; bytes are taken as text.

    Returns
    -------
    str
        Digits without leading zeros; what is no such id comes back as text, without spaces around it.
    """
    text = written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)
    match = WRITTEN.fullmatch(text)
    return match["number"] if match else text.strip()


def text(written: object) -> str:
    """Give an id as it is written, without spaces around it; bytes are taken as UTF-8."""
    return (written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)).strip()


def of_usgs(written: object) -> str:
    """Give the id of a gauge of the USGS, of eight digits or more: a number has lost its leading zeros."""
    name = text(written)
    return name.zfill(8) if name.isdigit() else name


def of_list(path: Path, plain_id: Callable[[object], str] | None = None) -> list[str]:
    """Read a list of ids.

    Parameters
    ----------
    path : Path
        The list, as `listed` reads it; a byte-order mark and any line ends are accepted.
    plain_id : callable, optional
        Gives an id from what stands there; as CAMELS-GB writes them where there is none.

    Raises
    ------
    InputError
        If it is a table without a column gauge_id.
    """
    return [
        (plain_id or plain)(one) for one in listed(path.read_text(encoding="utf-8-sig", errors="replace"), str(path))
    ]


def listed(text: str, where: str) -> list[str]:
    """Return the ids of a list as they are written there.

    Parameters
    ----------
    text : str
        One id per line, in quotation marks or not, with or without the header gauge_id; or a CSV table with a column
        gauge_id.

    Raises
    ------
    InputError
        If it is a table without a column gauge_id.
    """
    lines = [line.strip(" \t,") for line in text.splitlines()]
    if not any("," in line for line in lines):
        words = [word.strip('"') for line in lines for word in line.split()]
        return words[words[:1] in (["gauge_id"], ["GAUGE_ID"]) :]
    advice = "write one id per line"
    names = csv_rows.header(where, text, ["gauge_id"], advice)
    if "gauge_id" not in names:
        raise InputError(where, f"a table with columns {shortlist(names)}", "one id per line, or gauge_id", advice)
    names, text = csv_rows.tidied(where, text, names, advice)
    return [row[names.index("gauge_id")] for row in csv.reader(text.splitlines()[1:]) if row]


def all_plain(written: Iterable[object], where: str) -> list[str]:
    """Give ids as CAMELS-GB writes them, and say in the log which were written otherwise.

    Parameters
    ----------
    written : iterable
        Ids as a file has them.

    Raises
    ------
    InputError
        If one is no id of CAMELS-GB.
    """
    given = list(written)
    ids = [plain(one) for one in given]
    if wrong := [one for one in ids if not re.fullmatch("[0-9]{1,9}", one)]:
        found = f"{len(wrong)} gauges called {shortlist(map(repr, wrong), 4)}"
        raise InputError(where, found, "ids of CAMELS-GB, whole numbers such as 39001", "correct them")
    log_rewritten(given, ids, where)
    return ids


def log_rewritten(written: Iterable[object], ids: Iterable[str], where: str) -> None:
    """Log how many ids were not written as CAMELS-GB writes them, and one of them."""
    others = [(str(one), name) for one, name in zip(written, ids, strict=True) if str(one) != name]
    if others:
        text = "%s: %d ids of gauges are written otherwise: '%s' is taken as %s"
        logger.warning(text, where, len(others), *others[0])

"""Read tables of attributes of any data set, and join them by the id of the gauge."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from lstm_probe.artefacts import csv_rows, csv_tables
from lstm_probe.artefacts.keys import require_once
from lstm_probe.data.files import text_files
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

TABLE, ADVICE = "a table of attributes with a column gauge_id", "save it as CSV in UTF-8, or get it again"
#: What the id of a gauge may be called in a table, the first that is there.
ID_COLUMNS = ("gauge_id", "basin_id", "basin", "gauge", "id", "station_id", "site_no", "gage_id")


def joined(
    paths: Sequence[Path], plain_id: Callable[[object], str], separator: str = ",", id_column: str | None = None
) -> pd.DataFrame:
    """Join tables of attributes.

    Parameters
    ----------
    paths : sequence of Path
        The tables; of a column in several of them, the first counts.
    plain_id : callable
        Gives the id of a gauge from what stands there.
    separator : str
        What stands between columns.
    id_column : str, optional
        The column of ids; one of `ID_COLUMNS` where it is not given.

    Returns
    -------
    pandas.DataFrame
        By gauge_id (text), in the order of the first table, with all gauges of any.
    """
    tables = [one(path, plain_id, separator, id_column) for path in paths]
    if not tables:
        return pd.DataFrame(index=pd.Index([], name="gauge_id", dtype=object))
    whole = tables[0]
    for path, table in zip(paths[1:], tables[1:], strict=True):
        if again := [name for name in table.columns if name in whole.columns]:
            logger.info("%s: also in a table before it, which counts: %s", path, shortlist(again))
        fresh = table[[name for name in table.columns if name not in whole.columns]]
        whole = whole.join(fresh, how="outer", sort=False)
    return whole


def one(
    path: Path, plain_id: Callable[[object], str], separator: str = ",", id_column: str | None = None
) -> pd.DataFrame:
    """Read one table by gauge_id.

    Raises
    ------
    InputError
        If it is damaged, has no column of ids, or a gauge twice.
    """
    text = text_files.read(path, TABLE, ADVICE)
    if separator != ",":
        text = text.replace(",", " ").replace(separator, ",")
    candidates = [id_column] if id_column else list(ID_COLUMNS)
    names = csv_rows.header(str(path), text, candidates, ADVICE)
    column = next((name for name in candidates if name in names), None)
    if column is None:
        raise InputError(str(path), f"columns {shortlist(names)}", f"a column {' or '.join(candidates)}", ADVICE)
    table = csv_tables.read(str(path), text, {column: "str"}, ADVICE)
    ids = [plain_id(written) for written in table.pop(column)]
    require_once(ids, str(path), "gauges {} twice", "one row per gauge", "remove the repeated rows")
    return table.set_index(pd.Index(ids, name="gauge_id"))

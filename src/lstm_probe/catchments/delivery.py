"""What a reader of catchments delivers: gauges, their attributes, and the series of one gauge at a time."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.series import chosen_gauges
from lstm_probe.datasets.catalogue import Column, DataSet
from lstm_probe.errors import InputError, shortlist

#: What every table and figure names a gauge by.
NEEDED = ("gauge_name", "gauge_lat", "gauge_lon")


@dataclass(frozen=True)
class Delivery:
    """Hold what was found of a data set, before any series is read.

    Parameters
    ----------
    dataset : DataSet
        What it is.
    place : Path
        Its folder or file.
    gauges : sequence of str
        Gauges with a series, in order.
    attributes : pandas.DataFrame
        All tables joined, by gauge_id: numbers and text.
    columns : mapping of str to pair of str
        Column and units of discharge and of every forcing that can be read.
    read_gauge : callable
        (gauge, columns of the files) -> pandas.DataFrame of these, float32 by day, every day from first to last.
    tables : str
        Where the attributes come from, for messages.
    kept : dict of str to pandas.DataFrame
        Further columns that were read in the same pass, by gauge: targets that stand in the same files.
    """

    dataset: DataSet
    place: Path
    gauges: Sequence[str]
    attributes: pd.DataFrame = field(repr=False)
    columns: Mapping[str, Column]
    read_gauge: Callable[[str, Sequence[str]], pd.DataFrame] = field(repr=False)
    tables: str = ""
    kept: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)


def columns_of(dataset: DataSet, settings: Mapping[str, Any]) -> dict[str, Column]:
    """Say which column, in which units, discharge and each forcing are read from.

    Parameters
    ----------
    settings : mapping
        The block ``data.dataset``; its ``columns`` name a column, or ``{column: …, units: …}``.

    Raises
    ------
    InputError
        If a column is one that is refused by name.
    """
    chosen = dict(dataset.columns)
    for name, entry in settings.get("columns", {}).items():
        usual = dataset.columns.get(name, ("", ""))[1]
        chosen[name] = (entry, usual) if isinstance(entry, str) else (entry["column"], entry.get("units", usual))
    for name, (column, _) in chosen.items():
        if why := dataset.refused.get(column):
            expected = (
                f"potential evapotranspiration, such as {dataset.columns[name][0]}" if name == "pet" else "a forcing"
            )
            advice = "choose another column, or compute it: pet: {method: oudin}"
            raise InputError(f"data.dataset.columns.{name}", f"'{column}': {why}", expected, advice)
    return chosen


def choose(wanted: str | Sequence[object], delivery: Delivery) -> list[str]:
    """Return the ids of the gauges to use, in the order asked for.

    Parameters
    ----------
    wanted : "all", sequence of ids, or str
        All gauges with a series, these gauges, or the path of a list with one id per line.

    Raises
    ------
    InputError
        If the list is missing or names a gauge twice, or a gauge has no series; similar ids are named.
    """
    plain, note = delivery.dataset.plain_id, "; they are text, zeros and prefixes count"
    return chosen_gauges.choose(wanted, delivery.gauges, delivery.place, plain, "data.dataset.gauges", note)


def attributes_of(
    delivery: Delivery, gauges: Sequence[str], names: Sequence[str], units: Mapping[str, str]
) -> xr.Dataset:
    """Take attributes of the gauges.

    Returns
    -------
    xarray.Dataset
        float64 of shape (gauge_id,), NaN where a table has no value; ``gauge_name`` is text.

    Raises
    ------
    InputError
        If no table has an attribute (the nearest names are given), or it is text.
    """
    table, wanted = delivery.attributes, list(dict.fromkeys([*NEEDED, *names]))
    if missing := [name for name in wanted if name not in table.columns and name != "gauge_name"]:
        near = difflib.get_close_matches(missing[0], map(str, table.columns), n=4, cutoff=0.4)
        expected = f"one of the {table.shape[1]} attributes there"
        advice = f"correct it (nearest to {missing[0]}: {shortlist(near)}), or complete the tables"
        raise InputError(delivery.tables or str(delivery.place), f"no attribute {shortlist(missing)}", expected, advice)
    found = xr.Dataset(coords={"gauge_id": np.array(list(gauges), dtype=object)})
    rows = table.reindex(list(gauges))
    for name in wanted:
        attrs = {"units": "" if name == "gauge_name" else units.get(name, "1"), "long_name": name.replace("_", " ")}
        if name == "gauge_name":
            names_there = rows[name] if name in rows else pd.Series(list(gauges), index=rows.index)
            values = names_there.fillna("unnamed").astype(str).to_numpy(dtype=object)
        else:
            values = _numbers(delivery, rows[name])
        found[name] = ("gauge_id", values, attrs)
    return found


def _numbers(delivery: Delivery, column: pd.Series) -> np.ndarray:
    numbers = pd.to_numeric(column, errors="coerce")
    text = column[column.notna() & numbers.isna()]
    if len(text):
        found = f"'{text.iloc[0]}' at {text.index[0]} ({len(text)} such gauges)"
        where = f"{delivery.tables or delivery.place}, {column.name}"
        raise InputError(where, found, "numbers, or nothing where there is no value", "select numeric attributes only")
    return numbers.to_numpy("float64")

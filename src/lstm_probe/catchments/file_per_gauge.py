"""Catchments of a user's own, a CSV or netCDF file per gauge; NeuralHydrology's GenericDataset is one such layout."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.artefacts import csv_rows, csv_tables, listing
from lstm_probe.catchments import own_attributes as attributes
from lstm_probe.catchments.delivery import Delivery, columns_of
from lstm_probe.data.files import dimensions, opening, text_files
from lstm_probe.data.series import daily_series, stamps
from lstm_probe.datasets import catalogue, variables
from lstm_probe.datasets.catalogue import Column
from lstm_probe.errors import InputError, shortlist

DAYS = ("date", "time", "day", "datetime", "YYYY-MM-DD")
#: Where series are looked for if no pattern is given: the layout of NeuralHydrology first.
PATTERNS = ("time_series/{id}.nc", "time_series/{id}.csv", "timeseries/{id}.csv", "timeseries/{id}.nc", "{id}.csv")
ADVICE = "correct the file, or data.dataset"


def deliver(settings: Mapping[str, Any], place: Path) -> Delivery:
    """Find the series of every gauge by a pattern, and the tables of attributes.

    Parameters
    ----------
    settings : mapping
        The block ``data.dataset``: ``files`` (a name below the folder, with ``{id}``), ``columns``, ``attributes``.
    place : Path
        The folder.

    Raises
    ------
    InputError
        If no file fits the pattern.
    """
    dataset = catalogue.described(settings)
    patterns = [settings["files"]] if settings.get("files") else list(PATTERNS)
    found = next((files for pattern in patterns if (files := matching(place, pattern))), None)
    if not found:
        there = shortlist(listing.files(place), 4) if place.is_dir() else "no such folder"
        expected = f"the series of a gauge in {' or '.join(patterns)}"
        raise InputError(str(place), there, expected, "say how they are called: files: daily/{id}.csv")
    files = {dataset.plain_id(written): path for written, path in found.items()}
    columns, missing = columns_of(dataset, settings), settings.get("missing_value")
    columns = _with_stated(next(iter(files.values())), columns)

    def read_gauge(gauge: str, names: Sequence[str]) -> pd.DataFrame:
        table = read(files[gauge], names)
        return table if missing is None else table.mask((table - missing).abs() <= 1e-6 * abs(missing))

    table = attributes.read(settings, place, dataset.plain_id)
    where = str(settings.get("attributes") or place / "attributes")
    return Delivery(dataset, place, list(files), table, columns, read_gauge, where)


def matching(place: Path, pattern: str) -> dict[str, Path]:
    """List the files whose name fits a pattern, by what stands for ``{id}`` there; ``*`` stands for anything.

    Raises
    ------
    InputError
        If the pattern has no ``{id}``, or two files fit it with one id.
    """
    if pattern.count("{id}") != 1:
        raise InputError("data.dataset.files", pattern, "a name with {id} once", "write it, as in daily/{id}.csv")
    written = re.escape(pattern).replace(r"\{id\}", "(?P<gauge>[^/]+?)").replace(r"\*", "[^/]*")
    named: dict[str, Path] = {}
    for inside, path in listing.files(place).items():
        if match := re.fullmatch(written, inside):
            if other := named.get(match["gauge"]):
                raise InputError(str(path), f"the same gauge as {other}", "one file per gauge", "narrow the pattern")
            named[match["gauge"]] = path
    return named


def read(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Read some columns of one gauge.

    Returns
    -------
    pandas.DataFrame
        float32 by day, every day from the first to the last.

    Raises
    ------
    InputError
        If the file is damaged, lacks a column, or its days are none of a calendar or repeat.
    """
    table = _read_netcdf(path, columns) if path.suffix in (".nc", ".nc4") else _read_csv(path, columns)
    return daily_series.filled_up(table.astype("float32"), str(path), ADVICE)


def _with_stated(path: Path, columns: Mapping[str, Column]) -> dict[str, Column]:
    """Fill in units: those of the config, those that a netCDF file states, or else ours; and columns named as ours."""
    stated: dict[str, str | None] = {}
    if path.suffix in (".nc", ".nc4"):
        with opening.explained(path, "a netCDF file", ADVICE), xr.open_dataset(path, engine="netcdf4") as dataset:
            stated = {str(name): array.attrs.get("units") for name, array in dataset.data_vars.items()}
    else:
        text = text_files.read(path, "a table of a gauge's days", ADVICE)
        stated = dict.fromkeys(csv_rows.header(str(path), text, variables.LONG_NAMES, ADVICE))
    own = {name: (name, "") for name in variables.LONG_NAMES if name in stated}
    whole = own | dict(columns)
    return {
        name: (column, units or stated.get(column) or variables.units_of(name))
        for name, (column, units) in whole.items()
    }


def _read_csv(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    text = text_files.read(path, "a table of a gauge's days", ADVICE)
    header = csv_rows.header(str(path), text, [*DAYS, *columns], ADVICE)
    day = next((name for name in DAYS if name in header), None)
    if day is None or (missing := [name for name in columns if name not in header]):
        lacking = "column of days" if day is None else shortlist(missing)
        expected = f"a column {' or '.join(DAYS[:3])}, and {shortlist(columns, 12)}"
        found = f"no {lacking}; it has {shortlist(header, 20)}"
        raise InputError(str(path), found, expected, "name the columns by data.dataset.columns")
    kinds = {day: "str", **dict.fromkeys(columns, "float32")}
    table = csv_tables.read(str(path), text, kinds, ADVICE, only=True)
    return table[list(columns)].set_axis(stamps.of_text(table[day], str(path), ADVICE))


def _read_netcdf(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    with opening.explained(path, "a netCDF file", ADVICE), xr.open_dataset(path, engine="netcdf4") as dataset:
        day = next((name for name in DAYS if name in dataset.dims and name in dataset.coords), None)
        if day is None:
            expected = "a dimension date or time with its coordinate"
            raise InputError(str(path), f"dimensions {shortlist(dataset.dims)}", expected, ADVICE)
        if missing := [name for name in columns if name not in dataset.data_vars]:
            expected = shortlist(dataset.data_vars, 20)
            raise InputError(
                str(path), f"no {shortlist(missing)}", expected, "name the columns by data.dataset.columns"
            )
        index = stamps.of_netcdf(dataset[day], str(path), ADVICE)
        values = {
            name: np.asarray(dimensions.only(dataset[name], (day,), str(path), ADVICE).values, dtype="float32")
            for name in columns
        }
    return pd.DataFrame(values, index=index)

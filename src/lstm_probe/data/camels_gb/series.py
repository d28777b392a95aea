"""Read the daily series of CAMELS-GB, one CSV a gauge, and refuse damaged files with a reason."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.artefacts import csv_rows, csv_tables
from lstm_probe.data.files import text_files
from lstm_probe.data.series import daily_series, stamps
from lstm_probe.datasets import camels_gb, variables
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)


def _original(path: Path) -> str:
    """Advise to replace a file by the original."""
    return f"replace it by the original file, from {camels_gb.of_file(path.name).source}"


def read(files: Mapping[str, Path], forcings: Sequence[str], names: Mapping[str, str] | None = None) -> xr.Dataset:
    """Read forcings and discharge of the gauges.

    Parameters
    ----------
    files : mapping of str to Path
        Series file of each gauge.
    names : mapping of str to str, optional
        The column of a forcing, where it is not called as the forcing.

    Returns
    -------
    xarray.Dataset
        ``discharge`` (mm d-1) and the forcings, float32 of shape (gauge_id, time). The days are those that
        any gauge has; NaN where a gauge has no value.

    Raises
    ------
    InputError
        Naming the file that is damaged, and how.
    """
    columns = {"discharge": variables.DISCHARGE, **{name: (names or {}).get(name, name) for name in forcings}}
    tables = {}
    for count, (gauge, path) in enumerate(files.items(), start=1):
        tables[gauge] = read_gauge(path, list(dict.fromkeys(columns.values())))
        if count % 100 == 0:
            logger.info("%d of %d series read", count, len(files))
    first = min(table.index[0] for table in tables.values())
    last = max(table.index[-1] for table in tables.values())
    days = pd.date_range(first, last, freq="D", name="time")
    values = np.full((len(columns), len(tables), len(days)), np.nan, "float32")
    for position, table in enumerate(tables.values()):
        start = (table.index[0] - first).days
        values[:, position, start : start + len(table)] = table[list(columns.values())].to_numpy().T
    return daily_series.make(list(tables), days, dict(zip(columns, values, strict=True)))


def read_gauge(path: str | Path, columns: Sequence[str]) -> pd.DataFrame:
    """Read some columns of one gauge's series.

    Parameters
    ----------
    path : str or Path
        The CSV file; a byte-order mark and any line ends are accepted.

    Returns
    -------
    pandas.DataFrame
        float32 columns over consecutive days.

    Raises
    ------
    InputError
        If columns or rows are missing, lines are cut, dates are not ISO or repeat, or a value is no number.
    """
    path = Path(path)
    text = text_files.read(path, "a table of a gauge's days", _original(path))
    kinds = {"date": "str", **dict.fromkeys(columns, "float32")}
    header = csv_rows.header(str(path), text, list(kinds), _original(path))
    if missing := [name for name in kinds if name not in header]:
        found = f"no column {shortlist(missing)}; it has {shortlist(header, 12)}"
        raise InputError(str(path), found, f"columns {shortlist(kinds, 12)}", _original(path))
    table = csv_tables.read(str(path), text, kinds, _original(path), only=True)
    if "\n\n" in text.strip("\n"):
        line = text.index("\n\n") + 1
        found = f"line {text.count(chr(10), 0, line) + 1} with 1 fields: it is empty"
        raise InputError(str(path), found, "one line per day", _original(path))
    if table.empty:
        raise InputError(str(path), "a header and nothing below", "one line per day", _original(path))
    days = _days(path, table.pop("date"))
    return table.set_axis(days)


def _days(path: Path, dates: pd.Series) -> pd.DatetimeIndex:
    try:
        days = pd.DatetimeIndex(pd.to_datetime(dates, format="%Y-%m-%d"), name="time")
    except ValueError:  # hours, or no dates
        read = stamps.of_text(dates, str(path), _original(path), "date '{}' in line {}")
        days = stamps.days(read, str(path), _original(path)).rename("time")
    daily_series.require_our_times(days, str(path), _original(path))
    daily_series.require_every_day(days, str(path), _original(path), first_line=2)
    match = camels_gb.of_file(path.name).series_name.fullmatch(path.name)
    if match and match["first"]:
        named = f"{pd.Timestamp(match['first']):%Y-%m-%d} to {pd.Timestamp(match['last']):%Y-%m-%d}"
        found = f"{days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d}"
        if found != named:
            raise InputError(str(path), f"days {found}", f"{named}, as its name says", f"it is cut: {_original(path)}")
    return days

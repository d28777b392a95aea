"""Read catchment means that a user brings: a CSV with one column per gauge, or a netCDF file."""

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import xarray as xr

from lstm_probe.artefacts import csv_rows, csv_tables
from lstm_probe.artefacts.keys import require_once
from lstm_probe.data.files import dimensions, opening, text_files
from lstm_probe.data.series import daily_series, stamps
from lstm_probe.datasets import gauge_ids
from lstm_probe.datasets.units import require
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

DATE_COLUMNS = ("time", "date")
TABLE, ADVICE = "a CSV table of catchment means", "save it as CSV with commas between columns, or make it again"


def read(
    path: str | Path,
    gauges: Sequence[str],
    units: str,
    variable: str,
    missing_value: float | None = None,
    plain_id: Callable[[object], str] = gauge_ids.plain,
    ids: Mapping[str, str] | None = None,
) -> xr.DataArray:
    """Read daily catchment means.

    Parameters
    ----------
    path : str or Path
        A CSV file with a column ``time`` or ``date`` (ISO days) and one column per gauge, or a netCDF file with
        dimensions ``gauge_id`` and ``time`` or ``date``.
    gauges : sequence of str
        Gauges of the study.
    units : str
        Units of the values; a netCDF file that states others is refused.
    variable : str
        Variable of a netCDF file; one that holds a single variable needs no name.
    missing_value : float, optional
        A number that stands where there is no value; a netCDF file may declare its own.
    plain_id : callable
        Gives the id of a gauge from what stands there, as the data set of the study writes ids.
    ids : mapping of str to str, optional
        A prefix that ids of the table have and those of the study have not (``strip``), or the other way round
        (``add``).

    Returns
    -------
    xarray.DataArray
        float32 of shape (gauge_id, time), all gauges of the study and every day from the first to the last;
        NaN where the table has no value. Attrs count the gauges without values and those outside the study.

    Raises
    ------
    InputError
        If the file is missing or damaged, or has no gauge in common with the study.
    """
    path = Path(path)
    if not path.is_file():
        advice = "put the table there, or correct its path in the target's entry"
        raise InputError(str(path), "no such file", "a CSV or netCDF file of catchment means", advice)
    table = _read_netcdf(path, units, variable) if path.suffix in (".nc", ".nc4") else _read_csv(path)
    named = _ids(path, table.columns, plain_id, ids or {})
    table = table.set_axis(_days(path, table.index)).set_axis(named, axis="columns")
    return _for_gauges(path, _without(path, table, missing_value).sort_index(), list(gauges))


def _without(path: Path, table: pd.DataFrame, missing_value: float | None) -> pd.DataFrame:
    """Take away the number that stands where there is no value, as far as single precision tells it."""
    if missing_value is None:
        return table
    missing = (table - missing_value).abs() <= 1e-6 * abs(missing_value)
    logger.info("%s: %d values are %g and count as missing", path, int(missing.to_numpy().sum()), missing_value)
    return table.mask(missing)


def _for_gauges(path: Path, table: pd.DataFrame, gauges: list[str]) -> xr.DataArray:
    common = [gauge for gauge in gauges if gauge in table.columns]
    if not common:
        expected = f"some of the study's gauges: {shortlist(gauges)}"
        advice = (
            "name the columns as the gauges: ids are text; ids: {strip: …} or {add: …} in the entry changes a prefix"
        )
        raise InputError(str(path), f"no gauge in common; columns {shortlist(table.columns)}", expected, advice)
    without = [gauge for gauge in gauges if table.get(gauge) is None or table[gauge].isna().all()]
    others = [gauge for gauge in table.columns if gauge not in set(gauges)]
    if others:
        logger.warning("%s: %d columns are no gauges of the study: %s", path, len(others), shortlist(others))
    if without:
        logger.warning("%s: no values for %d gauges of the study: %s", path, len(without), shortlist(without))
    days = pd.date_range(table.index[0], table.index[-1], freq="D", name="time")
    if len(days) > len(table):
        words = "%s: %d of the %d days from %s to %s are not in it"
        logger.warning(words, path, len(days) - len(table), len(days), days[0].date(), days[-1].date())
    logger.info("%s: %d gauges, %s to %s", path, len(common), days[0].date(), days[-1].date())
    return daily_series.means(table, gauges, len(others), len(days) - len(table))


def _read_csv(path: Path) -> pd.DataFrame:
    text = text_files.read(path, TABLE, ADVICE)
    names = csv_rows.header(str(path), text, DATE_COLUMNS, ADVICE)
    dates = [name for name in DATE_COLUMNS if name in names]
    if len(dates) > 1:
        found, expected = f"columns {shortlist(dates)}", "one column of days"
        raise InputError(str(path), found, expected, "leave one of them out")
    if not dates:
        advice = "name the column of days 'time', and use commas between columns"
        raise InputError(str(path), f"columns {shortlist(names)}", "a column 'time' or 'date'", advice)
    kinds = dict.fromkeys(dates, "str")
    table = csv_tables.read(str(path), text, kinds, "complete the line", DATE_COLUMNS).set_index(dates[0])
    if table.empty:
        raise InputError(str(path), "no rows", "one row per day", "complete it")
    csv_tables.require_numbers(str(path), table, "correct the value")
    return table


def _read_netcdf(path: Path, units: str, variable: str) -> pd.DataFrame:
    with opening.explained(path, "a netCDF file", "make the file again"):
        dataset = xr.load_dataset(path, engine="netcdf4")
    day = next((name for name in DATE_COLUMNS if name in dataset.dims), "time")
    named = [str(name) for name in dataset.data_vars if {"gauge_id", day} <= set(dataset[name].dims)]
    name = variable if variable in named else (named[0] if len(named) == 1 else None)
    if name is None:
        found = f"variables {shortlist(dataset.data_vars)} with dimensions {shortlist(dataset.sizes)}"
        expected = f"a variable '{variable}' with dimensions gauge_id and time"
        raise InputError(str(path), found, expected, "name it by 'variable:' in the target's entry")
    require(dataset[name].attrs.get("units"), units, f"{path}, variable {name}")
    array = dimensions.only(dataset[name], (day, "gauge_id"), str(path), "choose one of them")
    index = stamps.of_netcdf(dataset[day], str(path), "write days as YYYY-MM-DD, or with such units")
    return pd.DataFrame(array.values, index=index, columns=array["gauge_id"].values)


def _ids(path: Path, columns: pd.Index, plain_id: Callable[[object], str], change: Mapping[str, str]) -> list[str]:
    """Name the columns by gauge, as the study does."""
    strip, add = change.get("strip", ""), change.get("add", "")
    ids = [add + plain_id(gauge_ids.text(name).removeprefix(strip)) for name in columns]
    gauge_ids.log_rewritten((str(name).strip() for name in columns), ids, str(path))
    require_once(ids, str(path), "gauges {} twice", "one column per gauge", "remove the repeats")
    return ids


def _days(path: Path, index: pd.Index) -> pd.DatetimeIndex:
    advice = "rewrite the column of days"
    read = pd.DatetimeIndex(index) if index.dtype.kind == "M" else stamps.of_text(index.to_series(), str(path), advice)
    days = stamps.days(read, str(path), advice).rename("time")
    daily_series.require_our_times(days, str(path), "correct the column of days")
    daily_series.require_once(days, str(path), "give daily means")
    return days

"""Find the days that the time stamps of a table mean: by the stamps themselves, and never by cutting off hours.

A stamp at midnight is its date. Stamps at one other hour of every day, up to noon, are their date too, which the log
states. Stamps after noon may mean the day that follows, and stamps at several hours no day at all: they are refused.
An offset from UTC is no reason to move a stamp: its date is the local date that stands there.
"""

import logging
import re

import netCDF4
import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

#: A day, perhaps an hour, and perhaps an offset from UTC.
ISO = r"(?P<local>\d{4}-?\d{2}-?\d{2}(?:[T ][\d:.,]+)?)\s?(?P<offset>Z|UTC|[+-]\d{2}(?::?\d{2})?)?"
#: Dates as spreadsheets show them: day, month and year in any order.
REWRITTEN = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")
GREGORIAN = ("standard", "gregorian", "proleptic_gregorian")
GREGORIAN_TIME = "stamps of the Gregorian calendar (standard), with units such as 'days since 1970-01-01'"
NOON = pd.Timedelta(hours=12)
EXPECTED = "a stamp at midnight for every day, or at one and the same hour up to noon"


def days(stamps: pd.DatetimeIndex, where: str, advice: str) -> pd.DatetimeIndex:
    """Return the day of every stamp.

    Parameters
    ----------
    stamps : pandas.DatetimeIndex
        Stamps of daily values, without a time zone.

    Raises
    ------
    InputError
        If one is missing, or it is not certain which days they mean.
    """
    if stamps.hasnans or not len(stamps):
        found = f"{np.count_nonzero(stamps.isna())} rows without a day" if len(stamps) else "no days"
        raise InputError(where, found, "one row per day", "complete it")
    if len((stamps - stamps.normalize()).unique()) > 1:  # perhaps of rounding alone
        stamps = stamps.round("s")
    dates = stamps.normalize()
    hours = (stamps - dates).unique().sort_values()
    if len(hours) > 1:
        found = f"stamps at {shortlist(map(_clock, hours), 4)}, such as {stamps[0]:%Y-%m-%d %H:%M}"
        reason = "write dates without hours (midnights of summer time that were written in UTC lie on two days)"
        raise InputError(where, found, EXPECTED, f"{reason}; {advice}")
    if hours[0] > NOON:
        found = f"all stamps at {_clock(hours[0])}, such as {stamps[0]:%Y-%m-%d %H:%M}"
        raise InputError(where, found, EXPECTED, f"they may mean the next day: write dates without hours; {advice}")
    if hours[0]:
        text = "%s: all stamps are at %s and are taken as the days of their dates, %s the first"
        logger.warning(text, where, _clock(hours[0]), f"{dates[0]:%Y-%m-%d}")
    return dates


def _clock(hour: pd.Timedelta) -> str:
    return str(hour).rpartition(" ")[2][:8].removesuffix(":00")


def of_text(written: pd.Series, where: str, advice: str, found: str = "'{}' as day, line {}") -> pd.DatetimeIndex:
    """Read stamps that are written in ISO 8601, as the local time that stands there.

    Parameters
    ----------
    written : pandas.Series
        Text; missing values stay missing.
    found : str
        The message on a stamp and its line, which take the places of ``{}``; the first stamp stands in line 2.

    Returns
    -------
    pandas.DatetimeIndex
        Local times without a time zone.

    Raises
    ------
    InputError
        Naming the first that is no such stamp.
    """
    text = written.astype("str").str.strip()
    parts = text.str.extract(f"^{ISO}$")
    stamps = pd.to_datetime(parts["local"], format="ISO8601", errors="coerce")
    wrong = (stamps.isna() & written.notna()).to_numpy()
    if wrong.any():
        row = int(np.argmax(wrong))
        words = f"{found.format(text.iloc[row], row + 2)} ({wrong.sum()} such)"
        advice = f"a spreadsheet has rewritten the dates: {advice}" if REWRITTEN.match(text.iloc[row]) else advice
        raise InputError(where, words, "ISO days, YYYY-MM-DD", advice)
    if len(offsets := parts["offset"].dropna().unique()) > 1:
        logged = "%s: stamps with offsets %s from UTC: their days are the local dates that stand there"
        logger.warning(logged, where, shortlist(offsets))
    return pd.DatetimeIndex(stamps)


def of_netcdf(array: xr.DataArray, where: str, advice: str) -> pd.DatetimeIndex:
    """Return the stamps of a coordinate of time.

    Raises
    ------
    InputError
        If its calendar is not that of the world, or it has no units of time.
    """
    if array.dtype.kind == "M":
        return pd.DatetimeIndex(array.values)
    if array.dtype.kind in "OSU" and all(isinstance(one, str) for one in array.values.ravel()):
        return of_text(pd.Series(array.values.ravel()), where, advice, "'{}' as day")
    raise InputError(where, not_gregorian(array), GREGORIAN_TIME, advice)


def date_of(time: netCDF4.Variable, where: str, advice: str) -> pd.Timestamp:
    """Return the date of the one stamp of a file; after noon it is the next, as stamps of midnight may be rounded.

    Parameters
    ----------
    time : netCDF4.Variable
        With units such as ``days since 1970-01-01``.

    Raises
    ------
    InputError
        If its calendar is not that of the world.
    """
    calendar = str(getattr(time, "calendar", "standard"))
    if calendar not in GREGORIAN:
        raise InputError(where, f"time of the calendar '{calendar}'", "the Gregorian calendar (standard)", advice)
    value = float(np.ma.getdata(time[:]).ravel()[0])
    stamp = pd.Timestamp(str(np.asarray(netCDF4.num2date(np.array([value]), time.units)).item()))
    return stamp.normalize() + pd.Timedelta(days=int(stamp - stamp.normalize() > NOON))


def not_gregorian(array: xr.DataArray) -> str:
    """Return, for a message, what a coordinate of time holds instead of stamps of the Gregorian calendar."""
    first = f"{array.name} {shortlist(array.values.ravel(), 3)}"
    calendar = array.encoding.get("calendar")
    return f"{first}, of the calendar '{calendar}'" if calendar else f"{first} ({array.attrs.get('units', 'no units')})"

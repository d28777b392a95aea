"""Find out, by their time stamps, whether files of ERA5-Land hold hours or days; the units of time do not matter.

Several stamps on a date are hours. One stamp per date, always at the same hour, is a day, unless the file is of a kind
that holds hours alone. A file with one stamp does not show it by itself: then the other files of the delivery do.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.series.stamps import NOON
from lstm_probe.errors import InputError, shortlist

#: What a file says in its history if its values are means of days.
DAILY = re.compile(r"daily_reduce|day_?(mean|avg)|daily.?mean", re.IGNORECASE)
HALF_HOUR, NOISE = pd.Timedelta(minutes=30), pd.Timedelta(minutes=3)


@dataclass(frozen=True)
class Stamps:
    """Hold the time stamps of a file, and what they say alone.

    Parameters
    ----------
    times : pandas.DatetimeIndex
        The stamps, in order.
    kind : str
        ``"hours"`` or ``"days"``; empty where other files have to show it.
    stated : bool
        Whether the file says of itself that it holds means of days.
    as_statistics : bool
        Whether time is counted in days and all stamps are at midnight, as in daily statistics; it decides where stamps
        cannot.
    """

    times: pd.DatetimeIndex
    kind: str
    stated: bool
    as_statistics: bool

    @property
    def clock(self) -> pd.Timedelta:
        """The hour of the first stamp, which is that of all days."""
        return self.times[0] - self.times[0].normalize()


def without_noise(dataset: xr.Dataset) -> xr.Dataset:
    """Move stamps to the half hours beside them, if all are as near as fractions of days in single precision are."""
    times = pd.DatetimeIndex(dataset.indexes["time"])
    near = times.round(HALF_HOUR)
    if near.equals(times) or np.abs((times - near).to_numpy()).max() > NOISE:
        return dataset
    steady = dataset.assign_coords(time=("time", near, dataset["time"].attrs))
    steady["time"].encoding = dataset["time"].encoding
    return steady


def of_file(dataset: xr.Dataset) -> Stamps:
    """Look at the stamps of one file, and at what it says of itself."""
    times = pd.DatetimeIndex(dataset.indexes["time"])
    distinct, history = times.unique(), str(dataset.attrs.get("history", ""))
    methods = (str(array.attrs.get("cell_methods", "")) for array in dataset.data_vars.values())
    stated = bool(DAILY.search(history)) or any("time: mean" in method for method in methods)
    hours = distinct - distinct.normalize()
    in_days = str(dataset["time"].encoding.get("units", "")).startswith("days")
    as_statistics = in_days and not hours.to_numpy().any()
    of_hours = "expver" in dataset.coords or "grib_to_netcdf" in history
    if not distinct.normalize().is_unique or len(hours.unique()) > 1 or (of_hours and not stated and not as_statistics):
        kind = "hours"
    else:
        kind = "days" if stated or len(distinct) > 1 else ""
    return Stamps(times, kind, stated, as_statistics)


def are_days(files: Sequence[Stamps]) -> list[bool]:
    """Find out which files of one variable hold days.

    Returns
    -------
    list of bool
        One per file; the others hold hours.
    """
    unstated = [file for file in files if file.kind != "hours" and not file.stated]
    counts = Counter(date for file in unstated for date in file.times.unique().normalize())
    if counts and max(counts.values()) > 2:  # each hour of the day has files of its own
        clocks = {clock for file in unstated for clock in (file.times - file.times.normalize())}
        if len(clocks) > 2:
            return [file.kind != "hours" and file.stated for file in files]
    of_hours = [file.times.normalize() for file in files if file.kind == "hours"]
    dates = set(np.concatenate(of_hours)) if of_hours else set()
    rest = {
        id(file): file.times.normalize().to_numpy()[0] in dates
        for file in files
        if not file.kind and not file.as_statistics
    }
    if of_hours and len(rest) == 1:  # one hour more than the other files have
        rest = dict.fromkeys(rest, True)
    return [file.kind != "hours" and not rest.get(id(file), False) for file in files]


def require_dates(file: Stamps, days_only: bool, where: str) -> None:
    """Refuse stamps that are neither hours nor certain days: one per date, at several hours or after noon.

    Raises
    ------
    InputError
        If they are no hours, and may mean the next day; not if the file says that they are means of days.
    """
    distinct = file.times.unique()
    mixed = not days_only and len(distinct) > 2 and distinct.normalize().is_unique
    if (mixed and file.kind == "hours" and len((distinct - distinct.normalize()).unique()) > 1) or (
        days_only and not file.stated and file.clock > NOON
    ):
        found = (
            f"one value per day, at {shortlist(dict.fromkeys(distinct.strftime('%H:%M')), 4)}: {distinct[0]} the first"
        )
        expected = "24 hours a day, or daily means with stamps at midnight, or always at one hour up to noon"
        raise InputError(where, found, expected, "request all hours, or daily statistics; or write the dates alone")

"""What the daily series of catchments hold, whichever file they come from, and the dataset that every reader gives."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.artefacts import keys
from lstm_probe.data.series import stamps
from lstm_probe.datasets import variables
from lstm_probe.errors import InputError


def make(gauges: Sequence[str], days: pd.DatetimeIndex, values: Mapping[str, np.ndarray]) -> xr.Dataset:
    """Make the dataset of series that ingestion passes on.

    Parameters
    ----------
    values : mapping of str to numpy.ndarray, float32 of shape (gauges, days)
        ``discharge`` and the forcings, in the units of CAMELS-GB.

    Returns
    -------
    xarray.Dataset
        The variables with units and long names, float32 of shape (gauge_id, time).
    """
    series = xr.Dataset(coords={"gauge_id": np.array(gauges, dtype=object), "time": days.rename("time")})
    for name, array in values.items():
        series[name] = (
            ("gauge_id", "time"),
            array,
            {"units": variables.units_of(name), "long_name": variables.LONG_NAMES[name]},
        )
    return series


def means(table: pd.DataFrame, gauges: Sequence[str], outside: int, missing: int) -> xr.DataArray:
    """Make the catchment means that are passed on of a table that somebody else has made.

    Parameters
    ----------
    table : pandas.DataFrame
        Values by day, in order, and gauge.
    outside, missing : int
        Gauges of the table that are none of the study, and days without a row.

    Returns
    -------
    xarray.DataArray
        float32 of shape (gauge_id, time), all gauges and every day; NaN where there is no value.
    """
    days = pd.date_range(table.index.min(), table.index.max(), freq="D", name="time")
    values = table.reindex(index=days, columns=list(gauges)).to_numpy("float32").T
    without = [gauge for gauge, row in zip(gauges, values, strict=True) if np.isnan(row).all()]
    about = {
        "gauges_without_values": ",".join(without),
        "gauges_without_values_count": len(without),
        "gauges_outside_study_count": outside,
        "days_missing_count": missing,
    }
    coords = {"gauge_id": np.array(gauges, dtype=object), "time": days}
    return xr.DataArray(values, coords, ("gauge_id", "time"), attrs=about)


def filled_up(table: pd.DataFrame, where: str, advice: str) -> pd.DataFrame:
    """Set the rows of one gauge to every day from their first to their last, NaN where a file has none.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per time stamp, in any order.

    Raises
    ------
    InputError
        If the stamps mean no days (`stamps.days`), days of centuries without measurements, or a day twice.
    """
    days = stamps.days(pd.DatetimeIndex(table.index), where, advice)
    require_our_times(days, where, advice)
    require_once(days, where, advice)
    table = table.set_axis(days).sort_index()
    return table.reindex(pd.date_range(days.min(), days.max(), name="time"))


def require_every_day(days: pd.DatetimeIndex, where: str, advice: str, first_line: int | None = None) -> None:
    """Refuse days that are missing, repeated or mixed up.

    Parameters
    ----------
    first_line : int, optional
        Line of the first day in a text file.

    Raises
    ------
    InputError
        Naming the first place at which the next day does not follow.
    """
    wrong = np.diff(days.to_numpy()) // np.timedelta64(1, "D") != 1
    if wrong.any():
        row = int(np.argmax(wrong))
        place = f" in line {row + 1 + first_line}" if first_line is not None else ""
        found = f"{str(days[row])[:10]} followed by {str(days[row + 1])[:10]}{place} ({wrong.sum()} such places)"
        raise InputError(where, found, "every day once, in order", f"days are missing, repeated or mixed up: {advice}")


def require_our_times(days: pd.DatetimeIndex, where: str, advice: str) -> None:
    """Refuse days of centuries without measurements: one mistyped year would fill the memory with days between.

    Raises
    ------
    InputError
        If a day lies outside `variables.YEARS`.
    """
    wrong = (days.year < variables.YEARS[0]) | (days.year > variables.YEARS[1])
    if wrong.any():
        found = f"a day of the year {days.year[wrong][0]} ({wrong.sum()} such days)"
        raise InputError(where, found, f"days of the years {variables.YEARS[0]} to {variables.YEARS[1]}", advice)


def require_once(days: pd.DatetimeIndex, where: str, advice: str) -> None:
    """Refuse days that stand in a file more than once.

    Raises
    ------
    InputError
        Naming some of these days.
    """
    if not days.is_unique:
        keys.require_once(days.strftime("%Y-%m-%d"), where, "days {} more than once", "every day once", advice)

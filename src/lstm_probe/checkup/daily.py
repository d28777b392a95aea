"""Look at one daily series: values out of bounds, other units, one value for days on end, days that repeat others."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.series import checks, plausibility
from lstm_probe.data.series.plausibility import jumps
from lstm_probe.data.series.repetition import flat, repeated
from lstm_probe.datasets.bounds import BRITISH, Bounds
from lstm_probe.errors import Finding

CONSTANT, REPEATS, JUMPS = "one value for days on end", "repeated days", "jumps"
FORWARD = "forward-filled or constant"


def findings(
    name: str, values: np.ndarray, days: pd.DatetimeIndex, limits: Bounds, region: str = BRITISH
) -> Iterator[Finding]:
    """Yield what is wrong with a series, or odd.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (days,)
        NaN where there is no value; at least one is finite.
    limits : Bounds
        What is plausible.
    region : str
        Where the catchment is, a key of `bounds.REGIONS`.
    """
    array = xr.DataArray(values[None], {"gauge_id": [""], "time": days}, ("gauge_id", "time"))
    yield from checks.of_series(array, limits)
    yield from _constant(name, values, days, limits)
    if block := repeated(values):
        first, again, length = block
        found = f"{length} days from {days[again]:%Y-%m-%d} as from {days[first]:%Y-%m-%d}"
        severity, advice = "refuse", "get the original file again"
        if name == "discharge":
            severity, advice = "warn", "look at these days: a gap may have been filled with other days"
        yield Finding(severity, REPEATS, found, "every day measured once", advice)
    if name == "temperature":
        yield from _jumps(values, days, region)


def _constant(name: str, values: np.ndarray, days: pd.DatetimeIndex, limits: Bounds) -> Iterator[Finding]:
    starts, lengths = flat(values, limits)
    if not len(starts):
        if np.ptp(values[np.isfinite(values)]) == 0:
            severity, found = "warn" if name == "discharge" else "refuse", f"{values[0]:g} on every day"
            yield Finding(severity, CONSTANT, found, "values that vary", "leave the gauge out")
        return
    longest = int(np.argmax(lengths))
    start, total = starts[longest], int(lengths.sum())
    found = f"{_days(total)}, {lengths[longest]} of them from {days[start]:%Y-%m-%d} at {values[start]:.4g}"
    expected = f"fewer than {limits.flat_days} days in a row with one value"
    if name == "discharge":
        advice = "look whether gaps were filled with the last value; filled days train the LSTM as if measured"
        yield Finding("warn", FORWARD, found, expected, advice)
    else:
        yield Finding("refuse", CONSTANT, found, expected, "get the original file again")


def _jumps(values: np.ndarray, days: pd.DatetimeIndex, region: str) -> Iterator[Finding]:
    peak = jumps(values, plausibility.JUMPS[region])
    if peak.any():
        when = ", ".join(f"{day:%Y-%m-%d}" for day in days[1:-1][peak][:3])
        found = f"{_days(int(peak.sum()))}: {when}"
        expected = f"within {plausibility.JUMPS[region]:g} degC of the mean of the days beside it"
        british = "a known fault of CAMELS-GB on 1994-09-27; kept as it is"
        advice = british if region == BRITISH else "look at these days; kept as they are"
        yield Finding("warn", JUMPS, found, expected, advice)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"

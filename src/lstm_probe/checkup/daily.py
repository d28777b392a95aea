"""Look at one daily series: values out of bounds, other units, one value for days on end, days that repeat others."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.series import checks, plausibility
from lstm_probe.data.series.plausibility import jumps
from lstm_probe.datasets.bounds import BRITISH, Bounds
from lstm_probe.errors import Finding

#: So many days in a row that stand elsewhere in the series, value by value, were copied.
REPEATED = 20
#: As many different values as make a block of days unmistakable.
DISTINCT = 8
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
    starts, lengths = runs(values)
    level = np.abs(values[starts])
    flat = np.isfinite(level) & (level > limits.resolution) & (lengths >= limits.flat_days)
    if not flat.any():
        if np.ptp(values[np.isfinite(values)]) == 0:
            severity, found = "warn" if name == "discharge" else "refuse", f"{values[starts[0]]:g} on every day"
            yield Finding(severity, CONSTANT, found, "values that vary", "leave the gauge out")
        return
    longest = int(np.argmax(np.where(flat, lengths, 0)))
    start, total = starts[longest], int(lengths[flat].sum())
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


def runs(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find runs of one value: where each starts, and its length."""
    starts = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    return starts, np.diff(np.append(starts, len(values)))


def repeated(values: np.ndarray, length: int = REPEATED) -> tuple[int, int, int] | None:
    """Find a block of days that stands in a series twice.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (days,)
        The series.
    length : int
        Days that must be equal, with `DISTINCT` or more different values among them.

    Returns
    -------
    tuple of int, or None
        Where the block stands first, where again, and how many days are equal; None where there is none.
    """
    if len(values) < 2 * length:
        return None
    bits = np.ascontiguousarray(values, dtype="float32").view("uint32").astype("uint64")
    powers = np.random.default_rng(0).integers(1, 2**63, length, dtype="uint64")
    marks = np.lib.stride_tricks.sliding_window_view(bits, length) @ powers
    changes = np.append(0, np.cumsum(values[1:] != values[:-1]))
    fresh = np.isfinite(values)
    varied = changes[length - 1 :] - changes[: len(values) - length + 1] >= DISTINCT
    whole = np.convolve(fresh, np.ones(length, dtype=int), "valid") == length
    places = np.flatnonzero(varied & whole)
    order = places[np.argsort(marks[places], kind="stable")]
    same = np.flatnonzero(marks[order][1:] == marks[order][:-1])
    for pair in same[np.argsort(order[same])]:
        first, again = int(order[pair]), int(order[pair + 1])
        if np.array_equal(values[first : first + length], values[again : again + length]):
            equal = values[first : first + len(values) - again] == values[again:]
            ends = np.flatnonzero(~equal)
            return first, again, int(ends[0]) if len(ends) else len(equal)
    return None


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"

"""Days of a series that are no measurement of their own: one value for days on end, and blocks that stand twice."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import xarray as xr

from lstm_probe.datasets.bounds import SERIES, Bounds

#: So many days in a row that stand elsewhere in the series, value by value, were copied.
REPEATED = 20
#: As many different values as make a block of days unmistakable.
DISTINCT = 8


def measured(values: np.ndarray, limits: Bounds) -> npt.NDArray[np.bool_]:
    """Mark the days whose value is a measurement of its own, as far as the series shows.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (days,)
        The series, in the units of `limits`; NaN where there is no value.
    limits : Bounds
        How long one value may last.

    Returns
    -------
    numpy.ndarray of bool, shape (days,)
        False where there is no value, where one value other than 0 lasts for too long (the first day of it is a
        measurement), and where a block of days stands earlier in the series.
    """
    own = np.isfinite(values)
    for start, length in zip(*flat(values, limits), strict=True):
        own[start + 1 : start + length] = False
    for _, again in _pairs(values, REPEATED):
        own[again : again + REPEATED] = False
    return own


def measured_discharge(discharge: xr.DataArray) -> xr.DataArray:
    """Mark the days of every gauge whose discharge is `measured`; gaps were filled alike in all regions.

    Parameters
    ----------
    discharge : xarray.DataArray of shape (gauge_id, time)
        The whole record, mm d-1, as a copy may come from any year.

    Returns
    -------
    xarray.DataArray of bool, shape (gauge_id, time)
        As of `measured`.
    """
    series = discharge.transpose("gauge_id", "time")
    marks = np.stack([measured(values, SERIES["discharge"]) for values in series.values])
    return xr.DataArray(marks, {name: series[name] for name in series.dims}, series.dims)


def flat(values: np.ndarray, limits: Bounds) -> tuple[np.ndarray, np.ndarray]:
    """Find the `runs` of one value that last longer than any measured value does: where each starts, and its length."""
    starts, lengths = runs(values)
    level = np.abs(values[starts])
    too_long = np.isfinite(level) & (level > limits.resolution) & (lengths >= limits.flat_days)
    return starts[too_long], lengths[too_long]


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
    for first, again in _pairs(values, length):
        equal = values[first : first + len(values) - again] == values[again:]
        ends = np.flatnonzero(~equal)
        return first, again, int(ends[0]) if len(ends) else len(equal)
    return None


def _pairs(values: np.ndarray, length: int) -> Iterator[tuple[int, int]]:
    """Go through the days from which on as many days stand twice, by the first: where first, and where next."""
    if len(values) < 2 * length:
        return
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
            yield first, again

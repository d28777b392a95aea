"""Correlate predicted and observed from sums by year, for any weights of years, gauges and seeds."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

#: Fewest days of a correlation, as in `metrics`; a sum of squares below this share of the largest is rounding.
MINIMUM_DAYS, STEADY = 30, 1e-12
#: Draws that are worked on at a time, times gauges and seeds: bounds the memory.
AT_ONCE = 400_000


def correlation(sums: Floats) -> Floats:
    """Find Pearson's r from sums.

    `r = (n Σxy - Σx Σy) / √((n Σxx - (Σx)²) (n Σyy - (Σy)²))`

    Parameters
    ----------
    sums : ndarray of shape (..., 6)
        n, Σx, Σy, Σxx, Σyy and Σxy.

    Returns
    -------
    ndarray of shape (...)
        r (1); NaN with fewer than 30 days or where a series does not vary.
    """
    n, x, y, xx, yy, xy = np.moveaxis(sums, -1, 0)
    varies_x, varies_y = n * xx - x * x, n * yy - y * y
    known = (n >= MINIMUM_DAYS) & (varies_x > STEADY * n * xx) & (varies_y > STEADY * n * yy)
    return (n * xy - x * y) / np.sqrt(np.where(known, varies_x * varies_y, np.nan))


def of_draws(sums: Floats, years: Floats, seeds: Floats) -> Floats:
    """Find every gauge's r, a mean over seeds, in every draw of years and seeds.

    Parameters
    ----------
    sums : ndarray of shape (n_seeds, n_gauges, n_years, 6)
        As `contracts.probe.YEARLY_SUMS` of one target and kind.
    years : ndarray of shape (n_draws, n_years)
        Weights (1).
    seeds : ndarray of shape (n_draws, n_seeds)
        Weights (1).

    Returns
    -------
    ndarray of shape (n_draws, n_gauges)
        r (1); the mean is over the seeds that have one.
    """
    n_seeds, gauges, n_years, size = sums.shape
    flat = np.moveaxis(sums, 2, 0).reshape(n_years, -1)
    found = np.empty((len(years), gauges))
    step = max(1, AT_ONCE // max(1, n_seeds * gauges))
    for first in range(0, len(years), step):
        some = slice(first, first + step)
        totals = _totals(years[some], flat).reshape(-1, n_seeds, gauges, size)
        found[some] = _mean(correlation(totals), seeds[some])
    return found


def _totals(years: Floats, flat: Floats) -> Floats:
    """Add the years of every draw; where no draw differs from the first, once."""
    if (years == years[:1]).all():
        return np.broadcast_to(years[:1] @ flat, (len(years), flat.shape[1]))
    return years @ flat


def _mean(r: Floats, seeds: Floats) -> Floats:
    """Average r of shape (n_draws, n_seeds, n_gauges) over the seeds that have one, by their weights."""
    share = np.where(np.isfinite(r), seeds[:, :, None], 0.0)
    total = share.sum(axis=1)
    return np.where(total > 0, (share * np.nan_to_num(r)).sum(axis=1) / np.where(total > 0, total, 1.0), np.nan)


def weighted_median(values: Floats, weights: Floats, case: Rows | None = None) -> Floats:
    """Take the median of a row of values in every draw, in which each value counts as often as its weight says.

    Parameters
    ----------
    values : ndarray of shape (n_rows, n_gauges)
        Values (NaN: none).
    weights : ndarray of shape (n_draws, n_gauges)
        Weights, not negative.
    case : ndarray of int of shape (n_draws,), optional
        Row of values of every draw; by default each draw has the row of its own place.

    Returns
    -------
    ndarray of shape (n_draws,)
        Where half the weight lies exactly between two values, their mean; with equal weights the plain median. NaN
        where no value has a weight.
    """
    case = np.arange(len(weights)) if case is None else case
    there = np.isfinite(values)
    order = np.argsort(np.where(there, values, np.inf), axis=1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=1)
    counted = weights if there.all() else np.where(there[case], weights, 0.0)
    cumulated = np.cumsum(np.take_along_axis(counted, order[case], axis=1), axis=1)
    total = cumulated[:, -1:]
    slack = 1e-9 * total
    low = np.argmax(cumulated >= total / 2 - slack, axis=1)
    high = np.argmax(cumulated > total / 2 + slack, axis=1)
    return np.where(total[:, 0] > 0, (ordered[case, low] + ordered[case, high]) / 2, np.nan)

"""What single units of an LSTM follow: their correlation with every target, their memory, their mean forget gate."""

import warnings
from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr
from scipy import fft

from lstm_probe import metrics

Floats = npt.NDArray[np.float64]

FORGET_GATE = "forget_gate"
#: What the autocorrelation falls below at a unit's memory; that of a reservoir with a time constant is there by then.
FALLEN = np.exp(-1)


def describe(states: xr.Dataset, targets: Mapping[str, xr.DataArray], days: Mapping[str, slice]) -> pd.DataFrame:
    """Describe every unit of everything that is kept of an LSTM's units.

    Parameters
    ----------
    states : xarray.Dataset
        As `contracts.lstm.STATES`, read gauge by gauge.
    targets : mapping of str to xarray.DataArray
        Targets of shape (gauge_id, time), by name.
    days : mapping of str to slice
        First and last day of `fit` and `test`.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.UNITS` without lstm and seed: medians over gauges of r in both periods and of the memory,
        and the mean of the forget gate over gauges and days of both periods.
    """
    gauges = states["gauge_id"].values.astype(str).tolist()
    span = slice(min(period.start for period in days.values()), max(period.stop for period in days.values()))
    r, memories, gates = [], [], []
    for gauge in gauges:
        own = states.sel(gauge_id=gauge, time=span).load()
        memories.append(np.stack([memory(own[name].transpose("time", "unit").values) for name in own]))
        gates.append(_mean_gate(own))
        r.append([_of_targets(own.sel(time=period), targets, gauge) for period in days.values()])
    index = pd.MultiIndex.from_product(
        [list(targets), list(states.data_vars), states["unit"].values], names=["target", "variable", "unit"]
    )
    correlations = dict(zip(days, _median(np.array(r)), strict=True))
    table = pd.DataFrame({"r_fit": correlations["fit"], "r": correlations["test"]}, index).reset_index()
    middle = np.median(np.stack(memories), axis=0).reshape(-1)
    memory_days = pd.Series(np.where(np.isfinite(middle), middle, np.nan), index[: middle.size].droplevel("target"))
    mean_gate = pd.Series(np.mean(gates, axis=0), states["unit"].values, name="mean_forget_gate")
    return table.join(memory_days.rename("memory_days"), on=["variable", "unit"]).join(mean_gate, on="unit")


def correlations(units: Floats, targets: Floats) -> Floats:
    """Correlate many series with many others by products of matrices, as `metrics.correlation` does one by one.

    Parameters
    ----------
    units : ndarray of shape (n_days, n_units)
        Daily series, NaN where there is no value; columns with values on the same days are worked on together.
    targets : ndarray of shape (n_days, n_targets)
        Daily series likewise.

    Returns
    -------
    ndarray of shape (n_targets, n_units)
        Pearson's r on the days that both have; NaN for too few days, or a series that does not vary.
    """
    found = np.full((targets.shape[1], units.shape[1]), np.nan)
    for days_of_units, columns in _alike(units):
        for days_of_targets, rows in _alike(targets):
            both = days_of_units & days_of_targets
            if both.sum() >= metrics.MINIMUM_PAIRS:
                one, other = (_standardised(part[both]) for part in (targets[:, rows], units[:, columns]))
                found[np.ix_(rows, columns)] = one.T @ other
    return found


def memory(values: Floats) -> Floats:
    """Find the first lag at which the autocorrelation of each series falls below 1/e.

    Parameters
    ----------
    values : ndarray of shape (n_days, n_units)
        Daily series; NaN where there is no value, and only pairs of days that have one count.

    Returns
    -------
    ndarray of shape (n_units,)
        Days; infinite where it does not fall so far within half of the record, or the series does not vary.
    """
    there = np.isfinite(values)
    centred = np.where(there, values - np.nanmean(np.where(there.any(axis=0), values, 0.0), axis=0), 0.0)
    half = len(values) // 2
    every = len(values) - np.arange(half + 1.0)[:, None]
    pairs = every if there.all() else np.round(_lagged_products(there, half))
    products = _lagged_products(centred, half)
    covariance = products / np.maximum(pairs, 1.0)
    fallen = (covariance < FALLEN * covariance[:1]) & (covariance[:1] > 0)
    return np.where(fallen.any(axis=0), np.argmax(fallen, axis=0).astype("float64"), np.inf)


def _lagged_products(series: npt.NDArray[np.generic], longest: int) -> Floats:
    """Sum the products of every series (day, unit) and itself so many days later; (lag, unit), lags from 0."""
    size = fft.next_fast_len(2 * len(series), real=True)
    spectrum = np.abs(fft.rfft(series.astype("float64"), size, axis=0)) ** 2
    return np.asarray(fft.irfft(spectrum, size, axis=0)[: longest + 1])


def _of_targets(states: xr.Dataset, targets: Mapping[str, xr.DataArray], gauge: str) -> Floats:
    """Correlate all units of a gauge with its targets: (target, variable and unit); NaN without a target."""
    days = states.indexes["time"]
    none = np.full(len(days), np.nan)
    series = [
        one.sel(gauge_id=gauge).reindex(time=days).values if gauge in one["gauge_id"] else none
        for one in targets.values()
    ]
    units = np.concatenate([states[name].transpose("time", "unit").values for name in states], axis=1)
    return correlations(units.astype("float64"), np.stack(series, axis=1).astype("float64"))


def _alike(series: Floats) -> Iterator[tuple[npt.NDArray[np.bool_], npt.NDArray[np.intp]]]:
    """Group the columns (day, column) that have values on the same days: those days, and the columns."""
    there = np.isfinite(series)
    patterns, group = np.unique(there, axis=1, return_inverse=True)
    for number, days in enumerate(patterns.T):
        yield days, np.flatnonzero(group == number)


def _standardised(series: Floats) -> Floats:
    """Centre every series (day, column) and give it length 1; NaN where it does not vary."""
    centred = series - series.mean(axis=0)
    length = np.linalg.norm(centred, axis=0)
    varies = length / np.sqrt(len(series)) > metrics.STEADY * np.abs(series).max(axis=0)
    return centred / np.where(varies, length, np.nan)


def _median(values: Floats) -> Floats:
    """Take the median over gauges (gauge, period, target, unit) that have a value; (period, target and unit)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of a unit without a value at any gauge
        return np.nanmedian(values, axis=0).reshape(values.shape[1], -1)


def _mean_gate(states: xr.Dataset) -> Floats:
    """Average the forget gate of every unit over days; NaN where it was not kept."""
    if FORGET_GATE not in states:
        return np.full(states.sizes["unit"], np.nan)
    return np.asarray(states[FORGET_GATE].mean("time").values, dtype="float64")

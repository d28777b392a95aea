"""Sums of predicted and observed series by year, from which the correlation of any set of years follows."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from lstm_probe import metrics
from lstm_probe.probe.moments import Floats

SUMS = ("n", "x", "y", "xx", "yy", "xy")
KINDS = ("values", "anomalies")
GAUGES_AT_ONCE = 100  # bounds the memory of double precision


def yearly_sums(predictions: xr.Dataset, periods: Mapping[str, slice]) -> xr.Dataset:
    """Sum predicted x and observed y over the days of each year of the test period that have both.

    Both are first reduced by their mean at the gauge, which changes no r. A series that does not vary in the test
    period is 0 throughout, in its anomalies too, rather than rounding.

    Parameters
    ----------
    predictions : xarray.Dataset
        predicted and observed of shape (target, gauge_id, time), in target units.
    periods : mapping of str to slice
        First and last day of ``fit``, which gives the climatology of anomalies, and of ``test``.

    Returns
    -------
    xarray.Dataset
        As `contracts.probe.YEARLY_SUMS`; all sums of a gauge that takes no part in a target are 0.
    """
    days = pd.DatetimeIndex(predictions.indexes["time"])
    of_day = years(days[days.slice_indexer(periods["test"].start, periods["test"].stop)])
    first_to_last = np.unique(of_day)
    member = (of_day[:, None] == first_to_last).astype("float64")
    shape = (predictions.sizes["target"], predictions.sizes["gauge_id"], len(KINDS), len(first_to_last), len(SUMS))
    sums = np.zeros(shape)
    for i in range(shape[0]):
        for first in range(0, shape[1], GAUGES_AT_ONCE):
            some = slice(first, first + GAUGES_AT_ONCE)
            sums[i, some] = _of_gauges(predictions.isel(target=i, gauge_id=some), periods, member)
    coords: dict[str, Any] = {name: predictions[name].values for name in ("target", "gauge_id")}
    coords |= {"kind": list(KINDS), "year": first_to_last, "sum": list(SUMS)}
    attrs = {"units": "target units", "long_name": "n, x, y, xx, yy and xy over the days of a year"}
    return xr.Dataset({"sums": (("target", "gauge_id", "kind", "year", "sum"), sums, attrs)}, coords)


def skill(sums: xr.Dataset) -> pd.DataFrame:
    """Score every gauge that takes part by the sums of all years of the test period together.

    Parameters
    ----------
    sums : xarray.Dataset
        As `contracts.probe.YEARLY_SUMS`.

    Returns
    -------
    pandas.DataFrame
        Columns target, gauge_id, period (test), metric, value; metrics r, r2, anomaly_r and n, as of `scoring.score`.
    """
    total = sums["sums"].sum("year")
    r, anomaly_r = (correlation(total.sel(kind=kind, drop=True)) for kind in KINDS)
    n = total.sel(kind=KINDS[0], sum="n", drop=True)
    scores = xr.Dataset({"r": r, "r2": r**2, "anomaly_r": anomaly_r, "n": n})
    tables = [
        metrics.tidy(scores.sel(target=target).isel(gauge_id=(n.sel(target=target) > 0).values)).assign(
            target=str(target)
        )
        for target in sums["target"].values
    ]
    return pd.concat(tables, ignore_index=True).assign(period="test")


def correlation(sums: xr.DataArray) -> xr.DataArray:
    """Return Pearson's r (1) of sums of shape (..., sum); NaN for too few days, or a series that does not vary."""
    n, x, y, xx, yy, xy = np.moveaxis(sums.sel(sum=list(SUMS)).transpose(..., "sum").values, -1, 0)
    of_n = np.where(n > 0, n, 1)
    spread_x, spread_y = xx - x**2 / of_n, yy - y**2 / of_n
    there = (n >= metrics.MINIMUM_PAIRS) & (spread_x > 0) & (spread_y > 0)
    r = (xy - x * y / of_n) / np.sqrt(np.where(there, spread_x * spread_y, np.nan))
    return sums.isel(sum=0, drop=True).copy(data=r)


def years(days: pd.DatetimeIndex) -> np.ndarray:
    """Find the year of every day: twelve months from the first day's day of the year on, named by their first day's."""
    begin = days[0]
    early = (days.month < begin.month) | ((days.month == begin.month) & (days.day < begin.day))
    return (days.year - early).to_numpy().astype("int64")


def _of_gauges(series: xr.Dataset, periods: Mapping[str, slice], member: Floats) -> Floats:
    """Sum values and anomalies of shape (gauge_id, time) by year; shape (gauge_id, kind, year, sum)."""
    pair = series["predicted"], series["observed"]
    both = pair[0].notnull() & pair[1].notnull()
    parts = []
    for whole, anomalies in zip(pair, metrics.paired_anomalies(*pair, periods["fit"]), strict=True):
        values = whole.where(both).sel(time=periods["test"]).values.astype("float64")
        steady = _steady(values)
        of_days = (values, anomalies.sel(time=periods["test"]).values)
        parts.append([np.where(steady[:, None] & np.isfinite(kind), 0.0, kind) for kind in of_days])
    kinds = [_summed(x, y, member) for x, y in zip(*parts, strict=True)]
    return np.stack(kinds, axis=1)


def _summed(x: Floats, y: Floats, member: Floats) -> Floats:
    """Sum two series of shape (n_gauges, n_days), NaN where there is none, by year; shape (n_gauges, n_years, 6)."""
    n = np.isfinite(x).astype("float64")
    count = np.maximum(n.sum(axis=1, keepdims=True), 1)
    x, y = (np.nan_to_num(one) for one in (x, y))
    x, y = ((one - one.sum(axis=1, keepdims=True) / count) * n for one in (x, y))
    return np.stack([part @ member for part in (n, x, y, x * x, y * y, x * y)], axis=-1)


def _steady(values: Floats) -> npt.NDArray[np.bool_]:
    """Return which series of shape (n_gauges, n_days), NaN where there is none, vary by no more than rounding."""
    there = np.isfinite(values)
    largest = np.max(np.abs(values), axis=1, initial=0.0, where=there)
    mean = np.sum(values, axis=1, where=there) / np.maximum(there.sum(axis=1), 1)
    squares = np.sum((values - mean[:, None]) ** 2, axis=1, where=there) / np.maximum(there.sum(axis=1), 1)
    return np.sqrt(squares) <= metrics.STEADY * largest

"""What single units of an LSTM follow: their correlation with every target, their memory, their mean forget gate."""

from collections.abc import Mapping

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
        r.append(
            _of_targets(own, {name: one for name, one in targets.items() if gauge in one["gauge_id"]}, gauge, days)
        )
    correlations = xr.concat([one for one in r if one is not None], "gauge_id").median("gauge_id")
    table = correlations.to_dataset("period").rename({"fit": "r_fit", "test": "r"}).to_dataframe().reset_index()
    index = pd.MultiIndex.from_product([list(states.data_vars), states["unit"].values], names=["variable", "unit"])
    middle = np.median(np.stack(memories), axis=0).reshape(-1)
    memory_days = pd.Series(np.where(np.isfinite(middle), middle, np.nan), index, name="memory_days")
    mean_gate = pd.Series(np.mean(gates, axis=0), states["unit"].values, name="mean_forget_gate")
    return table.join(memory_days, on=["variable", "unit"]).join(mean_gate, on="unit")


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
    half, size = len(values) // 2, fft.next_fast_len(2 * len(values), real=True)
    products, pairs = (
        fft.irfft(np.abs(fft.rfft(series, size, axis=0)) ** 2, size, axis=0)[: half + 1]
        for series in (centred.astype("float64"), there.astype("float64"))
    )
    covariance = products / np.maximum(np.round(pairs), 1.0)
    fallen = (covariance < FALLEN * covariance[:1]) & (covariance[:1] > 0)
    return np.where(fallen.any(axis=0), np.argmax(fallen, axis=0).astype("float64"), np.inf)


def _of_targets(
    states: xr.Dataset, targets: Mapping[str, xr.DataArray], gauge: str, days: Mapping[str, slice]
) -> xr.DataArray | None:
    """Correlate all units of a gauge with its targets: (period, target, variable, unit); None without a target."""
    if not targets:
        return None
    units = states.to_dataarray("variable")
    parts = [
        xr.concat(
            [
                metrics.correlation(units.sel(time=period), one.sel(gauge_id=gauge, time=period))
                for one in targets.values()
            ],
            pd.Index(list(targets), name="target"),
        )
        for period in days.values()
    ]
    return xr.concat(parts, pd.Index(list(days), name="period")).rename("r").drop_vars("gauge_id", errors="ignore")


def _mean_gate(states: xr.Dataset) -> Floats:
    """Average the forget gate of every unit over days; NaN where it was not kept."""
    if FORGET_GATE not in states:
        return np.full(states.sizes["unit"], np.nan)
    return np.asarray(states[FORGET_GATE].mean("time").values, dtype="float64")

"""Catchment means of a gridded record that comes in pieces: every day in order, gaps refused or kept."""

import logging
from collections.abc import Iterable

import pandas as pd
import xarray as xr

from lstm_probe.data.catchment_means import zonal
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)


def every_day(weights: xr.Dataset, fields: Iterable[xr.DataArray]) -> xr.DataArray:
    """Average a field without gaps in time, as reanalyses are, over every catchment.

    Parameters
    ----------
    weights : xarray.Dataset
        The artefact `contracts.targets.WEIGHTS`.
    fields : iterable of xarray.DataArray of shape (time, latitude, longitude)
        Pieces with different days; only one is in memory at a time.

    Returns
    -------
    xarray.DataArray of shape (gauge_id, time)
        float32, every day from the first to the last.

    Raises
    ------
    InputError
        If days between the first and the last are missing.
    """
    means = _in_order(weights, fields)
    days, absent = _absent(means)
    if len(absent):
        found = f"{len(absent)} of {len(days)} days are in no file that has '{means.name}': {_spans(absent)}"
        expected = f"every day from {days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d}"
        advice = "get the missing files (or those that lack the variable) again, or take away those beyond the gap"
        raise InputError(f"variable {means.name}", found, expected, advice)
    return means


def with_gaps(weights: xr.Dataset, fields: Iterable[xr.DataArray]) -> xr.DataArray:
    """Average a field with gaps in space and time, as satellites' are, over every catchment.

    Returns
    -------
    xarray.DataArray of shape (gauge_id, time)
        float32, every day from the first to the last: the mean of the cells that have a value that day; NaN where
        none has, and on days without a field. Attrs count days without a field and values of the means.
    """
    means = _in_order(weights, fields)
    days, absent = _absent(means)
    if len(absent):
        logger.warning("%s: no file for %d of %d days: %s", means.name, len(absent), len(days), _spans(absent))
    means = means.reindex(time=days)
    means.attrs |= {"missing_days": len(absent), "values_before_filling": int(means.notnull().sum())}
    return means


def _in_order(weights: xr.Dataset, fields: Iterable[xr.DataArray]) -> xr.DataArray:
    means = xr.concat([zonal.apply(weights, field).astype("float32") for field in fields], "time").sortby("time")
    for name in ("gauges_without_cells", "gauges_without_cells_count"):
        means.attrs[name] = weights.attrs[name]
    return means


def _absent(means: xr.DataArray) -> tuple[pd.DatetimeIndex, pd.DatetimeIndex]:
    """Return all days from the first to the last, and those of them without a field."""
    days = pd.date_range(means["time"].values[0], means["time"].values[-1], freq="D", name="time")
    return days, days.difference(means.indexes["time"])


def _spans(days: pd.DatetimeIndex) -> str:
    apart = (days.to_series().diff() != pd.Timedelta(days=1)).cumsum()
    runs = (span for _, span in days.to_series().groupby(apart))
    return shortlist((f"{span.iloc[0]:%Y-%m-%d} to {span.iloc[-1]:%Y-%m-%d}" for span in runs), 4)

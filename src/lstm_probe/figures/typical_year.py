"""A year of one gauge that stands for a whole run: its forcings, discharge, cell states, target and probe."""

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe import metrics


def typical_gauge(tested: xr.Dataset) -> str:
    """Choose the gauge whose correlation of probe and target is nearest to the median of all gauges.

    Parameters
    ----------
    tested : xarray.Dataset
        One target of the artefact ``predictions.nc`` on the days that count (gauge_id, time; target units).

    Returns
    -------
    str
        Its id; the first gauge with the target where none has a correlation.
    """
    r = metrics.correlation(tested["predicted"], tested["observed"]).to_series()
    if r.notna().any():
        return str((r - r.median()).abs().idxmin())
    return str(tested["gauge_id"].values[int(tested["observed"].notnull().any("time").values.argmax())])


def select(
    series: xr.Dataset, discharge: xr.Dataset, states: xr.Dataset, predictions: xr.Dataset, gauge: str, days: int
) -> xr.Dataset:
    """Gather what is known of one gauge on the last days that have all of it.

    Parameters
    ----------
    series, discharge, states : xarray.Dataset
        Artefacts ``catchments.nc``, ``discharge.nc`` and ``states.nc``; only this gauge is read.
    predictions : xarray.Dataset
        One target of the artefact ``predictions.nc`` (gauge_id, time; target units).
    gauge : str
        Which gauge.
    days : int
        How many days at most.

    Returns
    -------
    xarray.Dataset
        Forcings and measured ``discharge`` (time; units of each), ``simulated`` discharge (time; mm d-1; NaN where
        no day has states and simulated discharge), ``cell_state`` (time, unit; 1), and ``predicted`` and
        ``observed`` target (time; target units).
    """
    parts = [part.sel(gauge_id=gauge) for part in (series, states[["cell_state"]], predictions)]
    known = xr.merge(parts, join="inner", compat="override")
    simulated = discharge["simulated"].sel(gauge_id=gauge).reindex(time=known["time"])
    there = simulated["time"].values[simulated.notnull().values]
    last = pd.Timestamp(there[-1] if there.size else known["time"].values[-1])
    return known.assign(simulated=simulated).sel(time=slice(last - pd.Timedelta(days=days - 1), last))


def scores(cell_state: xr.DataArray) -> np.ndarray:
    """Express every unit's state as a z-score over the days shown; 0 where it never changes.

    Parameters
    ----------
    cell_state : xarray.DataArray
        States of one gauge (time, unit; 1).

    Returns
    -------
    numpy.ndarray of shape (n_days, n_units)
        z-scores (1).
    """
    states = cell_state.transpose("time", "unit").values.astype(float)
    spread = states.std(axis=0)
    varies = spread > metrics.STEADY * np.abs(states).max(axis=0)
    return np.where(varies, (states - states.mean(axis=0)) / np.where(varies, spread, 1.0), 0.0)

"""Find the gauges whose record of discharge an LSTM cannot learn from, and say why."""

import numpy as np
import pandas as pd
import xarray as xr


def is_dry(discharge: np.ndarray | pd.Series) -> bool:
    """Return whether a record has values and all of them are zero: a gauge that stood dry, or a column of fill values.

    Parameters
    ----------
    discharge : array of float, shape (days,)
        mm d-1; NaN where not observed.
    """
    values = np.asarray(discharge, dtype=float)
    observed = values[np.isfinite(values)]
    return bool(observed.size) and not observed.any()


def flowing(series: xr.Dataset) -> xr.Dataset:
    """Select the gauges that are not dry, of ``discharge`` and whatever else a dataset has along ``gauge_id``."""
    dry = np.array([is_dry(values) for values in series["discharge"].values], dtype=bool)
    return series.isel(gauge_id=np.flatnonzero(~dry))


def unusable(series: xr.Dataset, training: tuple[str, str], least: int) -> dict[str, str]:
    """Name the gauges without a usable record of discharge, and why.

    Parameters
    ----------
    series : xarray.Dataset
        With ``discharge`` (mm d-1) of shape (gauge_id, time).
    training : tuple of str
        First and last day of the LSTM's training.
    least : int
        Days with discharge that a gauge needs within the training.
    """
    reasons = {}
    in_training = series["discharge"].sel(time=slice(*training)).notnull().sum("time").values
    for gauge, days, values in zip(series["gauge_id"].values, in_training, series["discharge"].values, strict=True):
        if is_dry(values):
            reasons[str(gauge)] = dry(int(np.isfinite(values).sum()))
        elif days < least:
            reasons[str(gauge)] = too_few(int(days), least, training)
    return reasons


def dry(days: int) -> str:
    """Say why a gauge of zero flow is dropped."""
    return f"discharge is zero on each of the {days} days with a value"


def too_few(days: int, least: int, training: tuple[str, str]) -> str:
    """Say why a gauge with few days of discharge in the training is dropped."""
    first, last = training
    return f"{f'fewer than {least} days of' if days else 'no'} discharge from {first} to {last}"

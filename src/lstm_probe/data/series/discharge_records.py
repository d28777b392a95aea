"""Find the gauges whose records an LSTM cannot learn from, and why."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.errors import Finding, shortlist

NO_VALUE = "no value"


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
        if why := reason(values, int(days), training, least):
            reasons[str(gauge)] = why
    return reasons


def reason(discharge: np.ndarray | pd.Series, days: int, training: tuple[str, str], least: int) -> str:
    """Return why a gauge is dropped, of which some days of the training have a discharge; nothing if it is not."""
    if is_dry(discharge):
        return f"discharge is zero on each of the {int(np.isfinite(discharge).sum())} days with a value"
    first, last = training
    if days < least:
        return f"{f'fewer than {least} days of' if days else 'no'} discharge from {first} to {last}"
    return ""


def without_values(name: str, gauges: Sequence[str], asked: int, filled: Sequence[str] = ()) -> Iterator[Finding]:
    """Yield a forcing that has no value at some gauges, of those that were asked for: a refusal if these are all."""
    if gauges:
        everywhere = len(gauges) == asked
        found = f"no value of '{name}' at {'any' if everywhere else len(gauges)} of {asked} gauges"
        found += "" if everywhere else f": {shortlist(gauges)}"
        others = f" (filled here: {shortlist(filled)})" if filled else ""
        advice = f"choose other forcings{others} or get the whole files"
        advice = advice if everywhere else "nothing: these gauges are dropped"
        severity = "refuse" if everywhere else "warn"
        yield Finding(severity, NO_VALUE, found, "values, as an input of the LSTM", advice)

"""Scale series and attributes by one mean and standard deviation over all gauges and training days."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Scaler:
    """Hold the mean and standard deviation of named variables.

    Parameters
    ----------
    names : tuple of str
        The variables, in the order of the last axis of what is scaled.
    mean, std : tuple of float
        One number a variable, in its own units.
    dtype : {"float64", "float32"}
        Precision of the scaling.
    """

    names: tuple[str, ...]
    mean: tuple[float, ...]
    std: tuple[float, ...]
    dtype: str = "float64"

    def scale(self, values: np.ndarray) -> np.ndarray:
        """Return z-scores of an array of shape (..., n_variables)."""
        mean, std = np.asarray(self.mean, self.dtype), np.asarray(self.std, self.dtype)
        return (values.astype(self.dtype) - mean) / std

    def unscale(self, values: np.ndarray) -> np.ndarray:
        """Return the values whose z-scores are given, shape (..., n_variables)."""
        return values * np.asarray(self.std) + np.asarray(self.mean)


@dataclass(frozen=True)
class Scalers:
    """Hold the scalers of the forcings, of the attributes and of discharge."""

    forcings: Scaler
    attributes: Scaler
    discharge: Scaler

    def to_dict(self) -> dict[str, dict[str, Any]]:
        """Give plain lists, for JSON."""
        return {
            group: {key: values if key == "dtype" else list(values) for key, values in scaler.items()}
            for group, scaler in asdict(self).items()
        }

    @classmethod
    def from_dict(cls, content: dict[str, dict[str, Any]]) -> "Scalers":
        """Make scalers from what `to_dict` gave."""
        groups = ("forcings", "attributes", "discharge")
        return cls(*(_scaler(content[group]) for group in groups))


def _scaler(content: dict[str, Any]) -> Scaler:
    names, mean, std = (tuple(content[key]) for key in ("names", "mean", "std"))
    return Scaler(names, mean, std, content.get("dtype", "float64"))


def stack(dataset: xr.Dataset, names: Sequence[str], where: str) -> np.ndarray:
    """Stack named variables along a new last axis, float64.

    Parameters
    ----------
    dataset : xarray.Dataset
        Holds the variables, all of the same dimensions.
    names : sequence of str
        The variables; none of them makes an axis of length 0.
    where : str
        Where the dataset comes from, for the message.

    Raises
    ------
    InputError
        If a variable is missing, naming those that are there.
    """
    if missing := [name for name in names if name not in dataset]:
        found = f"no {shortlist(missing)}; it has {shortlist(dataset.data_vars, 40)}"
        raise InputError(where, found, shortlist(names, 40), "select variables that the file has, or make it again")
    if not names:
        return np.empty((*dataset.sizes.values(), 0))
    return np.stack([dataset[name].values.astype("float64") for name in names], axis=-1)


def fit(
    series: xr.Dataset,
    attributes: xr.Dataset,
    forcing_names: Sequence[str],
    attribute_names: Sequence[str],
    period: tuple[str, str],
    warm_up: int,
) -> Scalers:
    """Fit all scalers on the training days; missing values are skipped.

    Forcings are scaled over the training period and the days that warm it up, discharge over the training
    period, both with the population standard deviation; attributes over the gauges, with the sample standard
    deviation.

    Parameters
    ----------
    series : xarray.Dataset
        Forcings and discharge, dimensions (gauge_id, time).
    attributes : xarray.Dataset
        Static attributes, dimension (gauge_id,).
    forcing_names, attribute_names : sequence of str
        Which of them the LSTM takes, in order.
    period : tuple of str
        First and last training day.
    warm_up : int
        Days before the period that training windows reach back.

    Raises
    ------
    InputError
        If a variable is missing, has no value in the training period, or an infinite one.
    """
    _require_no_infinity(series, [*forcing_names, "discharge"])
    first, last = pd.Timestamp(period[0]), pd.Timestamp(period[1])
    warm = series.sel(time=slice(first - pd.Timedelta(days=warm_up), last))
    forcings = stack(warm, forcing_names, "catchments.nc").reshape(-1, len(forcing_names))
    discharge = stack(warm.sel(time=slice(first, last)), ["discharge"], "catchments.nc").reshape(-1, 1)
    statics = stack(attributes, attribute_names, "attributes.nc")
    return Scalers(
        _moments(forcings, forcing_names, 0),
        _moments(statics, attribute_names, 1),
        _moments(discharge, ["discharge"], 0),
    )


def _require_no_infinity(series: xr.Dataset, names: Sequence[str]) -> None:
    for name in names:
        if name not in series:
            continue  # `stack` names what is missing
        gauge, day = np.nonzero(np.isinf(series[name].values))
        if len(gauge):
            where = f"gauge {series['gauge_id'].values[gauge[0]]}, {str(series['time'].values[day[0]])[:10]}"
            advice = "correct the value, or leave it out as missing"
            raise InputError(where, f"{name} infinite ({len(gauge)} such values in all)", "finite values", advice)


def _moments(values: np.ndarray, names: Sequence[str], ddof: int) -> Scaler:
    counts = np.isfinite(values).sum(axis=0)
    if not counts.all():
        empty = [name for name, count in zip(names, counts, strict=True) if not count]
        expected = "values in the training period"
        raise InputError("training data", f"no value of {shortlist(empty)}", expected, "mend the data or the period")
    mean = np.nanmean(values, axis=0)
    std = np.sqrt(np.nansum((values - mean) ** 2, axis=0) / np.maximum(counts - ddof, 1))
    flat = std <= 1e-12 * np.maximum(np.abs(mean), 1.0)
    if flat.any():
        constant = [name for name, is_flat in zip(names, flat, strict=True) if is_flat]
        logger.warning("never varies, so it is centred but not scaled: %s", shortlist(constant, 40))
    return Scaler(tuple(names), tuple(mean.tolist()), tuple(np.where(flat, 1.0, std).tolist()))

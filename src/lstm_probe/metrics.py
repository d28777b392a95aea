"""Skill of one series against another, gauge by gauge, on top of the package `scores`."""

import warnings

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr
from scipy import sparse

MINIMUM_PAIRS = 30
STEADY = 1e-6  # a standard deviation below this share of the largest value is rounding, not a signal
LONG_NAMES = {
    "r": "Pearson correlation",
    "r2": "squared Pearson correlation",
    "nse": "Nash-Sutcliffe efficiency",
    "kge": "Kling-Gupta efficiency",
    "rmse": "root mean square error",
    "bias": "mean of predicted minus observed",
    "abs_bias": "size of the bias",
    "n": "days with both values",
}


def per_gauge(
    predicted: xr.DataArray, observed: xr.DataArray, dim: str = "time", minimum_pairs: int = MINIMUM_PAIRS
) -> xr.Dataset:
    """Score predictions against observations along one dimension, on the days that have both.

    KGE is that of Gupta et al. (2009), https://doi.org/10.1016/j.jhydrol.2009.08.003; NSE that of Nash and
    Sutcliffe (1970), https://doi.org/10.1016/0022-1694(70)90255-6.

    Parameters
    ----------
    predicted, observed : xarray.DataArray of shape (..., time)
        Two series of one quantity in the same units; NaN where there is none.
    dim : str
        The dimension to score along.
    minimum_pairs : int
        A series with fewer finite pairs has no score.

    Returns
    -------
    xarray.Dataset
        r, r2, nse, kge, n (1), rmse, bias and abs_bias (units of the series), float64, over the remaining
        dimensions. All but n are NaN below `minimum_pairs`; r, r2, nse and kge where the observed series does not vary;
        r, r2 and kge where the predicted one does not.
    """
    from scores.continuous import additive_bias, kge, nse, rmse  # only here: it imports scipy.stats, half a second

    predicted, observed, n = _pair(predicted, observed, dim)
    along = {"reduce_dims": [dim]}
    with warnings.catch_warnings():
        for kind in (RuntimeWarning, UserWarning):  # empty and steady series, which are masked below
            warnings.simplefilter("ignore", kind)
        scores = xr.Dataset(
            {
                "nse": nse(predicted, observed, **along).where(_varies(observed, dim)),
                "kge": kge(predicted, observed, **along),
                "rmse": rmse(predicted, observed, **along),
                "bias": additive_bias(predicted, observed, **along),
            }
        ).where(n >= minimum_pairs)
    scores["abs_bias"] = abs(scores["bias"])
    scores["r"] = correlation(predicted, observed, dim, minimum_pairs)
    scores["kge"] = scores["kge"].where(scores["r"].notnull())
    scores["r2"] = scores["r"] ** 2
    scores["n"] = n
    return xr.Dataset({name: scores[name].assign_attrs(long_name=text) for name, text in LONG_NAMES.items()})


def correlation(
    predicted: xr.DataArray, observed: xr.DataArray, dim: str = "time", minimum_pairs: int = MINIMUM_PAIRS
) -> xr.DataArray:
    """Correlate two series along one dimension, as `per_gauge` does, without its other scores.

    Parameters
    ----------
    predicted, observed, dim, minimum_pairs
        As for `per_gauge`.

    Returns
    -------
    xarray.DataArray
        Pearson's r (1) over the remaining dimensions; NaN for too few pairs, or a series that does not vary.
    """
    from scores.continuous.correlation import pearsonr

    predicted, observed, n = _pair(predicted, observed, dim)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        r = pearsonr(predicted, observed, reduce_dims=[dim])
        vary = _varies(observed, dim) & _varies(predicted, dim)
    return r.where(vary & (n >= minimum_pairs))


def _pair(predicted: xr.DataArray, observed: xr.DataArray, dim: str) -> tuple[xr.DataArray, xr.DataArray, xr.DataArray]:
    """Return both series in double precision where both have a value, and how many such days there are."""
    both = predicted.notnull() & observed.notnull()
    series = (one.astype("float64").where(both) for one in (predicted, observed))
    return *series, both.sum(dim).astype("float64")  # type: ignore[return-value]


def _varies(series: xr.DataArray, dim: str) -> xr.DataArray:
    return series.std(dim) > STEADY * abs(series).max(dim)


def anomalies(series: xr.DataArray, fit: slice) -> xr.DataArray:
    """Subtract from each series the mean of every day of the year over the fit period.

    The mean is plain, not smoothed: with a fit period of a few years it holds few values a day and takes some
    of the anomaly with it. Day 366 counts as day 365. A day of the year without a value in the fit period has
    no anomaly (NaN).

    Parameters
    ----------
    series : xarray.DataArray of shape (..., time)
        Daily values; NaN where there is none.
    fit : slice
        First and last day of the fit period.
    """
    series = series.astype("float64").transpose(..., "time")
    sample = series.sel(time=fit)
    days = sample.sizes["time"]
    falls_on = sparse.csr_array((np.ones(days), (_day_of_year(sample), np.arange(days))), shape=(365, days))
    there = sample.notnull().to_numpy()
    count, total = (
        (falls_on @ part.reshape(-1, days).T).T.reshape(*there.shape[:-1], 365)
        for part in (there.astype("float64"), sample.fillna(0.0).to_numpy())
    )
    climatology = total / np.where(count > 0, count, np.nan)
    return series - climatology[..., _day_of_year(series)]


def _day_of_year(series: xr.DataArray) -> npt.NDArray[np.integer]:
    """Give the position of every day in its year, from 0; the 366th counts as the 365th."""
    return np.minimum(series.indexes["time"].day_of_year, 365).to_numpy() - 1


def anomaly_r(predicted: xr.DataArray, observed: xr.DataArray, fit: slice, days: slice) -> xr.DataArray:
    """Correlate what remains of both series when their own seasons are removed.

    Parameters
    ----------
    predicted, observed : xarray.DataArray of shape (..., time)
        Daily series over the fit period and the days to score; only days with both values count, in the
        climatologies too.
    fit, days : slice
        First and last day of the period that gives the climatology, and of the period that is scored.

    Returns
    -------
    xarray.DataArray
        Pearson correlation of the anomalies (1), NaN under the conditions of `per_gauge`; a series that does not
        vary has no anomalies but rounding.
    """
    left, right = (series.sel(time=days) for series in paired_anomalies(predicted, observed, fit))
    vary = correlation(predicted.sel(time=days), observed.sel(time=days)).notnull()
    return correlation(left, right).where(vary).assign_attrs(long_name="Pearson correlation of anomalies")


def paired_anomalies(predicted: xr.DataArray, observed: xr.DataArray, fit: slice) -> tuple[xr.DataArray, xr.DataArray]:
    """Take the `anomalies` of two series on the days, of their climatologies too, that have a value of both."""
    both = predicted.notnull() & observed.notnull()
    return anomalies(predicted.where(both), fit), anomalies(observed.where(both), fit)


def tidy(scores: xr.Dataset) -> pd.DataFrame:
    """Melt scores by gauge into a table with one row a gauge and metric.

    Parameters
    ----------
    scores : xarray.Dataset
        Variables over gauge_id.

    Returns
    -------
    pandas.DataFrame
        Columns gauge_id (text), metric, value.
    """
    wide = scores.reset_coords(drop=True).to_dataframe().reset_index()
    table = wide.melt(id_vars="gauge_id", var_name="metric", value_name="value")
    return table.astype({"gauge_id": "str", "metric": "str", "value": "float64"})

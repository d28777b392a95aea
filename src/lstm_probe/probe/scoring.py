"""Score predictions gauge by gauge, in every period."""

from collections.abc import Mapping

import pandas as pd
import xarray as xr

from lstm_probe import metrics

GAUGES_AT_ONCE = 100  # bounds the memory of double precision


def score(predictions: xr.Dataset, periods: Mapping[str, slice]) -> pd.DataFrame:
    """Score every target's prediction at every gauge that takes part.

    Parameters
    ----------
    predictions : xarray.Dataset
        predicted and observed of shape (target, gauge_id, time), in target units.
    periods : mapping of str to slice
        First and last day of the periods; the one named ``fit`` gives the climatology of anomalies.

    Returns
    -------
    pandas.DataFrame
        Columns target, gauge_id, period, metric, value; metrics r, r2, anomaly_r, nse, kge, n (1), rmse,
        bias and abs_bias (target units).
    """
    tables = []
    for target in predictions["target"].values:
        one = predictions[["predicted", "observed"]].sel(target=target, drop=True)
        one = one.isel(gauge_id=one["observed"].notnull().any("time").values)
        for first in range(0, one.sizes["gauge_id"], GAUGES_AT_ONCE):
            some = one.isel(gauge_id=slice(first, first + GAUGES_AT_ONCE))
            tables += [table.assign(target=str(target)) for table in _score_gauges(some, periods)]
    return pd.concat(tables, ignore_index=True)


def _score_gauges(series: xr.Dataset, periods: Mapping[str, slice]) -> list[pd.DataFrame]:
    """Score predicted and observed of shape (gauge_id, time) in every period."""
    gauges = series["gauge_id"]
    series = series.drop_vars("gauge_id")  # whose alignment, in every operation, would take most of the time
    predicted, observed = series["predicted"], series["observed"]
    tables = []
    for period, days in periods.items():
        one, other = (values.sel(time=days).drop_vars("time") for values in (predicted, observed))
        scores = metrics.per_gauge(one, other)
        scores["anomaly_r"] = metrics.anomaly_r(predicted, observed, periods["fit"], days)
        tables.append(metrics.tidy(scores.assign_coords(gauge_id=gauges)).assign(period=period))
    return tables


def score_truth(
    predictions: xr.Dataset, truth: xr.Dataset, variables: Mapping[str, str], periods: Mapping[str, slice]
) -> pd.DataFrame:
    """Correlate every target's prediction with the true store that it stands for, where one is known.

    Parameters
    ----------
    predictions : xarray.Dataset
        predicted of shape (target, gauge_id, time), in target units.
    truth : xarray.Dataset
        Catchment means of the world's stores, of shape (gauge_id, time).
    variables : mapping of str to str
        For each target, the name of its store; targets whose store is unknown are left out.
    periods : mapping of str to slice
        First and last day of the periods.

    Returns
    -------
    pandas.DataFrame
        Columns target, gauge_id, period, metric (``r_truth``), value.
    """
    tables = []
    for target in predictions["target"].values:
        if variables.get(target) in truth:
            predicted = predictions["predicted"].sel(target=target, drop=True).dropna("gauge_id", how="all")
            for period, days in periods.items():
                left, right = xr.align(predicted.sel(time=days), truth[variables[target]].sel(time=days))
                scores = metrics.correlation(left, right).to_dataset(name="r_truth")
                tables.append(metrics.tidy(scores).assign(target=str(target), period=period))
    columns = ["gauge_id", "metric", "value", "target", "period"]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)

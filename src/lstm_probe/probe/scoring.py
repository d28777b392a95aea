"""Score predictions gauge by gauge, in every period."""

from collections.abc import Mapping

import pandas as pd
import xarray as xr

from lstm_probe import metrics

GAUGES_AT_ONCE = 50  # bounds the memory of double precision


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
    tables: dict[str, list[pd.DataFrame]] = {str(target): [] for target in predictions["target"].values}
    for first in range(0, predictions.sizes["gauge_id"], GAUGES_AT_ONCE):
        some = predictions[["predicted", "observed"]].isel(gauge_id=slice(first, first + GAUGES_AT_ONCE))
        gauges, takes_part = some["gauge_id"], some["observed"].notnull().any("time").values
        for period, scores in _scores(some.drop_vars(["target", "gauge_id"]), periods).items():
            for i, target in enumerate(tables):
                if takes_part[i].any():
                    of_target = scores.isel(target=i).assign_coords(gauge_id=gauges).isel(gauge_id=takes_part[i])
                    tables[target].append(metrics.tidy(of_target).assign(period=period, target=target))
    return pd.concat([table for of_target in tables.values() for table in of_target], ignore_index=True)


def _scores(series: xr.Dataset, periods: Mapping[str, slice]) -> dict[str, xr.Dataset]:
    """Score predicted and observed of shape (target, gauge_id, time) in every period.

    They come without an index of targets and gauges, whose alignment in every operation would take most of the time.
    """
    pair = series["predicted"], series["observed"]
    of_season = metrics.paired_anomalies(*pair, periods["fit"])
    found = {}
    for period, days in periods.items():
        of_period = [values.sel(time=days).drop_vars("time") for values in (*pair, *of_season)]
        scores = metrics.per_gauge(of_period[0], of_period[1])
        anomalies = metrics.correlation(of_period[2], of_period[3])
        found[period] = scores.assign(anomaly_r=anomalies.where(scores["r"].notnull()))
    return found


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

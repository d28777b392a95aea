"""Set predictions beside the true stores, which only a synthetic world knows."""

from collections.abc import Mapping

import pandas as pd
import xarray as xr

from lstm_probe import metrics


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

"""Skill of simulated discharge."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import xarray as xr

from lstm_probe import metrics


def discharge_skill(discharge: xr.Dataset, periods: Mapping[str, Any], lstm: str, seed: int) -> pd.DataFrame:
    """Score simulated discharge per gauge over the training and the test period.

    Parameters
    ----------
    discharge : xarray.Dataset
        `simulated` and `observed` (mm d-1), dimensions (gauge_id, time).
    periods : mapping
        `lstm_train` and `lstm_test`: first and last day of each.
    lstm : str
        Name of the LSTM in the catalogue.
    seed : int
        Its seed.

    Returns
    -------
    skill : pandas.DataFrame
        Tidy: lstm, seed, gauge_id, period, metric, value.
    """
    tables = []
    for period in ("train", "test"):
        days = discharge.sel(time=slice(*periods[f"lstm_{period}"]))
        simulated = days["simulated"].clip(min=0.0) if "scored" in days["simulated"].attrs else days["simulated"]
        scores = metrics.per_gauge(simulated, days["observed"]).to_dataframe()
        tidy = scores.reset_index().melt(id_vars="gauge_id", var_name="metric", value_name="value")
        tables.append(tidy.assign(lstm=lstm, seed=seed, period=period))
    columns = ["lstm", "seed", "gauge_id", "period", "metric", "value"]
    return pd.concat(tables, ignore_index=True)[columns].astype({"value": "float64"})

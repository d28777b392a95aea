"""Skill of simulated discharge, and whether the LSTM was trained at the gauge and on the days."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe import metrics

UNKNOWN = "unknown"
#: NSE without the days whose discharge is a filled gap or a copy of other days.
MEASURED = "nse_measured_days"


@dataclass(frozen=True)
class Training:
    """Hold what is known of the training of an LSTM, here or elsewhere.

    Parameters
    ----------
    gauges : collection of str or None
        Gauges that it was trained at; None where they are not known.
    periods : sequence of pair of str
        First and last days of its training, YYYY-MM-DD; none where they are not known.
    """

    gauges: Collection[str] | None = None
    periods: Sequence[Sequence[str]] = ()

    def at(self, gauge: str) -> str:
        """Say whether the LSTM was trained at a gauge: yes, no or unknown."""
        if self.gauges is None:
            return UNKNOWN
        return "yes" if gauge in self.gauges else "no"

    def within(self, period: Sequence[str]) -> str:
        """Say how many days of a period are days of the training: all, some, none or unknown."""
        if not self.periods:
            return UNKNOWN
        days = pd.date_range(period[0], period[-1])
        trained = np.any([(days >= pd.Timestamp(a)) & (days <= pd.Timestamp(b)) for a, b in self.periods], axis=0)
        return "all" if trained.all() else "some" if trained.any() else "none"


def discharge_skill(
    discharge: xr.Dataset,
    periods: Mapping[str, Any],
    lstm: str,
    seed: int,
    training: Training | None = None,
    measured: xr.DataArray | None = None,
) -> pd.DataFrame:
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
    training : Training, optional
        What is known of its training.
    measured : xarray.DataArray of bool, optional
        Days (gauge_id, time) on which discharge was measured: on these alone stands the metric `nse_measured_days`.

    Returns
    -------
    skill : pandas.DataFrame
        As `contracts.lstm.DISCHARGE_SKILL`.
    """
    tables, known = [], training or Training()
    for period in ("train", "test"):
        chosen = periods[f"lstm_{period}"]
        days = discharge.sel(time=slice(*chosen))
        simulated = days["simulated"].clip(min=0.0) if "scored" in days["simulated"].attrs else days["simulated"]
        scores = metrics.per_gauge(simulated, days["observed"])
        if measured is not None:
            alone = days["observed"].where(measured.sel(time=slice(*chosen)))
            scores[MEASURED] = metrics.per_gauge(simulated, alone)["nse"]
        tidy = metrics.tidy(scores)
        tidy = tidy.assign(training_gauge=[known.at(gauge) for gauge in tidy["gauge_id"]])
        tables.append(tidy.assign(lstm=lstm, seed=seed, period=period, training_days=known.within(chosen)))
    columns = ["lstm", "seed", "gauge_id", "period", "metric", "value", "training_gauge", "training_days"]
    return pd.concat(tables, ignore_index=True)[columns].astype({"value": "float64"})

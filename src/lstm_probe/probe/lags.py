"""The probe of `main`, not fitted again, given the states of other days, gauge by gauge."""

from typing import Any

import numpy as np
import xarray as xr

from lstm_probe.probe import lag_curve
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.observed_days import Targets

DIMS = ("target", "gauge_id", "lag")


class Lags:
    """Gather r and anomaly r of every lag.

    Parameters
    ----------
    targets : Targets
        All targets.
    probe : xarray.Dataset or None
        As `contracts.probe.PROBE`; targets that it lacks, and one that is not linear, have no lag curve.
    days : list of int
        Lags (days; positive is the state of an earlier day).
    """

    def __init__(self, targets: Targets, probe: xr.Dataset | None, days: list[int]) -> None:
        self.targets, self.days = targets, days
        self._weights = {} if probe is None or "weight" not in probe else _weights(probe)
        shape = (*targets.sample_of.shape, len(days))
        self.r, self.anomaly_r = np.full(shape, np.nan), np.full(shape, np.nan)

    def add(self, gauge: int, states: Floats, first: int) -> None:
        """Take the states of one gauge, shape (n_states, n_features), the first of all days at position `first`."""
        for target, name in enumerate(self.targets.names):
            groups = self._weights.get(name, {})
            weights = groups.get("all", groups.get(self.targets.gauge_ids[gauge]))
            if weights is not None and self.targets.sample_of[target, gauge] >= 0:
                observed = self.targets.values[target, gauge]
                curves = lag_curve.by_lag(states @ weights, first, observed, self.targets.dates, self.days)
                self.r[target, gauge], self.anomaly_r[target, gauge] = curves

    def variables(self) -> dict[str, Any]:
        """Return the variables of the artefact."""
        days = np.array(self.days, dtype="int64")
        return {"lag": ("lag", days), "lag_r": (DIMS, self.r), "lag_anomaly_r": (DIMS, self.anomaly_r)}


def _weights(probe: xr.Dataset) -> dict[str, dict[str, Floats]]:
    """Take the weights (target units) of every target and group of gauges that has some."""
    values = probe["weight"].transpose("target", "group", "feature").values
    groups = probe["group"].values.astype(str).tolist()
    return {
        str(target): {group: of_group[i] for i, group in enumerate(groups) if np.isfinite(of_group[i]).all()}
        for target, of_group in zip(probe["target"].values, values, strict=True)
    }

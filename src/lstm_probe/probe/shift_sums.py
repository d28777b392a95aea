"""Sums of a gauge's targets and its own states of other years."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from lstm_probe.probe import year_shifts
from lstm_probe.probe.deviations import Observed, deviations
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.observed_days import Targets
from lstm_probe.probe.year_parts import shift_parts

FEATURES, TARGETS = ("sample", "shift"), ("target", "gauge_id", "shift")


class ShiftSums:
    """Gather the sums gauge by gauge: values of the fit, and what scores need in the test.

    Parameters
    ----------
    targets : Targets
        All targets.
    features : int
        Number of features.
    states : pandas.DatetimeIndex
        Days with states.
    years : sequence of int
        Shifts (years; positive is the state of an earlier year).
    """

    def __init__(self, targets: Targets, features: int, states: pd.DatetimeIndex, years: Sequence[int]) -> None:
        self.targets, self.years = targets, list(years)
        self.parts = [targets.dates.whole("values", "fit"), *shift_parts(targets.dates)]
        self._positions = [year_shifts.positions(targets.dates, states, shift) for shift in years]
        self._observed: dict[tuple[int, int], Observed] = {}
        shape = (len(targets.samples), len(self.years), len(self.parts))
        self.n, self.x = np.zeros(shape, dtype="int64"), np.zeros((*shape, features))
        products = features * (features + 1) // 2
        self.fit_xx = np.zeros((*shape[:2], products))
        self.xx = np.zeros((*shape[:2], shape[2] - 1, products), dtype="float32")
        self.y, self.yy = (np.zeros((*targets.sample_of.shape, *shape[1:])) for _ in range(2))
        self.xy = np.zeros((*targets.sample_of.shape, *shape[1:], features), dtype="float32")

    def add(self, gauge: int, states: Floats, first: int) -> None:
        """Take the states of one gauge, shape (n_states, n_features)."""
        for sample in self.targets.of_gauge(gauge):
            names = self.targets.sample_of[:, gauge] == sample
            series = self.targets.series(np.flatnonzero(names).tolist(), gauge)
            for shift, positions in enumerate(self._positions):
                observed = self._days(self.targets.samples[sample][1], shift)
                own = deviations(states[positions], observed)
                targets = deviations(series, observed)
                self.n[sample, shift], self.x[sample, shift] = own.count, own.mean
                products = own.products
                self.fit_xx[sample, shift], self.xx[sample, shift] = products[0], products[1:]
                self.y[names, gauge, shift], self.yy[names, gauge, shift] = targets.mean.T, targets.squares.T
                self.xy[names, gauge, shift] = own.with_series(targets).transpose(1, 0, 2)

    def _days(self, key: int, shift: int) -> Observed:
        if (key, shift) not in self._observed:
            days = self.targets.days[key] & (self._positions[shift] >= 0)
            self._observed[key, shift] = Observed(days, self.targets.dates, self.parts)
        return self._observed[key, shift]

    def variables(self) -> dict[str, Any]:
        """Return the variables of the artefact."""
        of_features, of_targets = (*FEATURES, "shift_part"), (*TARGETS, "shift_part")
        scored = (*FEATURES, "scored_part", "product")
        scored_years = np.array([part.year for part in self.parts if part.kind == "anomalies"], dtype="int64")
        return {
            "shift": ("shift", np.array(self.years, dtype="int64")),
            "scored_year": ("scored_year", scored_years),
            "shift_n": (of_features, self.n),
            "shift_x": ((*of_features, "feature"), self.x),
            "shift_fit_xx": ((*FEATURES, "product"), self.fit_xx),
            "shift_xx": (scored, self.xx),
            "shift_y": (of_targets, self.y),
            "shift_yy": (of_targets, self.yy),
            "shift_xy": ((*of_targets, "feature"), self.xy),
        }

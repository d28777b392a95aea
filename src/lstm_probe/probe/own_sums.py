"""Sums of a gauge's own states and targets, year by year, of values and of anomalies."""

from typing import Any

import numpy as np

from lstm_probe.probe.deviations import Deviations, Observed, deviations
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.observed_days import Targets
from lstm_probe.probe.year_parts import own_parts

FEATURES, TARGETS = ("sample", "part"), ("target", "gauge_id", "part")


class OwnSums:
    """Gather the sums gauge by gauge.

    Parameters
    ----------
    targets : Targets
        All targets.
    features : int
        Number of features.
    quarters : bool
        Whether the quarters of every year of the fit are summed too.
    """

    def __init__(self, targets: Targets, features: int, quarters: bool = False) -> None:
        self.targets, self.parts = targets, own_parts(targets.dates, quarters)
        self._observed: dict[int, Observed] = {}
        samples, parts = len(targets.samples), len(self.parts)
        self.n = np.zeros((samples, parts), dtype="int64")
        self.x = np.zeros((samples, parts, features))
        self.xx = np.zeros((samples, parts, features * (features + 1) // 2))
        self.y, self.yy = (np.zeros((*targets.sample_of.shape, parts)) for _ in range(2))
        self.xy = np.zeros((*targets.sample_of.shape, parts, features))

    def add(self, gauge: int, states: Floats, first: int) -> None:
        """Take the states of one gauge, shape (n_states, n_features), the first of all days at position `first`."""
        for sample in self.targets.of_gauge(gauge):
            key = self.targets.samples[sample][1]
            if key not in self._observed:
                self._observed[key] = Observed(self.targets.days[key], self.targets.dates, self.parts)
            observed = self._observed[key]
            own = deviations(states[first : first + len(observed.day_of_year)], observed)
            self.n[sample], self.x[sample], self.xx[sample] = own.count, own.mean, own.products
            names = self.targets.of_sample(sample)
            names = [name for name in names if self.targets.sample_of[name, gauge] == sample]
            self._add_targets(gauge, names, own, deviations(self.targets.series(names, gauge), observed))

    def _add_targets(self, gauge: int, names: list[int], own: Deviations, targets: Deviations) -> None:
        self.y[names, gauge], self.yy[names, gauge] = targets.mean.T, targets.squares.T
        self.xy[names, gauge] = own.with_series(targets).transpose(1, 0, 2)

    def variables(self) -> dict[str, Any]:
        """Return the variables of the artefact."""
        return {
            "n": (FEATURES, self.n),
            "x": ((*FEATURES, "feature"), self.x),
            "xx": ((*FEATURES, "product"), self.xx),
            "y": (TARGETS, self.y),
            "yy": (TARGETS, self.yy),
            "xy": ((*TARGETS, "feature"), self.xy),
            "part_kind": ("part", np.array([part.kind for part in self.parts], dtype=object)),
            "part_period": ("part", np.array([part.period for part in self.parts], dtype=object)),
            "part_year": ("part", np.array([part.year for part in self.parts], dtype="int64")),
        }

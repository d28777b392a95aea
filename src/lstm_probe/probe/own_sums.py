"""Sums of a gauge's own states and targets, year by year, of values and of anomalies."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from lstm_probe.probe.deviations import Deviations, Observed, deviations
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.observed_days import Targets
from lstm_probe.probe.year_parts import QUARTERS, Part

FEATURES, TARGETS = ("sample", "part"), ("target", "gauge_id", "part")


class OwnSums:
    """Gather the sums gauge by gauge.

    Parameters
    ----------
    targets : Targets
        All targets.
    features : int
        Number of features.
    parts : sequence of Part
        Days that are summed apart; quarters come last.
    """

    def __init__(self, targets: Targets, features: int, parts: Sequence[Part]) -> None:
        self.targets, self.parts = targets, parts
        self._observed: dict[int, Observed] = {}
        samples, products = len(targets.samples), features * (features + 1) // 2
        self._long = sum(part.kind != QUARTERS for part in parts)
        self.n = np.zeros((samples, len(parts)), dtype="int64")
        self.x = np.zeros((samples, len(parts), features))
        self.xx = np.zeros((samples, self._long, products))
        self.quarter_xx = np.zeros((samples, len(parts) - self._long, products), dtype="float32")
        self.y, self.yy = (np.zeros((*targets.sample_of.shape, len(parts))) for _ in range(2))
        self.xy = np.zeros((*targets.sample_of.shape, len(parts), features))

    def add(self, gauge: int, states: Floats, first: int) -> None:
        """Take the states of one gauge, shape (n_states, n_features), the first of all days at position `first`."""
        for sample in self.targets.of_gauge(gauge):
            key = self.targets.samples[sample][1]
            if key not in self._observed:
                self._observed[key] = Observed(self.targets.days[key], self.targets.dates, self.parts)
            observed = self._observed[key]
            own = deviations(states[first : first + len(observed.day_of_year)], observed)
            self.n[sample], self.x[sample], products = own.count, own.mean, own.products
            self.xx[sample], self.quarter_xx[sample] = products[: self._long], products[self._long :]
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
            "xx": (("sample", "long_part", "product"), self.xx),
            "quarter_xx": (("sample", "quarter", "product"), self.quarter_xx),
            "y": (TARGETS, self.y),
            "yy": (TARGETS, self.yy),
            "xy": ((*TARGETS, "feature"), self.xy),
            "part_kind": ("part", np.array([part.kind for part in self.parts], dtype=object)),
            "part_period": ("part", np.array([part.period for part in self.parts], dtype=object)),
            "part_year": ("part", np.array([part.year for part in self.parts], dtype="int64")),
        }

"""Gather what a regression needs of a group of gauges while their states are streamed."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from lstm_probe.probe.moments import Features, Floats, Moments
from lstm_probe.probe.scaling import Scaling

Marks = npt.NDArray[np.bool_]


def draw(observed: Marks, most: int | None, rng: np.random.Generator) -> Marks:
    """Choose samples at random among all that there are, each at most once and all alike.

    Parameters
    ----------
    observed : ndarray of bool, any shape
        Where there is a sample.
    most : int or None
        How many to choose; None, or more than there are, chooses all.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    ndarray of bool, of the same shape
    """
    positions = np.flatnonzero(observed)
    if most is None or most >= len(positions):
        return observed.copy()
    chosen = np.zeros(observed.size, dtype=bool)
    chosen[rng.choice(positions, most, replace=False, shuffle=False)] = True
    return chosen.reshape(observed.shape)


class Gathering:
    """Hold the sums over all samples of a group of gauges, and some of the samples.

    Which samples is decided at once, so that only they are held, whatever the order in which gauges come.

    Parameters
    ----------
    target : mapping of str to ndarray of shape (n_days,)
        Target (any units) of every gauge of the group on the days of the fit; NaN where not observed.
    most : int or None
        How many samples to hold; None is all, 0 none but the sums.
    rng : numpy.random.Generator
        Source of randomness.
    """

    def __init__(self, target: Mapping[str, Floats], most: int | None, rng: np.random.Generator) -> None:
        self.moments: dict[str, Moments] = {}
        self.rng = rng
        self._series = target
        self._moments_will_do = most == 0
        chosen = draw(np.isfinite(np.stack(list(target.values()))), most, rng)
        self._chosen = dict(zip(target, chosen, strict=True))
        ends = [0, *chosen.sum(axis=1).cumsum().tolist()]
        self._rows = {gauge: slice(ends[i], ends[i + 1]) for i, gauge in enumerate(target)}
        self.features: Floats = np.empty((0, 0), dtype="float32")
        self.target: Floats = np.empty(ends[-1], dtype="float32")

    def add(self, gauge: str, features: Features) -> None:
        """Take the features of one gauge on the days of the fit."""
        if not self.moments:
            self.features = np.empty((len(self.target), features.values.shape[1]), dtype="float32")
        self.moments[gauge] = features.moments(self._series[gauge])
        self.features[self._rows[gauge]] = features.values[self._chosen[gauge]]
        self.target[self._rows[gauge]] = self._series[gauge][self._chosen[gauge]]

    def standardise(self, scalings: Mapping[str, Scaling]) -> None:
        """Turn the samples into z-scores, gauge by gauge, in their place."""
        for gauge, rows in self._rows.items():
            self.features[rows] = scalings[gauge].features(self.features[rows])
            self.target[rows] = scalings[gauge].target(self.target[rows])

    @property
    def complete(self) -> bool:
        """Whether every gauge of the group has been taken."""
        return len(self.moments) == len(self._series)

    @property
    def used(self) -> int:
        """How many samples a probe is fitted on: those held, or all of the gauges taken where sums will do."""
        if self._moments_will_do:
            return sum(of_gauge.n for of_gauge in self.moments.values())
        return len(self.target)

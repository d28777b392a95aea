"""What a regression is given, and what it gives: a map between z-scores, linear or not."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from lstm_probe.probe.moments import Floats, Moments


@dataclass(frozen=True)
class Evidence:
    """Hold what a regression is fitted on, all of it in z-scores (1).

    Parameters
    ----------
    moments : Moments
        Sums over all samples.
    features : ndarray of shape (n_drawn, n_features), float32
        The samples that were drawn; none for a regression that needs the moments alone.
    target : ndarray of shape (n_drawn,), float32
        Their targets.
    rng : numpy.random.Generator
        Source of randomness.
    """

    moments: Moments
    features: Floats
    target: Floats
    rng: np.random.Generator


class Model(Protocol):
    """Whatever maps features to a target."""

    def predict(self, features: Floats, /) -> Floats:
        """Map features of shape (n_days, n_features) to a target of shape (n_days,)."""


@dataclass(frozen=True)
class Linear:
    """Map features to a target by weights of shape (n_features,) and an intercept."""

    weights: Floats
    intercept: float

    def predict(self, features: Floats) -> Floats:
        """Map features of shape (n_days, n_features) to a target of shape (n_days,)."""
        return features.astype("float64", copy=False) @ self.weights + self.intercept

"""Sums over samples from which any linear probe can be fitted; they add over days and gauges."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Moments:
    """Hold the number, the means and the centred sums of products of features and target over some samples.

    Sums are centred on the samples' own means, so that a state that hardly varies about a large value keeps
    its variance. Adding two of them follows Chan et al. (1983), https://doi.org/10.1080/00031305.1983.10483115.

    Parameters
    ----------
    n : int
        Number of samples.
    x : ndarray of shape (n_features,)
        Mean of every feature.
    y : float
        Mean of the target (target units).
    xx : ndarray of shape (n_features, n_features)
        Sum of products of the features' deviations.
    xy : ndarray of shape (n_features,)
        Sum of products of the features' and the target's deviations (target units).
    yy : float
        Sum of the target's squared deviations (target units squared).
    """

    n: int
    x: Floats
    y: float
    xx: Floats
    xy: Floats
    yy: float

    def __add__(self, other: "Moments") -> "Moments":
        """Return the moments of both sets of samples together."""
        n = self.n + other.n
        if n == 0:
            return self
        step_x, step_y = other.x - self.x, other.y - self.y
        between = self.n * other.n / n
        return Moments(
            n,
            self.x + step_x * other.n / n,
            self.y + step_y * other.n / n,
            self.xx + other.xx + between * np.outer(step_x, step_x),
            self.xy + other.xy + between * step_x * step_y,
            self.yy + other.yy + between * step_y**2,
        )

    def about_own_means(self) -> "Moments":
        """Return the moments of the samples less their means, so that sums do not see what lies between sets."""
        return replace(self, x=np.zeros_like(self.x), y=0.0)

    def divided(self, spread_x: Floats, spread_y: float) -> "Moments":
        """Return the moments of features and target divided by these spreads."""
        return Moments(
            self.n,
            self.x / spread_x,
            self.y / spread_y,
            self.xx / np.outer(spread_x, spread_x),
            self.xy / spread_x / spread_y,
            self.yy / spread_y**2,
        )


def empty(features: int) -> Moments:
    """Return the moments of no samples, which change nothing when added."""
    return Moments(0, np.zeros(features), 0.0, np.zeros((features, features)), np.zeros(features), 0.0)


class Features:
    """Hold the features of one gauge, which are summed but once for all targets observed on the same days.

    Parameters
    ----------
    values : ndarray of shape (n_days, n_features)
        One row a sample, finite wherever a target is.
    """

    def __init__(self, values: Floats) -> None:
        self.values = values
        self._sums: dict[bytes, tuple[Floats, Floats, Floats]] = {}

    def moments(self, target: Floats) -> Moments:
        """Sum the samples that have a target, in double precision.

        Parameters
        ----------
        target : ndarray of shape (n_days,)
            Target (any units); NaN where it was not observed.
        """
        observed = np.isfinite(target)
        if not observed.any():
            return empty(self.values.shape[1])
        days = observed.tobytes()
        if days not in self._sums:
            self._sums[days] = _mean_deviations_products(self.values if observed.all() else self.values[observed])
        mean_x, x, xx = self._sums[days]
        y = target[observed].astype("float64")
        mean_y = float(y.mean())
        y -= mean_y
        return Moments(len(y), mean_x, mean_y, xx, x.T @ y, float(y @ y))


def _mean_deviations_products(values: Floats) -> tuple[Floats, Floats, Floats]:
    mean = values.mean(axis=0, dtype="float64")
    deviations = np.subtract(values, mean, dtype="float64")
    return mean, deviations, deviations.T @ deviations


def moments(features: Floats, target: Floats) -> Moments:
    """Sum the samples of one target, as `Features` does of many."""
    return Features(features).moments(target)

"""Regressions that turn moments into a probe; the registry's keys are the config's words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import ElasticNet

from lstm_probe.errors import InputError
from lstm_probe.probe.moments import Floats, Moments

STEADY = 1e-6  # a spread below this share of the mean is rounding of single precision, not a signal


@dataclass(frozen=True)
class Probe:
    """Map features to a target: ``features @ weights + intercept``, all scaling undone.

    Parameters
    ----------
    weights : ndarray of shape (n_features,)
        Target units per unit of each feature.
    intercept : float
        Target units.
    standardised_weights : ndarray of shape (n_features,)
        The same weights between standardised features and standardised target (1).
    """

    weights: Floats
    intercept: float
    standardised_weights: Floats

    def predict(self, features: Floats) -> Floats:
        """Predict the target (target units) from features of shape (n_days, n_features)."""
        return features.astype("float64") @ self.weights + self.intercept


def elastic_net(moments: Moments, *, alpha: float = 0.01, l1_ratio: float = 0.15) -> Probe:
    """Fit a linear probe under an elastic-net penalty, from sums over samples alone.

    Minimises ``|y - Xw - b|² / 2n + alpha (l1_ratio |w|₁ + (1 - l1_ratio) |w|₂² / 2)`` for features and
    target of zero mean and unit variance (Zou and Hastie, 2005,
    https://doi.org/10.1111/j.1467-9868.2005.00503.x). A feature that does not vary gets no weight; alpha of 0
    is the shortest solution of ordinary least squares.

    Parameters
    ----------
    moments : Moments
        Sums over the samples to fit.
    alpha : float
        Strength of the penalty, on standardised values.
    l1_ratio : float
        Share of the absolute (sparsity) part in the penalty, 0 to 1.

    Raises
    ------
    InputError
        If there are no samples, or a setting is out of bounds.
    """
    _check(moments, alpha, l1_ratio)
    spread = np.sqrt(np.diag(moments.xx) / moments.n)
    varies = spread > STEADY * np.abs(moments.x)
    spread_y = np.sqrt(moments.yy / moments.n)
    standardised = np.zeros(len(spread))
    if spread_y > STEADY * abs(moments.y) and varies.any():
        gram = moments.xx[np.ix_(varies, varies)] / moments.n / np.outer(spread[varies], spread[varies])
        target = moments.xy[varies] / moments.n / spread[varies] / spread_y
        standardised[varies] = _solve(gram, target, alpha, l1_ratio)
    weights = standardised * spread_y / np.where(varies, spread, 1.0)
    return Probe(weights, float(moments.y - moments.x @ weights), standardised)


def _solve(gram: Floats, target: Floats, alpha: float, l1_ratio: float) -> Floats:
    """Solve the problem whose correlations are `gram` and `target`, by a square one of the same objective."""
    size, vectors = np.linalg.eigh(gram)
    kept = size > len(gram) * np.finfo(float).eps * size.max()  # features may repeat each other exactly
    root = np.sqrt(size[kept])
    samples = np.sqrt(kept.sum())
    x = samples * root[:, None] * vectors[:, kept].T
    y = samples * (target @ vectors[:, kept]) / root
    if alpha == 0:
        return np.linalg.lstsq(x, y)[0]
    net = ElasticNet(alpha=alpha, l1_ratio=l1_ratio, fit_intercept=False, tol=1e-12, max_iter=100_000)
    return net.fit(x, y).coef_


def _check(moments: Moments, alpha: float, l1_ratio: float) -> None:
    if moments.n == 0:
        raise InputError("probe", "no day with a target in the fit period", "some days", "see periods: probe_fit")
    if alpha < 0 or not 0 <= l1_ratio <= 1:
        found = f"alpha {alpha}, l1_ratio {l1_ratio}"
        raise InputError("regression elastic_net", found, "alpha ≥ 0, l1_ratio within 0 to 1", "mend the experiment")


#: Every regression: (moments, **settings) -> Probe.
REGRESSIONS: dict[str, Callable[..., Any]] = {"elastic_net": elastic_net}

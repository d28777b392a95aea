"""Regressions between z-scores; the registry's keys are the config's words, and settings have their defaults here."""

import inspect
import logging
import warnings
from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np

from lstm_probe.errors import InputError
from lstm_probe.probe.active_set import solve
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.evidence import Evidence, Linear, Model

logger = logging.getLogger(__name__)
HELD_OUT_FROM = 20  # fewer samples leave too few (a tenth) to hold out for early stopping


def elastic_net(evidence: Evidence, *, alpha: float = 0.01, l1_ratio: float = 0.15) -> Linear:
    """Fit a linear probe under an elastic-net penalty, exactly, from sums over all samples.

    Minimises ``|y - Xw - b|² / 2n + alpha (l1_ratio |w|₁ + (1 - l1_ratio) |w|₂² / 2)`` (Zou and Hastie, 2005,
    https://doi.org/10.1111/j.1467-9868.2005.00503.x).

    Parameters
    ----------
    evidence : Evidence
        Moments.
    alpha : float
        Strength of the penalty, on z-scores; 0 is the shortest solution of ordinary least squares.
    l1_ratio : float
        Share of the absolute (sparsity) part in the penalty, 0 to 1.

    Raises
    ------
    InputError
        If a setting is out of bounds.
    """
    _check("elastic_net", alpha, l1_ratio)
    sums = evidence.moments
    return Linear(solve(sums.xx / sums.n, sums.xy / sums.n, alpha, l1_ratio), sums.y)


def ridge(evidence: Evidence, *, alpha: float = 1e-5) -> Linear:
    """Fit a linear probe under a penalty on squared weights, in closed form, from sums over all samples.

    Minimises ``|y - Xw - b|² / 2n + alpha |w|₂² / 2`` (Hoerl and Kennard, 1970,
    https://doi.org/10.1080/00401706.1970.10488634).

    Parameters
    ----------
    evidence : Evidence
        Moments.
    alpha : float
        Strength of the penalty, on z-scores; features that do not vary have no weight.

    Raises
    ------
    InputError
        If alpha is not positive.
    """
    if alpha <= 0:
        advice = "take elastic_net for a regression without a penalty"
        raise InputError("regression ridge", f"alpha {alpha}", "alpha > 0", advice)
    sums = evidence.moments
    return Linear(np.linalg.solve(sums.xx / sums.n + alpha * np.eye(len(sums.xx)), sums.xy / sums.n), sums.y)


def sgd(
    evidence: Evidence,
    *,
    alpha: float = 0.01,
    l1_ratio: float = 0.15,
    loss: Literal["huber", "squared_error"] = "huber",
    epsilon: float = 0.1,
    max_epochs: int = 1000,
    patience: int = 3,
    max_samples: int | None = None,
) -> Linear:
    """Fit a linear probe under an elastic-net penalty by stochastic gradient descent, as scikit-learn does.

    Parameters
    ----------
    evidence : Evidence
        Samples.
    alpha, l1_ratio : float
        As of `elastic_net`.
    loss : {"huber", "squared_error"}
        Loss of a sample: Huber's (1964, https://doi.org/10.1214/aoms/1177703732) or its square.
    epsilon : float
        Error from which Huber's loss is linear, in z-scores of the target.
    max_epochs : int
        Passes over the samples at the most.
    patience : int
        Epochs without a gain on a held-out tenth of the samples after which the descent stops.
    max_samples : int or None
        How many samples are drawn at the most; None takes all.

    Raises
    ------
    InputError
        If a setting is out of bounds, or the descent diverges.
    """
    from sklearn.linear_model import SGDRegressor  # as below only where it is needed: linear probes need no sklearn

    _check("sgd", alpha, l1_ratio)
    if loss not in ("huber", "squared_error"):
        raise InputError("regression sgd", f"loss '{loss}'", "huber or squared_error", "mend the experiment")
    settings = {"penalty": "elasticnet", "alpha": alpha, "l1_ratio": l1_ratio, "loss": loss, "epsilon": epsilon}
    descent = _fit(SGDRegressor(**settings, max_iter=max_epochs, **_stopping(evidence, patience)), evidence)
    return Linear(descent.coef_.astype("float64"), float(descent.intercept_[0]))


def mlp(
    evidence: Evidence,
    *,
    hidden: Sequence[int] = (20, 10),
    l2: float = 0.15,
    batch_size: int = 200,
    max_epochs: int = 30,
    patience: int = 3,
    max_samples: int | None = None,
) -> Model:
    """Fit a multi-layer perceptron of rectified linear units by Adam, as scikit-learn does.

    Parameters
    ----------
    evidence : Evidence
        Samples.
    hidden : sequence of int
        Width of every hidden layer.
    l2 : float
        Strength of the penalty on squared weights.
    batch_size : int
        Samples an update.
    max_epochs, patience, max_samples
        As of `sgd`.

    Raises
    ------
    InputError
        If a setting is out of bounds, or the descent diverges.
    """
    from sklearn.neural_network import MLPRegressor  # as above

    size = min(batch_size, max(1, len(evidence.target) * 9 // 10))
    settings = {"hidden_layer_sizes": tuple(hidden), "alpha": l2, "batch_size": size, "max_iter": max_epochs}
    return _fit(MLPRegressor(activation="relu", solver="adam", **settings, **_stopping(evidence, patience)), evidence)


def _stopping(evidence: Evidence, patience: int) -> dict[str, Any]:
    """Say when a descent stops, and seed it."""
    seed = int(evidence.rng.integers(2**31))
    return {"n_iter_no_change": patience, "early_stopping": len(evidence.target) >= HELD_OUT_FROM, "random_state": seed}


def _fit(estimator: Any, evidence: Evidence) -> Any:
    """Fit an estimator of scikit-learn to the samples, and log what it warns of."""
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ConvergenceWarning)
        try:
            estimator.fit(evidence.features, evidence.target)
        except ValueError as error:
            expected = "settings within their bounds, and a descent that converges"
            advice = "mend the experiment; a descent that diverges may need loss: huber"
            raise InputError(f"regression by {type(estimator).__name__}", str(error), expected, advice) from error
    for warning in caught:
        logger.info("%s on %d samples: %s", type(estimator).__name__, len(evidence.target), warning.message)
    return estimator


def _check(name: str, alpha: float, l1_ratio: float) -> None:
    if alpha < 0 or not 0 <= l1_ratio <= 1:
        found = f"alpha {alpha}, l1_ratio {l1_ratio}"
        raise InputError(f"regression {name}", found, "alpha ≥ 0, l1_ratio within 0 to 1", "mend the experiment")


#: Every regression: (evidence, **settings) -> Model. One that has the setting max_samples is given samples, at most
#: so many; the others need the moments alone.
REGRESSIONS: dict[str, Callable[..., Model]] = {"elastic_net": elastic_net, "ridge": ridge, "sgd": sgd, "mlp": mlp}


def most_samples(regression: Choice) -> int | None:
    """Say how many samples a regression is given at the most: 0 where moments will do, None for all there are.

    Raises
    ------
    InputError
        If the experiment asks for none.
    """
    setting = inspect.signature(REGRESSIONS[regression.name]).parameters.get("max_samples")
    if setting is None:
        return 0
    limit: int | None = regression.settings.get("max_samples", setting.default)
    if limit is not None and limit < 1:
        raise InputError(f"regression {regression.name}", f"max_samples {limit}", "1 or more, or null", "take more")
    return limit

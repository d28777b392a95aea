"""The elastic net from products of samples alone, without the samples."""

import numpy as np

from lstm_probe.probe.moments import Floats


def solve(gram: Floats, target: Floats, alpha: float, l1_ratio: float) -> Floats:
    """Find the weights of an elastic net, by a square problem of the same objective.

    Parameters
    ----------
    gram : ndarray of shape (n_features, n_features)
        Mean products of the features; a feature whose products are 0 gets no weight.
    target : ndarray of shape (n_features,)
        Mean products of features and target.
    alpha, l1_ratio : float
        Strength of the penalty, and share of its absolute part; alpha of 0 is the shortest solution of ordinary
        least squares.

    Returns
    -------
    ndarray of shape (n_features,)
    """
    weights = np.zeros(len(gram))
    varies = np.diag(gram) > 0
    size, vectors = np.linalg.eigh(gram[np.ix_(varies, varies)])
    kept = size > len(size) * np.finfo(float).eps * size.max(initial=0.0)  # features may repeat each other exactly
    if kept.any():
        root = np.sqrt(size[kept])
        samples = np.sqrt(kept.sum())
        x = samples * root[:, None] * vectors[:, kept].T
        y = samples * (target[varies] @ vectors[:, kept]) / root
        weights[varies] = _fit(x, y, alpha, l1_ratio)
    return weights


def _fit(x: Floats, y: Floats, alpha: float, l1_ratio: float) -> Floats:
    if alpha == 0:
        return np.linalg.lstsq(x, y)[0]
    from sklearn.linear_model import ElasticNet  # only here: few problems come to it, and all wait for the import

    net = ElasticNet(alpha=alpha, l1_ratio=l1_ratio, fit_intercept=False, tol=1e-12, max_iter=100_000)
    return net.fit(x, y).coef_

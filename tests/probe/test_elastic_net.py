"""The solver of the elastic net: ridge and soft thresholds by hand, and products that are no correlations."""

import numpy as np
import pytest

from lstm_probe.probe.elastic_net import solve


def test_soft_threshold_by_hand() -> None:
    """Features that are orthogonal are thresholded one by one."""
    # w = sign(c) max(|c| - alpha rho, 0) / (g + alpha (1 - rho)), alpha 0.4, rho 0.5: |c| less 0.2, over g + 0.2
    found = solve(np.diag([1.0, 0.5, 1.0, 0.3]), np.array([0.8, -0.4, 0.1, 0.0]), 0.4, 0.5)
    np.testing.assert_allclose(found, [0.5, -0.2 / 0.7, 0.0, 0.0], atol=1e-10)


@pytest.mark.parametrize("alpha", [0.01, 0.3])
def test_ridge(rng: np.random.Generator, alpha: float) -> None:
    """Without an absolute part the weights are those of the ridge, (G + alpha I)⁻¹ c."""
    x = rng.normal(size=(100, 5)) * [1, 2, 0.1, 1, 1]
    gram, target = x.T @ x / 100, x.T @ rng.normal(size=100) / 100
    np.testing.assert_allclose(
        solve(gram, target, alpha, 0.0), np.linalg.solve(gram + alpha * np.eye(5), target), atol=1e-8
    )


@pytest.mark.parametrize("alpha", [0.0, 0.1])
def test_features_without_products(alpha: float) -> None:
    """A feature whose products are 0 gets no weight, and no features at all none."""
    assert solve(np.diag([0.0, 1.0]), np.array([0.0, 0.5]), alpha, 0.5)[0] == 0
    np.testing.assert_array_equal(solve(np.zeros((2, 2)), np.zeros(2), alpha, 0.5), 0)

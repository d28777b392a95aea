"""The elastic net from moments: agreement with scikit-learn, optimality, laws and awkward inputs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import ElasticNet

from lstm_probe.errors import InputError
from lstm_probe.probe.moments import empty, moments
from lstm_probe.probe.regression import REGRESSIONS, elastic_net

SETTINGS = [(0.01, 0.15), (1.0, 0.15), (0.1, 1.0), (0.05, 0.0)]


@pytest.fixture
def samples(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Give 3000 samples of 16 collinear features of different scales, and a noisy target."""
    x = rng.normal(size=(3000, 16)) @ rng.normal(size=(16, 16)) * np.logspace(-2, 2, 16) + rng.normal(size=16)
    y = 0.3 + 0.02 * (x / x.std(axis=0)) @ rng.normal(size=16) + 0.05 * rng.normal(size=3000)
    return x, y


@pytest.mark.parametrize(("alpha", "l1_ratio"), SETTINGS)
def test_same_as_scikit_learn(samples: tuple[np.ndarray, np.ndarray], alpha: float, l1_ratio: float) -> None:
    """Weights and predictions equal those of scikit-learn on all standardised samples, to 1e-6."""
    x, y = samples
    scale_x, scale_y = x.std(axis=0), y.std()
    net = ElasticNet(alpha=alpha, l1_ratio=l1_ratio, tol=1e-12, max_iter=100_000)
    net.fit((x - x.mean(axis=0)) / scale_x, (y - y.mean()) / scale_y)
    probe = elastic_net(moments(x, y), alpha=alpha, l1_ratio=l1_ratio)
    np.testing.assert_allclose(probe.standardised_weights, net.coef_, atol=1e-6)
    np.testing.assert_allclose(probe.weights, net.coef_ * scale_y / scale_x, atol=1e-6)
    expected = net.predict((x - x.mean(axis=0)) / scale_x) * scale_y + y.mean()
    np.testing.assert_allclose(probe.predict(x), expected, atol=1e-6)


@pytest.mark.parametrize(("alpha", "l1_ratio"), SETTINGS)
def test_optimality(samples: tuple[np.ndarray, np.ndarray], alpha: float, l1_ratio: float) -> None:
    """The Karush-Kuhn-Tucker conditions of the objective hold to 1e-8."""
    # z'(z w - t)/n + alpha (1 - rho) w is -alpha rho sign(w) where w is not 0, ± alpha rho at most elsewhere
    x, y = samples
    z, t = (x - x.mean(axis=0)) / x.std(axis=0), (y - y.mean()) / y.std()
    w = elastic_net(moments(x, y), alpha=alpha, l1_ratio=l1_ratio).standardised_weights
    slope = z.T @ (z @ w - t) / len(t) + alpha * (1 - l1_ratio) * w
    active = w != 0
    np.testing.assert_allclose(slope[active], -alpha * l1_ratio * np.sign(w[active]), atol=1e-8)
    assert (np.abs(slope[~active]) <= alpha * l1_ratio + 1e-8).all()


@settings(max_examples=20, deadline=None)
@given(shift=st.floats(-20, 20), scale=st.floats(0.05, 20), seed=st.integers(0, 1000))
def test_states_in_other_units(shift: float, scale: float, seed: int) -> None:
    """Shifting or rescaling a state, or turning its sign, leaves the predictions as they were."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(200, 5)) @ rng.normal(size=(5, 5))
    y = x @ rng.normal(size=5) + rng.normal(size=200)
    moved = x.copy()
    moved[:, 2] = shift + scale * x[:, 2]
    moved[:, 3] = -x[:, 3]
    before, after = elastic_net(moments(x, y)), elastic_net(moments(moved, y))
    np.testing.assert_allclose(after.predict(moved), before.predict(x), atol=1e-7)


@settings(max_examples=20, deadline=None)
@given(factor=st.floats(1e-3, 1e3), seed=st.integers(0, 1000))
def test_target_in_other_units(factor: float, seed: int) -> None:
    """A target in other units gives the same standardised weights, and predictions in those units."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(100, 4))
    y = x @ rng.normal(size=4) + rng.normal(size=100)
    before, after = elastic_net(moments(x, y)), elastic_net(moments(x, factor * y))
    np.testing.assert_allclose(after.standardised_weights, before.standardised_weights, atol=1e-8)
    np.testing.assert_allclose(after.predict(x), factor * before.predict(x), rtol=1e-6, atol=1e-6 * factor)


@pytest.mark.parametrize(("alpha", "l1_ratio"), SETTINGS)
def test_sum_of_predictions(samples: tuple[np.ndarray, np.ndarray], alpha: float, l1_ratio: float) -> None:
    """With an unpenalised intercept the predictions sum to the observations on the days of the fit."""
    x, y = samples
    assert elastic_net(moments(x, y), alpha=alpha, l1_ratio=l1_ratio).predict(x).sum() == pytest.approx(y.sum())


def test_exact_relation_is_found(rng: np.random.Generator) -> None:
    """Without a penalty, y = Xw + b gives back w and b."""
    x, w = rng.normal(2.0, 3.0, (500, 6)), np.arange(-2.0, 4.0)
    probe = elastic_net(moments(x, x @ w + 0.7), alpha=0.0)
    np.testing.assert_allclose(probe.weights, w, atol=1e-9)
    assert probe.intercept == pytest.approx(0.7)


@pytest.mark.parametrize("alpha", [0.0, 0.01])
def test_unit_that_never_varies(samples: tuple[np.ndarray, np.ndarray], alpha: float) -> None:
    """A constant state gets no weight and changes nothing else."""
    x, y = samples
    constant = np.column_stack([x, np.zeros(len(x)), np.full(len(x), np.float32(0.1))])
    probe, without = elastic_net(moments(constant, y), alpha=alpha), elastic_net(moments(x, y), alpha=alpha)
    assert (probe.weights[-2:] == 0).all()
    np.testing.assert_allclose(probe.predict(constant), without.predict(x), atol=1e-9)


@pytest.mark.parametrize("alpha", [0.0, 0.01])
def test_repeated_states(samples: tuple[np.ndarray, np.ndarray], alpha: float) -> None:
    """States that repeat or mirror each other share the weight; fewer days than states are no obstacle."""
    x, y = samples
    twice = np.column_stack([x, x, -x[:, :3]])
    probe = elastic_net(moments(twice, y), alpha=alpha)
    np.testing.assert_allclose(probe.standardised_weights[:3], -probe.standardised_weights[32:], atol=1e-7)
    assert np.corrcoef(probe.predict(twice), y)[0, 1] > 0.5
    few = elastic_net(moments(x[:10], y[:10]), alpha=alpha)
    assert np.isfinite(few.predict(x)).all()


def test_target_that_never_varies(rng: np.random.Generator) -> None:
    """A constant target is predicted by the intercept alone."""
    probe = elastic_net(moments(rng.normal(size=(50, 3)), np.full(50, 0.25)))
    np.testing.assert_array_equal(probe.weights, 0)
    assert probe.intercept == pytest.approx(0.25)


def test_refusals(rng: np.random.Generator) -> None:
    """No samples, or a setting out of bounds, is said and not fitted."""
    with pytest.raises(InputError, match="no day with a target"):
        elastic_net(empty(3))
    some = moments(rng.normal(size=(50, 3)), rng.normal(size=50))
    for wrong in ({"alpha": -1.0}, {"l1_ratio": 1.5}):
        with pytest.raises(InputError, match="alpha"):
            elastic_net(some, **wrong)


def test_registry() -> None:
    """The config's word leads to the function."""
    assert REGRESSIONS["elastic_net"] is elastic_net

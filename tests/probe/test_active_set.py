"""The active set finds the weights of the elastic net that coordinate descent finds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.probe import active_set, elastic_net
from tests.examples import examples


@examples(60)
@given(
    seed=st.integers(0, 10_000),
    features=st.integers(1, 20),
    alpha=st.sampled_from([0.0, 0.001, 0.01, 0.3, 5.0]),
    l1_ratio=st.sampled_from([0.0, 0.15, 0.9, 1.0]),
    common=st.floats(0, 5),
)
def test_the_weights_are_those_of_coordinate_descent(
    seed: int, features: int, alpha: float, l1_ratio: float, common: float
) -> None:
    """Whatever the penalty and however alike the features, one of which does not vary."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(200, features)) + common * rng.normal(size=(200, 1))
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    if features > 2:
        x[:, 1] = 0.0
    y = x @ rng.normal(size=features) + rng.normal(size=200)
    gram, target = x.T @ x / 200, x.T @ y / 200
    weights = active_set.solve(gram, target, alpha, l1_ratio)
    np.testing.assert_allclose(weights, elastic_net.solve(gram, target, alpha, l1_ratio), atol=2e-5)

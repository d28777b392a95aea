"""How a gauge gets an intercept."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.figures import one_hot
from tests.examples import examples
from tests.figures.inside import texts_within


@pytest.mark.parametrize("count", [1, 2, 4, 5, 669])
def test_any_number_of_gauges_fits(count: int) -> None:
    """The number of gauges is told, the last one is named, and all text stays on the page."""
    gauges = [str(1001 + place) for place in range(count)]
    texts = texts_within(one_hot.draw(gauges, 64))
    assert f"identity, N = {count}" in texts
    assert gauges[-1] in texts


def test_many_gauges_are_shortened() -> None:
    """Of more than four gauges the first three and the last are shown, with an ellipsis between."""
    assert one_hot.shown(["a", "b", "c", "d"]) == ["a", "b", "c", "d"]
    assert one_hot.shown(["a", "b", "c", "d", "e"]) == ["a", "b", "c", "", "e"]


def test_the_vector_is_the_row_of_its_gauge() -> None:
    """A row of 0 and 1 for the gauge shown, the same as in the matrix."""
    texts = texts_within(one_hot.draw(["a", "b", "c"], 8))
    assert texts.count("1") == 3 + 1
    assert texts.count("0") == 6 + 2
    assert "$e_i$ of gauge b" in texts


@examples(20)
@given(st.integers(2, 5), st.integers(0, 10_000))
def test_centring_finds_what_one_hot_columns_find(gauges: int, seed: int) -> None:
    """What the caption claims: least squares with a column a gauge has the weights of centred data, and their means."""
    rng = np.random.default_rng(seed)
    states, which = rng.normal(size=(60, 3)), np.arange(60) % gauges
    target = states @ [1.0, -2.0, 0.5] + rng.normal(size=gauges)[which] + rng.normal(size=60)
    columns = np.eye(gauges)[which]
    explicit = np.linalg.lstsq(np.hstack([states, columns]), target, rcond=None)[0]
    per_gauge = columns / columns.sum(axis=0)
    mean_states, mean_target = per_gauge.T @ states, per_gauge.T @ target
    weights = np.linalg.lstsq(states - mean_states[which], target - mean_target[which], rcond=None)[0]
    assert np.allclose(explicit[:3], weights)
    assert np.allclose(explicit[3:], mean_target - mean_states @ weights)

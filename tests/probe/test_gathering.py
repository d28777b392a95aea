"""The draw of samples, and their gathering while gauges come in any order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.probe.gathering import Gathering, draw
from lstm_probe.probe.moments import Features
from tests.examples import examples


@examples(40)
@given(most=st.one_of(st.none(), st.integers(0, 80)), seed=st.integers(0, 1000))
def test_draw(most: int | None, seed: int) -> None:
    """Only samples that there are get drawn, each once: as many as asked for, or all."""
    rng = np.random.default_rng(seed)
    observed = rng.random((4, 15)) < 0.7
    drawn = draw(observed, most, rng)
    assert not (drawn & ~observed).any()
    assert drawn.sum() == min(observed.sum() if most is None else most, observed.sum())


def test_draw_is_uniform() -> None:
    """Over many draws every sample comes as often as any other, at gauges with few days and with many."""
    observed = np.array([[True] * 10, [True] + [False] * 9])
    often = sum(draw(observed, 4, np.random.default_rng(seed)).astype(int) for seed in range(2000))
    # each with probability 4/11; standard error over 2000 draws: 0.011
    np.testing.assert_allclose(often[observed] / 2000, 4 / 11, atol=0.05)


@pytest.mark.parametrize("most", [None, 25])
def test_gathered_samples_do_not_depend_on_the_order(rng: np.random.Generator, most: int | None) -> None:
    """Whichever gauge comes first, the same samples are held, in the same order, each beside its target."""
    x = {gauge: rng.normal(size=(20, 3)).astype("float32") for gauge in "abc"}
    target = {gauge: values[:, 0] * 2 for gauge, values in x.items()}
    target["b"][:7] = np.nan
    held = []
    for order in ("abc", "cab"):
        gathering = Gathering(target, most, np.random.default_rng(1))
        for gauge in order:
            assert not gathering.complete
            gathering.add(gauge, Features(x[gauge]))
        assert gathering.complete
        assert gathering.used == len(gathering.target) == (most or 53)
        np.testing.assert_array_equal(gathering.features[:, 0] * 2, gathering.target)
        held.append(gathering.features)
    np.testing.assert_array_equal(held[0], held[1])


def test_sums_alone(rng: np.random.Generator) -> None:
    """Where sums will do no sample is held, and all are counted."""
    gathering = Gathering({"a": np.arange(9.0)}, 0, rng)
    gathering.add("a", Features(rng.normal(size=(9, 2))))
    assert gathering.features.shape == (0, 2)
    assert gathering.used == gathering.moments["a"].n == 9


def test_sums_are_of_all_samples(rng: np.random.Generator) -> None:
    """However few samples are drawn, means and spreads are those of all."""
    x = rng.normal(size=(100, 2))
    gathering = Gathering({"a": x[:, 0]}, 5, rng)
    gathering.add("a", Features(x))
    assert len(gathering.target) == 5
    np.testing.assert_allclose(gathering.moments["a"].x, x.mean(axis=0))

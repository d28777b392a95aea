"""Controls: whose states a gauge is given, and of which day."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.errors import InputError
from lstm_probe.probe.controls import CONTROLS, Pairing, delay, none, permute_gauges, stream
from tests.examples import examples


@examples(50)
@given(gauges=st.integers(2, 40), seed=st.integers(0, 10_000))
def test_permutation_is_a_derangement(gauges: int, seed: int) -> None:
    """Every gauge gets another's states, and every gauge's states are used once."""
    gauge_ids = [str(1001 + i) for i in range(gauges)]
    pairing = permute_gauges(gauge_ids, np.random.default_rng(seed))
    assert list(pairing.source) == gauge_ids
    assert sorted(pairing.source.values()) == gauge_ids
    assert all(gauge != source for gauge, source in pairing.source.items())
    assert pairing.delay_days == 0


@examples(50)
@given(gauges=st.integers(2, 40), seed=st.integers(0, 10_000))
def test_plain_permutation(gauges: int, seed: int) -> None:
    """Without the derangement every gauge's states are still used once."""
    gauge_ids = [str(1001 + i) for i in range(gauges)]
    pairing = permute_gauges(gauge_ids, np.random.default_rng(seed), derangement=False)
    assert list(pairing.source) == gauge_ids
    assert sorted(pairing.source.values()) == gauge_ids


def test_plain_permutation_may_leave_a_gauge_in_place() -> None:
    """Over many plain permutations one gauge in all keeps its own states, on average."""
    gauge_ids = [str(1001 + i) for i in range(10)]
    pairings = [permute_gauges(gauge_ids, np.random.default_rng(seed), derangement=False) for seed in range(400)]
    kept = [sum(gauge == source for gauge, source in pairing.source.items()) for pairing in pairings]
    assert np.mean(kept) == pytest.approx(1, abs=0.2)  # standard error of the mean: 0.05


def test_permutation_is_seeded() -> None:
    """Seed, experiment and target each change the permutation, and the same three give the same again."""
    gauge_ids = [str(1001 + i) for i in range(30)]
    first = permute_gauges(gauge_ids, stream(1, "permute_gauges", "swvl1"))
    assert permute_gauges(gauge_ids, stream(1, "permute_gauges", "swvl1")) == first
    for other in ((2, "permute_gauges", "swvl1"), (1, "again", "swvl1"), (1, "permute_gauges", "swvl2")):
        assert permute_gauges(gauge_ids, stream(*other)) != first


@pytest.mark.parametrize("gauge_ids", [[], ["1001"]], ids=["none", "one"])
def test_nobody_to_exchange_with(gauge_ids: list[str], rng: np.random.Generator) -> None:
    """Fewer than two gauges cannot be permuted, and the message counts them."""
    with pytest.raises(InputError, match=f"{len(gauge_ids)} gauges"):
        permute_gauges(gauge_ids, rng)


def test_own_states(rng: np.random.Generator) -> None:
    """Without a control, and with a delay, every gauge keeps its own states."""
    own = {"1001": "1001", "1002": "1002"}
    assert none(list(own), rng) == Pairing(own, 0)
    assert delay(list(own), rng, days=180) == Pairing(own, 180)
    with pytest.raises(InputError, match="-1"):
        delay(list(own), rng, days=-1)


def test_registry() -> None:
    """The config's words are these."""
    assert list(CONTROLS) == ["none", "permute_gauges", "delay"]

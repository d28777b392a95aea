"""Draws have the variance of the mean, blocks the size of 100 km, and intervals the width of Student's t."""

import numpy as np
import pytest
from scipy import stats

from benchmarks.coverage import CASES, coverage
from lstm_probe.results import resampling


def test_draws_have_the_variance_of_the_mean() -> None:
    """Over draws the mean of n values varies as s² / n, also for n = 2; n of n draws would give (n - 1) / n of it."""
    rng = np.random.default_rng(0)
    for size in (2, 3, 8, 30):
        values = rng.normal(size=size)
        drawn = resampling.draw(size, 40_000, rng)
        assert np.allclose(drawn.sum(axis=1), size)
        assert np.isclose((drawn @ values / size).var(), values.var(ddof=1) / size, rtol=0.04)
    assert (resampling.draw(1, 5, rng) == 1).all()


def test_blocks_are_of_100_km_and_know_no_order() -> None:
    """Gauges of one block lie within 150 km; another order of gauges gives each the same neighbours."""
    rng = np.random.default_rng(1)
    latitude, longitude = rng.uniform(50, 59, 300), rng.uniform(-6, 2, 300)
    block = resampling.blocks(latitude, longitude)
    east = np.radians(longitude) * 6371 * np.cos(np.radians(latitude))
    for one in np.unique(block):
        here = block == one
        assert np.ptp(latitude[here]) * resampling.DEGREE <= 100
        assert np.ptp(east[here]) <= 130
    order = rng.permutation(300)
    assert (resampling.blocks(latitude[order], longitude[order]) == block[order]).all()
    assert len(np.unique(block)) > 40


def test_the_same_name_gives_the_same_draws() -> None:
    """A target has a stream of its own, which gauges' order or other targets do not touch."""
    one, same, other = (resampling.weights([0, 0, 1, 2], 9, 2, name) for name in ("a", "a", "b"))
    assert (one.gauges == same.gauges).all()
    assert not (one.gauges == other.gauges).all()
    assert (one.gauges[:, 0] == one.gauges[:, 1]).all()
    assert one.units == (9, 3)


@pytest.mark.parametrize(("years", "blocks", "units"), [(7, 5, (5,)), (8, 2, (8,)), (7, 2, ())])
def test_few_years_or_blocks_are_not_resampled(years: int, blocks: int, units: tuple[int, ...]) -> None:
    """Seven years, or two blocks, count as they are."""
    drawn = resampling.weights(list(range(blocks)), years, 1, "a")
    assert drawn.units == units
    assert (drawn.years == 1).all() == (years < 8)
    assert (drawn.gauges == 1).all() == (blocks < 3)


def test_an_interval_is_as_wide_as_students() -> None:
    """Of normal draws the interval is mean ± t s, of the fewest units less one; none without units."""
    values = np.random.default_rng(2).normal(3, 2, 200_000)
    low, high = resampling.interval(values, (30, 8))
    assert np.isclose(high - low, 2 * 2 * stats.t.ppf(0.975, 7), rtol=0.02)
    assert np.isnan(resampling.interval(values, ())).all()
    assert np.isnan(resampling.interval(np.array([np.nan]), (8,))).all()


@pytest.mark.parametrize("name", ["30 blocks alone", "8 years alone"])
def test_intervals_hold_the_truth(name: str) -> None:
    """On simulated sums 19 in 20 intervals hold the true median; benchmarks/coverage.py measures all cases finely."""
    assert coverage(CASES[name], 60, seed=3) >= 0.85

"""r and medians that follow from sums and weights are those of numpy on the days and gauges themselves."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.results.correlations import correlation, of_draws, weighted_median
from tests.examples import examples


def summed(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Sum along the last axis: n, x, y, xx, yy, xy."""
    ones = np.ones_like(x)
    return np.stack([part.sum(axis=-1) for part in (ones, x, y, x * x, y * y, x * y)], axis=-1)


@examples(20)
@given(st.integers(0, 10_000))
def test_r_of_any_years_is_that_of_their_days(seed: int) -> None:
    """Adding the sums of years, one of them twice, gives the r of all their days put one after another."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(2, 3, 4, 50))
    y = 0.5 * x + rng.normal(size=x.shape)
    years = np.array([[1.0, 1.0, 1.0, 1.0], [2.0, 0.0, 1.0, 0.0]])
    found = of_draws(summed(x, y), years, np.ones((2, 2)))
    for draw, chosen in enumerate(([0, 1, 2, 3], [0, 0, 2])):
        for gauge in range(3):
            expected = np.mean(
                [np.corrcoef(x[s, gauge, chosen].ravel(), y[s, gauge, chosen].ravel())[0, 1] for s in range(2)]
            )
            assert np.isclose(found[draw, gauge], expected, atol=1e-12)


def test_too_few_days_or_a_constant_have_no_r() -> None:
    """With 29 days, or where one series does not vary, r is NaN."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(2, 40))
    assert np.isfinite(correlation(summed(x[:30], y[:30])))
    assert np.isnan(correlation(summed(x[:29], y[:29])))
    assert np.isnan(correlation(summed(np.ones(40), y)))
    assert np.isnan(correlation(summed(x, np.zeros(40))))


@examples(40)
@given(st.integers(0, 10_000), st.integers(1, 12))
def test_a_weighted_median_counts_values_as_often_as_weights_say(seed: int, size: int) -> None:
    """With whole weights it is numpy's median of repeated values; NaN and what has no weight do not count."""
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(3, size)).round(1)
    weights = rng.integers(0, 4, size=(3, size)).astype(float)
    values[rng.random(values.shape) < 0.2] = np.nan
    for row, (one, weight) in enumerate(zip(values, weights, strict=True)):
        repeated = np.repeat(one, weight.astype(int))
        expected = np.median(repeated[np.isfinite(repeated)]) if np.isfinite(repeated).any() else np.nan
        assert np.isclose(weighted_median(values, weights)[row], expected, equal_nan=True)
        assert np.isclose(weighted_median(values, weights / 7)[row], expected, equal_nan=True)

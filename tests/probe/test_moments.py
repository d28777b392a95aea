"""Moments: sums that add over any split of the samples, and stay exact where values are large."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.probe.moments import Features, Moments, empty, moments
from tests.examples import examples


def close(left: Moments, right: Moments) -> None:
    """Compare two moments field by field."""
    for name in ("n", "x", "y", "xx", "xy", "yy"):
        np.testing.assert_allclose(getattr(left, name), getattr(right, name), rtol=1e-9, atol=1e-9, err_msg=name)


@examples(30)
@given(seed=st.integers(0, 10_000), cuts=st.lists(st.integers(0, 60), min_size=2, max_size=2))
def test_add_over_disjoint_parts(seed: int, cuts: list[int]) -> None:
    """However the days are cut in three, the parts' moments add to those of the whole."""
    rng = np.random.default_rng(seed)
    x, y = rng.normal(3, 2, (60, 4)).astype("float32"), rng.normal(size=60)
    y[rng.random(60) < 0.3] = np.nan
    first, second = sorted(cuts)
    parts = [moments(x[part], y[part]) for part in (slice(0, first), slice(first, second), slice(second, 60))]
    close(parts[0] + parts[1] + parts[2], moments(x, y))
    close(parts[2] + (parts[0] + parts[1]), moments(x, y))


def test_by_hand() -> None:
    """Three samples, one without a target: means and centred sums as on paper."""
    # kept: x 1, 3 (mean 2, deviations -1, 1), y 2, 6 (mean 4, deviations -2, 2)
    found = moments(np.array([[1.0], [100.0], [3.0]]), np.array([2.0, np.nan, 6.0]))
    close(found, Moments(2, np.array([2.0]), 4.0, np.array([[2.0]]), np.array([4.0]), 8.0))


def test_targets_that_share_features(rng: np.random.Generator) -> None:
    """Sums made once for several targets, on the same days or on others, are those of each target alone."""
    x = rng.normal(5, 2, (50, 3)).astype("float32")
    targets = rng.normal(size=(4, 50))
    targets[1:3, :10] = np.nan
    features = Features(x)
    for y in targets:
        kept = np.isfinite(y)
        dx, dy = x[kept] - x[kept].mean(axis=0, dtype="float64"), y[kept] - y[kept].mean()
        expected = Moments(
            kept.sum(), x[kept].mean(axis=0, dtype="float64"), y[kept].mean(), dx.T @ dx, dx.T @ dy, dy @ dy
        )
        close(features.moments(y), expected)


def test_nothing_adds_nothing(rng: np.random.Generator) -> None:
    """A gauge without a target changes no sum, on either side, and two of them make none."""
    some = moments(rng.normal(size=(20, 3)), rng.normal(size=20))
    none = moments(rng.normal(size=(20, 3)), np.full(20, np.nan))
    close(none, empty(3))
    close(some + none, some)
    close(none + some, some)
    assert (none + none).n == 0


def test_own_means_and_spreads() -> None:
    """Less their means, two sets add to the sums within them; divided, sums are those of the divided samples."""
    # x 1, 3 about 2 and 10, 12 about 11: sum of squares 2 and 2; y twice that about its own means: 8 and 8
    first, second = (
        moments(np.array([[1.0], [3.0]]), np.array([2.0, 6])),
        moments(np.array([[10.0], [12.0]]), np.array([0.0, 4])),
    )
    within = first.about_own_means() + second.about_own_means()
    close(within, Moments(4, np.zeros(1), 0.0, np.array([[4.0]]), np.array([8.0]), 16.0))
    close(first.divided(np.array([2.0]), 4.0), moments(np.array([[0.5], [1.5]]), np.array([0.5, 1.5])))


def test_small_variance_about_a_large_value(rng: np.random.Generator) -> None:
    """A variance of 1e-6 about 1e4 survives, where sums of raw squares would lose it."""
    x = 1e4 + 1e-3 * rng.normal(size=(5000, 2))
    y = rng.normal(size=5000)
    total = moments(x[:2000], y[:2000]) + moments(x[2000:], y[2000:])
    np.testing.assert_allclose(total.xx / 5000, np.cov(x.T, bias=True), rtol=1e-6)


def test_single_precision_states_are_summed_in_double(rng: np.random.Generator) -> None:
    """Float32 states give the sums of the same values in float64."""
    x = rng.normal(size=(1000, 3)).astype("float32")
    close(moments(x, x[:, 0]), moments(x.astype("float64"), x[:, 0].astype("float64")))
    assert moments(x, x[:, 0]).xx.dtype == np.dtype("float64")
    assert moments(x, x[:, 0]).yy == pytest.approx(float(np.var(x[:, 0].astype("float64")) * 1000))

"""Intercepts by gauge, set beside an explicit design of columns that are 1 at one gauge and 0 elsewhere."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.probe.evidence import Linear
from lstm_probe.probe.regression import REGRESSIONS
from lstm_probe.probe.scaling import Record
from tests.examples import examples
from tests.probe.conftest import fitted

SETTINGS = [(0.01, 0.15), (0.3, 0.15), (0.1, 1.0), (0.05, 0.0)]
Samples = tuple[list[np.ndarray], list[np.ndarray]]


def make_samples(seed: int, gauges: int = 4) -> Samples:
    """Make gauges with levels of their own in the states and, unrelated, in the target."""
    rng = np.random.default_rng(seed)
    w = np.array([1.0, -0.5, 0.0, 0.2, 0.0])
    x = [rng.normal(rng.normal(0, 2, 5), [1, 2, 0.5, 3, 1], (40 + 10 * i, 5)) for i in range(gauges)]
    y = [values @ w + rng.normal(0, 5) + 0.5 * rng.normal(size=len(values)) for values in x]
    return x, y


def explicit(samples: Samples, alpha: float, l1_ratio: float) -> tuple[np.ndarray, list[np.ndarray]]:
    """Solve [states, one column a gauge] by coordinate descent; the gauges' columns are not penalised.

    Returns
    -------
    tuple
        Weights between z-scores, and the prediction at every gauge in target units.
    """
    x, y = np.concatenate(samples[0]), np.concatenate(samples[1])
    gauge = np.repeat(np.arange(len(samples[1])), [len(values) for values in samples[1]])
    z, t = (x - x.mean(axis=0)) / x.std(axis=0), (y - y.mean()) / y.std()
    design = np.column_stack([z, gauge[:, None] == np.arange(len(samples[1]))]).astype(float)
    n, states = len(t), x.shape[1]
    l1 = np.where(np.arange(design.shape[1]) < states, alpha * l1_ratio, 0.0)
    l2 = np.where(np.arange(design.shape[1]) < states, alpha * (1 - l1_ratio), 0.0)
    size, w = (design**2).mean(axis=0), np.zeros(design.shape[1])
    left = t.copy()
    for _ in range(3000):
        for j in range(design.shape[1]):
            pull = design[:, j] @ left / n + size[j] * w[j]
            step = np.sign(pull) * max(abs(pull) - l1[j], 0.0) / (size[j] + l2[j]) - w[j]
            left -= step * design[:, j]
            w[j] += step
    predicted = (t - left) * y.std() + y.mean()
    return w[:states], [predicted[gauge == i] for i in range(len(samples[1]))]


@pytest.mark.parametrize(("alpha", "l1_ratio"), SETTINGS)
def test_intercepts_are_the_explicit_columns(alpha: float, l1_ratio: float) -> None:
    """Centring within gauges gives the weights and predictions of explicit columns without a penalty."""
    samples = make_samples(1)
    weights, predicted = explicit(samples, alpha, l1_ratio)
    probe = fitted(*samples, intercepts="gauge", alpha=alpha, l1_ratio=l1_ratio)
    assert isinstance(probe.model, Linear)
    np.testing.assert_allclose(probe.model.weights, weights, atol=1e-8)
    for i, expected in enumerate(predicted):
        np.testing.assert_allclose(probe.predict(str(i), samples[0][i]), expected, atol=1e-7)


def test_one_intercept_is_one_explicit_column() -> None:
    """With a single gauge, its own intercept is the pooled one."""
    x, y = make_samples(2, gauges=1)
    own, pooled = (fitted(x, y, intercepts=word) for word in ("gauge", "pooled"))
    np.testing.assert_array_equal(own.predict("0", x[0]), pooled.predict("0", x[0]))
    np.testing.assert_allclose(pooled.predict("0", x[0]), explicit((x, y), 0.01, 0.15)[1][0], atol=1e-7)


@pytest.mark.parametrize("whole", [None, Record(1.0, 3.0)])
@pytest.mark.parametrize(("alpha", "l1_ratio"), SETTINGS)
def test_optimality_with_pooled_spread(alpha: float, l1_ratio: float, whole: Record | None) -> None:
    """With intercepts by gauge the Karush-Kuhn-Tucker conditions hold to 1e-8, on z-scores of pooled spread."""
    # z'(z w - t)/n + alpha (1 - rho) w is -alpha rho sign(w) where w is not 0, ± alpha rho at most elsewhere
    x, y = make_samples(3)
    spread_x = np.concatenate(x).std(axis=0)
    spread_y = whole.spread if whole else np.concatenate(y).std()
    z = np.concatenate([(values - values.mean(axis=0)) / spread_x for values in x])
    t = np.concatenate([(values - values.mean()) / spread_y for values in y])
    probe = fitted(x, y, intercepts="gauge", whole=whole, alpha=alpha, l1_ratio=l1_ratio)
    assert isinstance(probe.model, Linear)
    w = probe.model.weights
    slope = z.T @ (z @ w - t) / len(t) + alpha * (1 - l1_ratio) * w
    active = w != 0
    np.testing.assert_allclose(slope[active], -alpha * l1_ratio * np.sign(w[active]), atol=1e-8)
    assert (np.abs(slope[~active]) <= alpha * l1_ratio + 1e-8).all()


@examples(15)
@given(seed=st.integers(0, 1000), alpha=st.sampled_from([0.0, 0.01, 1.0]))
def test_no_gauge_is_biased(seed: int, alpha: float) -> None:
    """With its own intercept every gauge's predictions sum to its observations on the days of the fit."""
    x, y = make_samples(seed)
    probe = fitted(x, y, intercepts="gauge", alpha=alpha)
    for i, (features, target) in enumerate(zip(x, y, strict=True)):
        assert probe.predict(str(i), features).mean() == pytest.approx(target.mean(), abs=1e-9)


@examples(15)
@given(seed=st.integers(0, 1000), step=st.floats(-10, 10))
def test_levels_do_not_matter(seed: int, step: float) -> None:
    """Moving the target of one gauge moves its predictions alike, if no penalty sees the pooled spread."""
    x, y = make_samples(seed)
    moved = [y[0] + step, *y[1:]]
    before, after = (fitted(x, values, intercepts="gauge", alpha=0.0) for values in (y, moved))
    np.testing.assert_allclose(after.predict("0", x[0]), before.predict("0", x[0]) + step, atol=1e-7)
    np.testing.assert_allclose(after.predict("1", x[1]), before.predict("1", x[1]), atol=1e-7)


@pytest.mark.parametrize("regression", REGRESSIONS)
def test_own_intercepts_remove_offsets(regression: str) -> None:
    """Whatever the regression, gauges' own intercepts take away offsets that the states do not hold."""
    x, y = make_samples(5, gauges=8)
    x, y = [np.tile(values, (4, 1)) for values in x], [np.tile(values, 4) for values in y]
    bias = {}
    for word in ("pooled", "gauge"):
        probe = fitted(x, y, regression, intercepts=word)
        bias[word] = np.median([abs((probe.predict(str(i), of) - y[i]).mean()) for i, of in enumerate(x)])
    assert bias["gauge"] < 0.2 * bias["pooled"]


@pytest.mark.parametrize("intercepts", ["pooled", "gauge"])
@pytest.mark.parametrize("regression", REGRESSIONS)
def test_days_without_a_target_are_as_if_they_were_not(regression: str, intercepts: str) -> None:
    """A fit on days of which some lack the target equals, to rounding, the fit on the others alone."""
    x, y = make_samples(8)
    rng = np.random.default_rng(8)
    there = [rng.random(len(values)) < 0.7 for values in y]
    holed = [np.where(kept, values, np.nan) for kept, values in zip(there, y, strict=True)]
    alone = [[values[kept] for kept, values in zip(there, part, strict=True)] for part in (x, y)]
    found = fitted(x, holed, regression, intercepts=intercepts)
    expected = fitted(alone[0], alone[1], regression, intercepts=intercepts)
    assert (found.samples, found.available) == (expected.samples, expected.available) == (sum(map(sum, there)),) * 2
    for gauge, values in enumerate(x):
        np.testing.assert_allclose(found.predict(str(gauge), values), expected.predict(str(gauge), values), rtol=1e-6)


def test_drawn_samples_scale_by_all(rng: np.random.Generator) -> None:
    """A descent on a few drawn samples still predicts about the means of all, at every gauge."""
    x, y = make_samples(6)
    probe = fitted(x, y, "sgd", intercepts="gauge", max_samples=60)
    assert (probe.samples, probe.available) == (60, sum(map(len, y)))
    for i, values in enumerate(y):
        assert probe.scalings[str(i)].y == pytest.approx(values.mean())


def test_single_precision_about_a_large_value(rng: np.random.Generator) -> None:
    """Float32 states that vary a little about a large value are scaled in double precision by every regression."""
    signal = rng.normal(size=2000)
    x = np.column_stack([(1000 + signal).astype("float32"), rng.normal(size=2000).astype("float32")])
    y = x[:, 0].astype(float) - 1000
    for regression in REGRESSIONS:
        found = fitted(x, y, regression).predict("0", x)
        np.testing.assert_allclose(found, fitted(x - [1000, 0], y, regression).predict("0", x - [1000, 0]), atol=1e-4)
        assert np.corrcoef(found, y)[0, 1] > 0.99

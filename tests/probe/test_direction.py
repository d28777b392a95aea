"""Changes of the states that raise one probe and hold the others."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize
from threadpoolctl import threadpool_limits

from lstm_probe.probe import direction
from tests.examples import examples

SEEDS = st.integers(0, 2**32 - 1)


def drawn(seed: int, units: int = 6, targets: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw a covariance, the weights of some probes and how far they are to rise."""
    rng = np.random.default_rng(seed)
    mixed = rng.normal(size=(units, 2 * units)) * 10.0 ** rng.uniform(-1, 1, (units, 1))
    return mixed @ mixed.T, rng.normal(size=(targets, units)), rng.uniform(0.01, 1.0, targets)


@examples(30)
@given(seed=SEEDS)
def test_one_probe_rises_and_the_others_stay(seed: int) -> None:
    """Along its change, a probe rises by δ, and every other by nothing."""
    covariance, weights, steps = drawn(seed)
    changes = direction.most_likely(covariance, weights, steps)
    np.testing.assert_allclose(changes @ weights.T, np.diag(steps), atol=1e-7 * steps.max())


@examples(10)
@given(seed=SEEDS)
def test_no_shorter_change_does_the_same(seed: int) -> None:
    """Of all changes that move the probes so, it is the shortest in the metric of the covariance (scipy's minimum)."""
    covariance, weights, steps = drawn(seed, units=4, targets=2)
    precision = np.linalg.inv(covariance)
    change = direction.most_likely(covariance, weights, steps)[0]
    held = {"type": "eq", "fun": lambda v: weights @ v - [steps[0], 0.0]}
    scale = change @ precision @ change
    found = optimize.minimize(lambda v: v @ precision @ v / scale, np.zeros(4), constraints=[held], tol=1e-10)
    assert found.fun == pytest.approx(1.0, rel=1e-3)


@examples(20)
@given(seed=SEEDS)
def test_random_changes_are_as_long(seed: int) -> None:
    """In the metric of the covariance every random change has the length of the given one; they differ in direction."""
    covariance, weights, steps = drawn(seed)
    change = direction.most_likely(covariance, weights, steps)[1]
    found = direction.random_like(change, covariance, 5, np.random.default_rng(seed))
    precision = np.linalg.inv(covariance)
    lengths = np.sqrt(np.einsum("du,uv,dv->d", found, precision, found))
    np.testing.assert_allclose(lengths, np.sqrt(change @ precision @ change), rtol=1e-5)
    assert np.linalg.matrix_rank(found) == 5


def test_a_probe_that_is_not_its_own_gets_no_change() -> None:
    """Two probes with the same weights cannot be moved apart, and a probe of zero weights not at all: NaN, no error."""
    covariance, weights, steps = drawn(1)
    weights[1] = weights[0]
    assert np.isnan(direction.most_likely(covariance, weights, steps)).all()
    weights[1] = 0.0
    found = direction.most_likely(covariance, weights, steps)
    assert np.isnan(found[1]).all()
    np.testing.assert_allclose(found[[0, 2]] @ weights[[0, 2]].T, np.diag(steps[[0, 2]]), atol=1e-7)


def states(rng: np.random.Generator, level: float) -> xr.Dataset:
    """Make states of three gauges, each about a level of its own."""
    days = pd.date_range("2000-01-01", periods=200)
    values = rng.normal(size=(3, 200, 4)) + level * np.arange(3)[:, None, None]
    coords = {"gauge_id": ["1", "2", "3"], "time": days, "unit": np.arange(4)}
    return xr.Dataset({"cell_state": (("gauge_id", "time", "unit"), values.astype("float32"))}, coords)


def test_what_differs_between_gauges_does_not_count() -> None:
    """The covariance is the same however far the gauges lie apart, and numpy's own for a single gauge."""
    period = slice("2000-01-11", "2000-06-30")
    near, far = (states(np.random.default_rng(1), level) for level in (0.0, 50.0))
    np.testing.assert_allclose(direction.within_gauges(near, period), direction.within_gauges(far, period), atol=1e-4)
    one = near.isel(gauge_id=[1])
    expected = np.cov(one["cell_state"].sel(time=period).values[0].T)
    np.testing.assert_allclose(direction.within_gauges(one, period), expected, rtol=1e-5)


def test_a_plan_names_who_takes_part() -> None:
    """Gauges without an intercept have no part; draws repeat for a seed and differ between targets."""
    rng = np.random.default_rng(3)
    weight = rng.normal(size=(2, 1, 4))
    probe = xr.Dataset(
        {
            "weight": (("target", "group", "feature"), weight),
            "intercept": (("target", "gauge_id"), np.array([[1.0, 2.0, 3.0], [1.0, np.nan, 2.0]])),
        },
        {"target": ["soil", "snow"], "group": ["all"], "gauge_id": ["1", "2", "3"]},
    )
    period, chosen = slice("2000-01-01", "2000-06-30"), {"snow": 0.02, "soil": 0.1}
    plan, again = (
        direction.plan(states(rng, 0.0), probe, chosen, period, draws=4, seed=2)
        for rng in map(np.random.default_rng, (1, 1))
    )
    xr.testing.assert_identical(plan, again)
    assert plan["takes_part"].sel(target="snow").values.tolist() == [True, False, True]
    assert plan["change"].shape == (2, 5, 4)
    moved = plan["change"].sel(draw=0).values @ weight[[1, 0], 0].T
    np.testing.assert_allclose(moved, np.diag([0.02, 0.1]), atol=1e-9)
    assert not np.allclose(plan["change"].values[0, 1:], plan["change"].values[1, 1:])


def test_no_change_depends_on_the_cores() -> None:
    """Linear algebra shared by two threads gives the covariance and the changes of one thread, to the bit."""
    rng = np.random.default_rng(6)
    days, units, targets = pd.date_range("2000-01-01", periods=2000), 64, ["swvl1", "swvl2", "swvl3", "swvl4", "sd"]
    values = rng.normal(size=(2, len(days), units)).astype("float32")
    cell = xr.Dataset({"cell_state": (("gauge_id", "time", "unit"), values)}, {"gauge_id": ["1", "2"], "time": days})
    probe = xr.Dataset(
        {
            "weight": (("target", "group", "feature"), rng.normal(size=(5, 1, units))),
            "intercept": (("target", "gauge_id"), np.zeros((5, 2))),
        },
        {"target": targets, "group": ["all"], "gauge_id": ["1", "2"]},
    )
    period, plans = slice("2000-01-01", "2005-12-31"), []
    for threads in (1, 2):
        with threadpool_limits(threads):
            plans.append(direction.plan(cell, probe, dict.fromkeys(targets, 0.1), period, draws=5, seed=1))
    xr.testing.assert_identical(*plans)


def test_half_the_spread_of_a_typical_gauge_is_added() -> None:
    """Where nobody chose, half the median over the target's gauges of their standard deviation in the period."""
    days = pd.date_range("2000-01-01", periods=4)
    wave = np.array([-1.0, 1.0, -1.0, 1.0])
    values = xr.DataArray(
        np.outer([1.0, 3.0, 8.0], wave) + 5.0,
        coords={"gauge_id": ["1", "2", "3"], "time": days},
        dims=("gauge_id", "time"),
    )
    attributes = xr.Dataset({"frac_snow": ("gauge_id", [0.1, 0.0, 0.2])}, {"gauge_id": ["1", "2", "3"]})
    criteria = {"snow": {"attribute": "frac_snow", "above": 0.05}, "soil": None}
    targets = {"soil": values, "snow": values, "given": values}
    found = direction.amounts(targets, criteria, attributes, slice("2000-01-01", "2000-01-04"), {"given": 0.3})
    assert found == {"soil": 1.5, "snow": 2.25, "given": 0.3}

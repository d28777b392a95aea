"""Z-scores of gauges that share an intercept or have their own, and of a target scaled by its record."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import add

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.errors import InputError
from lstm_probe.probe.moments import Moments, moments
from lstm_probe.probe.pooling import Groups, apart, together
from lstm_probe.probe.scaling import Record, record, standardise
from tests.examples import examples

Grouping = Callable[[Sequence[str]], Groups]
Gauges = dict[str, tuple[np.ndarray, np.ndarray]]


def make_gauges(seed: int) -> Gauges:
    """Make samples of three gauges with different numbers of days, levels and gaps."""
    rng = np.random.default_rng(seed)
    gauges = {}
    for name, n in (("a", 30), ("b", 50), ("c", 7)):
        x, y = rng.normal(rng.normal(0, 5, 4), 2, (n, 4)), rng.normal(rng.normal(0, 3), 1, n)
        y[:3] = np.nan
        gauges[name] = x, y
    return gauges


@examples(20)
@given(seed=st.integers(0, 1000), shared=st.booleans())
def test_sums_are_those_of_the_scores(seed: int, shared: bool) -> None:
    """The moments that come back are those of the z-scores themselves."""
    gauges = make_gauges(seed)
    of_gauge = {name: moments(*pair) for name, pair in gauges.items()}
    scalings, sums = standardise(of_gauge, (together if shared else apart)(list(gauges)))
    scores = [moments(scalings[name].features(x), scalings[name].target(y)) for name, (x, y) in gauges.items()]
    expected = reduce(add, scores)
    for field in Moments.__dataclass_fields__:
        np.testing.assert_allclose(getattr(sums, field), getattr(expected, field), atol=1e-9, err_msg=field)


@pytest.mark.parametrize("grouping", [together, apart])
def test_spread_is_pooled(grouping: Grouping) -> None:
    """Whatever the intercepts, deviations are divided by the spread of all gauges together."""
    gauges = make_gauges(1)
    scalings, _ = standardise({name: moments(*pair) for name, pair in gauges.items()}, grouping(list(gauges)))
    kept = [(x[np.isfinite(y)], y[np.isfinite(y)]) for x, y in gauges.values()]
    for scaling in scalings.values():
        np.testing.assert_allclose(scaling.spread_x, np.concatenate([x for x, _ in kept]).std(axis=0))
        assert scaling.spread_y == pytest.approx(np.concatenate([y for _, y in kept]).std())


def test_own_intercepts_are_about_own_means() -> None:
    """With an intercept a gauge, every gauge is centred on its own mean over the days with a target."""
    gauges = make_gauges(2)
    scalings, _ = standardise({name: moments(*pair) for name, pair in gauges.items()}, apart(list(gauges)))
    for name, (x, y) in gauges.items():
        np.testing.assert_allclose(scalings[name].x, x[3:].mean(axis=0))
        assert scalings[name].y == pytest.approx(y[3:].mean())


@examples(20)
@given(seed=st.integers(0, 1000))
def test_undo(seed: int) -> None:
    """A target comes back from its z-scores."""
    gauges = make_gauges(seed)
    scalings, _ = standardise({name: moments(*pair) for name, pair in gauges.items()}, apart(list(gauges)))
    for name, (_, y) in gauges.items():
        np.testing.assert_allclose(scalings[name].undo(scalings[name].target(y)), y, atol=1e-12)


def test_record_of_a_target() -> None:
    """Mean and spread of a record are over every gauge and day that has a value."""
    values = np.array([[1.0, np.nan, 3.0], [5.0, 7.0, np.nan]], dtype="float32")
    found = record(xr.DataArray(values, dims=("gauge_id", "time"), name="soil"))
    assert found == Record(4.0, pytest.approx(np.sqrt(5)))  # deviations -3, -1, 1, 3
    for empty in (np.full((2, 3), np.nan), np.full((2, 3), 0.3)):
        with pytest.raises(InputError, match="soil"):
            record(xr.DataArray(empty, dims=("gauge_id", "time"), name="soil"))


@pytest.mark.parametrize("grouping", [together, apart])
def test_scores_by_the_record(grouping: Grouping) -> None:
    """A record gives the spread, and the centre where the intercept is shared."""
    gauges = make_gauges(3)
    of_gauge = {name: moments(*pair) for name, pair in gauges.items()}
    scalings, sums = standardise(of_gauge, grouping(list(gauges)), Record(2.0, 5.0))
    own = {name: moments(*pair).y for name, pair in gauges.items()}
    for name, scaling in scalings.items():
        assert scaling.spread_y == 5
        assert scaling.y == pytest.approx(2.0 if grouping is together else own[name])
    mean = reduce(add, of_gauge.values()).y
    assert sums.y == pytest.approx((mean - 2) / 5 if grouping is together else 0.0)


def test_level_that_varies_only_between_gauges() -> None:
    """A state that is one constant a gauge tells nothing within gauges, and its z-score is 0 everywhere."""
    rng = np.random.default_rng(4)
    of_gauge = {}
    for name, level in (("a", 0.1), ("b", 0.7)):
        x = np.column_stack([rng.normal(size=40), np.full(40, np.float32(level))])
        of_gauge[name] = moments(x, rng.normal(size=40))
    scalings, sums = standardise(of_gauge, apart(["a", "b"]))
    assert sums.xx[1, 1] == 0
    assert (scalings["a"].features(np.array([[0.0, 123.0]]))[:, 1] == 0).all()
    assert standardise(of_gauge, together(["a", "b"]))[1].xx[1, 1] > 0

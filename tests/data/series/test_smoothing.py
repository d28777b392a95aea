"""Gaps are filled and series smoothed within each gauge alone: laws, and agreement with pandas."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.data.series.smoothing import Smoothing, fill_gaps, moving_mean, smoothed
from lstm_probe.errors import InputError
from tests.examples import examples

KINDS = ("trailing", "centred")
NAN = np.nan


def series(values: list[list[float]] | np.ndarray) -> xr.DataArray:
    """Make series of shape (gauge_id, time)."""
    values = np.asarray(values, dtype="float64")
    coords = {
        "gauge_id": [str(1001 + number) for number in range(len(values))],
        "time": pd.date_range("2000-01-01", periods=values.shape[1], freq="D"),
    }
    return xr.DataArray(values, coords, ("gauge_id", "time"))


def holed(seed: int, gauges: int = 3, days: int = 60) -> xr.DataArray:
    """Draw series of which a third is missing."""
    rng = np.random.default_rng(seed)
    values = rng.normal(0.3, 0.1, (gauges, days))
    values[rng.random(values.shape) < 0.35] = NAN
    return series(values)


def test_gaps_by_hand() -> None:
    """A gap of two days between 1 and 4 is 2 and 3; nothing is known before the first or after the last value."""
    filled = fill_gaps(series([[NAN, 1, NAN, NAN, 4, NAN], [NAN] * 6, [NAN, NAN, 5, NAN, NAN, NAN]]))
    np.testing.assert_array_equal(filled[0], [NAN, 1, 2, 3, 4, NAN])
    assert np.isnan(filled[1]).all()
    np.testing.assert_array_equal(filled[2], [NAN, NAN, 5, NAN, NAN, NAN])


def test_means_by_hand() -> None:
    """Three days of 1, 2, 6, 4: trailing from the third day on, centred on the second and third."""
    values = series([[1, 2, 6, 4]])
    np.testing.assert_allclose(moving_mean(values, 3, "trailing")[0], [NAN, NAN, 3, 4])
    np.testing.assert_allclose(moving_mean(values, 3, "centred")[0], [NAN, 3, 4, NAN])
    np.testing.assert_array_equal(moving_mean(values, 5, "trailing"), [[NAN] * 4])


@examples(20)
@given(seed=st.integers(0, 2**32 - 1))
def test_filling_keeps_what_is_known_and_stays_between(seed: int) -> None:
    """Known values stay; filled ones lie between their neighbours; NaN remains exactly before and after the record."""
    values = holed(seed)
    filled = fill_gaps(values)
    known = values.notnull()
    xr.testing.assert_equal(filled.where(known), values)
    before, after = values.ffill("time"), values.bfill("time")
    xr.testing.assert_equal(filled.isnull(), before.isnull() | after.isnull())
    between = (filled >= np.minimum(before, after) - 1e-12) & (filled <= np.maximum(before, after) + 1e-12)
    assert bool((between | filled.isnull()).all())


@examples(20)
@given(seed=st.integers(0, 2**32 - 1), days=st.integers(1, 9))
def test_trailing_equals_pandas(seed: int, days: int) -> None:
    """A trailing mean is that of pandas with all values of the window required, NaN for NaN."""
    values = holed(seed).where(lambda array: array > 0.2)
    theirs = values.to_pandas().T.rolling(days, min_periods=days).mean().T
    np.testing.assert_allclose(moving_mean(values, days, "trailing"), theirs, rtol=1e-9)


@examples(20)
@given(seed=st.integers(0, 2**32 - 1), cut=st.integers(10, 50))
def test_trailing_never_sees_the_future(seed: int, cut: int) -> None:
    """Whatever happens from a day on, the means before it stay."""
    values = fill_gaps(holed(seed))
    changed = values.copy()
    changed[:, cut:] += 1.0
    ours, theirs = (moving_mean(one, 7, "trailing")[:, :cut] for one in (values, changed))
    xr.testing.assert_equal(ours, theirs)


@examples(20)
@given(seed=st.integers(0, 2**32 - 1), days=st.sampled_from([1, 3, 7, 9]))
def test_centred_is_symmetric(seed: int, days: int) -> None:
    """A record read backwards gives the centred means backwards; centred is trailing half a window later."""
    values = fill_gaps(holed(seed))
    centred = moving_mean(values, days, "centred").values
    backwards = moving_mean(values.copy(data=values.values[:, ::-1]), days, "centred").values[:, ::-1]
    np.testing.assert_allclose(centred, backwards, rtol=1e-12)
    trailing = moving_mean(values, days, "trailing").values
    np.testing.assert_array_equal(centred[:, : -(days // 2) or None], trailing[:, days // 2 :])


@examples(20)
@given(constant=st.floats(0, 1, width=32), kind=st.sampled_from(KINDS), seed=st.integers(0, 2**32 - 1))
def test_a_constant_stays(constant: float, kind: str, seed: int) -> None:
    """Gaps of a constant are filled by it, and its mean is it, in single precision too."""
    values = holed(seed).astype("float32")
    values = values.where(values.isnull(), constant)
    smooth = smoothed(values, Smoothing(smooth=kind))
    assert smooth.dtype == np.float32
    assert set(np.unique(smooth.values[np.isfinite(smooth.values)])) <= {np.float32(constant)}


@examples(10)
@given(seed=st.integers(0, 2**32 - 1), kind=st.sampled_from(KINDS))
def test_no_gauge_bleeds_into_another(seed: int, kind: str) -> None:
    """Each gauge alone gives what it gives among others."""
    values, how = holed(seed), Smoothing(smooth=kind)
    together = smoothed(values, how)
    for gauge in values["gauge_id"].values:
        xr.testing.assert_equal(smoothed(values.sel(gauge_id=[gauge]), how), together.sel(gauge_id=[gauge]))


def test_without_filling_a_gap_takes_its_windows() -> None:
    """One missing day empties the means of the days whose window has it; what was done stands in the attrs."""
    values = series([[1.0] * 5 + [NAN] + [1.0] * 6])
    plain = smoothed(values, Smoothing(fill_gaps=False, smooth_days=3))
    assert np.flatnonzero(np.isnan(plain.values[0])).tolist() == [0, 1, 5, 6, 7]
    assert plain.attrs == {"fill_gaps": 0, "smooth_days": 3, "smooth": "trailing", "values_filled": 0}
    filled = smoothed(values, Smoothing(smooth_days=1))
    assert np.isfinite(filled.values).all()
    assert filled.attrs["values_filled"] == 1


def test_mistakes_are_named() -> None:
    """An unknown kind and an even centred window are refused."""
    with pytest.raises(InputError, match="trailing or centred"):
        moving_mean(series([[1.0, 2.0]]), 2, "leading")
    with pytest.raises(InputError, match="write 5 or 7"):
        moving_mean(series([[1.0, 2.0]]), 6, "centred")

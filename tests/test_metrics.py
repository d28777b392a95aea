"""Scores by gauge: hand calculations, the `scores` package, laws, and series that cannot be scored."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from scores.continuous import additive_bias, kge, nse, rmse
from scores.continuous.correlation import pearsonr

from lstm_probe import metrics
from tests.examples import examples


def daily(values: np.ndarray, start: str = "2000-01-01") -> xr.DataArray:
    """Make series (gauge_id, time) from an array."""
    values = np.atleast_2d(values)
    time = pd.date_range(start, periods=values.shape[1])
    names = [str(1001 + i) for i in range(len(values))]
    return xr.DataArray(values, {"gauge_id": names, "time": time}, ("gauge_id", "time"))


@pytest.fixture
def pair(rng: np.random.Generator) -> tuple[xr.DataArray, xr.DataArray]:
    """Give predicted and observed series of three gauges with gaps in both."""
    observed = rng.gamma(2.0, 1.0, (3, 200)).astype("float32")
    predicted = (0.8 * observed + rng.normal(0, 0.3, observed.shape)).astype("float32")
    observed[0, :20] = np.nan
    predicted[1, 50:60] = np.nan
    return daily(predicted), daily(observed)


def test_hand_calculation() -> None:
    """Four days give the scores that pencil and paper give."""
    # observed 1 2 3 4: mean 2.5, sum of squares about it 5; predicted 1 3 3 5: mean 3, sum of squares 8
    # products of deviations (-1.5)(-2) + (-0.5)(0) + (0.5)(0) + (1.5)(2) = 6: r = 6 / sqrt(5 * 8)
    # errors 0 1 0 1: NSE = 1 - 2/5, RMSE = sqrt(2/4), bias = 0.5
    # KGE = 1 - sqrt((r-1)² + (sqrt(8/5)-1)² + (3/2.5-1)²)
    scores = metrics.per_gauge(daily([1.0, 3, 3, 5]), daily([1.0, 2, 3, 4]), minimum_pairs=4).squeeze()
    r = 6 / np.sqrt(40)
    expected = {"r": r, "r2": 0.9, "nse": 0.6, "rmse": np.sqrt(0.5), "bias": 0.5, "abs_bias": 0.5, "n": 4}
    expected["kge"] = 1 - np.sqrt((r - 1) ** 2 + (np.sqrt(1.6) - 1) ** 2 + 0.2**2)
    assert {name: float(value) for name, value in scores.items()} == pytest.approx(expected)


def test_same_as_the_scores_package(pair: tuple[xr.DataArray, xr.DataArray]) -> None:
    """Each gauge alone, gaps dropped, gets from the `scores` package the same number."""
    predicted, observed = pair
    ours = metrics.per_gauge(predicted, observed)
    functions = {"r": pearsonr, "nse": nse, "kge": kge, "rmse": rmse, "bias": additive_bias}
    for gauge in ours["gauge_id"].values:
        both = xr.Dataset({"p": predicted, "o": observed}).sel(gauge_id=gauge).dropna("time").astype("float64")
        for name, function in functions.items():
            assert float(ours[name].sel(gauge_id=gauge)) == pytest.approx(float(function(both.p, both.o)), abs=1e-12)
        assert int(ours["n"].sel(gauge_id=gauge)) == both.sizes["time"]


def test_perfect_and_mean(pair: tuple[xr.DataArray, xr.DataArray]) -> None:
    """A series predicts itself with NSE, KGE and r of 1; its mean has NSE 0 and no correlation."""
    observed = pair[1]
    itself = metrics.per_gauge(observed, observed)
    for name, value in {"r": 1, "nse": 1, "kge": 1, "rmse": 0, "bias": 0}.items():
        np.testing.assert_allclose(itself[name], value, atol=1e-12)
    mean = metrics.per_gauge(observed.astype(float).mean("time").broadcast_like(observed), observed)
    np.testing.assert_allclose(mean["nse"], 0, atol=1e-12)
    assert mean["r"].isnull().all()
    assert mean["kge"].isnull().all()


@examples(25)
@given(shift=st.floats(-50, 50), scale=st.floats(0.1, 20), seed=st.integers(0, 1000))
def test_shift_and_scale(shift: float, scale: float, seed: int) -> None:
    """Other units leave r and NSE alone, RMSE and bias follow the scale, a shifted prediction is biased."""
    rng = np.random.default_rng(seed)
    observed = daily(rng.normal(size=(2, 100)))
    predicted = observed + daily(rng.normal(size=(2, 100)))
    before = metrics.per_gauge(predicted, observed)
    after = metrics.per_gauge(predicted * scale + shift, observed * scale + shift)
    for name, factor in {"r": 1, "r2": 1, "nse": 1, "rmse": scale, "bias": scale}.items():
        np.testing.assert_allclose(after[name], factor * before[name], rtol=1e-7, atol=1e-9)
    moved = metrics.per_gauge(predicted + shift, observed)
    np.testing.assert_allclose(moved["bias"], before["bias"] + shift, atol=1e-9)
    np.testing.assert_allclose(moved["abs_bias"], np.abs(moved["bias"]))
    np.testing.assert_allclose(moved["r2"], before["r"] ** 2, atol=1e-9)


@pytest.mark.parametrize("level", [0.0, 0.1, 1e9], ids=["zero", "inexact", "large"])
def test_steady_observations_have_no_skill(level: float, rng: np.random.Generator) -> None:
    """An observed record that does not vary beyond rounding has no r, NSE or KGE, but an RMSE and a bias."""
    observed = np.full(100, level) * (1 + 1e-12 * rng.normal(size=100))
    scores = metrics.per_gauge(daily(rng.normal(size=100)), daily(observed)).squeeze()
    assert all(np.isnan(scores[name]) for name in ("r", "r2", "nse", "kge"))
    assert all(np.isfinite(scores[name]) for name in ("rmse", "bias"))


def test_one_step_in_a_steady_record_is_scored_and_bends_no_median(rng: np.random.Generator) -> None:
    """A record of one value but for a step has a poor NSE, one of one value none; neither moves the median by value."""
    flows = rng.gamma(2.0, 1.0, (5, 4000))
    simulated = 0.9 * flows
    flows[3], flows[4], flows[4, -1] = 1.27, 1.27, 1.28
    scores = metrics.per_gauge(daily(simulated.astype("float32")), daily(flows.astype("float32")))["nse"]
    assert np.isnan(scores[3])
    expected = 1 - ((simulated[4] - flows[4]) ** 2).sum() / ((flows[4] - flows[4].mean()) ** 2).sum()
    assert float(scores[4]) == pytest.approx(expected, rel=1e-3)
    assert float(scores[4]) < -1e6
    assert float(scores.median()) == pytest.approx(float(np.mean(sorted(scores[:3].values)[:2])))


@pytest.mark.data
def test_real_gauges_that_stand_still(real_data: Path) -> None:
    """Two gauges whose gap was filled by one value have no NSE in 1998-2008, where the formula gives -1e20 and less."""
    with xr.open_dataset(real_data / "camels_gb_ptq_666.nc") as packed:
        flow = packed["discharge_spec"].sel(gauge_id=[18018, 18017, 39001]).rename(date="time")
        observed = flow.sel(time=slice("1998-01-01", "2008-12-31")).load()
    simulated = observed + np.sin(np.arange(observed.sizes["time"]))
    with np.errstate(divide="ignore"):
        formula = 1 - ((simulated - observed) ** 2).sum("time") / ((observed - observed.mean("time")) ** 2).sum("time")
    assert (formula[:2] < -1e20).all()
    for series in (observed, observed.astype("float32")):
        scores = metrics.per_gauge(simulated, series)
        for name in ("nse", "kge", "r"):
            assert scores[name].isnull().values.tolist() == [True, True, False], name


def test_few_pairs(rng: np.random.Generator) -> None:
    """With fewer pairs than the minimum, or none, every score is NaN and n is kept."""
    observed = rng.normal(size=(3, 50))
    observed[0, 29:] = np.nan
    observed[1, :] = np.nan
    scores = metrics.per_gauge(daily(rng.normal(size=(3, 50))), daily(observed))
    assert scores["n"].values.tolist() == [29, 0, 50]
    for name in set(metrics.LONG_NAMES) - {"n"}:
        assert scores[name].isnull().values.tolist() == [True, True, False]
        assert scores[name].dtype == "float64"


def test_anomalies_forget_any_season(rng: np.random.Generator) -> None:
    """A season added to a series leaves its anomalies as they were; day 366 shares that of day 365."""
    series = daily(rng.normal(size=(2, 1461)))  # 2000 to 2003
    day = np.minimum(series["time"].dt.day_of_year, 365)
    fit = slice("2000-01-01", "2002-12-31")
    np.testing.assert_allclose(
        metrics.anomalies(series + 5 * np.sin(day / 58.1), fit), metrics.anomalies(series, fit), atol=1e-12
    )


def test_anomaly_by_hand() -> None:
    """The mean of a day comes from the fit years alone."""
    time = pd.DatetimeIndex(["2001-03-01", "2002-03-01", "2003-03-01", "2003-03-02"])
    series = xr.DataArray([1.0, 3.0, 7.0, 4.0], {"time": time}, ("time",))
    # mean of 1 and 3 is 2; 2 March has no value in the fit period
    found = metrics.anomalies(series, slice("2001-01-01", "2002-12-31"))
    np.testing.assert_allclose(found, [-1, 1, 5, np.nan])


def test_anomaly_r_sees_through_a_shared_season(rng: np.random.Generator) -> None:
    """Two noises that share only a season correlate, and their anomalies do not."""
    noise = rng.normal(size=(2, 12 * 365))
    season = 3 * np.sin(np.arange(12 * 365) / 58.1)
    left, right = daily(noise[:1] + season), daily(noise[1:] + season)
    assert float(metrics.per_gauge(left, right)["r"].squeeze()) > 0.75
    fit = slice("2000-01-01", "2007-12-31")
    found = metrics.anomaly_r(left, right, fit, slice("2008-01-01", "2011-12-01"))
    assert abs(float(found.squeeze())) < 0.1


@pytest.mark.parametrize("level", [0.1, 0.3, 1e6])
def test_steady_prediction_has_no_anomalies(rng: np.random.Generator, level: float) -> None:
    """A prediction that never changes does not correlate by the rounding of its climatology."""
    observed = daily(rng.normal(size=4000))
    steady = xr.full_like(observed, level)
    days = slice("2008-01-01", "2010-12-01")
    assert metrics.anomaly_r(steady, observed, slice("2000-01-01", "2007-12-31"), days).isnull().all()


def test_tidy(pair: tuple[xr.DataArray, xr.DataArray]) -> None:
    """The table has one row a gauge and metric, with the gauge as text and the same value."""
    scores = metrics.per_gauge(*pair)
    table = metrics.tidy(scores)
    assert list(table.columns) == ["gauge_id", "metric", "value"]
    assert len(table) == 3 * len(metrics.LONG_NAMES)
    row = table.query("gauge_id == '1002' and metric == 'n'")
    assert row["value"].item() == 190

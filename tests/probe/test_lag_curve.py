"""The lag curve is the skill of one probe's prediction, moved by so many days."""

import numpy as np
import pytest
import xarray as xr

from lstm_probe import metrics
from lstm_probe.probe import lag_curve, null_tables
from lstm_probe.probe.lag_curve import lags
from lstm_probe.probe.year_parts import calendar
from tests.probe.null_land import NullLand


@pytest.mark.parametrize("step", [1, 5, 7, 60, 1000])
def test_lags(step: int) -> None:
    """Lags go from -60 to 365, with every day within ±10 and 0 among them."""
    days = lags(step)
    assert days[0] == -60
    assert days[-1] == 365
    assert set(range(-10, 11)) <= set(days)
    assert max(np.diff(days)) <= max(step, 1) or step > 50


def test_lags_equal_the_metrics_of_moved_predictions(null_land: NullLand) -> None:
    """Skill at a lag is that of the series of predictions of the state of that other day, gaps or not."""
    probe, _, skill = null_land.run()
    table = null_tables.lag_curve(null_land.nulls(1).lags(probe, 60), seed=3)
    assert set(table["seed"]) == {3}
    states = null_land.states["cell_state"].astype("float64")
    for target, values in null_land.observed.items():
        weights, here = probe["weight"].sel(target=target).values[0], states.sel(gauge_id=values["gauge_id"])
        coords = {"gauge_id": values["gauge_id"].values, "time": states["time"].values}
        series = xr.DataArray(here.values @ weights, coords, ("gauge_id", "time"))
        for lag in (-60, -3, 0, 7, 120, 365):
            moved = series.assign_coords(time=series.indexes["time"] + np.timedelta64(lag, "D"))
            moved = moved.reindex(time=values["time"])
            row = table.query("target == @target and lag_days == @lag").iloc[0]
            r = metrics.correlation(
                moved.sel(time=null_land.periods["test"]), values.sel(time=null_land.periods["test"])
            )
            anomaly = metrics.anomaly_r(moved, values, null_land.periods["fit"], null_land.periods["test"])
            assert row["r"] == pytest.approx(float(r.median()), abs=1e-6)
            assert row["anomaly_r"] == pytest.approx(float(anomaly.median()), abs=1e-6)
        zero = table.query("target == @target and lag_days == 0")["r"].item()
        main = skill.query("target == @target and period == 'test' and metric == 'r'")["value"].median()
        assert zero == pytest.approx(main, abs=1e-6)


def test_no_linear_probe_has_no_curve(null_land: NullLand) -> None:
    """Without weights there is no row."""
    probe = null_land.run()[0].drop_vars("weight")
    assert null_tables.lag_curve(null_land.nulls(1).lags(probe, 60), seed=1).empty


def test_a_constant_prediction_has_r_0(null_land: NullLand, rng: np.random.Generator) -> None:
    """A constant prediction correlates by 0, a constant target by no number."""
    dates = calendar(null_land.periods)
    series = rng.normal(size=len(dates.days)) + 5
    for predicted, observed, expected in ((np.full(len(series), 2.0), series, 0.0), (series, 0 * series + 2, np.nan)):
        r, anomaly = lag_curve.by_lag(predicted, 0, observed, dates, [0, 3])
        np.testing.assert_equal(r, [expected] * 2)
        np.testing.assert_equal(anomaly, [expected] * 2)

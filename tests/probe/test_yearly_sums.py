"""Sums by year give back the correlations that they are summed from."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe import metrics
from lstm_probe.contracts.probe import YEARLY_SUMS
from lstm_probe.probe import yearly_sums as of_years
from lstm_probe.probe.scoring import score
from tests.examples import examples

PERIODS = {"fit": slice("2000-10-01", "2003-09-30"), "test": slice("2003-10-01", "2006-03-31")}
DAYS = pd.date_range("2000-10-01", "2006-03-31")


def make_predictions(rng: np.random.Generator, missing: float = 0.2, gauges: int = 4) -> xr.Dataset:
    """Make predictions of two targets, of which a gauge has none of the second."""
    shape = (2, gauges, len(DAYS))
    observed = 280 + rng.normal(size=shape) + np.sin(2 * np.pi * DAYS.day_of_year.to_numpy() / 365)
    predicted = 0.5 * observed + rng.normal(size=shape)
    observed[rng.random(shape) < missing] = np.nan
    observed[1, -1] = predicted[1, -1] = np.nan
    dims = ("target", "gauge_id", "time")
    coords = {"target": ["soil", "snow"], "gauge_id": np.array(list("abcdefgh")[:gauges], dtype=object), "time": DAYS}
    return xr.Dataset({"predicted": (dims, predicted), "observed": (dims, observed)}, coords)


@examples(15)
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.3, 0.9]))
def test_r_of_all_years_is_that_of_the_test_period(seed: int, missing: float) -> None:
    """The sums give `metrics.correlation` over the test period, and that of anomalies `metrics.anomaly_r`."""
    both = make_predictions(np.random.default_rng(seed), missing)
    sums = YEARLY_SUMS.check(of_years.yearly_sums(both, PERIODS))
    total = of_years.correlation(sums["sums"].sum("year"))
    tested = both.sel(time=PERIODS["test"])
    r = metrics.correlation(tested["predicted"], tested["observed"])
    anomaly_r = metrics.anomaly_r(both["predicted"], both["observed"], PERIODS["fit"], PERIODS["test"])
    np.testing.assert_allclose(total.sel(kind="values"), r, atol=1e-10)
    np.testing.assert_allclose(total.sel(kind="anomalies"), anomaly_r, atol=1e-10)


def test_r_of_some_years_is_that_of_their_days(rng: np.random.Generator) -> None:
    """Any year by itself has the correlation of its days."""
    both = make_predictions(rng)
    sums = of_years.yearly_sums(both, PERIODS)["sums"].sel(kind="values")
    days = both.sel(time=slice("2004-10-01", "2005-09-30"))
    r = metrics.correlation(days["predicted"], days["observed"])
    np.testing.assert_allclose(of_years.correlation(sums.sel(year=2004)), r, atol=1e-10)


def test_a_year_begins_with_the_test_period() -> None:
    """Years are named by their first day's year; the last may have fewer months."""
    of_day = of_years.years(pd.date_range("2003-10-01", "2006-03-31"))
    assert of_day[0] == 2003
    assert np.unique(of_day).tolist() == [2003, 2004, 2005]
    assert [int((of_day == year).sum()) for year in (2003, 2004, 2005)] == [366, 365, 182]
    assert set(of_years.years(pd.date_range("1998-01-01", "1999-12-31"))) == {1998, 1999}


def test_skill_of_sums_is_that_of_series(rng: np.random.Generator) -> None:
    """The metrics that sums give are those of `scoring.score`, at the same gauges."""
    both = make_predictions(rng)
    keys = ["target", "gauge_id", "period", "metric"]
    brief = of_years.skill(of_years.yearly_sums(both, PERIODS))
    beside = brief.merge(score(both, PERIODS), on=keys)
    assert len(beside) == len(brief) == (4 + 3) * 4
    np.testing.assert_allclose(beside["value_x"], beside["value_y"], atol=1e-10)


@pytest.mark.parametrize("name", ["predicted", "observed"])
def test_a_series_that_does_not_vary_is_zero(rng: np.random.Generator, name: str) -> None:
    """Its sums are 0, not rounding, and it has no correlation; nothing else changes."""
    both = make_predictions(rng)
    both[name][0, 1] = both[name][0, 1] * 0 + 0.1
    sums = of_years.yearly_sums(both, PERIODS)["sums"]
    letter = {"predicted": "xx", "observed": "yy"}[name]
    assert not sums.sel(target="soil", gauge_id="b", sum=letter).any()
    assert sums.sel(target="soil", gauge_id="b", sum="n").all()
    assert of_years.correlation(sums.sum("year")).sel(target="soil", gauge_id="b").isnull().all()
    assert not sums.sel(target="snow", gauge_id="d").any()

"""The tables of nulls: a row a draw, a reason where there is none, and no crash over awkward studies."""

from dataclasses import replace

import numpy as np
import pytest
import xarray as xr

from lstm_probe.contracts.nulls import LAG_CURVE, NULLS, YEAR_SHIFT_SUMS
from lstm_probe.probe import null_tables
from lstm_probe.probe.experiment import Experiment
from tests.probe.null_land import NullLand, make_null_land

PARTIAL = Experiment(regression={"name": "elastic_net", "alpha": 0.001})


def tables(land: NullLand, draws: int = 4):
    """Make both tables and the yearly sums."""
    nulls = land.nulls(draws, PARTIAL)
    shifted, sums = nulls.year_shifts()
    table = null_tables.nulls(nulls.derangements(), shifted, nulls.draws, 2)
    lag_curve = null_tables.lag_curve(nulls.lags(land.run()[0], 60), 2)
    return NULLS.check(table), LAG_CURVE.check(lag_curve), YEAR_SHIFT_SUMS.check(sums)


def test_a_row_a_draw(null_land: NullLand) -> None:
    """Every draw and shift of every target has a row; a residual's draws stand under its target, without shifts."""
    residual = null_land.targets["soil"].rename("soil residual")
    land = replace(null_land, targets={**null_land.targets, "soil residual": residual})
    nulls, _, sums = tables(land)
    assert list(nulls.columns) == list(NULLS.columns)
    counts = nulls.groupby(["target", "null"]).size().to_dict()
    assert counts == {
        ("soil", "derangement"): 4,
        ("soil", "partial_derangement"): 4,
        ("soil", "year_shift"): 2,
        ("gappy", "derangement"): 4,
        ("gappy", "year_shift"): 2,
        ("snow", "derangement"): 2,
        ("snow", "year_shift"): 2,
    }
    assert set(nulls.query("null == 'derangement'")["distance_km"]) == {150.0}
    assert sums["target"].values.tolist() == ["soil", "gappy", "snow"]
    assert sums["shift"].values.tolist() == [1, -1]


@pytest.mark.parametrize("gauges", [1, 2, 3])
def test_few_gauges(rng: np.random.Generator, gauges: int) -> None:
    """A target at one gauge has a row without numbers that says why, and year shifts all the same."""
    land = make_null_land(rng, gauges)
    name = "snow" if gauges > 1 else "soil"
    nulls, _, _ = tables(replace(land, targets={name: land.targets[name]}))
    row = nulls.query("null == 'derangement'").iloc[0]
    assert row["draw"] == 0
    assert "1 gauge" in row["reason"]
    assert np.isnan(row["r"])
    assert nulls.query("null == 'year_shift'")["r"].notna().all()


@pytest.mark.parametrize("values", [0.3, 0.0])
def test_a_constant_target(rng: np.random.Generator, values: float) -> None:
    """A target that does not vary has no draw with a score, and says so."""
    land = make_null_land(rng, 4)
    nulls, lag_curve, _ = tables(replace(land, targets={"soil": xr.full_like(land.targets["soil"], values)}))
    assert nulls["draw"].tolist() == [0, 0]
    assert nulls["reason"].str.contains("does not vary").all()
    assert lag_curve.empty


def test_a_short_record(rng: np.random.Generator) -> None:
    """With one year of fit and one of test far apart, no shift leaves half of the days of both."""
    land = make_null_land(rng, 4)
    periods = {"fit": slice("2000-10-01", "2001-09-30"), "test": slice("2001-10-01", "2002-09-30")}
    states = land.states.sel(time=slice(None, "2002-09-30"))
    short = replace(land, states=states, periods=periods, targets={"soil": land.targets["soil"]})
    nulls, _, sums = tables(short)
    assert nulls.query("null == 'year_shift'")["reason"].str.contains("half of the days").all()
    assert sums.sizes["shift"] == 0

"""Single units: memory is that of a known process, r that of a direct computation, and medians are over gauges."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe import metrics
from lstm_probe.contracts.tables import UNITS
from lstm_probe.probe import units

DAYS = {"fit": slice("2000-01-01", "2001-12-31"), "test": slice("2002-01-01", "2003-12-31")}


def reservoir(forget: float, days: int, rng: np.random.Generator) -> np.ndarray:
    """Let a reservoir that keeps a share of its content each day take in noise."""
    content = np.zeros(days)
    for day in range(1, days):
        content[day] = forget * content[day - 1] + rng.normal()
    return content


@pytest.mark.parametrize("forget", [0.5, 0.9, 0.97])
def test_the_memory_of_a_reservoir_follows_from_its_gate(forget: float, rng: np.random.Generator) -> None:
    """The autocorrelation of a reservoir is its gate to the power of the lag, which falls below 1/e at -1/ln(gate)."""
    found = units.memory(reservoir(forget, 200_000, rng)[:, None])[0]
    assert found == pytest.approx(np.ceil(-1 / np.log(forget)), rel=0.1, abs=1)


def test_days_without_a_state_do_not_count(rng: np.random.Generator) -> None:
    """Memory from pairs of days is the same with a fifth of the days missing, but for chance."""
    whole = reservoir(0.9, 100_000, rng)
    holes = np.where(rng.random(len(whole)) < 0.2, np.nan, whole)
    assert units.memory(holes[:, None]) == pytest.approx(units.memory(whole[:, None]), abs=1)


def test_the_lag_is_that_of_a_direct_computation(rng: np.random.Generator) -> None:
    """Without gaps the lag is the first at which the plain sum of products falls below 1/e."""
    values = reservoir(0.95, 3000, rng)
    centred = values - values.mean()
    products = [np.mean(centred[lag:] * centred[: len(values) - lag]) for lag in range(1500)]
    expected = next(lag for lag, product in enumerate(products) if product < products[0] / np.e)
    assert units.memory(values[:, None])[0] == expected


def test_a_unit_that_never_forgets_has_no_memory_in_days() -> None:
    """A constant, and a trend over all days, do not fall below 1/e within half of the record, or have no variance."""
    line = np.arange(100.0)
    assert np.isinf(units.memory(np.column_stack([np.ones(100), np.where(line < 0, 1, np.nan)]))).all()


def test_every_unit_is_correlated_with_every_target(rng: np.random.Generator) -> None:
    """A unit that is its target has r 1, its negative r -1; medians are over gauges, and gates are averaged."""
    time = pd.date_range("2000-01-01", "2003-12-31")
    shape = (3, len(time), 2)
    cell = rng.normal(size=shape)
    coords = {"gauge_id": ["1", "2", "3"], "time": time}
    gate = np.broadcast_to([0.25, 0.75], shape).astype("float64")
    dims = ("gauge_id", "time", "unit")
    states = xr.Dataset({"cell_state": (dims, cell), "forget_gate": (dims, gate)}, {**coords, "unit": [0, 1]})
    follows = xr.DataArray(cell[..., 0].copy(), coords, ("gauge_id", "time"))
    noise = xr.DataArray(rng.normal(size=shape[:2]), coords, ("gauge_id", "time"))
    noise[2] = np.nan  # a gauge that does not take part
    found = units.describe(states, {"soil": -follows, "noise": noise}, DAYS).assign(lstm="small", seed=1)
    table = UNITS.check(found).set_index(["variable", "target", "unit"]).sort_index()
    assert table.loc[("cell_state", "soil", 0), ["r_fit", "r"]].tolist() == pytest.approx([-1.0, -1.0])
    assert table.loc["forget_gate"]["r"].isna().all()
    assert table["mean_forget_gate"].groupby("unit").agg(["min", "max"]).to_numpy() == pytest.approx(
        np.array([[0.25, 0.25], [0.75, 0.75]])
    )
    test = slice("2002-01-01", "2003-12-31")
    two = [
        np.corrcoef(cell[place, -len(time[time >= test.start]) :, 1], noise[place].sel(time=test))[0, 1]
        for place in (0, 1)
    ]
    assert table.loc[("cell_state", "noise", 1), "r"] == pytest.approx(np.median(two))
    assert table.loc["cell_state", "memory_days"].tolist() == [1.0] * 4


@pytest.mark.parametrize("share_of_gaps", [0.0, 0.3])
def test_all_correlations_are_those_of_one_by_one(share_of_gaps: float, rng: np.random.Generator) -> None:
    """Products of matrices give the r of every pair as `metrics.correlation` does, with gaps and steady series."""
    days = 200
    series, targets = rng.normal(size=(days, 6)) * 1e-3 + 5, rng.normal(size=(days, 4))
    targets[:, 0] += series[:, 1] * 1e3
    series[:, 2] = 7.0
    series[: int(share_of_gaps * days), 3:5] = np.nan
    targets[rng.random(days) < share_of_gaps, 1] = np.nan
    targets[20:, 2] = np.nan if share_of_gaps else 1.0
    one = xr.DataArray(series, dims=("time", "unit"))
    other = xr.DataArray(targets, dims=("time", "target"))
    expected = metrics.correlation(one, other).transpose("target", "unit").values
    assert np.isfinite(expected).sum() >= 10
    np.testing.assert_allclose(units.correlations(series, targets), expected, atol=1e-12)

"""What came down the river beside what was added, the truth and chance."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.steering import STEERING, STEERING_MONTHS, STEERING_TABLE, STEERING_TRUTH
from lstm_probe.results import steering
from lstm_probe.results.steering_summary import band, summary

TARGETS, LEADS = ["swvl3", "sd"], [30, 120]
MILLIMETRES = {"swvl3": 720.0, "sd": 1000.0}


def true_world(gauges: int = 6, days: int = 5) -> xr.Dataset:
    """Make a true response that falls by a tenth every ten days and differs between gauges and days."""
    rng = np.random.default_rng(4)
    size = rng.uniform(0.5, 2.0, (2, gauges, days, 1))
    coords = {
        "target": TARGETS,
        "gauge_id": np.array([str(1001 + gauge) for gauge in range(gauges)], dtype=object),
        "time": pd.date_range("2004-01-15", periods=days, freq="60D"),
        "day": np.arange(1, 121),
    }
    response = (size * 0.9 ** (np.arange(120) / 10)).astype("float32")
    truth = xr.Dataset(coords=coords)
    truth["amount"] = ("target", [0.02, 0.01], {"units": "target units"})
    truth["response"] = (("target", "gauge_id", "time", "day"), response, {"units": "mm d-1"})
    return STEERING_TRUTH.check(truth)


def steered(truth: xr.Dataset, factor: float, draws: int = 4) -> xr.Dataset:
    """Make a run whose LSTM releases the truth times a factor, and random directions around nothing."""
    rng = np.random.default_rng(5)
    sizes = {"target": 2, "draw": draws + 1, "gauge_id": truth.sizes["gauge_id"], "time": truth.sizes["time"]}
    found = STEERING.mock(rng, **sizes, lead_days=2, day=120, month=12)
    found = found.assign_coords({name: truth[name] for name in ("target", "gauge_id", "time")})
    found = found.assign_coords(lead_days=LEADS, draw=np.arange(draws + 1), day=truth["day"], month=np.arange(1, 13))
    summed = np.stack([truth["response"].values[..., :lead].sum(axis=-1) for lead in LEADS], axis=-1)
    found["released"].values[:, 0] = factor * summed
    found["amount"].values[:] = [0.02, 0.01]
    found["half_days"].values[:] = 20.0
    found["monthly"].values[:] = np.arange(12.0)
    return found


@pytest.fixture
def truth() -> xr.Dataset:
    """Give the true world."""
    return true_world()


def test_known_truth(truth: xr.Dataset) -> None:
    """An LSTM that releases twice the truth has slope 2, r 1, equal signs, and the release in its interval."""
    table = STEERING_TABLE.check(steering.table({("paper", 1): steered(truth, 2.0)}, MILLIMETRES, truth))
    assert len(table) == 2 * 2 * 5
    probe = table[table["direction"] == "probe"].set_index(["target", "lead_days"])
    np.testing.assert_allclose(probe["slope"], 2.0, rtol=1e-4)
    np.testing.assert_allclose(probe["r"], 1.0, rtol=1e-6)
    assert (probe["same_sign"] == 1.0).all()
    np.testing.assert_allclose(probe["added_mm"].loc[["swvl3", "sd"]], [14.4, 14.4, 10.0, 10.0])
    summed = float(truth["response"].sel(target="sd").sum("day").median())
    row = probe.loc[("sd", 120)]
    assert row["true_mm"] == pytest.approx(summed, rel=1e-5)
    assert row["release"] == pytest.approx(2.0 * summed / 10.0, rel=1e-5)
    assert row["release_lower"] < row["release"] < row["release_upper"]
    assert table.loc[table["direction"] == "random", "release_lower"].isna().all()
    assert table.loc[table["direction"] == "random", "draw"].unique().tolist() == [1, 2, 3, 4]


def test_what_is_not_known_is_empty(truth: xr.Dataset) -> None:
    """Without a true world and without the thickness of a layer, what rests on them is NaN, and the rest is there."""
    found = steered(truth, 1.0)
    found["released"].values[1] = np.nan
    table = steering.table({("paper", 1): found}, {"swvl3": None, "sd": 1000.0})
    soil = table[(table["target"] == "swvl3") & (table["draw"] == 0)]
    assert soil["released_mm"].notna().all()
    unknown = ["added_mm", "true_mm", "r", "same_sign", "slope", "release", "release_lower", "release_upper"]
    assert soil[unknown].isna().all(axis=None)
    assert table.loc[table["target"] == "sd", "released_mm"].isna().all()


def test_a_store_that_is_cut_off_has_no_sign(truth: xr.Dataset) -> None:
    """Where the true world answers with nothing, its median is 0, and signs, r, slope and ratio are not known."""
    found = steered(truth, 1.0)
    table = steering.table({("paper", 1): found}, MILLIMETRES, truth.assign(response=0.0 * truth["response"]))
    assert (table["true_mm"] == 0.0).all()
    assert table[["same_sign", "r", "slope"]].isna().all(axis=None)
    assert summary(table)["times_true_lowest"].isna().all()


def test_the_interval_narrows_with_the_gauges() -> None:
    """With ten times the gauges and the same spread the interval of the release is narrower; it repeats itself."""
    widths = []
    for gauges in (6, 60):
        truth = true_world(gauges)
        one, other = (steering.table({("paper", 1): steered(truth, 1.0)}, MILLIMETRES, truth) for _ in range(2))
        pd.testing.assert_frame_equal(one, other)
        row = one[(one["draw"] == 0) & (one["lead_days"] == 120)].iloc[0]
        widths.append(row["release_upper"] - row["release_lower"])
    assert widths[1] < widths[0]


def test_summary_over_seeds(truth: xr.Dataset) -> None:
    """Means, worst seeds and the band over two seeds are those of a calculation from the table."""
    runs = {("paper", seed): steered(truth, factor) for seed, factor in ((1, 2.0), (2, -1.0))}
    table = steering.table(runs, MILLIMETRES, truth)
    found = summary(table).loc[("paper", "swvl3", 120)]
    assert found["seeds"] == 2
    assert found["slope"] == pytest.approx(0.5)
    assert (found["r_lowest"], found["same_sign_lowest"]) == (pytest.approx(-1.0), 0.0)
    assert (found["times_true_lowest"], found["times_true_highest"]) == (pytest.approx(-1.0), pytest.approx(2.0))
    assert found["outside_band"] == 1.0
    rows = table[(table["target"] == "swvl3") & (table["lead_days"] == 120) & (table["seed"] == 1)]
    drawn = rows.loc[rows["draw"] > 0, "released_mm"]
    assert band(rows) == (pytest.approx(drawn.quantile(0.025)), pytest.approx(drawn.quantile(0.975)))
    assert 0.0 <= found["nearer_than_random"] <= 1.0


def test_months(truth: xr.Dataset) -> None:
    """Shares of months add up to 1; a target that falls in March alone has all of its decrease there."""
    days = pd.date_range("2004-01-01", "2004-12-31")
    falling = np.where(days < "2004-03-10", 5.0, np.where(days < "2004-03-20", 3.0, 1.0))
    gauges = truth["gauge_id"].values
    values = xr.DataArray(
        np.tile(falling, (len(gauges), 1)), coords={"gauge_id": gauges, "time": days}, dims=("gauge_id", "time")
    )
    runs = {("paper", 1): steered(truth, 1.0)}
    table = STEERING_MONTHS.check(steering.months(runs, dict.fromkeys(TARGETS, values), truth))
    assert len(table) == 24
    sums = table.groupby("target")[["released_share", "true_share", "decrease_share"]].sum()
    np.testing.assert_allclose(sums, 1.0)
    march = table[table["month"] == 3]
    assert (march["decrease_share"] == 1.0).all()
    np.testing.assert_allclose(march["released_share"], 2.0 / 66.0, rtol=1e-5)
    assert (table["half_days"] == 20.0).all()
    without = steering.months(runs, dict.fromkeys(TARGETS, values))
    assert without["true_share"].isna().all()

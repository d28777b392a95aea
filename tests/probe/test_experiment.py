"""Whole experiments on small made-up states: what is found, what controls do, and what every one shares."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.probe import PREDICTIONS, PROBE, SKILL
from lstm_probe.errors import InputError
from lstm_probe.probe.experiment import Experiment, run

PERIODS = {"fit": slice("2001-01-01", "2003-12-31"), "test": slice("2004-01-01", "2004-12-31")}
LEAD_DAYS = 200
EXPERIMENTS: dict[str, dict[str, Any]] = {
    "main": {},
    "permute_gauges": {"control": "permute_gauges"},
    "delay_180": {"control": {"name": "delay", "days": 180}},
    "alpha_1": {"regression": {"name": "elastic_net", "alpha": 1.0}},
}


@dataclass(frozen=True)
class Land:
    """Hold what an experiment is given."""

    states: xr.Dataset
    targets: Mapping[str, xr.DataArray]
    criteria: Mapping[str, Any]
    attributes: xr.Dataset

    def run(self, name: str = "main", seed: int = 1, **entry: Any) -> tuple[xr.Dataset, xr.Dataset, pd.DataFrame]:
        """Run an experiment of the catalogue, or the one given."""
        experiment = Experiment(**(entry or EXPERIMENTS[name]))
        return run(
            experiment,
            self.states,
            self.targets,
            self.criteria,
            self.attributes,
            PERIODS,
            name=name,
            seed=seed,
        )


def median(skill: pd.DataFrame, target: str, metric: str = "r", period: str = "test") -> float:
    """Take the median over gauges of one metric."""
    return skill.query("target == @target and metric == @metric and period == @period")["value"].median()


@pytest.fixture
def land(rng: np.random.Generator) -> Land:
    """Give 8 gauges whose states hold a store; snow at 4 of them; and noise that they do not hold."""
    gauge_ids = np.array([str(2001 + i) for i in range(8)], dtype=object)
    time = pd.date_range(pd.Timestamp("2001-01-01") - pd.Timedelta(days=LEAD_DAYS), "2004-12-31")
    shape = (len(gauge_ids), len(time))
    steps = rng.normal(size=(*shape, 6))
    memory = np.zeros_like(steps)
    for day in range(1, len(time)):
        memory[:, day] = 0.9 * memory[:, day - 1] + steps[:, day]
    states = xr.Dataset(
        {"cell_state": (("gauge_id", "time", "unit"), memory.astype("float32"), {"units": "1"})},
        {"gauge_id": gauge_ids, "time": time, "unit": np.arange(6)},
    )
    store = 0.3 + 0.01 * memory @ np.array([3.0, -2, 0, 1, 0, 2])

    def target(name: str, values: np.ndarray, units: str) -> xr.DataArray:
        attrs = {"units": units, "long_name": f"long name of {name}"}
        values = values.astype("float32")
        return xr.DataArray(values, {"gauge_id": gauge_ids, "time": time}, ("gauge_id", "time"), name, attrs)

    gappy = store + 0.005 * rng.normal(size=shape)
    gappy[rng.random(shape) < 0.2] = np.nan
    targets = {
        "soil": target("soil", gappy, "m3 m-3"),
        "snow": target("snow", store, "m"),
        "noise": target("noise", rng.normal(size=shape), "1"),
    }
    frac_snow = ("gauge_id", np.array([0.0, 0.02, 0.05, 0.06, 0.1, 0.2, np.nan, 0.3]), {"units": "1"})
    attributes = xr.Dataset({"frac_snow": frac_snow}, {"gauge_id": gauge_ids})
    return Land(states, targets, {"snow": {"attribute": "frac_snow", "above": 0.05}, "soil": None}, attributes)


def test_artefacts_keep_their_contracts(land: Land) -> None:
    """Probe, predictions and skill are as promised, from the first day of the fit to the last of the test."""
    probe, predictions, skill = land.run()
    PROBE.check(probe)
    PREDICTIONS.check(predictions)
    assert set(SKILL.check(skill)["metric"]) == {"r", "r2", "anomaly_r", "nse", "kge", "rmse", "bias", "n"}
    assert predictions["units"].values.tolist() == ["m3 m-3", "m", "1"]
    assert str(predictions["time"].values[0])[:10] == "2001-01-01"
    assert str(predictions["time"].values[-1])[:10] == "2004-12-31"
    assert probe["feature"].values.tolist() == [f"cell_state_{unit}" for unit in range(6)]


def test_the_store_is_found(land: Land) -> None:
    """What states hold linearly is found in target units, and noise is not."""
    probe, _, skill = land.run(regression={"name": "elastic_net", "alpha": 0.0})
    np.testing.assert_allclose(probe["weight"].sel(target="snow"), 0.01 * np.array([3.0, -2, 0, 1, 0, 2]), atol=1e-6)
    assert float(probe["intercept"].sel(target="snow")) == pytest.approx(0.3, abs=1e-5)
    assert median(skill, "snow", "r") == pytest.approx(1, abs=1e-6)
    assert median(skill, "snow", "nse") == pytest.approx(1, abs=1e-6)
    assert median(skill, "soil") > 0.95
    assert abs(median(skill, "noise")) < 0.05


def test_predictions_follow_from_the_weights(land: Land) -> None:
    """What predictions.nc holds is states times the weights of probe.nc plus the intercept."""
    probe, predictions, _ = land.run()
    weights = probe["weight"].sel(target="soil").values
    expected = land.states["cell_state"].sel(time=predictions["time"]) @ xr.DataArray(weights, dims="unit")
    found = predictions["predicted"].sel(target="soil").transpose("gauge_id", "time")
    np.testing.assert_allclose(found, expected + float(probe["intercept"].sel(target="soil")), atol=1e-6)


def test_predictions_sum_to_observations(land: Land) -> None:
    """Over the days of the fit the sums of predictions and observations are the same."""
    predictions = land.run()[1].sel(time=PERIODS["fit"])
    sums = predictions[["predicted", "observed"]].where(predictions["observed"].notnull()).astype(float)
    sums = sums.sum(("gauge_id", "time"))
    np.testing.assert_allclose(sums["predicted"], sums["observed"], rtol=1e-5, atol=1e-3)


def test_controls_break_the_link(land: Land) -> None:
    """States of other gauges, or of 180 days before, explain nothing of a store that is each gauge's own."""
    for name in ("permute_gauges", "delay_180"):
        skill = land.run(name)[2]
        assert abs(median(skill, "soil")) < 0.3
        assert abs(median(skill, "snow")) < 0.3


def test_all_experiments_score_the_same_days(land: Land) -> None:
    """Gauges, periods and numbers of scored days are equal, whatever the control or regression."""
    days = {}
    for name in EXPERIMENTS:
        rows = land.run(name)[2].query("metric == 'n'")
        days[name] = rows.set_index(["target", "gauge_id", "period"])["value"].sort_index()
    for other in days.values():
        pd.testing.assert_series_equal(other, days["main"])


def test_permuted_gauges_get_anothers_states(land: Land) -> None:
    """Every row of predictions comes from the states of exactly one other gauge, and keeps its values."""
    probe, predictions, _ = land.run("permute_gauges")
    states = land.states["cell_state"].sel(time=predictions["time"]).values.astype(float)
    of_source = states @ probe["weight"].sel(target="soil").values + float(probe["intercept"].sel(target="soil"))
    found = predictions["predicted"].sel(target="soil").values
    source = np.array([[np.allclose(row, other, atol=1e-5) for other in of_source] for row in found])
    assert (source.sum(axis=0) == 1).all()
    assert (source.sum(axis=1) == 1).all()
    assert not source.diagonal().any()


def test_delayed_day_gets_the_state_of_before(land: Land) -> None:
    """The prediction of day t is made of the state of day t - 180, from the first day of the fit on."""
    probe, predictions, _ = land.run("delay_180")
    days = predictions.indexes["time"] - pd.Timedelta(days=180)
    states = land.states["cell_state"].sel(time=days).values.astype(float)
    weights = probe.sel(target="soil")
    expected = states @ weights["weight"].values + float(weights["intercept"])
    np.testing.assert_allclose(predictions["predicted"].sel(target="soil"), expected, atol=1e-5)


def test_missing_lead(land: Land) -> None:
    """States that begin too late for a delay are refused, saying from when they are needed."""
    late = replace(land, states=land.states.sel(time=slice("2000-12-31", None)))
    with pytest.raises(InputError, match="2000-07-05"):
        late.run("delay_180")
    late.run("main")


def test_gauges_of_a_target(land: Land) -> None:
    """Only gauges above the bound take part, none at it or without the attribute; others stay empty."""
    predictions, skill = land.run()[1:]
    assert set(skill.query("target == 'snow'")["gauge_id"]) == {"2004", "2005", "2006", "2008"}
    empty = predictions.sel(target="snow", gauge_id=["2001", "2003", "2007"])
    assert empty["predicted"].isnull().all()
    assert empty["observed"].isnull().all()
    assert "4 of 4 gauges" in predictions.attrs["gauges_snow"]


def test_gauges_of_an_experiment(land: Land) -> None:
    """An experiment's own criterion joins that of the target."""
    skill = land.run(gauges={"attribute": "frac_snow", "below": 0.2})[2]
    assert set(skill.query("target == 'snow'")["gauge_id"]) == {"2004", "2005"}
    assert set(skill.query("target == 'soil'")["gauge_id"]) == {"2001", "2002", "2003", "2004", "2005"}


def test_gauges_without_states_or_target_are_named(land: Land) -> None:
    """A gauge with one missing state, or without any value of the target, is left out and named."""
    states = land.states.copy(deep=True)
    states["cell_state"][2, 50, 1] = np.nan
    targets = {"soil": land.targets["soil"].copy(deep=True)}
    targets["soil"][4] = np.nan
    predictions, skill = replace(land, states=states, targets=targets).run("permute_gauges")[1:]
    assert set(skill["gauge_id"]) == {"2001", "2002", "2004", "2006", "2007", "2008"}
    expected = "6 of 8 gauges that satisfy the criteria take part; 1 without states on every day: 2003; "
    assert predictions.attrs["gauges_soil"] == expected + "1 without the target: 2005"


def test_gauge_without_fit_days_is_still_scored(land: Land) -> None:
    """A gauge observed in the test period alone is predicted and scored by the others' probe."""
    soil = land.targets["soil"].copy(deep=True)
    soil[0].loc[{"time": slice(None, "2003-12-31")}] = np.nan
    skill = replace(land, targets={"soil": soil}).run()[2].query("gauge_id == '2001'")
    values = skill.set_index(["period", "metric"])["value"]
    assert values["fit", "n"] == 0
    assert np.isnan(values["fit", "r"])
    assert values["test", "r"] > 0.9
    assert np.isnan(values["test", "anomaly_r"])  # no season to remove


@pytest.mark.parametrize(
    ("criterion", "message"),
    [
        ({"attribute": "frac_snow", "above": 0.9}, "no gauge of 8"),
        ({"attribute": "frac_sno", "above": 0.1}, "did you mean 'frac_snow'"),
        ({"attribute": "frac_snow", "above": None}, "a bound"),
    ],
)
def test_impossible_criterion(land: Land, criterion: dict[str, Any], message: str) -> None:
    """A criterion that no gauge satisfies, or that cannot be read, names target and attribute."""
    with pytest.raises(InputError, match=message):
        replace(land, criteria={"snow": criterion}).run()


def test_target_without_values_in_a_period(land: Land) -> None:
    """A target whose days lie elsewhere is refused, naming the period."""
    early = {"soil": land.targets["soil"].sel(time=slice(None, "2003-12-31"))}
    with pytest.raises(InputError, match="2004-01-01"):
        replace(land, targets=early).run()


def test_one_gauge_cannot_be_permuted(land: Land) -> None:
    """With a single gauge that has the target, the permutation says so."""
    one = {"soil": land.targets["soil"].isel(gauge_id=[3])}
    with pytest.raises(InputError, match="1 gauges with the target: 2004"):
        replace(land, targets=one).run("permute_gauges")


def test_seed_changes_the_permutation_alone(land: Land) -> None:
    """Another seed permutes otherwise, the same one alike, and main does not depend on it."""
    again, other = land.run("permute_gauges")[2], land.run("permute_gauges", seed=2)[2]
    pd.testing.assert_frame_equal(again, land.run("permute_gauges")[2])
    assert not np.allclose(again["value"], other["value"], equal_nan=True)
    np.testing.assert_array_equal(land.run(seed=1)[2]["value"], land.run(seed=2)[2]["value"])


def test_states_with_a_day_missing(land: Land) -> None:
    """States with a gap in time are refused, for days would be paired wrongly."""
    gap = land.states.isel(time=[i for i in range(land.states.sizes["time"]) if i != 300])
    with pytest.raises(InputError, match="days missing"):
        replace(land, states=gap).run()

"""Whole experiments on small made-up states: what is found, what controls do, and what every one shares."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.probe import PREDICTIONS, PROBE, SKILL
from lstm_probe.errors import InputError
from lstm_probe.probe.experiment import Experiment
from tests.probe.conftest import EXPERIMENTS, PERIODS, Land, make_land, median

METRICS = {"r", "r2", "anomaly_r", "nse", "kge", "rmse", "bias", "abs_bias", "n"}


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_artefacts_keep_their_contracts(land: Land, name: str) -> None:
    """Probe, predictions and skill are as promised, from the first day of the fit to the last of the test."""
    probe, predictions, skill = land.run(name)
    PROBE.check(probe)
    PREDICTIONS.check(predictions)
    assert set(SKILL.check(skill)["metric"]) == METRICS
    assert predictions["units"].values.tolist() == ["m3 m-3", "m", "1"]
    assert str(predictions["time"].values[0])[:10] == "2001-01-01"
    assert str(predictions["time"].values[-1])[:10] == "2004-12-31"
    assert probe["feature"].values.tolist() == [f"cell_state_{unit}" for unit in range(6)]


def test_the_store_is_found(land: Land) -> None:
    """What states hold linearly is found in target units, and noise is not."""
    probe, _, skill = land.run(regression={"name": "elastic_net", "alpha": 0.0})
    snow = probe.sel(target="snow")
    np.testing.assert_allclose(snow["weight"].squeeze(), 0.01 * np.array([3.0, -2, 0, 1, 0, 2]), atol=1e-6)
    np.testing.assert_allclose(snow["intercept"].dropna("gauge_id"), [0.3] * 4, atol=1e-5)
    assert median(skill, "snow", "r") == pytest.approx(1, abs=1e-6)
    assert median(skill, "snow", "nse") == pytest.approx(1, abs=1e-6)
    assert median(skill, "soil") > 0.95
    assert abs(median(skill, "noise")) < 0.05


@pytest.mark.parametrize("name", ["main", "permute_gauges", "delay_180", "gauge_intercepts", "per_catchment", "sgd"])
def test_predictions_follow_from_the_weights(land: Land, name: str) -> None:
    """What predictions.nc holds is the source's states times the weights of probe.nc plus the gauge's intercept."""
    probe, predictions, _ = land.run(name)
    days = predictions.indexes["time"] - pd.Timedelta(days=180 if name == "delay_180" else 0)
    soil = probe.sel(target="soil")
    for gauge in soil["gauge_id"].values:
        states = land.states["cell_state"].sel(gauge_id=soil["state_source"].sel(gauge_id=gauge).item(), time=days)
        weights = soil["weight"].sel(group=gauge if name == "per_catchment" else "all").values
        expected = states.values.astype(float) @ weights + float(soil["intercept"].sel(gauge_id=gauge))
        np.testing.assert_allclose(predictions["predicted"].sel(target="soil", gauge_id=gauge), expected, atol=1e-6)


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
    """Every gauge is given the states of exactly one other, and probe.nc says whose."""
    probe = land.run("permute_gauges")[0]
    for target, gauges in {"soil": 8, "snow": 4}.items():
        source = probe["state_source"].sel(target=target)
        taking_part = source.where(source != "", drop=True)
        assert taking_part.sizes["gauge_id"] == gauges
        assert sorted(taking_part.values) == sorted(taking_part["gauge_id"].values)
        assert (taking_part != taking_part["gauge_id"]).all()
    main = land.run()[0]["state_source"].sel(target="soil")
    assert (main == main["gauge_id"]).all()


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


def test_no_gauge_with_states_is_a_mistake(land: Land) -> None:
    """Where each gauge lacks a day of states, as when a forcing ends early, the days and the way out are named."""
    states = land.states.copy(deep=True)
    states["cell_state"][:, -1] = np.nan
    with pytest.raises(InputError, match=r"to 2004-12-31(.|\n)*gaps of forcings"):
        replace(land, states=states).run()


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_gauges_need_both_periods(land: Land, name: str) -> None:
    """A gauge without a value in the fit or in the test period takes no part in any experiment, and is named."""
    soil = land.targets["soil"].copy(deep=True)
    soil[0].loc[{"time": slice(None, "2003-12-31")}] = np.nan
    soil[3].loc[{"time": slice("2004-01-01", None)}] = np.nan
    predictions, skill = replace(land, targets={"soil": soil}).run(name)[1:]
    assert set(skill["gauge_id"]) == {"2002", "2003", "2005", "2006", "2007", "2008"}
    expected = "; 1 without the target in the fit period: 2001; 1 without the target in the test period: 2004"
    assert predictions.attrs["gauges_soil"].endswith(expected)


def test_gauges_need_enough_days(land: Land) -> None:
    """Of gauges with 50, 49 and 10 days in the test period, 50 asked for keep the first; the rest are counted by name.

    One gauge with too few in both periods is named once; more days than any gauge has are refused.
    """
    soil = xr.ones_like(land.targets["soil"]) * land.targets["snow"].values
    for gauge, days in ((0, 50), (1, 49), (2, 10), (3, 5)):
        soil[gauge].loc[{"time": slice(pd.Timestamp("2003-12-31") + pd.Timedelta(days=days + 1), None)}] = np.nan
    soil[3].loc[{"time": slice("2001-01-11", "2003-12-31")}] = np.nan
    sparse = replace(land, targets={"soil": soil})
    assert set(sparse.run()[2]["gauge_id"]) == {str(2001 + i) for i in range(8)}
    probe, predictions, skill = sparse.run(minimum_target_days=50)
    assert set(skill["gauge_id"]) == {"2001", "2005", "2006", "2007", "2008"}
    expected = "5 of 8 gauges that satisfy the criteria take part; 1 without 50 days of the target: 2004; "
    expected += "2 without 50 days of the target in the test period: 2002, 2003"
    assert predictions.attrs["gauges_soil"] == probe.attrs["gauges_soil"] == expected
    with pytest.raises(InputError, match=r"366 days with a value at the most(.|\n)*lower data.missing.minimum_target"):
        sparse.run(minimum_target_days=400)


def test_periods_of_different_gauges(land: Land) -> None:
    """A target whose gauges of the fit are not those of the test is refused."""
    soil = land.targets["soil"].copy(deep=True)
    soil[:4].loc[{"time": slice(None, "2003-12-31")}] = np.nan
    soil[4:].loc[{"time": slice("2004-01-01", None)}] = np.nan
    with pytest.raises(InputError, match="different gauges"):
        replace(land, targets={"soil": soil}).run()


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


def test_targets_of_an_experiment(land: Land) -> None:
    """An experiment probes the targets that it names alone, and one that has none of them is refused."""
    assert land.run(targets=["snow"])[1]["target"].values.tolist() == ["snow"]
    with pytest.raises(InputError, match="soil, snow, noise"):
        land.run(targets=["groundwater"])


def test_all_gauges_whatever_a_target_asks_for(land: Land) -> None:
    """With gauges: all, snow is probed at every gauge, as a target without a criterion is."""
    skill = land.run(targets=["snow"], gauges="all")[2]
    assert set(skill["gauge_id"]) == set(land.states["gauge_id"].values)
    pd.testing.assert_frame_equal(skill, replace(land, criteria={}).run(targets=["snow"])[2])


def test_penalty_that_leaves_nothing(land: Land, caplog: pytest.LogCaptureFixture) -> None:
    """Where every weight is 0 the mean is predicted, which has no correlation, but errors and rows as any other."""
    with caplog.at_level("INFO"):
        probe, predictions, skill = land.run(regression={"name": "elastic_net", "alpha": 100.0})
    assert not probe["weight"].any()
    predicted = predictions["predicted"]
    assert (predicted.max("time") - predicted.min("time")).max() == 0
    assert len(skill) == len(land.run()[2])
    assert skill.query("metric in ['r', 'r2', 'anomaly_r', 'kge']")["value"].isnull().all()
    assert skill.query("metric in ['rmse', 'bias', 'abs_bias', 'nse']")["value"].notnull().all()
    assert "0 of 6 weights" in caplog.text


def test_a_probe_a_gauge_is_the_gauge_alone(land: Land) -> None:
    """Pooling by gauge gives each gauge what it would get if there were no other."""
    probe, together, _ = land.run("per_catchment", targets=["soil"], pooling="gauge")
    for gauge in ("2002", "2005"):
        targets = {"soil": land.targets["soil"].sel(gauge_id=[gauge])}
        alone_probe, alone, _ = replace(land, targets=targets).run()
        np.testing.assert_array_equal(together["predicted"].sel(gauge_id=[gauge]), alone["predicted"])
        np.testing.assert_array_equal(probe["weight"].sel(group=[gauge]), alone_probe["weight"])
        assert probe["samples"].sel(group=gauge).item() == alone_probe["samples"].item()
    assert probe["group"].values.tolist() == probe["gauge_id"].values.tolist()


def test_groups_of_targets_with_different_gauges(land: Land) -> None:
    """A gauge that takes no part in a target has no samples, weights or intercept there."""
    snow = land.run("per_catchment")[0].sel(target="snow")
    part = snow["state_source"].values != ""
    assert part.tolist() == [False, False, False, True, True, True, False, True]
    assert (snow["samples"].values > 0).tolist() == part.tolist()
    assert snow["weight"].notnull().all("feature").values.tolist() == part.tolist()
    assert snow["intercept"].notnull().values.tolist() == part.tolist()


def test_a_map_that_is_not_linear_says_so(land: Land) -> None:
    """The probe of a perceptron has no weights and no intercept, and its attributes say why."""
    probe = land.run("mlp")[0]
    assert not {"weight", "standardised_weight", "intercept"} & set(probe.data_vars)
    assert probe.attrs["linear"] == 0
    assert land.run()[0].attrs["linear"] == 1
    assert probe.attrs["regression"] == "mlp"


@pytest.mark.parametrize("name", ["mlp", "sgd"])
def test_samples_are_counted_and_seeded(land: Land, name: str) -> None:
    """No more than max_samples are used, of how many is told, and the same seed gives the same numbers."""
    land = replace(land, targets={"soil": land.targets["soil"]})
    probe, predictions, _ = land.run(name)
    days = land.targets["soil"].sel(time=PERIODS["fit"])
    assert probe["samples"].sel(target="soil").item() == 2000
    assert probe.attrs["samples_available_soil"] == int(days.notnull().sum())
    xr.testing.assert_identical(predictions, land.run(name)[1])
    assert not np.allclose(predictions["predicted"], land.run(name, seed=2)[1]["predicted"], equal_nan=True)


def test_samples_of_moments_are_all_there_are(land: Land) -> None:
    """The elastic net uses every gauge-day of the fit that has a target."""
    probe = land.run()[0]
    assert probe["samples"].sel(target="noise").item() == 8 * 1095
    assert probe.attrs["samples_available_noise"] == 8 * 1095


def test_target_scaled_by_its_record(land: Land) -> None:
    """The penalty follows the spread of all gauges and days, also of those that take no part."""
    soil = land.targets["soil"].copy(deep=True)
    soil[:, :100] = 3 + soil[:, :100]  # days before the fit, which only the record holds
    alpha = {"name": "elastic_net", "alpha": 0.1}
    odd = replace(land, targets={"soil": soil})
    by_fit, by_record = (odd.run(regression=alpha, target_scaling=word) for word in ("fit", "record"))
    usual = replace(land, targets={"soil": land.targets["soil"]}).run(regression=alpha)
    np.testing.assert_array_equal(by_fit[1]["predicted"], usual[1]["predicted"])
    # scaling y by a spread f times as large is, for the weights in target units, to make the L1 part f times as strong
    ratio = float(soil.astype(float).std() / soil.sel(time=PERIODS["fit"]).astype(float).std())
    again = odd.run(
        regression={
            "name": "elastic_net",
            "alpha": 0.1 * (0.85 + 0.15 * ratio),
            "l1_ratio": 0.15 * ratio / (0.85 + 0.15 * ratio),
        }
    )
    np.testing.assert_allclose(by_record[0]["weight"], again[0]["weight"], atol=1e-8)
    assert not np.allclose(by_record[0]["weight"], by_fit[0]["weight"])


@pytest.mark.parametrize("name", ["main", "gauge_intercepts", "mlp", "per_catchment", "sgd"])
def test_noise_is_not_found(rng: np.random.Generator, name: str) -> None:
    """Whatever the probe, the median correlation with noise is below 0.05, at 40 gauges over a year."""
    entry = EXPERIMENTS[name] | {"targets": ["noise"]}
    skill = make_land(rng, 40).run(name, **entry)[2]
    assert abs(median(skill, "noise")) < 0.05
    assert abs(median(skill, "noise", "anomaly_r")) < 0.05


def test_unknown_answers() -> None:
    """A scaling or a word for gauges that there is not is refused when the experiment is read."""
    with pytest.raises(InputError, match="fit, record"):
        Experiment(target_scaling="whole")
    with pytest.raises(InputError, match="'some'"):
        Experiment(gauges="some")


def test_seed_changes_the_permutation_alone(land: Land) -> None:
    """Another seed permutes otherwise, the same one alike, and main does not depend on it."""
    land = replace(land, targets={"soil": land.targets["soil"]})
    again, other = land.run("permute_gauges")[2], land.run("permute_gauges", seed=2)[2]
    pd.testing.assert_frame_equal(again, land.run("permute_gauges")[2])
    assert not np.allclose(again["value"], other["value"], equal_nan=True)
    np.testing.assert_array_equal(land.run(seed=1)[2]["value"], land.run(seed=2)[2]["value"])


def test_states_with_a_day_missing(land: Land) -> None:
    """States with a gap in time are refused, for days would be paired wrongly."""
    gap = land.states.isel(time=[i for i in range(land.states.sizes["time"]) if i != 300])
    with pytest.raises(InputError, match="days missing"):
        replace(land, states=gap).run()

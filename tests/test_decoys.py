"""Stores climb the ladder; what is no store misses a rung, as do untrained states; the rest is not judged."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.comparisons import (
    CONCEPT,
    INPUTS_AND_ATTRIBUTES,
    INPUTS_PARTED,
    MISSED,
    NOT_JUDGED,
    PASSED,
)
from lstm_probe.data import tables
from lstm_probe.data.targets import target
from lstm_probe.results import ladder
from lstm_probe.world.decoys import moving_mean
from tests.small_study import Study
from tests.small_world import DAYS, World, autocorrelated, daily, make_study, make_world, untrained_states

pytestmark = pytest.mark.slow
DECOYS = ("rain of 30 days", "rain less evaporation of 60 days", "noise", "noise with the memory of a store")
Untrained = dict[str, dict[int, xr.Dataset]]


@pytest.fixture(scope="module")
def world() -> World:
    """Make the weather and the stores once."""
    return make_world()


@pytest.fixture(scope="module")
def untrained_ones(world: World) -> Untrained:
    """Draw the untrained LSTMs once."""
    return untrained_states(world)


@pytest.fixture(scope="module")
def study(world: World, untrained_ones: Untrained) -> Study:
    """Judge the true stores once."""
    return make_study(world, untrained_ones)


@pytest.fixture(scope="module")
def decoys(world: World) -> dict[str, np.ndarray]:
    """Make what follows from the weather linearly, and noise; none of it is a store."""
    rng = np.random.default_rng(2)
    rain, pet = (world.series[name].values.astype("float64") for name in ("precipitation", "pet"))
    gauges = len(rain)
    made = (moving_mean(rain, 30), moving_mean(rain - pet, 60), rng.normal(size=rain.shape))
    return dict(zip(DECOYS, (*made, autocorrelated(rng, 0.97, gauges)), strict=True))


@pytest.fixture(scope="module")
def decoy_study(study: Study, decoys: dict[str, np.ndarray], tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Write the decoys as the tables of a user, read them as the workflow does, and judge them."""
    folder, gauges = tmp_path_factory.mktemp("tables"), study.attributes["gauge_id"].values
    targets = {}
    for name, values in decoys.items():
        path = folder / f"{name}.csv"
        pd.DataFrame(values.T, DAYS, gauges).rename_axis("time").to_csv(path)
        entry = {"units": "mm", "long_name": name, "source": "table"}
        targets[name] = target(tables.read(path, gauges, "mm", name), name, entry, "as in the table")[name]
    return replace(study, targets=targets)


@pytest.mark.parametrize("store", ["upper", "lower"])
def test_soil_stores_climb_four_rungs(study: Study, store: str) -> None:
    """Stores that the states hold beside linear memories of the weather pass all that the verdict needs."""
    assert study.climbed(store) == len(CONCEPT)


def test_snow_is_followed_better_by_rain_and_snowfall_apart(study: Study) -> None:
    """Linear memories in which rain and snowfall are apart are the harder floor of snow."""
    levels = {name: study.evidence.estimate("snow", "r", name) for name in (INPUTS_AND_ATTRIBUTES, INPUTS_PARTED)}
    whole, parted = (level.median for level in levels.values() if level)
    assert parted > whole + 0.1


@pytest.mark.parametrize("decoy", DECOYS)
def test_decoys_miss_learned_or_an_earlier_rung(decoy_study: Study, decoy: str) -> None:
    """A target made of the weather alone, or of nothing, is missed before the rung general."""
    outcomes = decoy_study.outcomes(decoy)
    assert MISSED in [outcomes[rung] for rung in CONCEPT[:3]]
    assert decoy_study.climbed(decoy) < 3


def test_linear_decoys_miss_learned_alone(decoy_study: Study) -> None:
    """States that hold a running mean of the weather follow it, here and now: only the floor finds it out."""
    for decoy in DECOYS[:2]:
        outcomes = decoy_study.outcomes(decoy)
        assert [outcomes[rung] for rung in CONCEPT[:3]] == [PASSED, PASSED, MISSED]


@pytest.mark.parametrize(
    ("name", "store"), [("untrained", "upper"), ("untrained_spread", "lower"), ("untrained", "snow")]
)
def test_an_untrained_lstm_in_the_place_of_the_trained_one(
    study: Study, untrained_ones: Untrained, name: str, store: str
) -> None:
    """Its states are missed at learned: they are no better than themselves."""
    drawn = replace(only(study, store), states={1: untrained_ones[name][1], 2: untrained_ones[name][2]})
    assert drawn.outcomes(store)["learned"] == MISSED


def test_the_order_of_gauges_changes_no_verdict(study: Study) -> None:
    """The same states with gauges listed in another order give the same outcomes, and the same numbers."""
    order = np.random.default_rng(3).permutation(study.attributes.sizes["gauge_id"])
    turned = replace(
        study,
        states={seed: states.isel(gauge_id=order) for seed, states in study.states.items()},
        untrained={
            name: {draw: states.isel(gauge_id=order) for draw, states in draws.items()}
            for name, draws in study.untrained.items()
        },
        series=study.series.isel(gauge_id=order),
        attributes=study.attributes.isel(gauge_id=order[::-1]),
        targets={"lower": study.targets["lower"].isel(gauge_id=order)},
    )
    numbers, known = ["value", "threshold"], study.verdict[study.verdict["target"] == "lower"].reset_index(drop=True)
    pd.testing.assert_frame_equal(known.drop(columns=numbers), turned.verdict.drop(columns=numbers))
    np.testing.assert_allclose(turned.verdict[numbers], known[numbers], rtol=0, atol=1e-6)


def only(study: Study, target: str, gauges: int | None = None) -> Study:
    """Keep one target, at the first gauges alone."""
    return replace(study, targets={target: study.targets[target].isel(gauge_id=slice(gauges))})


def reasons(study: Study, target: str) -> dict[str, str]:
    """Reason of every rung of a target."""
    return study.verdict[study.verdict["target"] == target].set_index("rung")["reason"].to_dict()


@pytest.mark.parametrize("gauges", [1, 3])
def test_few_gauges_are_not_judged(study: Study, gauges: int) -> None:
    """A target at one gauge or three is judged by no rung, and each says how many gauges there are."""
    few = only(study, "upper", gauges)
    assert [few.outcomes("upper")[rung] for rung in CONCEPT] == [NOT_JUDGED] * 4
    assert all(f"scored at {gauges} gauge" in reasons(few, "upper")[rung] for rung in CONCEPT)


def test_a_study_of_one_gauge_is_not_judged(study: Study) -> None:
    """With one gauge in all there is neither another gauge nor an unseen one, and nothing crashes."""
    one = {"gauge_id": [0]}
    alone = replace(
        only(study, "upper", 1),
        states={seed: states.isel(one) for seed, states in study.states.items()},
        untrained={name: {d: s.isel(one) for d, s in draws.items()} for name, draws in study.untrained.items()},
        series=study.series.isel(one),
        attributes=study.attributes.isel(one),
    )
    assert [alone.outcomes("upper")[rung] for rung in CONCEPT] == [NOT_JUDGED] * 4
    assert all("scored at 1 gauge, fewer than 10" in reasons(alone, "upper")[rung] for rung in CONCEPT)


def test_without_attributes_learned_is_not_judged(study: Study) -> None:
    """Inputs alone cannot stand for inputs and attributes; the other rungs are judged."""
    bare = replace(only(study, "upper"), lstm={**study.lstm, "attributes": []})
    assert [bare.outcomes("upper")[rung] for rung in CONCEPT] == [PASSED, PASSED, NOT_JUDGED, PASSED]
    assert "no static attributes" in reasons(bare, "upper")["learned"]


def test_two_test_years_are_judged_without_resampling_years(study: Study) -> None:
    """Intervals are then over gauges and seeds alone, and the account of them says so."""
    short = {**study.periods, "test": slice("2004-10-01", "2006-09-30")}
    brief = replace(only(study, "upper"), periods=short)
    assert [brief.outcomes("upper")[rung] for rung in CONCEPT] == [PASSED] * 4
    row = brief.evidence.sampling.iloc[0]
    assert (row["years"], row["years_resampled"]) == (2, False)


def test_a_constant_target_is_not_judged(study: Study) -> None:
    """It has no score at any gauge, which every rung says; a target beside it is judged as before."""
    gauges = study.attributes["gauge_id"].values
    still = daily("still", np.full((len(gauges), len(DAYS)), 7.0), gauges)
    both = replace(study, targets={"upper": study.targets["upper"], "still": still})
    assert [both.outcomes("still")[rung] for rung in CONCEPT] == [NOT_JUDGED] * 4
    assert all("does not vary" in reasons(both, "still")[rung] for rung in CONCEPT)
    assert ladder.climbed(both.verdict, "upper") == study.climbed("upper")

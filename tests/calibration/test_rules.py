"""The rules say of made-up targets what each rung's definition says, and what the ladder itself said of them."""

from pathlib import Path

import pandas as pd
import pytest

from lstm_probe.artefacts import store
from lstm_probe.calibration import rules
from lstm_probe.contracts.calibration import LADDER, WORLDS
from lstm_probe.contracts.comparisons import CONCEPT, PASSED
from tests.calibration.ladders import decoy, target, worlds

STORED = Path(__file__).parents[2] / "docs" / "calibration" / "worlds.csv"


@pytest.mark.parametrize(
    ("changes", "missed"),
    [
        ({}, []),
        ({"r": 0.69}, ["decodable"]),
        ({"anomaly_r": 0.29}, ["decodable"]),
        ({"p": 0.05}, ["specific"]),
        ({"year_shift_lead_lower": -0.01}, ["specific"]),
        ({"inputs_lead": 0.04}, ["learned"]),
        ({"untrained_lead_lower": 0.0}, ["learned"]),
        ({"partial_r": 0.39}, ["learned"]),
        ({"partial_lower": 0.29}, ["learned"]),
        ({"partial_p": 0.2}, ["learned"]),
        ({"partial_untrained_lead": 0.0}, ["learned"]),
        ({"residual_share": 0.01}, ["learned"]),
        ({"fall": 0.11}, ["general"]),
        ({"partial_r": float("nan")}, ["learned"]),
        ({"gauges": 9}, list(CONCEPT)),
    ],
)
def test_a_target_misses_the_rung_whose_number_falls_short(changes: dict[str, float], missed: list[str]) -> None:
    """Of a target that climbs, one number that falls short takes its rung away, and with it the ladder."""
    found = rules.found(worlds([target(**changes)]), rules.Thresholds()).iloc[0]
    assert [rung for rung in CONCEPT if not found[rung]] == missed
    assert found[LADDER] == (not missed)


def test_without_a_lead_learned_rests_on_partial_r() -> None:
    """Where no lead is asked for, a store behind the memories of the weather is found by its partial r, a decoy not."""
    both = worlds([target(inputs_lead=-0.2, inputs_lead_lower=-0.3), decoy()])
    assert not rules.found(both, rules.Thresholds())[LADDER].any()
    loose = rules.found(both, rules.Thresholds(margin=rules.NOT_ASKED))
    assert loose[LADDER].tolist() == [True, False]


def test_the_first_version_takes_a_decoy_for_a_store() -> None:
    """Its two controls do not tell rain from a store, and they do tell a season or a store of another weather."""
    season = target(r=0.84, anomaly_r=0.1, permuted_r=0.74, permuted_anomaly_r=0.0, delayed_r=0.79)
    assert rules.found_by_first(worlds([target(), decoy(), season])).tolist() == [True, True, False]


def test_steering_is_judged_by_its_interval_and_by_random_directions() -> None:
    """Water that comes out for certain need not be more than by random directions, and what is missing is not found."""
    rows = [target(), target(released_mm=2.0), target(release_lower=float("nan"), released_mm=4.0)]
    found = rules.found_by_steering(worlds(rows))
    assert found[rules.RELEASED].tolist() == [True, True, False]
    assert found[rules.BEYOND_RANDOM].tolist() == [True, False, True]


def test_the_rules_agree_with_the_ladder_that_judged_the_worlds() -> None:
    """For every target of the stored calibration the numbers give the outcomes that the ladder wrote down."""
    stored = store.read_table(STORED, WORLDS)
    found = rules.found(stored, rules.Thresholds())[list(CONCEPT)]
    pd.testing.assert_frame_equal(found, stored[list(CONCEPT)] == PASSED)

"""Thresholds are chosen by their error rates, and rated on seeds that the choice has not seen."""

from pathlib import Path

import pytest

from lstm_probe.artefacts import store
from lstm_probe.calibration import choosing, rates, rules
from lstm_probe.contracts.calibration import CHOSEN, LADDER, MOST_FALSE, NO_STORES, PSEUDO, RATES, STORE
from tests.calibration.ladders import seeds, target, worlds

STORED = Path(__file__).parents[2] / "docs" / "calibration"


def test_a_threshold_between_stores_and_the_rest_is_found() -> None:
    """Where partial r parts them, all stores are found and nothing else, though the default finds no store."""
    made = seeds(stores=[0.32, 0.34], none=[0.1] * 20)
    assert not rules.found(made, rules.Thresholds())[LADDER].any()
    chosen = choosing.choose(made)
    assert 0.1 < chosen.partial <= 0.32
    held = rules.found(made, chosen)[LADDER]
    assert held.equals(made["kind"] == STORE)


def test_defaults_stay_where_nothing_does_better() -> None:
    """If the defaults find all stores and nothing else, they are what is chosen."""
    assert choosing.choose(seeds(stores=[0.6], none=[0.1] * 20)) == rules.Thresholds()


def test_one_store_among_many_moves_no_default() -> None:
    """A choice that finds more stores by less than one standard error of their share is not preferred."""
    made = seeds(stores=[0.6] * 12 + [0.2] + [0.05] * 12, none=[0.1] * 20)
    assert choosing.choose(made) == rules.Thresholds()


def test_the_shipped_thresholds_are_those_that_the_calibration_chose() -> None:
    """The defaults are the row of all weather seeds in the table of what was chosen, and hold in rotation."""
    chosen = store.read_table(STORED / "chosen.csv", CHOSEN).set_index("without_seed")
    assert rules.Thresholds(*chosen.loc[choosing.ALL]) == rules.Thresholds()
    rated = store.read_table(STORED / "rates.csv", RATES).set_index(["rule", "group"])
    assert rated.loc[(rates.ROTATED, NO_STORES), "upper"] <= MOST_FALSE


def test_false_positives_are_kept_low_at_the_price_of_stores() -> None:
    """Stores that pseudo-stores cannot be told from are given up."""
    made = seeds(stores=[0.3, 0.55], none=[0.3] * 20)
    held = rules.found(made, choosing.choose(made))[LADDER]
    assert not held[made["kind"] == PSEUDO].any()
    assert held[made["kind"] == STORE].mean() == pytest.approx(0.5)


def test_a_seed_is_judged_by_what_was_chosen_without_it() -> None:
    """Pseudo-stores of one seed that look like stores are found in rotation, and kept out once that seed is seen."""
    made = seeds(stores=[0.32], none=[0.1] * 20)
    odd = [
        target(
            weather_seed=5, target="pseudo_sd", kind=PSEUDO, partial_r=0.33, partial_lower=0.23, coupling=float("nan")
        )
        for _ in range(8)
    ]
    both = worlds([*made.to_dict("records"), *odd])
    found, chosen = choosing.rotate(both)
    assert found[both["target"] == "pseudo_sd"].all()
    seen = rules.found(both, rules.Thresholds(*chosen.iloc[-1][["margin", "partial", "partial_lower"]]))[LADDER]
    assert not seen[both["target"] == "pseudo_sd"].any()
    assert chosen["without_seed"].tolist() == [1, 2, 3, 4, 5, choosing.ALL]


def test_a_choice_that_no_threshold_can_make_has_the_fewest_false_positives() -> None:
    """Where all that is none looks like a store at every threshold, a choice is made all the same."""
    made = seeds(stores=[0.9], none=[0.9] * 4)
    held = rules.found(made, choosing.choose(made))[LADDER]
    assert rates.rate(int(held.sum()), len(held))[0] in (0.0, 1.0)

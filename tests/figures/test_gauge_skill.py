"""Skill per gauge and the axis that shows it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.errors import InputError
from lstm_probe.figures import gauge_skill
from tests.examples import examples
from tests.figures.conftest import make_skill


def test_skill_per_gauge_is_the_mean_over_seeds() -> None:
    """Seeds 0.2, 0.4 and 0.9 make 0.5; a gauge without any finite value is left out."""
    tables = [make_skill({("main", "swvl1"): [value, np.nan]}, seed=seed) for seed, value in enumerate((0.2, 0.4, 0.9))]
    scores = gauge_skill.per_gauge(pd.concat(tables), "main", "swvl1")
    assert scores.to_dict() == {"1001": 0.5}


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=80))
@examples(50)
def test_axis_shows_every_value_of_a_small_sample(values: list[float]) -> None:
    """Up to a hundred values, none lies below the axis, which never begins above 0.5."""
    lower = gauge_skill.lower_limit([values], floor=-1.0)
    assert -1.0 <= lower <= min(0.5, *values)


def test_axis_of_a_large_sample_forgoes_outliers() -> None:
    """One gauge in 400 at -0.9 does not stretch the axis; without values it begins at the floor."""
    assert gauge_skill.lower_limit([[-0.9] + [0.8] * 399], floor=-1.0) == 0.5
    assert gauge_skill.lower_limit([[np.nan], []], floor=-1.0) == -1.0


def test_known_experiments_and_targets_pass() -> None:
    """A figure of what the skill has is not stopped."""
    gauge_skill.check(make_skill({("main", "swvl1"): [0.5]}), ["main"], ["swvl1"], "figMine")


@pytest.mark.parametrize(
    ("experiments", "targets", "found", "known"),
    [
        (["main", "mlpp"], ["swvl1"], "no skill of experiment mlpp", "experiments of this run: main, mlp"),
        (["mlp"], ["swvl9"], "no skill of target swvl9", "targets of this run: swvl1"),
        (["mlp"], [], "no target to show", "targets of this run: swvl1"),
    ],
)
def test_what_is_missing_is_named(experiments: list[str], targets: list[str], found: str, known: str) -> None:
    """An unknown experiment or target stops with its name, the figure's, and what there is."""
    skill = make_skill({("main", "swvl1"): [0.5], ("mlp", "swvl1"): [0.5]})
    with pytest.raises(InputError) as stopped:
        gauge_skill.check(skill, experiments, targets, "figMine")
    for part in ("figure figMine", found, known):
        assert part in str(stopped.value)

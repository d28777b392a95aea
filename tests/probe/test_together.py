"""Experiments that are fitted together give what each gives by itself, to the last bit."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import xarray as xr

from lstm_probe.probe import together
from lstm_probe.probe.experiment import Experiment, predict
from tests.probe.conftest import EXPERIMENTS, PERIODS, Land

LINEAR: dict[str, dict[str, Any]] = {
    **{name: entry for name, entry in EXPERIMENTS.items() if name not in ("mlp", "sgd")},
    "of_record": {"target_scaling": "record"},
    "snow_all_gauges": {"targets": ["snow"], "gauges": "all"},
    "snow_all_gauges_alpha_1": {"targets": ["snow"], "gauges": "all", "regression": {"name": "ridge", "alpha": 1.0}},
}


def both(land: Land, names: list[str]) -> list[tuple[str, tuple[xr.Dataset, ...], tuple[xr.Dataset, ...]]]:
    """Fit experiments together, and each by itself."""
    experiments = {name: Experiment(**LINEAR[name]) for name in names}
    given = (land.states, land.targets, land.criteria | {"noise": None}, land.attributes, PERIODS)
    joint = together.predict(experiments, *given, seed=1, minimum_target_days=5)
    return [
        (name, (probe, predictions), predict(experiments[name], *given, name=name, seed=1, minimum_target_days=5))
        for name, probe, predictions in joint
    ]


@pytest.mark.parametrize("first", ["main", "delay_180", "snow_all_gauges"])
def test_experiments_together_are_those_one_by_one(land: Land, first: str) -> None:
    """Probes and predictions of all kinds of experiments, whichever is first, are equal in values and attributes."""
    names = [first, *(name for name in LINEAR if name != first)]
    found = both(land, names)
    assert [name for name, *_ in found] == names
    for _, of_all, of_one in found:
        for one, other in zip(of_all, of_one, strict=True):
            xr.testing.assert_identical(one, other)
            assert {name: one[name].dtype for name in one} == {name: other[name].dtype for name in other}


def test_one_alone_is_itself(land: Land) -> None:
    """A group of one experiment is that experiment, even where a gauge lacks states and another a target."""
    states, soil = land.states.copy(deep=True), land.targets["soil"].copy(deep=True)
    states["cell_state"][2, 50, 1] = np.nan
    soil[4] = np.nan
    damaged = replace(land, states=states, targets={**land.targets, "soil": soil})
    for _, of_all, of_one in [*both(damaged, ["permute_gauges"]), *both(damaged, ["main", "permute_gauges"])]:
        for one, other in zip(of_all, of_one, strict=True):
            xr.testing.assert_identical(one, other)

"""Small made-up states and targets for the nulls: several years, gaps, and gauges far enough from each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.probe import controls, null_targets
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.controls import Pairing
from lstm_probe.probe.derangements import Derangements
from lstm_probe.probe.experiment import Experiment, run
from lstm_probe.probe.features import Sources
from lstm_probe.probe.null_parts import Nulls
from lstm_probe.probe.null_skill import Answers
from lstm_probe.probe.own_moments import own_moments, with_records
from lstm_probe.probe.participants import choose

PERIODS = {"fit": slice("2000-10-01", "2003-09-30"), "test": slice("2004-10-01", "2007-09-30")}
FIRST_STATE, LAST_STATE = "2000-06-01", "2007-09-30"


@dataclass(frozen=True)
class NullLand:
    """Hold states, targets and places."""

    states: xr.Dataset
    targets: Mapping[str, xr.DataArray]
    attributes: xr.Dataset
    periods: Mapping[str, slice] = field(default_factory=lambda: dict(PERIODS))

    @property
    def observed(self) -> dict[str, xr.DataArray]:
        """Align the targets."""
        sources, given = Sources(self.states), (self.targets, {}, self.attributes, self.periods)
        return dict(choose(Experiment(), sources, *given, name="main", seed=1).pairs.observed)

    def draws(self, number: int = 5, distance_km: float = 150.0) -> dict[str, Derangements]:
        """Draw derangements for every target."""
        return null_targets.draws(self.observed, self.attributes, derangements=number, distance_km=distance_km)

    def moments(self) -> xr.Dataset:
        """Sum the products of gauges' own states and targets."""
        moments = own_moments((Choice("cell_state"),), Sources(self.states), self.observed, self.periods)
        return with_records(moments, null_targets.records(self.targets, self.observed))

    def nulls(self, number: int = 5, partial: Experiment | None = None, **options: Any) -> Nulls:
        """Prepare the nulls: so many draws, of probes that are fitted as an experiment says, and options of `Nulls`."""
        entry = {key: options.pop(key) for key in ("intercepts", "regression") if key in options}
        fitted = null_targets.answers_of(
            null_targets.records(self.targets, self.observed), Experiment(**entry), partial
        )
        sources = Sources(self.states)
        given = ((Choice("cell_state"),), sources, self.observed, self.periods, self.draws(number), fitted)
        return Nulls(*given, **options)

    def run(self, states: xr.Dataset | None = None, targets: Any = None, **entry: Any) -> tuple[Any, Any, pd.DataFrame]:
        """Fit and score an experiment the long way."""
        chosen = self.targets if targets is None else targets
        experiment, states = Experiment(**entry), self.states if states is None else states
        return run(experiment, states, chosen, {}, self.attributes, self.periods, name="main", seed=1)


def answers(**entry: Any) -> Answers:
    """Take how an experiment fits its probes."""
    experiment = Experiment(**entry)
    return Answers(experiment.regression, experiment.intercepts)


def median(skill: pd.DataFrame, target: str, metric: str) -> float:
    """Take the median over gauges in the test period, a constant prediction by 0."""
    return skill.query("target == @target and metric == @metric and period == 'test'")["value"].median()


def given(source: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the control permute_gauges give every gauge the states of a known one."""

    def known(gauge_ids: list[str], rng: np.random.Generator, *, derangement: bool = True) -> Pairing:
        return Pairing({gauge: source[gauge] for gauge in gauge_ids})

    monkeypatch.setitem(controls.CONTROLS, "permute_gauges", known)


def make_null_land(rng: np.random.Generator, gauges: int = 6, units: int = 5, gaps: float = 0.1) -> NullLand:
    """Make states with a memory and a season, and targets with and without gaps: one at half of the gauges."""
    ids = np.array([str(3001 + i) for i in range(gauges)], dtype=object)
    time = pd.date_range(FIRST_STATE, LAST_STATE)
    shape = (gauges, len(time))
    memory = np.zeros((*shape, units))
    steps = rng.normal(size=memory.shape) + rng.normal(size=(1, len(time), units))
    for day in range(1, len(time)):
        memory[:, day] = 0.95 * memory[:, day - 1] + steps[:, day]
    season = np.cos(2 * np.pi * time.day_of_year.to_numpy() / 365.25)
    memory += 3 * season[:, None] + 2.0
    states = xr.Dataset(
        {"cell_state": (("gauge_id", "time", "unit"), memory.astype("float32"), {"units": "1"})},
        {"gauge_id": ids, "time": time, "unit": np.arange(units)},
    )
    store = 0.3 + 0.01 * memory @ np.linspace(-1, 2, units) + 0.05 * rng.normal(size=(gauges, 1))
    soil = store + 0.02 * rng.normal(size=shape)
    gappy = np.where(rng.random(shape) < gaps, np.nan, soil)
    snow = soil.copy()
    snow[::2] = np.nan

    def target(name: str, values: np.ndarray) -> xr.DataArray:
        attrs = {"units": "m", "long_name": name}
        return xr.DataArray(
            values.astype("float32"), {"gauge_id": ids, "time": time}, ("gauge_id", "time"), name, attrs
        )

    targets = {"soil": target("soil", soil), "gappy": target("gappy", gappy), "snow": target("snow", snow)}
    places = {
        "gauge_lat": ("gauge_id", 50.0 + 2.0 * np.arange(gauges), {"units": "degrees_north"}),
        "gauge_lon": ("gauge_id", np.linspace(-5.0, 1.0, gauges), {"units": "degrees_east"}),
        "area": ("gauge_id", np.linspace(10.0, 500.0, gauges), {"units": "km2"}),
    }
    return NullLand(states, targets, xr.Dataset(places, {"gauge_id": ids}))

"""Five LSTMs of the demo's world, each without a fifth of the gauges: what is there at gauges that nothing ever saw."""

import json
from pathlib import Path

import pandas as pd
import pytest
import torch
import xarray as xr
import yaml

from lstm_probe import device
from lstm_probe.artefacts import store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.probe import SKILL
from lstm_probe.contracts.targets import target
from lstm_probe.model import fitting, simulation, skill
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Architecture, Reading, Training, take
from lstm_probe.probe import held_out, unseen_gauges
from lstm_probe.probe.experiment import Experiment

ROOT = Path(__file__).parents[1]
FOLDS = 5
#: A quarter of the demo's epochs: enough to learn the upper layers.
BRIEF = {"epochs": 10, "learning_rate": [[1, 3.0e-3], [7, 1.0e-3]], "weight_average": 0.98, "validate_every": 0}
LAYERS = ("swvl1", "swvl2")

pytestmark = [pytest.mark.workflow, pytest.mark.slow]


class Demo:
    """Hold the demo's data and settings."""

    def __init__(self, results: Path) -> None:
        self.series = store.read(results / "data" / "catchments.nc", CATCHMENTS)
        self.attributes = store.read(results / "data" / "attributes.nc", ATTRIBUTES)
        self.targets = {
            name: store.read(results / "data" / "targets" / f"{name}.nc", target(name))[name] for name in LAYERS
        }
        settings = json.loads((results / "lstm" / "demo" / "seed1" / "model.json").read_text())["about"]["settings"]
        self.lstm = {**settings, **BRIEF}
        demo = yaml.safe_load((ROOT / "config" / "demo.yaml").read_text(encoding="utf-8"))
        self.periods = {name: tuple(map(str, days)) for name, days in demo["periods"].items()}
        self.reading = take(Reading, demo["lstms"]["demo"] | {"window_days": 365})

    def train_without(self, gauges: list[str]) -> Trained:
        """Train an LSTM that sees nothing of some gauges."""
        apart = (held_out.without(self.series, gauges), held_out.without(self.attributes, gauges))
        of_lstm = (take(Architecture, self.lstm), take(Training, self.lstm))
        trained, _ = fitting.fit(*apart, *of_lstm, self.periods, torch.Generator().manual_seed(1), device.choose(2))
        return trained

    def score(self, trained: Trained, gauges: list[str]) -> tuple[tuple[pd.DataFrame, xr.Dataset], pd.DataFrame]:
        """Score probes and discharge at the gauges that the LSTM never saw."""
        of_data, where = (self.series, self.attributes), device.choose(2)
        probed = simulation.spanned(self.periods["probe_fit"], self.periods["probe_test"])
        states = simulation.states(trained, *of_data, probed, self.reading, where)
        days = {period: slice(*self.periods[f"probe_{period}"]) for period in ("fit", "test")}
        criteria = dict.fromkeys(self.targets)
        probes = unseen_gauges.score(
            Experiment(), states, self.targets, criteria, self.attributes, days, gauges, seed=1
        )
        tested = self.periods["lstm_test"]
        discharge = simulation.discharge(trained, *of_data, tested, self.reading, where)
        nse = skill.discharge_skill(discharge, {"lstm_train": tested, "lstm_test": tested}, "fold", 1)
        return probes, nse[nse["gauge_id"].isin(gauges)].query("metric == 'nse' and period == 'test'")


@pytest.fixture(scope="module")
def folds(demo: Path) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Train the five LSTMs; give the skill of probes and of discharge at unseen gauges, and all gauges."""
    here = Demo(demo)
    gauges = here.series["gauge_id"].values.astype(str).tolist()
    probes, discharge = [], []
    for fold in range(1, FOLDS + 1):
        unseen = held_out.choose({"folds": FOLDS, "fold": fold}, here.attributes, gauges, "test")
        trained = here.train_without(unseen)
        held_out.require_unseen(trained.gauge_ids, unseen, "test")
        of_probes, nse = here.score(trained, unseen)
        probes.append(of_probes)
        discharge.append(nse)
    found, _ = unseen_gauges.together(probes)
    return SKILL.check(found.assign(experiment="main_held_out", seed=1)), pd.concat(discharge), gauges


def test_every_gauge_is_unseen_once(folds: tuple[pd.DataFrame, pd.DataFrame, list[str]]) -> None:
    """No gauge is scored by an LSTM that saw it, and none is left out."""
    probes, discharge, gauges = folds
    assert sorted(discharge["gauge_id"]) == sorted(gauges)
    for layer in LAYERS:
        assert set(probes.loc[probes["target"] == layer, "gauge_id"]) == set(gauges)


def test_concepts_hold_where_nobody_has_measured(folds: tuple[pd.DataFrame, pd.DataFrame, list[str]]) -> None:
    """Discharge and both upper layers are there at gauges that neither the LSTM nor the probe saw."""
    probes, discharge, _ = folds
    assert discharge["value"].median() >= 0.7
    r = probes.query("metric == 'r' and period == 'test'").groupby("target")["value"].median()
    assert (r >= 0.8).all(), r

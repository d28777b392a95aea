"""The scripts of steering turn an LSTM, its states and its probes into a table and a figure."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch
import xarray as xr

from lstm_probe.artefacts import store
from lstm_probe.contracts.contract import Contract
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.periods import LEAD_DAYS
from lstm_probe.contracts.probe import PROBE
from lstm_probe.contracts.steering import STEERING, STEERING_MONTHS, STEERING_TABLE, STEERING_TRUTH
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.model import saved, scaling, simulation
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.settings import Architecture, Reading
from lstm_probe.world import added_water
from tests.model.conftest import ATTRIBUTES as NAMES
from tests.model.conftest import FORCINGS
from tests.scripts import on_buckets

CPU = torch.device("cpu")
READING = {"states": "continuous", "spin_up_days": 200, "window_days": 30}
TARGETS, SEEDS = ["swvl3", "sd"], [1, 2]
STEERED = {
    "targets": dict.fromkeys(TARGETS),
    "added": {"sd": 0.01},
    "days": ["1993-01-15", "1993-03-15"],
    "periods": {"probe_fit": ["1991-06-01", "1992-12-31"]},
}
WORLD = {
    "seed": 5,
    "gauges": 4,
    "first_day": "1992-10-01",
    "last_day": "1993-09-30",
    "box": (55.6, -4.0, 54.4, -2.0),
    "spin_up_days": 365,
}


@pytest.fixture
def folder(tmp_path: Path, rng: np.random.Generator) -> Path:
    """Make series, attributes, targets, two LSTMs as they were drawn, their states and probes."""
    series, attributes = on_buckets.write(tmp_path, rng)
    for name, units in zip(TARGETS, ("m3 m-3", "m"), strict=True):
        values = series["precipitation"].rename(name).assign_attrs(units=units, long_name=name)
        store.write(values.to_dataset(), tmp_path / f"{name}.nc", target_contract(name), {})
    architecture = Architecture(FORCINGS, NAMES, hidden_size=6)
    scalers = scaling.fit(series, attributes, FORCINGS, NAMES, ("1991-01-01", "1992-12-31"), 30)
    for seed in SEEDS:
        model = DischargeLSTM(architecture, torch.Generator().manual_seed(seed))
        trained = saved.Trained(model, scalers, tuple(series["gauge_id"].values))
        saved.save(trained, tmp_path / f"{seed}.safetensors", tmp_path / f"{seed}.json", {})
        span = ("1991-06-01", "1993-12-31")
        states = simulation.states(trained, series, attributes, span, Reading(**READING), CPU)
        store.write(states, tmp_path / f"states{seed}.nc", STATES, {})
        store.write(_probe(rng, series), tmp_path / f"probe{seed}.nc", PROBE, {})
    return tmp_path


def _probe(rng: np.random.Generator, series: xr.Dataset) -> xr.Dataset:
    """Make a linear probe of two targets, one of which the last gauge does not have."""
    probe = PROBE.mock(rng, target=2, group=1, feature=6, gauge_id=4)
    probe = probe.assign_coords(target=TARGETS, group=["all"], gauge_id=series["gauge_id"].values)
    probe["intercept"].values[1, 3] = np.nan
    return probe


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Any:
    """Give a function that runs a script as its rule does."""
    on_buckets.settle(monkeypatch)

    def go(script: str, inputs: dict[str, Any], outputs: Any, params: dict[str, Any], seed: int = 1) -> None:
        on_buckets.run(folder, script, inputs, outputs, params, seed)

    return go


def _held(path: Path, contract: Contract) -> xr.Dataset:
    """Read an artefact and close its file, which a script opens again in this process."""
    with store.read(path, contract) as opened:
        return opened.load()


def test_from_states_to_table_and_figure(run: Any, folder: Path) -> None:
    """Two seeds are steered, the world is run on with the same water, and table and figure show both."""
    files = {"attributes": "attributes.nc", "targets": [f"{name}.nc" for name in TARGETS]}
    stores = {name: name for name in TARGETS if name in added_water.STORES}
    run("follow_added_water", files, "truth.nc", {**STEERED, "world": WORLD, "stores": stores})
    for seed in SEEDS:
        lstm = {"series": "series.nc", "weights": f"{seed}.safetensors", "model": f"{seed}.json"}
        inputs = {**files, **lstm, "states": f"states{seed}.nc", "probe": f"probe{seed}.nc"}
        run("steer", inputs, f"steering{seed}.nc", {**STEERED, "lstm": READING, "random_directions": 3}, seed)
    found = [_held(folder / f"steering{seed}.nc", STEERING) for seed in SEEDS]
    truth = _held(folder / "truth.nc", STEERING_TRUTH)
    for one in found:
        np.testing.assert_array_equal(one["amount"], truth["amount"])
        assert one["lead_days"].values.tolist() == list(LEAD_DAYS)
        assert one["released"].sel(draw=0).isnull().sum().item() == 4  # snow at the last gauge
    runs, millimetres = [["small", seed] for seed in SEEDS], {"swvl3": 720.0, "sd": 1000.0}
    inputs = {"found": [f"steering{seed}.nc" for seed in SEEDS], "truth": [], "targets": files["targets"]}
    tables = {"table": "steering.csv", "months": "steering_months.csv"}
    run("tabulate_steering", inputs, tables, {"runs": runs, "millimetres": millimetres})
    table = store.read_table(folder / "steering.csv", STEERING_TABLE)
    assert table.groupby(["seed", "target", "lead_days"]).size().eq(4).all()
    assert (table.loc[table["target"] == "sd", "added_mm"] == 10.0).all()
    assert store.read_table(folder / "steering_months.csv", STEERING_MONTHS)["month"].tolist() == [*range(1, 13)] * 4
    figure = {"pdf": "figure.pdf", "png": "figure.png"}
    run("draw_steering", inputs, figure, {"seeds": SEEDS, "millimetres": millimetres, "long_names": {}})
    assert (folder / "figure.png").stat().st_size > 10_000
    assert pd.notna(table["released_mm"]).all()

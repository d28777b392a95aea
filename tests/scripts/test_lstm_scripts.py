"""The scripts of the LSTM turn series into a model, discharge, skill and states that keep their contracts."""

from pathlib import Path

import pytest

from lstm_probe.artefacts import store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.held_out import HELD_OUT as HELD_OUT_TABLE
from lstm_probe.contracts.lstm import DISCHARGE, DISCHARGE_SKILL, HISTORY, STATES
from lstm_probe.model import checkpoint
from tests.model.conftest import ATTRIBUTES as NAMES
from tests.model.conftest import FORCINGS
from tests.scripts import on_buckets

LSTM = {
    "forcings": list(FORCINGS),
    "attributes": list(NAMES),
    "hidden_size": 6,
    "dropout": 0.1,
    "sampling": "sequence",
    "window_days": 30,
    "targets_per_window": 60,
    "batch_size": 8,
    "epochs": 3,
    "learning_rate": [[1, 1.0e-2]],
    "states": "continuous",
    "spin_up_days": 200,
}
PERIODS = {
    "lstm_train": ["1991-01-01", "1992-06-30"],
    "lstm_validation": None,
    "lstm_test": ["1992-07-01", "1993-06-30"],
    "probe_fit": ["1992-01-01", "1992-12-31"],
    "probe_test": ["1993-01-01", "1993-12-31"],
    "state_lead_days": 30,
}


HELD_OUT = {"gauges": ["1002"]}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, rng):
    """Give a function that runs a script as its rule does, on four leaky buckets."""
    on_buckets.settle(monkeypatch)
    on_buckets.write(tmp_path, rng)

    def go(script: str, inputs: dict[str, str], outputs: dict[str, str], periods: dict = PERIODS) -> None:
        params = {
            "lstm": LSTM,
            "periods": periods,
            "training": {"gauges": None, "periods": []},
            "kept": ["cell_state"],
            "held_out": HELD_OUT,
            "code": "digest of the code",
        }
        on_buckets.run(tmp_path, script, inputs, outputs, params)

    return go


SERIES = {"series": "series.nc", "attributes": "attributes.nc"}
MODEL = {"weights": "model.safetensors", "model": "model.json"}


def test_the_chain_keeps_its_contracts(run, tmp_path: Path) -> None:
    """Training, simulation and extraction write what they promise, over the days that they should."""
    run("train_lstm", SERIES, {**MODEL, "history": "history.csv"})
    run("simulate_discharge", SERIES | MODEL, {"discharge": "discharge.nc", "skill": "skill.csv"})
    run("extract_states", SERIES | MODEL, {"states": "states.nc"})
    assert len(store.read_table(tmp_path / "history.csv", HISTORY)) == 3
    discharge = store.read(tmp_path / "discharge.nc", DISCHARGE)
    assert [str(day)[:10] for day in discharge["time"].values[[0, -1]]] == ["1991-01-01", "1993-06-30"]
    skill = store.read_table(tmp_path / "skill.csv", DISCHARGE_SKILL)
    assert set(skill["period"]) == {"train", "test"}
    assert set(skill["lstm"]) == {"small"}
    states = store.read(tmp_path / "states.nc", STATES)
    assert dict(states.sizes) == {"gauge_id": 4, "time": 761, "unit": 6}
    assert [str(day)[:10] for day in states["time"].values[[0, -1]]] == ["1991-12-02", "1993-12-31"]
    assert states["cell_state"].encoding["chunksizes"] == (1, states.sizes["time"], 6)
    assert not list(tmp_path.glob(".*"))


def test_gauges_that_are_held_out_leave_no_trace(run, tmp_path: Path) -> None:
    """Whatever series and attributes they have, scalers and weights are the same, byte by byte: a planted leak."""
    apart = {"series": "apart.nc", "attributes": "apart_attributes.nc"}
    found = []
    for planted in (1.0, 50.0):
        for name, contract in (("series", CATCHMENTS), ("attributes", ATTRIBUTES)):
            with store.read(tmp_path / SERIES[name], contract) as opened:
                dataset = opened.load()
            for variable in dataset.data_vars.values():
                if variable.dtype.kind == "f":
                    variable.loc[{"gauge_id": HELD_OUT["gauges"]}] *= planted
            store.write(dataset, tmp_path / SERIES[name], contract, {})
        run("hold_out_gauges", SERIES, {**apart, "held_out": "held_out.csv"})
        run("train_lstm", apart, {**MODEL, "history": "history.csv"})
        found.append((tmp_path / MODEL["weights"]).read_bytes() + (tmp_path / MODEL["model"]).read_bytes())
    assert found[0] == found[1]
    assert store.read_table(tmp_path / "held_out.csv", HELD_OUT_TABLE)["gauge_id"].tolist() == HELD_OUT["gauges"]
    assert store.read(tmp_path / "apart.nc", CATCHMENTS).sizes["gauge_id"] == 3


def test_a_killed_training_ends_with_the_same_files(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after its second epoch and run again, the script writes the bytes of an undisturbed run."""
    outputs = {**MODEL, "history": "history.csv"}
    run("train_lstm", SERIES, outputs)
    undisturbed = {name: (tmp_path / name).read_bytes() for name in outputs.values()}
    for name in undisturbed:
        (tmp_path / name).unlink()
    save = checkpoint.Checkpoint.save

    def save_and_die(self, state) -> None:
        save(self, state)
        if len(state["history"]) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(checkpoint.Checkpoint, "save", save_and_die)
    with pytest.raises(KeyboardInterrupt):
        run("train_lstm", SERIES, outputs)
    monkeypatch.setattr(checkpoint.Checkpoint, "save", save)
    assert (tmp_path / ".checkpoint.pt").exists()
    run("train_lstm", SERIES, outputs)
    assert {name: (tmp_path / name).read_bytes() for name in outputs.values()} == undisturbed
    assert not (tmp_path / ".checkpoint.pt").exists()

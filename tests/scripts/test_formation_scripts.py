"""The scripts of formation train an LSTM once more, look at it after some epochs, and draw what they found."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstm_probe.artefacts import store
from lstm_probe.contracts.formation import FORMATION
from lstm_probe.contracts.targets import target as target_contract
from tests.scripts import on_buckets
from tests.scripts.test_lstm_scripts import LSTM, PERIODS

EPOCHS, TARGETS = [0, 2, 3], ["swvl3", "sd"]
SERIES = {"series": "series.nc", "attributes": "attributes.nc"}
TRAINED = ["model.safetensors", "model.json"]
MADE = {"weights": TRAINED[0], "model": TRAINED[1], "history": "history.csv"}


@pytest.fixture
def folder(tmp_path: Path, rng: np.random.Generator) -> Path:
    """Make the series of four leaky buckets, their attributes, two targets, and what inputs leave of these."""
    series, _ = on_buckets.write(tmp_path, rng)
    for name, days, units in zip(TARGETS, (10, 30), ("m3 m-3", "m"), strict=True):
        values = series["precipitation"].rolling(time=days, min_periods=1).mean().rename(name)
        values = values.assign_attrs(units=units, long_name=name).astype("float32").to_dataset()
        store.write(values, tmp_path / f"{name}.nc", target_contract(name), {})
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Any:
    """Give a function that runs a script as its rule does."""
    on_buckets.settle(monkeypatch)

    def go(script: str, inputs: dict[str, Any], outputs: Any, **params: Any) -> None:
        on_buckets.run(folder, script, inputs, outputs, params)

    return go


def test_from_training_to_table_and_figure(run: Any, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The LSTM trained once more ends with the run's very weights, and every epoch and target has its numbers."""
    run("train_lstm", SERIES, MADE, lstm=LSTM, periods=PERIODS)
    weights = [f"epoch{epoch}.safetensors" for epoch in EPOCHS]
    made = {"weights": weights, "model": "weights.json"}
    run("train_by_epoch", {**SERIES, "trained": TRAINED}, made, lstm=LSTM, periods=PERIODS, seed=1, epochs=EPOCHS)
    assert (folder / weights[-1]).read_bytes() == (folder / TRAINED[0]).read_bytes()
    assert len({(folder / path).read_bytes() for path in weights}) == len(EPOCHS)
    assert "are not those of" not in caplog.text
    files = [f"{name}.nc" for name in TARGETS]
    reading = {key: LSTM[key] for key in ("states", "spin_up_days", "window_days")}
    given = {"targets": dict.fromkeys(TARGETS), "criteria": dict.fromkeys(TARGETS), "added": {}, "lstm": reading}
    given |= {
        "days": ["1993-01-15", "1993-03-15"],
        "kept": ["cell_state"],
        "options": {"name": "formation", "seed": 1},
        "seed": 1,
    }
    given |= {"steered": {"intercepts": "gauge"}, "partial": {}, "periods": PERIODS}
    for epoch, path in zip(EPOCHS, weights, strict=True):
        inputs = {**SERIES, "weights": path, "model": "weights.json", "targets": files, "residuals": files}
        run("follow_epoch", inputs, {"steering": f"{epoch}.nc", "skill": f"{epoch}.csv"}, **given)
    inputs = {
        "skill": [f"{epoch}.csv" for epoch in EPOCHS],
        "steering": [f"{epoch}.nc" for epoch in EPOCHS],
        "truth": [],
    }
    millimetres = {"swvl3": 720.0, "sd": 1000.0}
    run("tabulate_formation", inputs, "formation.csv", epochs=EPOCHS, run=["small", 1], millimetres=millimetres)
    table = store.read_table(folder / "formation.csv", FORMATION)
    assert table[["epoch", "target"]].to_numpy().tolist() == [[epoch, name] for epoch in EPOCHS for name in TARGETS]
    assert table[["partial_r", "released_mm", "release_lower"]].notna().all(axis=None)
    assert table["true_mm"].isna().all()
    run("draw_formation", {"table": "formation.csv"}, {"pdf": "figure.pdf", "png": "figure.png"}, long_names={})
    assert (folder / "figure.png").stat().st_size > 10_000


def test_another_lstm_is_told(run: Any, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where training ends with other weights than those of the run, the log says so."""
    run("train_lstm", SERIES, MADE, lstm={**LSTM, "epochs": 2}, periods=PERIODS)
    made = {"weights": ["0.safetensors", "1.safetensors"], "model": "weights.json"}
    once = {"lstm": {**LSTM, "epochs": 1}, "periods": PERIODS, "seed": 1, "epochs": [0, 1]}
    run("train_by_epoch", {**SERIES, "trained": TRAINED}, made, **once)
    assert "are not those of" in caplog.text

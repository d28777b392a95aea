"""Trained models on disk."""

import json
from pathlib import Path

import pytest
import torch

from lstm_probe.errors import InputError
from lstm_probe.model import saved
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.saved import Trained
from lstm_probe.model.scaling import Scaler, Scalers
from lstm_probe.model.settings import Architecture

CPU = torch.device("cpu")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Save a small model and give its two files."""
    model = DischargeLSTM(Architecture(("p",), ("a", "b"), hidden_size=4), torch.Generator().manual_seed(1))
    scalers = Scalers(
        Scaler(("p",), (1 / 3,), (2.0,)),
        Scaler(("a", "b"), (0.1, 0.2), (1.0, 1.0)),
        Scaler(("q",), (3.0,), (0.7,)),
    )
    paths = tmp_path / "model.safetensors", tmp_path / "model.json"
    saved.save(Trained(model, scalers, ("1001", "02")), *paths, {"seed": 1})
    return paths


def test_a_model_comes_back(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Weights, architecture, scalers and gauges are the same; saving again gives the same bytes."""
    trained = saved.load(*files, CPU)
    assert trained.model.architecture == Architecture(("p",), ("a", "b"), hidden_size=4)
    assert trained.scalers.forcings.mean == (1 / 3,)
    assert trained.gauge_ids == ("1001", "02")
    saved.save(trained, tmp_path / "again.safetensors", tmp_path / "again.json", {"seed": 1})
    assert (tmp_path / "again.safetensors").read_bytes() == files[0].read_bytes()
    assert (tmp_path / "again.json").read_bytes() == files[1].read_bytes()


def test_another_size_is_named(files: tuple[Path, Path]) -> None:
    """A JSON that says more units than the weights have is refused, with both numbers."""
    content = json.loads(files[1].read_text())
    content["architecture"]["hidden_size"] = 64
    files[1].write_text(json.dumps(content))
    with pytest.raises(InputError, match=r"model.json says 64 units, 1 forcings\s+and 2 attributes") as error:
        saved.load(*files, CPU)
    assert "(16, 4)" in str(error.value) or "(16, 3)" in str(error.value)


def test_damaged_files_are_named(files: tuple[Path, Path]) -> None:
    """Cut-off weights and a JSON without its parts are refused by name, without a traceback's words."""
    whole = files[0].read_bytes()
    files[0].write_bytes(whole[:50])
    with pytest.raises(InputError, match=r"model.safetensors"):
        saved.load(*files, CPU)
    files[0].write_bytes(whole)
    files[1].write_text("{}")
    with pytest.raises(InputError, match="architecture, scalers and gauge_ids"):
        saved.load(*files, CPU)


def test_unknown_weights_are_named(files: tuple[Path, Path]) -> None:
    """A file of other weights is refused with their names."""
    from safetensors.torch import save_file

    save_file({"other": torch.zeros(2)}, files[0])
    with pytest.raises(InputError, match="other"):
        saved.load(*files, CPU)

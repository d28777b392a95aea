"""Checkpoints of a training run."""

import logging
from pathlib import Path

import pytest
import torch

from lstm_probe.model.checkpoint import Checkpoint, digest


def test_a_state_comes_back(tmp_path: Path) -> None:
    """What was saved is loaded: tensors to the bit, numbers and lists as they were."""
    checkpoint = Checkpoint(tmp_path / "run.pt", "a")
    checkpoint.save({"weights": torch.tensor([1.5, -2.0]), "history": [{"epoch": 1, "loss": 0.25}]})
    state = checkpoint.load()
    assert state is not None
    assert torch.equal(state["weights"], torch.tensor([1.5, -2.0]))
    assert state["history"] == [{"epoch": 1, "loss": 0.25}]
    assert [path.name for path in tmp_path.iterdir()] == ["run.pt"]


def test_another_digest_discards_it_and_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A checkpoint of other settings is removed, with a line in the log."""
    Checkpoint(tmp_path / "run.pt", "a").save({"updates": 3})
    with caplog.at_level(logging.WARNING):
        assert Checkpoint(tmp_path / "run.pt", "b").load() is None
    assert "have changed" in caplog.text
    assert not (tmp_path / "run.pt").exists()


@pytest.mark.parametrize("content", [b"", b"not a checkpoint", b"PK\x03\x04 cut short"])
def test_a_damaged_file_is_discarded(tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """A file that cannot be read is removed and training begins anew."""
    (tmp_path / "run.pt").write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert Checkpoint(tmp_path / "run.pt", "a").load() is None
    assert "cannot be read" in caplog.text
    assert not (tmp_path / "run.pt").exists()


def test_none_and_removed(tmp_path: Path) -> None:
    """Without a file there is nothing to resume, and removing twice is no mistake."""
    checkpoint = Checkpoint(tmp_path / "run.pt", "a")
    assert checkpoint.load() is None
    checkpoint.save({"updates": 3})
    checkpoint.remove()
    checkpoint.remove()
    assert checkpoint.load() is None
    assert not list(tmp_path.iterdir())


def test_a_digest_follows_settings_and_content(tmp_path: Path) -> None:
    """Another seed or another byte in an input changes the digest; the order of keys and the path do not."""
    (tmp_path / "a").write_text("series")
    (tmp_path / "b").write_text("series")
    (tmp_path / "c").write_text("Series")
    ours = digest({"seed": 1, "code": "x"}, tmp_path / "a")
    assert ours == digest({"code": "x", "seed": 1}, tmp_path / "b")
    assert ours != digest({"seed": 2, "code": "x"}, tmp_path / "a")
    assert ours != digest({"seed": 1, "code": "x"}, tmp_path / "c")

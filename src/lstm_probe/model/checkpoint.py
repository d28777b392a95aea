"""Keep a training run on disk between epochs, so that a killed one goes on where it was."""

import hashlib
import json
import logging
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from lstm_probe.artefacts import store

logger = logging.getLogger(__name__)

#: What reading a damaged file raises.
DAMAGE = (OSError, RuntimeError, EOFError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


def digest(settings: Mapping[str, Any], *inputs: str | Path) -> str:
    """Give a digest of settings and of the content of input files.

    Parameters
    ----------
    settings : mapping
        All that the result depends on: parameters, seed, digest of the code.
    *inputs : str or Path
        The files.
    """
    summary = hashlib.sha256(json.dumps(dict(settings), sort_keys=True, default=str).encode())
    for path in inputs:
        with Path(path).open("rb") as file:
            summary.update(hashlib.file_digest(file, "sha256").digest())
    return summary.hexdigest()


class Checkpoint:
    """Save and restore a run at a path, for one digest of its settings and inputs.

    Parameters
    ----------
    path : str or Path
        The file; it appears whole or not at all.
    digest : str
        What the run depends on, from `digest`.
    """

    def __init__(self, path: str | Path, digest: str) -> None:
        self.path = Path(path)
        self.digest = digest

    def save(self, state: Mapping[str, Any]) -> None:
        """Write the state of a run: tensors, numbers, lists and dicts only."""
        with store.atomic(self.path) as partial:
            torch.save({"digest": self.digest, "state": dict(state)}, partial)

    def load(self) -> dict[str, Any] | None:
        """Give the saved state, or None where there is none that fits; one that does not fit is removed."""
        if not self.path.exists():
            return None
        try:
            with self.path.open("rb") as file:
                content = torch.load(file, map_location="cpu", weights_only=True)
            saved, state = content["digest"], content["state"]
        except (*DAMAGE, pickle.UnpicklingError) as error:
            logger.warning("the checkpoint %s is discarded: it cannot be read (%s)", self.path, error)
        else:
            if saved == self.digest:
                return state
            logger.warning("the checkpoint %s is discarded: its settings, code or inputs have changed", self.path)
        self.remove()
        return None

    def remove(self) -> None:
        """Delete the file, if there is one."""
        self.path.unlink(missing_ok=True)

"""Keep the weights of some epochs while an LSTM is trained, without a change to its training."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from lstm_probe.model.checkpoint import Checkpoint
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.saved import Trained


class KeepingCheckpoint(Checkpoint):
    """Save and restore a run, and keep the weights that it would end with after some of its epochs.

    Parameters
    ----------
    path, digest
        As of `Checkpoint`.
    epochs : collection of int
        Epochs after which weights are kept, counted from 1.
    averaged : bool
        Whether the run ends with the running average of its weights.
    """

    def __init__(self, path: str | Path, digest: str, epochs: Collection[int], *, averaged: bool) -> None:
        super().__init__(path, digest)
        self.epochs = epochs
        self.averaged = averaged
        self.weights: dict[int, dict[str, Tensor]] = {}

    def save(self, state: Mapping[str, Any]) -> None:
        """Write the state of a run with the weights kept so far."""
        if (epoch := len(state["history"])) in self.epochs:
            names, values = list(state["model"]), state["average"] if self.averaged else state["model"].values()
            kept = {name: value.detach().cpu().clone() for name, value in zip(names, values, strict=True)}
            self.weights[epoch] = kept
        super().save({**state, "kept": self.weights})

    def load(self) -> dict[str, Any] | None:
        """Give the saved state, and take up the weights that were kept."""
        state = super().load()
        if state is not None:
            self.weights = state.pop("kept")
        return state


def with_weights(trained: Trained, weights: Mapping[str, Tensor]) -> Trained:
    """Give a trained LSTM other weights; all else stays."""
    device = next(trained.model.parameters()).device
    model = DischargeLSTM(trained.model.architecture, torch.Generator())
    model.load_state_dict(dict(weights))
    return replace(trained, model=model.to(device))


def equal(first: DischargeLSTM, second: DischargeLSTM) -> bool:
    """Return whether two models have the same weights, to the bit."""
    pairs = zip(first.state_dict().values(), second.state_dict().values(), strict=True)
    return all(torch.equal(one.cpu(), other.cpu()) for one, other in pairs)

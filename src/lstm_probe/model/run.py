"""All that changes while an LSTM is trained, in one place, so that it can be saved and restored."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.settings import Training

Row = dict[str, float]


class Run:
    """Hold all that changes in training: weights, their running average, optimiser, randomness and history.

    Parameters
    ----------
    model : DischargeLSTM
        Trained in place.
    training : Training
        Settings.
    generator : torch.Generator
        Source of the order of windows and of dropout, on the CPU.
    """

    def __init__(self, model: DischargeLSTM, training: Training, generator: torch.Generator) -> None:
        self.model = model
        self.training = training
        self.generator = generator
        self.optimiser = torch.optim.Adam(model.parameters(), lr=training.rate(1), fused=True)
        self.average = [weights.detach().clone() for weights in model.parameters()]
        self.history: list[Row] = []
        self.updates = 0

    def descend(self, gradients: Sequence[Tensor]) -> None:
        """Take one step of the optimiser and of the running average, along the gradients of all parameters."""
        for weights, gradient in zip(self.model.parameters(), gradients, strict=True):
            weights.grad = gradient
        nn.utils.clip_grad_norm_(self.model.parameters(), self.training.gradient_clip)
        self.optimiser.step()
        self.updates += 1
        # the average begins short, lest it keep the first, random weights
        decay = min(self.training.weight_average, (1 + self.updates) / (10 + self.updates))
        with torch.no_grad():
            for mean, weights in zip(self.average, self.model.parameters(), strict=True):
                mean.lerp_(weights, 1 - decay)

    def swap(self) -> None:
        """Exchange the weights with their running average."""
        with torch.no_grad():
            for mean, weights in zip(self.average, self.model.parameters(), strict=True):
                held = weights.clone()
                weights.copy_(mean)
                mean.copy_(held)

    def state(self) -> dict[str, Any]:
        """Give what a checkpoint holds."""
        return {
            "model": self.model.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "generator": self.generator.get_state(),
            "history": self.history,
            "updates": self.updates,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to what `state` gave."""
        self.model.load_state_dict(state["model"])
        for mean, saved in zip(self.average, state["average"], strict=True):
            mean.copy_(saved)
        self.optimiser.load_state_dict(state["optimiser"])
        self.generator.set_state(state["generator"])
        self.history = state["history"]
        self.updates = state["updates"]

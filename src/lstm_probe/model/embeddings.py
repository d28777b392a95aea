"""Small networks between the inputs and the LSTM, as models that others have trained have them."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from lstm_probe.errors import InputError, shortlist

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "linear": lambda values: values,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
}


@dataclass(frozen=True)
class Embedding:
    """Describe a fully connected network.

    Parameters
    ----------
    widths : tuple of int
        Width of each layer; the last is that of its output.
    activation : {"linear", "relu", "sigmoid", "tanh"}
        After every layer but the last, which is linear.
    """

    widths: tuple[int, ...]
    activation: str = "tanh"

    def __post_init__(self) -> None:
        object.__setattr__(self, "widths", tuple(map(int, self.widths)))
        if self.activation not in ACTIVATIONS or not self.widths or min(self.widths) < 1:
            found = f"layers of {shortlist(self.widths)} units and the activation '{self.activation}'"
            expected = f"at least one layer and one of {shortlist(ACTIVATIONS)}"
            raise InputError("embedding", found, expected, "correct the description of the embedding")


class FullyConnected(nn.Module):
    """Pass inputs through fully connected layers.

    Parameters
    ----------
    n_inputs : int
        Width of the inputs.
    embedding : Embedding
        Layers and activation.
    """

    def __init__(self, n_inputs: int, embedding: Embedding) -> None:
        super().__init__()
        widths = (n_inputs, *embedding.widths)
        self.layers = nn.ModuleList(nn.Linear(*pair) for pair in itertools.pairwise(widths))
        self.activation = embedding.activation

    def forward(self, inputs: Tensor) -> Tensor:
        """Embed inputs of shape (..., n_inputs), giving (..., n_outputs)."""
        *hidden, last = self.layers
        for layer in hidden:
            inputs = ACTIVATIONS[self.activation](layer(inputs))
        return last(inputs)


def network(n_inputs: int, embedding: Embedding | None) -> tuple[nn.Module, int]:
    """Make the network of an embedding, and say how wide its output is; without one, inputs pass unchanged."""
    if embedding is None:
        return nn.Identity(), n_inputs
    return FullyConnected(n_inputs, embedding), embedding.widths[-1]

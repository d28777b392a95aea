"""An embedding is the network that torch would build of linear layers and activations; without one nothing changes."""

import pytest
import torch

from lstm_probe.errors import InputError
from lstm_probe.model.embeddings import Embedding, FullyConnected, network


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu"])
def test_it_is_torchs_sequence_of_layers(activation: str) -> None:
    """Layers with an activation between them, and none behind the last."""
    ours = FullyConnected(3, Embedding((5, 4, 2), activation))
    between = {"tanh": torch.nn.Tanh, "sigmoid": torch.nn.Sigmoid, "relu": torch.nn.ReLU}[activation]
    one, two, three = ours.layers
    theirs = torch.nn.Sequential(one, between(), two, between(), three)
    inputs = torch.randn(7, 6, 3)
    assert torch.equal(ours(inputs), theirs(inputs))


def test_without_one_inputs_pass() -> None:
    """The network of no embedding has no weights and changes nothing."""
    module, width = network(4, None)
    inputs = torch.randn(2, 4)
    assert width == 4
    assert torch.equal(module(inputs), inputs)
    assert not list(module.parameters())


@pytest.mark.parametrize(("widths", "activation"), [((), "tanh"), ((0,), "tanh"), ((3,), "gelu")])
def test_what_is_no_network_is_refused(widths: tuple[int, ...], activation: str) -> None:
    """Layers without units and unknown activations are refused."""
    with pytest.raises(InputError):
        Embedding(widths, activation)

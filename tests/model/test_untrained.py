"""An untrained LSTM has the weights and scalers that training begins with, and memories as they are asked for."""

import math

import numpy as np
import pytest
import torch

from lstm_probe.model import untrained
from lstm_probe.model.lstm import DischargeLSTM, forget_biases, step
from lstm_probe.model.settings import Architecture

ARCHITECTURE = Architecture(("p",), ("a",), hidden_size=9, memory_days=(1.5, 500.0))


def test_forget_biases_give_the_memories() -> None:
    """A gate of bias log(k - 1) keeps the share 1 - 1/k, with k evenly spread between the logarithms of the bounds."""
    days = 1 / (1 - torch.sigmoid(forget_biases(ARCHITECTURE).double()))
    np.testing.assert_allclose(days, np.geomspace(1.5, 500, 9), rtol=1e-5)
    assert forget_biases(Architecture(("p",), ("a",), hidden_size=3)).tolist() == [3.0, 3.0, 3.0]


def test_a_unit_forgets_as_slowly_as_its_bias_says() -> None:
    """Without inputs a state decays by exp(-1) in about k days."""
    bias = math.log(50 - 1)
    gates = torch.tensor([[-50.0], [bias], [0.0], [0.0]])
    hidden, cell = torch.zeros(1, 1), torch.ones(1, 1)
    for _ in range(50):
        hidden, cell = step(gates, hidden, cell, torch.zeros(4, 1))
    assert cell.item() == pytest.approx((1 - 1 / 50) ** 50, rel=1e-4)


def test_only_the_forget_bias_differs() -> None:
    """All other weights of a seed are those of the LSTM that is trained from it."""
    plain = Architecture(("p",), ("a",), hidden_size=9)
    drawn = (DischargeLSTM(one, torch.Generator().manual_seed(3)).state_dict() for one in (plain, ARCHITECTURE))
    one, other = drawn
    for name in one:
        same = one[name] == other[name]
        assert (
            same.all() if name != "lstm.bias_hh_l0" else (same[:9].all() and same[18:].all() and not same[9:18].all())
        )

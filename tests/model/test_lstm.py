"""The LSTM's equations."""

import math

import pytest
import torch

from lstm_probe.model.lstm import DischargeLSTM, step
from lstm_probe.model.settings import Architecture


def generator(seed: int = 1) -> torch.Generator:
    """Give a seeded source of randomness."""
    return torch.Generator().manual_seed(seed)


@pytest.fixture
def model() -> DischargeLSTM:
    """Give a model of two forcings, three attributes and five units."""
    return DischargeLSTM(Architecture(("p", "t"), ("a", "b", "c"), hidden_size=5, dropout=0.5), generator())


def test_a_step_by_hand() -> None:
    """One unit, gates (i, f, g, o) = a + h U with a = (0, 1, 0.5, 2), U = (1, 0, 1, 0), h = 0.2, c = 0.4.

    c' = σ(1) 0.4 + σ(0.2) tanh(0.7) and h' = σ(2) tanh(c').
    """

    def sigmoid(x: float) -> float:
        return 1 / (1 + math.exp(-x))

    cell = sigmoid(1.0) * 0.4 + sigmoid(0.2) * math.tanh(0.7)
    hidden = sigmoid(2.0) * math.tanh(cell)
    double = torch.tensor([[1.0], [1.0], [2.0], [1.0]])  # g comes doubled
    gates = torch.tensor([[0.0], [1.0], [0.5], [2.0]]) * double
    recurrent = torch.tensor([[1.0], [0.0], [1.0], [0.0]]) * double
    new_hidden, new_cell = step(gates, torch.tensor([[0.2]]), torch.tensor([[0.4]]), recurrent)
    assert new_cell.item() == pytest.approx(cell, rel=1e-6)
    assert new_hidden.item() == pytest.approx(hidden, rel=1e-6)


def test_torch_and_the_equations_agree(model: DischargeLSTM) -> None:
    """nn.LSTM over 40 days ends in the state that the written-out step reaches, and gives its discharge."""
    forcings, attributes = (
        torch.randn(40, 3, 2, generator=generator()),
        torch.randn(3, 3, generator=generator(2)),
    )
    weight, recurrent, constant = model.daily_terms(attributes)
    hidden = cell = torch.zeros(5, 3)
    for day in forcings:
        hidden, cell = step(weight @ day.T + constant, hidden, cell, recurrent)
    discharge, theirs = model(forcings, attributes, warm_up=39)
    torch.testing.assert_close(theirs, cell.T, rtol=1e-5, atol=1e-6)
    torch.testing.assert_close(discharge[0], model.head(hidden.T)[:, 0], rtol=1e-5, atol=1e-6)


def test_the_paper_has_23361_parameters() -> None:
    """4·64 gates × (25 inputs + 64 units), two biases of 4·64, and a head of 64 + 1."""
    architecture = Architecture(("p", "t", "pet"), tuple(f"attribute{i}" for i in range(22)), hidden_size=64)
    model = DischargeLSTM(architecture, generator())
    assert sum(weights.numel() for weights in model.parameters()) == 4 * 64 * (25 + 64) + 8 * 64 + 65 == 23_361


def test_only_the_forget_gate_of_the_recurrent_bias_is_set(model: DischargeLSTM) -> None:
    """It begins at 3; every other weight is within ±1/√5."""
    recurrent_bias = model.lstm.all_weights[0][3]
    assert recurrent_bias[5:10].tolist() == [3.0] * 5
    others = [weights for name, weights in model.named_parameters() if name != "lstm.bias_hh_l0"]
    others += [recurrent_bias[:5], recurrent_bias[10:]]
    assert max(weights.abs().max().item() for weights in others) <= 1 / math.sqrt(5)


def test_a_seed_gives_the_same_weights_and_leaves_the_global_randomness() -> None:
    """Equal seeds draw equal weights, another seed others, whatever the global state is."""
    architecture = Architecture(("p",), (), hidden_size=4)
    first, second, other = (DischargeLSTM(architecture, generator(seed)).head.weight for seed in (1, 1, 2))
    assert torch.equal(first, second)
    assert not torch.equal(first, other)


def test_dropout_is_drawn_from_the_generator_and_keeps_the_mean(model: DischargeLSTM) -> None:
    """Half of the outputs are zero, the others doubled; a seed draws the same; without a mask nothing is dropped."""
    mask = model.dropout_mask(200, 50, generator())
    assert mask.shape == (200, 50, 5)
    assert set(mask.unique().tolist()) == {0.0, 2.0}
    assert mask.mean().item() == pytest.approx(1.0, abs=0.02)
    assert torch.equal(mask, model.dropout_mask(200, 50, generator()))
    forcings, attributes = torch.randn(9, 3, 2, generator=generator()), torch.zeros(3, 3)
    assert not torch.equal(model(forcings, attributes, mask=mask[:9, :3])[0], model(forcings, attributes)[0])
    assert torch.equal(model(forcings, attributes, mask=torch.ones(9, 3, 5))[0], model(forcings, attributes)[0])


@pytest.mark.skipif(
    not torch.ops.mkldnn._is_mkldnn_bf16_supported(),
    reason="no instruction in use computes with bfloat16 (run them on a processor with AVX-512)",
)
def test_half_the_bits_give_nearly_the_same_discharge(model: DischargeLSTM) -> None:
    """With bfloat16, of 8 bits, discharge and gradients are those of float32 to a few per cent, and still float32."""
    forcings, attributes = torch.randn(60, 3, 2, generator=generator()), torch.zeros(3, 3)
    full, half = (model(forcings, attributes, precision=name)[0] for name in ("float32", "bfloat16"))
    assert half.dtype == torch.float32
    assert not torch.equal(full, half)
    torch.testing.assert_close(half, full, rtol=0.05, atol=0.02)
    exact, near = (torch.autograd.grad(made.square().sum(), model.lstm.weight_hh_l0)[0] for made in (full, half))
    assert (near - exact).norm() <= 0.05 * exact.norm()

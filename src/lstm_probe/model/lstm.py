"""The LSTM of the paper: forcings and static attributes in, discharge out, one layer."""

import math

import torch
from torch import Tensor, nn

from lstm_probe.model.embeddings import network
from lstm_probe.model.settings import Architecture

#: What becomes of the last layer's output.
OUTPUTS = {
    "linear": lambda values: values,
    "relu": torch.relu,
    "softplus": nn.functional.softplus,
    "none": lambda values: torch.full_like(values, math.nan),
}


class DischargeLSTM(nn.Module):
    """Simulate discharge from forcings and static attributes.

    One LSTM layer sees the forcings with the attributes beside them on every day; a linear layer reads
    discharge from its output. An EA-LSTM is one whose input gate has zero weights for all but the attributes, and its
    other gates for the attributes. Weights are drawn uniformly within ±1/√hidden_size, and the forget gate's
    recurrent bias is set by `forget_biases`, so that the cells remember from the start.

    Parameters
    ----------
    architecture : Architecture
        Its inputs and size.
    generator : torch.Generator
        Source of the first weights.
    """

    def __init__(self, architecture: Architecture, generator: torch.Generator) -> None:
        super().__init__()
        size = architecture.hidden_size
        self.architecture = architecture
        self.embed_forcings, n_forcings = network(len(architecture.forcings), architecture.forcings_embedding)
        self.embed_attributes, n_attributes = network(len(architecture.attributes), architecture.attributes_embedding)
        self.lstm = nn.LSTM(n_forcings + n_attributes, size)
        self.head = nn.Linear(size, 1)
        bound = 1 / math.sqrt(size)
        with torch.no_grad():
            for weights in self.parameters():
                nn.init.uniform_(weights, -bound, bound, generator=generator)
            _, _, _, recurrent_bias = self.lstm.all_weights[0]
            recurrent_bias[size : 2 * size] = forget_biases(architecture)

    def forward(
        self,
        forcings: Tensor,
        attributes: Tensor,
        warm_up: int = 0,
        mask: Tensor | None = None,
        precision: str = "float32",
    ) -> tuple[Tensor, Tensor]:
        """Simulate windows from a zero state.

        Parameters
        ----------
        forcings : Tensor of shape (n_days, n_windows, n_forcings)
            z-scores.
        attributes : Tensor of shape (n_windows, n_attributes)
            z-scores.
        warm_up : int
            Days whose discharge is not asked for.
        mask : Tensor of shape (n_days - warm_up, n_windows, hidden_size), optional
            Factors of the LSTM's output, from `dropout_mask`; none without it.
        precision : {"float32", "bfloat16"}
            Of the products inside the LSTM; weights, the last layer and all sums stay float32.

        Returns
        -------
        discharge : Tensor of shape (n_days - warm_up, n_windows)
            z-scores.
        cell_state : Tensor of shape (n_windows, hidden_size)
            After the last day.
        """
        forcings, attributes = self.embed_forcings(forcings), self.embed_attributes(attributes)
        inputs = torch.cat([forcings, attributes.expand(len(forcings), -1, -1)], dim=-1)
        with torch.autocast(inputs.device.type, torch.bfloat16, enabled=precision == "bfloat16"):
            hidden, (_, cell) = self.lstm(inputs)
        hidden = hidden[warm_up:].float()
        if mask is not None:
            hidden = hidden * mask
        return self.discharge(hidden).squeeze(-1), cell[0]

    def discharge(self, hidden: Tensor) -> Tensor:
        """Read discharge, z-scores of shape (..., 1), from the LSTM's output h of shape (..., n_units)."""
        return OUTPUTS[self.architecture.output](self.head(hidden))

    def dropout_mask(self, n_days: int, n_windows: int, generator: torch.Generator) -> Tensor:
        """Draw 0 or 1/(1 - dropout) for every output of the LSTM.

        Drawn on the CPU, so that a seed means the same on every device.

        Parameters
        ----------
        n_days, n_windows : int
            Days with a target, and windows.
        generator : torch.Generator
            Where randomness comes from.

        Returns
        -------
        mask : Tensor of shape (n_days, n_windows, hidden_size)
            On the device of the weights.
        """
        keep = 1 - self.architecture.dropout
        mask = torch.empty(n_days, n_windows, self.architecture.hidden_size)
        return mask.bernoulli_(keep, generator=generator).div_(keep).to(self.head.weight.device)

    def daily_terms(self, attributes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Give what `step` needs: the gates' weights, and all that stays the same from day to day.

        Parameters
        ----------
        attributes : Tensor of shape (n_gauges, n_attributes)
            z-scores, or what `embed_attributes` makes of them.

        Returns
        -------
        weight : Tensor of shape (4 n_units, n_forcings)
            For the forcings of a day.
        recurrent : Tensor of shape (4 n_units, n_units)
            For h of the day before.
        constant : Tensor of shape (4 n_units, n_gauges)
            The attributes' part, and both biases.
        """
        n_forcings, size = self.lstm.input_size - attributes.shape[1], self.architecture.hidden_size
        input_weight, recurrent, input_bias, recurrent_bias = self.lstm.all_weights[0]
        double = torch.ones_like(input_bias)[:, None]
        double[2 * size : 3 * size] = 2.0
        constant = input_weight[:, n_forcings:] @ attributes.T + (input_bias + recurrent_bias)[:, None]
        return input_weight[:, :n_forcings] * double, recurrent * double, constant * double


def forget_biases(architecture: Architecture) -> Tensor:
    """Give what the recurrent bias of every unit's forget gate begins with.

    A cell that keeps the share 1 - 1/k of itself from day to day remembers k days: its bias is log(k - 1), after Tallec
    and Ollivier (2018, https://arxiv.org/abs/1804.11188), here with k spread evenly between two logarithms.

    Parameters
    ----------
    architecture : Architecture
        Its size, and ``forget_bias`` or ``memory_days``.

    Returns
    -------
    Tensor of shape (hidden_size,)
    """
    if architecture.memory_days is None:
        return torch.full((architecture.hidden_size,), float(architecture.forget_bias))
    shortest, longest = architecture.memory_days
    days = torch.logspace(math.log10(shortest), math.log10(longest), architecture.hidden_size, dtype=torch.float64)
    return torch.log(days - 1).float()


def step(gates: Tensor, hidden: Tensor, cell: Tensor, recurrent: Tensor) -> tuple[Tensor, Tensor]:
    """Take the state of an LSTM one day further.

    With a the input's part of the gates, i, f, g, o = a + U h in turn::

        c' = σ(f) c + σ(i) tanh(g)
        h' = σ(o) tanh(c')

    Gers et al. (2000), https://doi.org/10.1162/089976600300015015. Units come first, so that a gate is one block of
    memory, and tanh(g) = 2 σ(2g) - 1, so that one function serves all gates: a and U come with g's part doubled.

    Parameters
    ----------
    gates : Tensor of shape (4 n_units, n_gauges)
        The input's part of the gates, biases included; g's doubled.
    hidden, cell : Tensor of shape (n_units, n_gauges)
        h and c after the day before.
    recurrent : Tensor of shape (4 n_units, n_units)
        U, g's part doubled.

    Returns
    -------
    hidden, cell : Tensor of shape (n_units, n_gauges)
        h' and c'.
    """
    output_gate, cell = advance(gates, hidden, cell, recurrent)
    return output(output_gate, cell), cell


def advance(gates: Tensor, hidden: Tensor, cell: Tensor, recurrent: Tensor) -> tuple[Tensor, Tensor]:
    """Take c a day further, as `step` does, and give σ(o), which lets it out, beside it."""
    i, f, g, o = torch.addmm(gates, recurrent, hidden).sigmoid_().chunk(4)
    return o, f * cell + i * (2 * g - 1)


def output(output_gate: Tensor, cell: Tensor) -> Tensor:
    """Give h = σ(o) tanh(c) of shape (n_units, n_gauges)."""
    return output_gate * (2 * torch.sigmoid(2 * cell) - 1)

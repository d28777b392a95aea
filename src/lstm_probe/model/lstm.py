"""The LSTM of the paper: forcings and static attributes in, discharge out, one layer."""

import math

import torch
from torch import Tensor, nn

from lstm_probe.model.settings import Architecture


class DischargeLSTM(nn.Module):
    """Simulate discharge from forcings and static attributes.

    One LSTM layer sees the forcings with the attributes beside them on every day; a linear layer reads
    discharge from its output. Weights are drawn uniformly within ±1/√hidden_size, and the forget gate's
    recurrent bias is set to `forget_bias`, so that the cells remember from the start.

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
        self.lstm = nn.LSTM(len(architecture.forcings) + len(architecture.attributes), size)
        self.head = nn.Linear(size, 1)
        bound = 1 / math.sqrt(size)
        with torch.no_grad():
            for weights in self.parameters():
                nn.init.uniform_(weights, -bound, bound, generator=generator)
            _, _, _, recurrent_bias = self.lstm.all_weights[0]
            recurrent_bias[size : 2 * size] = architecture.forget_bias

    def forward(
        self, forcings: Tensor, attributes: Tensor, warm_up: int = 0, dropout: torch.Generator | None = None
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
        dropout : torch.Generator, optional
            Source of the dropout; none without it.

        Returns
        -------
        discharge : Tensor of shape (n_days - warm_up, n_windows)
            z-scores.
        cell_state : Tensor of shape (n_windows, hidden_size)
            After the last day.
        """
        inputs = torch.cat([forcings, attributes.expand(len(forcings), -1, -1)], dim=-1)
        hidden, (_, cell) = self.lstm(inputs)
        hidden = hidden[warm_up:]
        if dropout is not None and self.architecture.dropout > 0:
            hidden = hidden * self._dropout(hidden, dropout)
        return self.head(hidden).squeeze(-1), cell[0]

    def _dropout(self, hidden: Tensor, generator: torch.Generator) -> Tensor:
        """Draw 0 or 1/(1 - dropout); on the CPU, so that a seed means the same on every device."""
        keep = 1 - self.architecture.dropout
        mask = torch.empty(hidden.shape).bernoulli_(keep, generator=generator)
        return mask.div_(keep).to(hidden.device)

    def input_terms(self, attributes: Tensor) -> tuple[Tensor, Tensor]:
        """Split the gates' input into a weight for the forcings and all that stays the same from day to day.

        Parameters
        ----------
        attributes : Tensor of shape (n_gauges, n_attributes)
            z-scores.

        Returns
        -------
        weight : Tensor of shape (n_forcings, 4 hidden_size)
            For the forcings of a day.
        constant : Tensor of shape (n_gauges, 4 hidden_size)
            The attributes' part, and both biases.
        """
        n_forcings = len(self.architecture.forcings)
        input_weight, _, input_bias, recurrent_bias = self.lstm.all_weights[0]
        constant = attributes @ input_weight.T[n_forcings:] + input_bias + recurrent_bias
        return input_weight.T[:n_forcings], constant


def step(gates: Tensor, hidden: Tensor, cell: Tensor, recurrent: Tensor) -> tuple[Tensor, Tensor]:
    """Take the state of an LSTM one day further.

    With a the input's part of the gates, i, f, g, o = a + h Uᵀ in turn::

        c' = σ(f) c + σ(i) tanh(g)
        h' = σ(o) tanh(c')

    Gers et al. (2000), https://doi.org/10.1162/089976600300015015.

    Parameters
    ----------
    gates : Tensor of shape (n_gauges, 4 n_units)
        The input's part of the gates, biases included.
    hidden, cell : Tensor of shape (n_gauges, n_units)
        h and c after the day before.
    recurrent : Tensor of shape (4 n_units, n_units)
        U.

    Returns
    -------
    hidden, cell : Tensor of shape (n_gauges, n_units)
        h' and c'.
    """
    i, f, g, o = torch.addmm(gates, hidden, recurrent.T).chunk(4, dim=-1)
    cell = torch.sigmoid(f) * cell + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(cell), cell

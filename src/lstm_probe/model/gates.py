"""What an LSTM holds on a day besides its cell state: its output h and its gates."""

import torch
from torch import Tensor

from lstm_probe.model.lstm import DischargeLSTM

#: Gates in the order of torch: the share of the new that enters, of the old that stays, the new, the share given out.
GATES = ("input_gate", "forget_gate", "cell_input", "output_gate")
#: All that can be read on a day, by name.
QUANTITIES = ("cell_state", "hidden_state", *GATES)


def last_day(model: DischargeLSTM, inputs: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Run windows from zero, and give h, c and the gates of their last day.

    Parameters
    ----------
    model : DischargeLSTM
        The model.
    inputs : Tensor of shape (n_days, n_windows, n_inputs)
        Forcings and attributes as they enter the LSTM.

    Returns
    -------
    hidden, cell : Tensor of shape (n_windows, n_units)
        After the last day.
    gates : Tensor of shape (n_windows, 4 n_units)
        i, f, g, o of the last day, before sigmoid and tanh.
    """
    input_weight, recurrent, input_bias, recurrent_bias = model.lstm.all_weights[0]
    hidden = cell = inputs.new_zeros(inputs.shape[1], model.architecture.hidden_size)
    if len(inputs) > 1:
        _, (before, cell_before) = model.lstm(inputs[:-1])
        hidden, cell = before[0], cell_before[0]
    gates = inputs[-1] @ input_weight.T + input_bias + recurrent_bias + hidden @ recurrent.T
    i, f, g, o = activate(gates).chunk(4, dim=-1)
    cell = f * cell + i * g
    return o * torch.tanh(cell), cell, gates


def activate(gates: Tensor) -> Tensor:
    """Apply sigmoid to the gates i, f and o, and tanh to g, of shape (..., 4 n_units)."""
    i, f, g, o = gates.chunk(4, dim=-1)
    return torch.cat([torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)], dim=-1)


def undoubled(gates: Tensor) -> Tensor:
    """Turn the gates (4 n_units, n_gauges) that `lstm.step` sums, g's doubled, into (n_gauges, 4 n_units)."""
    i, f, g, o = gates.chunk(4)
    return torch.cat([i, f, g / 2, o]).T

"""Outputs and gates that are read on a day make the cell state of that day, however the states are read."""

import pandas as pd
import pytest
import torch

from lstm_probe.model.catchments import Catchments
from lstm_probe.model.gates import GATES, QUANTITIES
from lstm_probe.model.inference import cell_states, quantities
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.settings import Architecture, Reading

DAYS = pd.date_range("2000-01-01", periods=30)
PERIOD = ("2000-01-10", "2000-01-30")


@pytest.fixture
def model() -> DischargeLSTM:
    """Draw a small LSTM."""
    return DischargeLSTM(Architecture(("a", "b"), ("c",), hidden_size=5), torch.Generator().manual_seed(3))


@pytest.fixture
def catchments() -> Catchments:
    """Draw the inputs of three gauges."""
    generator = torch.Generator().manual_seed(4)
    forcings = torch.randn(3, len(DAYS), 2, generator=generator)
    return Catchments(("1", "2", "3"), DAYS, forcings, torch.randn(3, 1, generator=generator), forcings[..., 0])


@pytest.mark.parametrize("states", ["window", "continuous"])
def test_gates_make_the_states(states: str, model: DischargeLSTM, catchments: Catchments) -> None:
    """C' = f c + i g and h = o tanh(c), with c of the day before where states go on."""
    reading = Reading(states, window_days=8, spin_up_days=8)
    read = quantities(model, catchments, PERIOD, reading, QUANTITIES)
    i, f, g, o = (read[name] for name in GATES)
    cell, hidden = read["cell_state"], read["hidden_state"]
    torch.testing.assert_close(cell, cell_states(model, catchments, PERIOD, reading), rtol=1e-5, atol=1e-6)
    torch.testing.assert_close(hidden, o * torch.tanh(cell), rtol=1e-5, atol=1e-6)
    if states == "continuous":
        torch.testing.assert_close(cell[:, 1:], f[:, 1:] * cell[:, :-1] + (i * g)[:, 1:], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("states", ["window", "continuous"])
def test_activation_is_sigmoid_and_tanh(states: str, model: DischargeLSTM, catchments: Catchments) -> None:
    """Gates before their activation, activated, are the gates after it."""
    reading = Reading(states, window_days=8, spin_up_days=8)
    before = quantities(model, catchments, PERIOD, reading, GATES, activated=False)
    after = quantities(model, catchments, PERIOD, reading, GATES)
    for name in GATES:
        activation = torch.tanh if name == "cell_input" else torch.sigmoid
        torch.testing.assert_close(after[name], activation(before[name]))


def test_whole_windows_leave_the_first_days_out(model: DischargeLSTM, catchments: Catchments) -> None:
    """With whole windows the first days of a series have no state, and the others are unchanged."""
    period = ("2000-01-01", "2000-01-30")
    whole = cell_states(model, catchments, period, Reading(window_days=8, whole_windows=True))
    assert bool(whole[:, :7].isnan().all())
    later = cell_states(model, catchments, ("2000-01-08", "2000-01-30"), Reading(window_days=8))
    torch.testing.assert_close(whole[:, 7:], later)

"""An untrained LSTM has the weights and scalers that training begins with, and memories as they are asked for."""

import math
from dataclasses import asdict, replace

import numpy as np
import pytest
import torch
import xarray as xr

from lstm_probe.contracts.lstm import STATES
from lstm_probe.model import fitting, untrained
from lstm_probe.model.lstm import DischargeLSTM, forget_biases, step
from lstm_probe.model.settings import Architecture, Training

SPREAD = Architecture(("p",), ("a",), hidden_size=9, memory_days=(1.5, 500.0))
PERIODS = {
    "lstm_train": ("1991-01-01", "1992-12-31"),
    "probe_fit": ("1992-01-01", "1992-12-31"),
    "probe_test": ("1993-01-01", "1993-12-31"),
    "state_lead_days": 10,
}


def test_a_draw_is_what_training_begins_with(
    series: xr.Dataset, attributes: xr.Dataset, architecture: Architecture
) -> None:
    """Weights, scalers and gauges are those of an LSTM that was trained from the same seed for no epoch."""
    cpu, settings = torch.device("cpu"), Training(epochs=0, window_days=60, validate_every=0)
    drawn = untrained.draw(series, attributes, architecture, PERIODS["lstm_train"], 59, 4, cpu)
    generator = torch.Generator().manual_seed(4)
    trained, history = fitting.fit(series, attributes, architecture, settings, PERIODS, generator, cpu)
    assert history.empty
    assert (drawn.scalers, drawn.gauge_ids) == (trained.scalers, trained.gauge_ids)
    for name, weights in drawn.model.state_dict().items():
        assert torch.equal(weights, trained.model.state_dict()[name])


def test_states_of_draws(series: xr.Dataset, attributes: xr.Dataset, architecture: Architecture) -> None:
    """They cover the days of the probes and the lead, are the same for a seed, and others for another."""
    entry = {**asdict(architecture), "window_days": 60, "states": "continuous", "spin_up_days": 200}
    cpu = torch.device("cpu")
    one, again, other = (untrained.states(series, attributes, entry, PERIODS, seed, cpu) for seed in (1, 1, 2))
    STATES.check(one)
    assert str(one["time"].values[0])[:10] == "1991-12-22"
    xr.testing.assert_identical(one, again)
    assert not np.allclose(one["cell_state"], other["cell_state"])
    spread = untrained.states(series, attributes, {**entry, "memory_days": [1.5, 500.0]}, PERIODS, 1, cpu)
    lag = [np.corrcoef(spread["cell_state"][0, 30:, i], spread["cell_state"][0, :-30, i])[0, 1] for i in (0, 7)]
    assert lag[0] < lag[1]


def test_states_of_some_gauges_are_those_of_all(
    series: xr.Dataset, attributes: xr.Dataset, architecture: Architecture
) -> None:
    """Scalers are of all gauges, so that leaving gauges out changes the states of none."""
    entry = {**asdict(architecture), "window_days": 60, "states": "continuous", "spin_up_days": 200}
    some = series["gauge_id"].values.astype(str)[[1, 0]].tolist()
    given = (series, attributes, entry, PERIODS, 1, torch.device("cpu"))
    whole, part = untrained.states(*given), untrained.states(*given, gauges=some)
    assert part["gauge_id"].values.tolist() == some
    np.testing.assert_allclose(part["cell_state"], whole["cell_state"].sel(gauge_id=some), rtol=1e-6, atol=1e-6)


def test_forget_biases_give_the_memories() -> None:
    """A gate of bias log(k - 1) keeps the share 1 - 1/k, with k evenly spread between the logarithms of the bounds."""
    days = 1 / (1 - torch.sigmoid(forget_biases(SPREAD).double()))
    np.testing.assert_allclose(days, np.geomspace(1.5, 500, 9), rtol=1e-4)
    assert forget_biases(Architecture(("p",), ("a",), hidden_size=3)).tolist() == [3.0, 3.0, 3.0]


def test_a_unit_forgets_as_slowly_as_its_bias_says() -> None:
    """Without inputs a state of k days keeps the share (1 - 1/k)^n after n days."""
    gates = torch.tensor([[-50.0], [math.log(50 - 1)], [0.0], [0.0]])
    hidden, cell = torch.zeros(1, 1), torch.ones(1, 1)
    for _ in range(50):
        hidden, cell = step(gates, hidden, cell, torch.zeros(4, 1))
    assert cell.item() == pytest.approx((1 - 1 / 50) ** 50, rel=1e-4)


def test_only_the_forget_bias_differs() -> None:
    """All other weights of a seed are those of the LSTM without spread memories."""
    plain = replace(SPREAD, memory_days=None)
    one, other = (DischargeLSTM(kind, torch.Generator().manual_seed(3)).state_dict() for kind in (plain, SPREAD))
    for name, weights in one.items():
        same = (weights == other[name]).tolist()
        expected = [not 9 <= i < 18 for i in range(36)] if name == "lstm.bias_hh_l0" else same
        assert same == expected
        assert name == "lstm.bias_hh_l0" or bool((weights == other[name]).all())

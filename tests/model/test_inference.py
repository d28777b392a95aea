"""States and discharge, read in windows or in one pass."""

import logging
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.errors import InputError
from lstm_probe.model import fitting, passes
from lstm_probe.model.catchments import Catchments, prepare
from lstm_probe.model.inference import cell_states, simulate
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.settings import Architecture, Reading
from tests.examples import examples

CPU = torch.device("cpu")
PERIOD = ("2000-02-20", "2000-03-31")
READINGS = [Reading("window", window_days=30), Reading("continuous", spin_up_days=50)]


def made(n_gauges: int = 3, seed: int = 1) -> tuple[DischargeLSTM, Catchments]:
    """Make an untrained model and random catchments from 2000-01-01 on, 100 days."""
    generator = torch.Generator().manual_seed(seed)
    model = DischargeLSTM(Architecture(("p", "t"), ("a",), hidden_size=6), generator)
    catchments = Catchments(
        tuple(str(gauge) for gauge in range(n_gauges)),
        pd.date_range("2000-01-01", periods=100),
        torch.randn(n_gauges, 100, 2, generator=generator),
        torch.randn(n_gauges, 1, generator=generator),
        torch.zeros(n_gauges, 100),
    )
    return model, catchments


def one_window(model: DischargeLSTM, catchments: Catchments, gauge: int, first: int, end: int) -> torch.Tensor:
    """Run nn.LSTM over the days [first, end) of one gauge."""
    forcings = catchments.forcings[gauge, first:end, None]
    return model(forcings, catchments.attributes[gauge : gauge + 1])[1][0]


def test_a_window_state_is_the_last_of_its_days() -> None:
    """The state of day 70 is that of nn.LSTM after days 41 to 70, from zero."""
    model, catchments = made()
    states = cell_states(model, catchments, PERIOD, READINGS[0])
    expected = one_window(model, catchments, 1, 41, 71)
    torch.testing.assert_close(states[1, 70 - 50], expected, rtol=1e-5, atol=1e-6)


def test_a_continuous_state_has_seen_all_days_since_the_spin_up() -> None:
    """With 50 days of spin-up before day 50, the state of day 70 is that after days 0 to 70."""
    model, catchments = made()
    states = cell_states(model, catchments, PERIOD, READINGS[1])
    expected = one_window(model, catchments, 2, 0, 71)
    torch.testing.assert_close(states[2, 70 - 50], expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("reading", READINGS)
def test_discharge_is_the_head_of_the_same_pass(reading: Reading) -> None:
    """On the last day of a run the discharge is what the model itself gives there."""
    model, catchments = made()
    first = 71 - 30 if reading.states == "window" else 0
    simulated, _ = model(catchments.forcings[0, first:71, None], catchments.attributes[:1])
    discharge = simulate(model, catchments, PERIOD, reading)
    torch.testing.assert_close(discharge[0, 20], simulated[-1, 0], rtol=1e-5, atol=1e-6)
    assert discharge.shape == (3, 41)


@examples(20)
@given(day=st.integers(0, 39), size=st.floats(-50, 50), which=st.sampled_from(READINGS))
def test_rain_of_tomorrow_leaves_the_state_of_today(day: int, size: float, which: Reading) -> None:
    """Changing the forcings from day t + 1 on leaves every state up to day t alone, and moves the next."""
    model, catchments = made()
    forcings = catchments.forcings.clone()
    forcings[:, 50 + day + 1 :] += size
    before = cell_states(model, catchments, PERIOD, which)
    after = cell_states(model, replace(catchments, forcings=forcings), PERIOD, which)
    torch.testing.assert_close(after[:, : day + 1], before[:, : day + 1], rtol=0, atol=1e-6)
    if abs(size) > 0.1:
        assert not torch.allclose(after[:, day + 1], before[:, day + 1], atol=1e-6)


@pytest.mark.parametrize("reading", READINGS)
def test_gauges_do_not_mind_each_other(reading: Reading) -> None:
    """A gauge alone and in a batch has the same states."""
    model, catchments = made()
    alone = Catchments(("1",), catchments.days, catchments.forcings[1:2], catchments.attributes[1:2],
                       catchments.discharge[1:2])  # fmt: skip
    together = cell_states(model, catchments, PERIOD, reading)[1]
    torch.testing.assert_close(cell_states(model, alone, PERIOD, reading)[0], together, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("reading", READINGS)
def test_no_state_depends_on_the_threads(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three threads give, to the bit, the states and the discharge of one."""
    monkeypatch.setattr(passes, "GAUGES_AT_ONCE", 2)
    model, catchments = made(n_gauges=5)
    alone = replace(reading, windows_at_once=7)
    shared = replace(alone, threads=3)
    for read in (cell_states, simulate):
        assert torch.equal(read(model, catchments, PERIOD, shared), read(model, catchments, PERIOD, alone))


def test_what_bounds_the_memory_changes_no_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other blocks of days and of windows give the same states."""
    model, catchments = made()
    before = [cell_states(model, catchments, PERIOD, reading) for reading in READINGS]
    monkeypatch.setattr(passes, "GAUGES_AT_ONCE", 2)
    monkeypatch.setattr(passes, "DAYS_AT_ONCE", 5)
    for reading, states in zip((replace(READINGS[0], windows_at_once=7), READINGS[1]), before, strict=True):
        torch.testing.assert_close(cell_states(model, catchments, PERIOD, reading), states, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("states", ["window", "continuous"])
@pytest.mark.parametrize("read", [cell_states, simulate])
def test_a_day_whose_window_lacks_a_forcing_is_given_nothing(states: str, read: Callable) -> None:
    """A gap on days 60 to 64 empties the days 60 to 73 of windows of 10 days, at its gauge alone; all others are there.

    Those before the gap are as without it; those after it are as if the mean, zero as a z-score, had been there.
    """
    model, catchments = made()
    reading = Reading(states, window_days=10, spin_up_days=50)
    holed, zeroed = catchments.forcings.clone(), catchments.forcings.clone()
    holed[0, 60:65, 1] = float("nan")
    zeroed[0, 60:65, 1] = 0.0
    given = read(model, replace(catchments, forcings=holed), PERIOD, reading)
    empty = torch.zeros(given.shape[:2], dtype=torch.bool)
    empty[0, 60 - 50 : 74 - 50] = True
    assert torch.equal(torch.isnan(given).reshape(3, 41, -1).any(dim=-1), empty)
    assert torch.equal(given[~empty], read(model, replace(catchments, forcings=zeroed), PERIOD, reading)[~empty])


@pytest.mark.parametrize("reading", READINGS)
def test_a_gap_in_the_lead_reaches_into_the_period(reading: Reading) -> None:
    """A day without a forcing 10 days before the period leaves its first 20 days without states, in windows of 30."""
    model, catchments = made()
    holed = catchments.forcings.clone()
    holed[1, 40] = float("nan")
    given = cell_states(model, replace(catchments, forcings=holed), PERIOD, replace(reading, window_days=30))
    assert torch.isnan(given[1]).any(dim=-1).tolist() == [True] * 20 + [False] * 21
    assert bool(torch.isfinite(given[[0, 2]]).all())


@pytest.mark.parametrize("states", ["window", "continuous"])
def test_too_few_days_before_the_first_are_said(states: str, caplog: pytest.LogCaptureFixture) -> None:
    """Where the series begin late the states are made from what is there; where nothing is, it stops."""
    model, catchments = made()
    reading = Reading(states, window_days=81, spin_up_days=80)
    with caplog.at_level(logging.WARNING):
        found = cell_states(model, catchments, PERIOD, reading)
    assert "only 50 days of forcings before 2000-02-20 where 80 are asked for" in caplog.text
    assert bool(torch.isfinite(found).all())
    with pytest.raises(InputError, match="80 days before it"):
        cell_states(model, catchments, ("2000-01-01", "2000-03-31"), reading)


def test_windows_and_one_pass_agree_once_trained(series, attributes, architecture, training, periods) -> None:
    """On the leaky buckets the states of 365-day windows and of one pass correlate with r ≥ 0.999."""
    settings = replace(training, window_days=200, targets_per_window=100, epochs=15)
    generator = torch.Generator().manual_seed(3)
    trained, _ = fitting.fit(series, attributes, architecture, settings, periods, generator, CPU)
    catchments = prepare(series, attributes, trained.scalers, CPU)
    period = ("1993-01-01", "1993-12-31")
    window = cell_states(trained.model, catchments, period, Reading("window", window_days=365)).numpy()
    one_pass = cell_states(trained.model, catchments, period, Reading("continuous", spin_up_days=1095)).numpy()
    r = [
        np.corrcoef(window[gauge, :, unit], one_pass[gauge, :, unit])[0, 1]
        for gauge in range(4)
        for unit in range(architecture.hidden_size)
    ]
    assert min(r) >= 0.999


@pytest.mark.gpu
@pytest.mark.parametrize("reading", READINGS)
def test_cpu_and_gpu_agree(reading: Reading, cuda: torch.device) -> None:
    """States computed on CUDA are those of the CPU to 1e-4."""
    model, catchments = made()
    expected = cell_states(model, catchments, PERIOD, reading)
    names = ("forcings", "attributes", "discharge")
    on_gpu = replace(catchments, **{name: getattr(catchments, name).to(cuda) for name in names})
    torch.testing.assert_close(cell_states(model.to(cuda), on_gpu, PERIOD, reading), expected, rtol=0, atol=1e-4)

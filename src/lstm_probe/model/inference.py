"""Read cell states and discharge, day by day, from a trained LSTM.

Where a forcing is missing its mean over the training days, zero as a z-score, stands in, so that every day
has a state; `catchments.prepare` logs how often.
"""

import logging
from collections.abc import Callable

import torch
from torch import Tensor

from lstm_probe.errors import InputError
from lstm_probe.model.catchments import Catchments
from lstm_probe.model.lstm import DischargeLSTM, step
from lstm_probe.model.progress import Pace
from lstm_probe.model.settings import Reading

logger = logging.getLogger(__name__)

#: Windows run at a time, and days projected at a time: they bound the memory and change no result.
WINDOWS_AT_ONCE, DAYS_AT_ONCE = 1024, 64

Reader = Callable[[Tensor, Tensor], Tensor]


def cell_states(model: DischargeLSTM, catchments: Catchments, period: tuple[str, str], reading: Reading) -> Tensor:
    """Give the cell state after every day of a period.

    Parameters
    ----------
    model : DischargeLSTM
        The trained model.
    catchments : Catchments
        Scaled series, with the days before the period that `reading` needs.
    period : tuple of str
        First and last day.
    reading : Reading
        How the states are read.

    Returns
    -------
    states : Tensor of shape (n_gauges, n_days, n_units)
        float32, on the CPU.

    Raises
    ------
    InputError
        If the series do not cover the period, or begin on its first day.
    """
    return _read(model, catchments, period, reading, lambda hidden, cell: cell)


def simulate(model: DischargeLSTM, catchments: Catchments, period: tuple[str, str], reading: Reading) -> Tensor:
    """Give the discharge simulated on every day of a period, from the same pass as the states.

    Parameters
    ----------
    model, catchments, period, reading
        As for `cell_states`.

    Returns
    -------
    discharge : Tensor of shape (n_gauges, n_days)
        z-scores, float32, on the CPU.
    """
    return _read(model, catchments, period, reading, lambda hidden, cell: model.head(hidden))[..., 0]


@torch.no_grad()
def _read(
    model: DischargeLSTM, catchments: Catchments, period: tuple[str, str], reading: Reading, reader: Reader
) -> Tensor:
    first, end = catchments.position(period)
    begin = max(first - reading.lead, 0)
    if begin == first and reading.lead:
        found = f"series from {catchments.days[0]:%Y-%m-%d}, the first day to simulate"
        raise InputError("camels_gb.nc", found, f"{reading.lead} days before it", "start the periods later")
    if first - begin < reading.lead:
        text = "only %d days of forcings before %s where %d are asked for: the first states remember less"
        logger.warning(text, first - begin, period[0], reading.lead)
    forcings = catchments.forcings[:, begin:end]
    forcings = torch.where(torch.isfinite(forcings), forcings, 0.0)
    run = _windows if reading.states == "window" else _continuous
    return run(model, forcings, catchments.attributes, first - begin, reading, reader)


def _continuous(
    model: DischargeLSTM, forcings: Tensor, attributes: Tensor, lead: int, reading: Reading, reader: Reader
) -> Tensor:
    """Run all gauges day by day, from zero on the first; keep the days after the lead."""
    weight, constant = model.input_terms(attributes)
    _, recurrent, _, _ = model.lstm.all_weights[0]
    hidden = cell = forcings.new_zeros(len(forcings), model.architecture.hidden_size)
    n_days = forcings.shape[1]
    kept: list[Tensor] = []
    for block in range(0, n_days, DAYS_AT_ONCE):
        days = []
        gates = (forcings[:, block : block + DAYS_AT_ONCE] @ weight + constant[:, None]).transpose(0, 1)
        for day, gate in enumerate(gates, block):
            hidden, cell = step(gate, hidden, cell, recurrent)
            if day >= lead:
                days.append(reader(hidden, cell))
        if days:
            kept.append(torch.stack(days, dim=1).cpu())
    return torch.cat(kept, dim=1)


def _windows(
    model: DischargeLSTM, forcings: Tensor, attributes: Tensor, lead: int, reading: Reading, reader: Reader
) -> Tensor:
    """Run one window for every gauge and day, each from zero; days before the series count as the mean."""
    forcings = torch.nn.functional.pad(forcings, (0, 0, reading.lead - lead, 0))
    n_gauges, n_days = len(forcings), forcings.shape[1] - reading.lead
    position = torch.arange(n_gauges * n_days, device=forcings.device)
    steps = torch.arange(reading.window_days, device=forcings.device)[:, None]
    kept = []
    pace = Pace("windows", len(position))
    for chosen in position.split(WINDOWS_AT_ONCE):
        gauge, day = chosen // n_days, chosen % n_days
        inputs = forcings[gauge, day + steps]
        constant = attributes[gauge].expand(len(steps), -1, -1)
        _, (hidden, cell) = model.lstm(torch.cat([inputs, constant], dim=-1))
        kept.append(reader(hidden[0], cell[0]).cpu())
        pace.add(len(chosen))
    return torch.cat(kept).unflatten(0, (n_gauges, n_days))

"""Read cell states and discharge, day by day, from a trained LSTM.

A day is given neither where one of its last `window_days` lacks a forcing, in either reading: it is NaN, and counted.
While the LSTM runs, the mean over the training days, zero as a z-score, stands in for what is missing, so that one
pass goes on after a gap; when the states are given again, the gap is as far back as a window reaches.
"""

import logging
from collections.abc import Callable

import torch
from torch import Tensor

from lstm_probe.errors import InputError
from lstm_probe.model.catchments import Catchments
from lstm_probe.model.lstm import DischargeLSTM, step
from lstm_probe.model.parts import threads
from lstm_probe.model.progress import Pace
from lstm_probe.model.settings import Reading

logger = logging.getLogger(__name__)

#: Most gauges of a part on a CPU, and days put together at a time: they keep to the cache; results move by rounding.
GAUGES_AT_ONCE, DAYS_AT_ONCE = 336, 64

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
        float32, on the CPU; NaN on days whose window lacks a forcing.

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
        z-scores, float32, on the CPU; NaN on days whose window lacks a forcing.
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
    there = torch.isfinite(forcings)
    run = _windows if reading.states == "window" else _continuous
    given = run(model, torch.where(there, forcings, 0.0), catchments.attributes, first - begin, reading, reader)
    lacking = ~there.all(dim=-1)
    if bool(lacking.any()):
        given[affected(lacking, reading.window_days)[:, first - begin :].cpu()] = torch.nan
    return given


def affected(lacking: Tensor, window_days: int) -> Tensor:
    """Mark the days (n_gauges, n_days) on which, or less than a window before which, a forcing is lacking."""
    before = torch.nn.functional.pad(lacking.to(torch.int32).cumsum(dim=1), (min(window_days, lacking.shape[1]), 0))
    return before[:, -lacking.shape[1] :] > before[:, : lacking.shape[1]]


def _continuous(
    model: DischargeLSTM, forcings: Tensor, attributes: Tensor, lead: int, reading: Reading, reader: Reader
) -> Tensor:
    """Run all gauges day by day, from zero on the first; keep the days after the lead."""
    n_gauges, n_days, _ = forcings.shape
    kept = _kept(model, reader, n_gauges, n_days - lead)
    pairs = -(-n_gauges // (2 * GAUGES_AT_ONCE))  # an even number of parts, so that two threads end together
    size = -(-n_gauges // (2 * pairs)) if forcings.device.type == "cpu" else n_gauges

    @torch.no_grad()  # which holds for one thread alone
    def part(first: int) -> None:
        gauges = slice(first, first + size)
        weight, recurrent, constant = model.daily_terms(attributes[gauges])
        inputs = forcings[gauges].permute(1, 2, 0).contiguous()
        hidden = cell = constant.new_zeros(model.architecture.hidden_size, constant.shape[1])
        days = []
        for day in range(n_days):
            hidden, cell = step(torch.addmm(constant, weight, inputs[day]), hidden, cell, recurrent)
            if day >= lead:
                days.append(reader(hidden.T, cell.T))
            if len(days) == DAYS_AT_ONCE or (days and day == n_days - 1):
                kept[gauges, day + 1 - lead - len(days) : day + 1 - lead] = torch.stack(days, dim=1).cpu()
                days = []

    with threads(reading.threads) as each:
        list(each(part, list(range(0, n_gauges, size))))
    return kept


def _windows(
    model: DischargeLSTM, forcings: Tensor, attributes: Tensor, lead: int, reading: Reading, reader: Reader
) -> Tensor:
    """Run one window for every gauge and day, each from zero; days before the series count as the mean."""
    forcings = torch.nn.functional.pad(forcings, (0, 0, reading.lead - lead, 0))
    n_gauges, n_days = len(forcings), forcings.shape[1] - reading.lead
    kept = _kept(model, reader, n_gauges, n_days)
    flat = kept.flatten(0, 1)
    steps = torch.arange(reading.window_days, device=forcings.device)[:, None]
    pace = Pace("windows", len(flat))

    @torch.no_grad()
    def part(chosen: Tensor) -> int:
        gauge, day = chosen // n_days, chosen % n_days
        constant = attributes[gauge].expand(len(steps), -1, -1)
        _, (hidden, cell) = model.lstm(torch.cat([forcings[gauge, day + steps], constant], dim=-1))
        flat[chosen.cpu()] = reader(hidden[0], cell[0]).cpu()
        return len(chosen)

    position = torch.arange(len(flat), device=forcings.device)
    with threads(reading.threads) as each:
        for done in each(part, list(position.split(reading.windows_at_once))):
            pace.add(done)
    return kept


def _kept(model: DischargeLSTM, reader: Reader, n_gauges: int, n_days: int) -> Tensor:
    """Make room for what a reader gives on every day, on the CPU."""
    nothing = torch.zeros(1, model.architecture.hidden_size, device=model.head.weight.device)
    return torch.empty(n_gauges, n_days, reader(nothing, nothing).shape[-1])

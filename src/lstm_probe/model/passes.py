"""Run an LSTM over all gauges and days, in one continuous pass or by one window for every day.

`reader` gives what is kept of a day's h, c and, if they are asked for, gates.
"""

from collections.abc import Callable

import torch
from torch import Tensor

from lstm_probe.model.gates import last_day, undoubled
from lstm_probe.model.lstm import DischargeLSTM, step
from lstm_probe.model.parts import threads
from lstm_probe.model.progress import Pace
from lstm_probe.model.settings import Reading

#: Most gauges of a part on a CPU, and days put together at a time: they keep to the cache; results move by rounding.
GAUGES_AT_ONCE, DAYS_AT_ONCE = 336, 64

#: Gives what is kept of a day's h, c and, if they are asked for, gates: shape (n, n_units) and (n, 4 n_units).
Reader = Callable[[Tensor, Tensor, Tensor | None], Tensor]


def continuous(
    model: DischargeLSTM,
    forcings: Tensor,
    attributes: Tensor,
    lead: int,
    reading: Reading,
    reader: Reader,
    with_gates: bool,
) -> Tensor:
    """Run all gauges day by day, from zero on the first; keep the days after the lead."""
    n_gauges, n_days, _ = forcings.shape
    kept = _kept(model, reader, n_gauges, n_days - lead, with_gates)
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
            entering = torch.addmm(constant, weight, inputs[day])
            gates = undoubled(torch.addmm(entering, recurrent, hidden)) if with_gates and day >= lead else None
            hidden, cell = step(entering, hidden, cell, recurrent)
            if day >= lead:
                days.append(reader(hidden.T, cell.T, gates))
            if len(days) == DAYS_AT_ONCE or (days and day == n_days - 1):
                kept[gauges, day + 1 - lead - len(days) : day + 1 - lead] = torch.stack(days, dim=1).cpu()
                days = []

    with threads(reading.threads) as each:
        list(each(part, list(range(0, n_gauges, size))))
    return kept


def windows(
    model: DischargeLSTM,
    forcings: Tensor,
    attributes: Tensor,
    lead: int,
    reading: Reading,
    reader: Reader,
    with_gates: bool,
) -> Tensor:
    """Run one window for every gauge and day, each from zero; days before the series count as the mean."""
    forcings = torch.nn.functional.pad(forcings, (0, 0, reading.lead - lead, 0))
    n_gauges, n_days = len(forcings), forcings.shape[1] - reading.lead
    kept = _kept(model, reader, n_gauges, n_days, with_gates)
    flat = kept.flatten(0, 1)
    steps = torch.arange(reading.window_days, device=forcings.device)[:, None]
    pace = Pace("windows", len(flat))

    @torch.no_grad()
    def part(chosen: Tensor) -> int:
        gauge, day = chosen // n_days, chosen % n_days
        constant = attributes[gauge].expand(len(steps), -1, -1)
        inputs = torch.cat([forcings[gauge, day + steps], constant], dim=-1)
        if with_gates:
            flat[chosen.cpu()] = reader(*last_day(model, inputs)).cpu()
        else:
            _, (hidden, cell) = model.lstm(inputs)
            flat[chosen.cpu()] = reader(hidden[0], cell[0], None).cpu()
        return len(chosen)

    position = torch.arange(len(flat), device=forcings.device)
    with threads(reading.threads) as each:
        for done in each(part, list(position.split(reading.windows_at_once))):
            pace.add(done)
    return kept


def _kept(model: DischargeLSTM, reader: Reader, n_gauges: int, n_days: int, with_gates: bool) -> Tensor:
    """Make room for what a reader gives on every day, on the CPU."""
    nothing = torch.zeros(1, model.architecture.hidden_size, device=model.head.weight.device)
    gates = nothing.repeat(1, 4) if with_gates else None
    return torch.empty(n_gauges, n_days, reader(nothing, nothing, gates).shape[-1])

"""Change the state of an LSTM in the evening of a day, and see what discharge it gives in the days after.

The state is changed between two steps of the continuous reading: c becomes c + change, h becomes σ(o) tanh(c + change)
with the output gate o of that day, and both go on under the same weather. A change of zero changes nothing, to the bit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from lstm_probe.errors import InputError
from lstm_probe.model.catchments import Catchments
from lstm_probe.model.inference import affected
from lstm_probe.model.lstm import DischargeLSTM, advance, output, step
from lstm_probe.model.parts import threads
from lstm_probe.model.settings import Reading

#: Pairs of gauge and day that are run together on a CPU; the parts are the same for any number of threads.
PAIRS_AT_ONCE = 256


@dataclass(frozen=True)
class Evenings:
    """Hold the states at the end of some days, and the inputs of the days that follow, pair by pair.

    A pair is a gauge and a day; days run fastest. All tensors are on the device of the model.

    Parameters
    ----------
    output_gate, cell : Tensor of shape (n_units, n_pairs)
        σ(o) and c of the day.
    forcings : Tensor of shape (lead_days, n_forcings, n_pairs)
        z-scores of the days that follow; 0 where missing.
    attributes : Tensor of shape (n_pairs, n_attributes)
        z-scores.
    complete : Tensor of bool, shape (n_gauges, n_days)
        Whether no forcing is missing from a window before the day to the last of the days that follow.
    """

    output_gate: Tensor
    cell: Tensor
    forcings: Tensor
    attributes: Tensor
    complete: Tensor


def require_continuous(reading: Reading) -> None:
    """Refuse an LSTM whose states are read window by window.

    Raises
    ------
    InputError
        If the reading is not continuous.
    """
    if reading.states != "continuous":
        expected = "states: continuous, in which the state of a day is where the next day begins"
        advice = "a window begins from zero for every day, so no later day would see a change; train an LSTM for this"
        raise InputError("lstm settings: states", reading.states, expected, advice)


@torch.no_grad()
def evenings(
    model: DischargeLSTM, catchments: Catchments, days: Sequence[int], lead_days: int, reading: Reading
) -> Evenings:
    """Run the LSTM once over all gauges, from zero on the first day of the series, and keep it at the end of some days.

    Parameters
    ----------
    model : DischargeLSTM
        The trained model.
    catchments : Catchments
        Scaled series, which begin with the spin-up.
    days : sequence of int
        Positions of the days in the series, in order.
    lead_days : int
        Days that follow each of them, all of which the series hold.
    reading : Reading
        How the states are read; see `require_continuous`.
    """
    require_continuous(reading)
    there = torch.isfinite(catchments.forcings)
    forcings = torch.where(there, catchments.forcings, 0.0)
    n_gauges, n_units = len(forcings), model.architecture.hidden_size
    kept = forcings.new_empty(2, n_units, n_gauges, len(days))

    @torch.no_grad()
    def part(gauges: slice) -> None:
        weight, recurrent, constant = model.daily_terms(catchments.attributes[gauges])
        inputs = forcings[gauges].permute(1, 2, 0).contiguous()
        hidden = cell = constant.new_zeros(n_units, constant.shape[1])
        for day in range(days[-1] + 1):
            gate, cell = advance(torch.addmm(constant, weight, inputs[day]), hidden, cell, recurrent)
            hidden = output(gate, cell)
            if day in days:
                kept[0, :, gauges, days.index(day)], kept[1, :, gauges, days.index(day)] = gate, cell

    _in_parts(part, n_gauges, reading, forcings.device)
    following = torch.tensor(days, device=forcings.device)[:, None] + torch.arange(1, lead_days + 1).to(forcings.device)
    after = forcings[:, following].permute(2, 3, 0, 1).flatten(2)
    lacking = affected(~there.all(dim=-1), reading.window_days + lead_days)
    complete = ~lacking[:, following[:, -1]]
    attributes = catchments.attributes.repeat_interleave(len(days), dim=0)
    return Evenings(kept[0].flatten(1), kept[1].flatten(1), after.contiguous(), attributes, complete)


def discharge_after(
    model: DischargeLSTM, start: Evenings, change: Tensor, reading: Reading, pairs: Tensor | None = None
) -> Tensor:
    """Give the discharge of the days that follow a change of the cell state.

    Parameters
    ----------
    model, start, reading, pairs
        As of `discharge_after_each`.
    change : Tensor of shape (n_units,)
        What is added to c.

    Returns
    -------
    discharge : Tensor of shape (n_chosen, lead_days)
        z-scores, on the CPU.
    """
    return discharge_after_each(model, start, change[None], reading, pairs)[0]


@torch.inference_mode()
def discharge_after_each(
    model: DischargeLSTM, start: Evenings, changes: Tensor, reading: Reading, pairs: Tensor | None = None
) -> Tensor:
    """Give the discharge of the days that follow each of several changes, of which no one sees the others.

    All of them go on under the same weather, so its part of the gates is computed once for a day.

    Parameters
    ----------
    model : DischargeLSTM
        The trained model.
    start : Evenings
        The states to change.
    changes : Tensor of shape (n_changes, n_units)
        What is added to c.
    reading : Reading
        How many threads share the pairs; no number depends on them.
    pairs : Tensor of int64, shape (n_chosen,), optional
        Which pairs to run; all where not given.

    Returns
    -------
    discharge : Tensor of shape (n_changes, n_chosen, lead_days)
        z-scores, on the CPU.
    """
    chosen = torch.arange(start.cell.shape[1]) if pairs is None else pairs
    chosen = chosen.to(start.cell.device)
    kept = torch.empty(len(changes), len(chosen), len(start.forcings))

    @torch.inference_mode()
    def part(some: slice) -> None:
        columns = chosen[some]
        weight, recurrent, constant = model.daily_terms(start.attributes[columns])
        gate, cell = start.output_gate[:, columns], start.cell[:, columns]
        cells = [cell + change[:, None] for change in changes]
        states = [(output(gate, changed), changed) for changed in cells]
        for day, inputs in enumerate(start.forcings[:, :, columns]):
            weather = torch.addmm(constant, weight, inputs)
            states = [step(weather, hidden, cell, recurrent) for hidden, cell in states]
            found = [model.head(hidden.T)[:, 0] for hidden, _ in states]
            kept[:, some, day] = torch.stack(found).cpu()

    _in_parts(part, len(chosen), reading, start.cell.device)
    return kept


def _in_parts(part, count: int, reading: Reading, device: torch.device) -> None:
    """Apply a function to slices of so many columns, shared by the threads of the reading."""
    size = PAIRS_AT_ONCE if device.type == "cpu" else max(count, 1)
    with threads(reading.threads) as each:
        list(each(part, [slice(first, min(first + size, count)) for first in range(0, count, size)]))

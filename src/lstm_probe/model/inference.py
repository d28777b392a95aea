"""Read cell states and discharge, day by day, from a trained LSTM.

A day is given neither where one of its last `window_days` lacks a forcing, in either reading: it is NaN, and counted.
While the LSTM runs, the mean over the training days, zero as a z-score, stands in for what is missing, so that one
pass goes on after a gap; when the states are given again, the gap is as far back as a window reaches.
"""

import logging
from collections.abc import Sequence

import torch
from torch import Tensor

from lstm_probe.errors import InputError
from lstm_probe.model.catchments import Catchments
from lstm_probe.model.gates import GATES, activate
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.passes import Reader, continuous, windows
from lstm_probe.model.settings import Reading

logger = logging.getLogger(__name__)


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
    return _read(model, catchments, period, reading, lambda hidden, cell, gates: cell)


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
    return _read(model, catchments, period, reading, lambda hidden, cell, gates: model.discharge(hidden))[..., 0]


def quantities(
    model: DischargeLSTM,
    catchments: Catchments,
    period: tuple[str, str],
    reading: Reading,
    names: Sequence[str],
    *,
    activated: bool = True,
) -> dict[str, Tensor]:
    """Give cell states, outputs and gates on every day of a period, from one pass.

    Parameters
    ----------
    model, catchments, period, reading
        As for `cell_states`.
    names : sequence of str
        Which of `gates.QUANTITIES`.
    activated : bool
        Whether gates come after sigmoid and tanh, or before.

    Returns
    -------
    dict of str to Tensor of shape (n_gauges, n_days, n_units)
        float32, on the CPU; NaN on days whose window lacks a forcing.
    """
    with_gates = any(name in GATES for name in names)

    def reader(hidden: Tensor, cell: Tensor, gates: Tensor | None) -> Tensor:
        there = {"cell_state": cell, "hidden_state": hidden}
        if gates is not None:
            parts = (activate(gates) if activated else gates).chunk(4, dim=-1)
            there |= dict(zip(GATES, parts, strict=True))
        return torch.cat([there[name] for name in names], dim=-1)

    read = _read(model, catchments, period, reading, reader, with_gates)
    return dict(zip(names, read.chunk(len(names), dim=-1), strict=True))


@torch.no_grad()
def _read(
    model: DischargeLSTM,
    catchments: Catchments,
    period: tuple[str, str],
    reading: Reading,
    reader: Reader,
    with_gates: bool = False,
) -> Tensor:
    first, end = catchments.position(period)
    begin = max(first - reading.lead, 0)
    if begin == first and reading.lead and not reading.whole_windows:
        found = f"series from {catchments.days[0]:%Y-%m-%d}, the first day to simulate"
        raise InputError("catchments.nc", found, f"{reading.lead} days before it", "start the periods later")
    if first - begin < reading.lead:
        text = "only %d days of forcings before %s where %d are asked for: the first states remember less"
        logger.warning(text, first - begin, period[0], reading.lead)
    forcings = catchments.forcings[:, begin:end]
    there = torch.isfinite(forcings)
    run = windows if reading.states == "window" else continuous
    forcings = model.embed_forcings(torch.where(there, forcings, 0.0))
    attributes = model.embed_attributes(catchments.attributes)
    given = run(model, forcings, attributes, first - begin, reading, reader, with_gates)
    lacking = ~there.all(dim=-1)
    if bool(lacking.any()):
        given[affected(lacking, reading.window_days)[:, first - begin :].cpu()] = torch.nan
    if reading.whole_windows and reading.states == "window":
        given[:, : max(reading.lead - (first - begin), 0)] = torch.nan
    return given


def affected(lacking: Tensor, window_days: int) -> Tensor:
    """Mark the days (n_gauges, n_days) on which, or less than a window before which, a forcing is lacking."""
    before = torch.nn.functional.pad(lacking.to(torch.int32).cumsum(dim=1), (min(window_days, lacking.shape[1]), 0))
    return before[:, -lacking.shape[1] :] > before[:, : lacking.shape[1]]

"""Choose training windows by index: which gauge, which first target day."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from lstm_probe.errors import InputError, shortlist
from lstm_probe.model.catchments import Catchments
from lstm_probe.model.settings import Training

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sampler:
    """Hold which windows of the training period may be used.

    A window is `warm_up` days of inputs followed by `targets` days of inputs and targets. With one target a
    window this is the sampling of the paper: every day with discharge, once an epoch.

    Parameters
    ----------
    usable : Tensor of bool, shape (n_gauges, n_starts)
        Whether a window may begin its targets on that day of the period.
    first : int
        Position of the period's first day in the series.
    warm_up, targets : int
        Days before the first target, and with targets.
    """

    usable: Tensor
    first: int
    warm_up: int
    targets: int

    def epoch(self, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """Draw the windows of one epoch in random order.

        Tiles of `targets` days are laid over the period from a random offset for each gauge. A tile that
        would reach beyond the period is moved inside, so every day is a target at least once.

        Returns
        -------
        gauge, start : Tensor of int64, shape (n_windows,)
            Position of the gauge, and of the first target day in the series.
        """
        n_gauges, n_starts = self.usable.shape
        n_days = n_starts + self.targets - 1
        offset = -torch.randint(self.targets, (n_gauges, 1), generator=generator)
        nominal = offset + torch.arange(0, n_days + self.targets - 1, self.targets)
        start = nominal.clamp(0, n_starts - 1).to(self.usable.device)
        inside = (nominal < n_days).to(self.usable.device)
        gauge, tile = torch.nonzero(inside & self.usable.gather(1, start), as_tuple=True)
        order = torch.randperm(len(gauge), generator=generator).to(gauge.device)
        gauge, tile = gauge[order], tile[order]
        return gauge, start[gauge, tile] + self.first


def sampler(catchments: Catchments, training: Training, period: tuple[str, str]) -> Sampler:
    """Find the usable windows of the training period, and log how many there are.

    A window needs every input of all its days, and discharge on one of its target days at least.

    Parameters
    ----------
    catchments : Catchments
        The scaled series.
    training : Training
        Length of windows.
    period : tuple of str
        First and last target day.

    Raises
    ------
    InputError
        If the period is not covered, or no window is usable.
    """
    first, end = catchments.position(period)
    warm_up, targets = training.warm_up, min(training.targets, end - first)
    starts = torch.arange(first, end - targets + 1, device=catchments.forcings.device)
    gaps = _running_sum(~torch.isfinite(catchments.forcings).all(dim=-1))
    observed = _running_sum(torch.isfinite(catchments.discharge))
    began = starts >= warm_up
    complete = (gaps[:, starts + targets] - gaps[:, (starts - warm_up).clamp(min=0)] == 0) & began
    scored = observed[:, starts + targets] - observed[:, starts] > 0
    usable = complete & scored
    _report(catchments, usable, complete, scored, first, end)
    return Sampler(usable, first, warm_up, targets)


def _running_sum(flags: Tensor) -> Tensor:
    """Count flags before each day: shape (n_gauges, n_days) to (n_gauges, n_days + 1)."""
    return torch.nn.functional.pad(flags.to(torch.int32).cumsum(dim=1), (1, 0))


def _report(catchments: Catchments, usable: Tensor, complete: Tensor, scored: Tensor, first: int, end: int) -> None:
    n_observed = int(torch.isfinite(catchments.discharge[:, first:end]).sum())
    logger.info(
        "training period: discharge on %d of %d gauge-days; %d of %d windows usable, %d lack an input or "
        "begin before the series, %d more lack discharge",
        n_observed, catchments.discharge[:, first:end].numel(), int(usable.sum()), usable.numel(),
        int((~complete).sum()), int((complete & ~scored).sum()),
    )  # fmt: skip
    idle = [catchments.gauge_ids[i] for i in torch.nonzero(~usable.any(dim=1))[:, 0].tolist()]
    if idle:
        logger.warning("%d gauges have no usable window and train nothing: %s", len(idle), shortlist(idle, 40))
    if len(idle) == len(catchments.gauge_ids):
        found = f"no usable window from {catchments.days[first]:%Y-%m-%d} to {catchments.days[end - 1]:%Y-%m-%d}"
        expected = "complete forcings and some discharge, after the days of warm-up"
        raise InputError("training period", found, expected, "start the period later, or bring longer series")


def batches(
    gauge: Tensor, start: Tensor, batch_size: int, catchments: Catchments, warm_up: int, targets: int
) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor]]:
    """Gather windows by index, batch by batch, the last one smaller.

    Yields
    ------
    gauge, start : Tensor of shape (n_batch,)
        The windows of the batch.
    forcings : Tensor of shape (warm_up + targets, n_batch, n_forcings)
        z-scores.
    discharge : Tensor of shape (targets, n_batch)
        z-scores; NaN where not observed.
    """
    steps = torch.arange(-warm_up, targets, device=gauge.device)[:, None]
    for chosen_gauge, chosen_start in zip(gauge.split(batch_size), start.split(batch_size), strict=True):
        days = chosen_start + steps
        forcings = catchments.forcings[chosen_gauge, days]
        yield chosen_gauge, chosen_start, forcings, catchments.discharge[chosen_gauge, days[warm_up:]]

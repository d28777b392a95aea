"""Train the LSTM, epoch by epoch, so that a killed run resumes to the very same weights."""

import logging
import math
from collections.abc import Callable

import torch
from torch import Tensor

from lstm_probe.errors import InputError
from lstm_probe.model.catchments import Catchments
from lstm_probe.model.checkpoint import Checkpoint
from lstm_probe.model.loss import weighted_errors
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.parts import Each, divide, threads
from lstm_probe.model.progress import Pace
from lstm_probe.model.run import Row, Run
from lstm_probe.model.settings import Training
from lstm_probe.model.windows import Sampler, batches

logger = logging.getLogger(__name__)

#: Updates after which the whole run's time is estimated, and hours from which that is called long.
TRIAL, LONG = 10, 1.0


def train(
    model: DischargeLSTM,
    catchments: Catchments,
    sampler: Sampler,
    weights: Tensor,
    training: Training,
    generator: torch.Generator,
    *,
    validate: Callable[[DischargeLSTM], float] | None = None,
    checkpoint: Checkpoint | None = None,
    after_epoch: Callable[[Row], None] | None = None,
) -> list[Row]:
    """Train a model in place and give its history.

    Adam with stepped learning rate on the weighted squared error, gradients clipped by norm. The weights at
    the end are their running average if `weight_average` is above 0. No number depends on the threads.

    Parameters
    ----------
    model : DischargeLSTM
        On the device of the catchments.
    catchments : Catchments
        The scaled series.
    sampler : Sampler
        The windows.
    weights : Tensor of shape (n_gauges,)
        Loss weight of each gauge.
    training : Training
        Settings.
    generator : torch.Generator
        Source of the order of windows and of dropout, on the CPU.
    validate : callable, optional
        Gives the model's skill (median NSE) every `validate_every` epochs.
    checkpoint : Checkpoint, optional
        Where to save the run after every epoch, and to resume from.
    after_epoch : callable, optional
        Called with each row of the history, once it is saved.

    Returns
    -------
    history : list of dict
        One row an epoch, with the keys of the contract `history.csv`.

    Raises
    ------
    InputError
        If the loss is not finite, naming the gauge and the day.
    """
    run = Run(model, training, generator)
    if checkpoint is not None and (saved := checkpoint.load()) is not None:
        run.restore(saved)
        logger.info("resuming after epoch %d, from %s", len(run.history), checkpoint.path)
    pace = Pace("updates", 0)
    for epoch in range(len(run.history) + 1, training.epochs + 1):
        with threads(training.threads) as each:
            loss = _epoch(run, epoch, catchments, sampler, weights, pace, each)
        skill = math.nan
        if validate is not None and training.validate_every and epoch % training.validate_every == 0:
            skill = _skill(run, validate)
        row = {"epoch": epoch, "learning_rate": training.rate(epoch), "loss": loss, "validation_nse": skill}
        run.history.append({**row, "updates": run.updates})
        if checkpoint is not None:
            checkpoint.save(run.state())
        _log(run.history[-1], training, pace)
        if after_epoch is not None:
            after_epoch(run.history[-1])
    if training.weight_average:
        run.swap()
    return run.history


def _epoch(
    run: Run, epoch: int, catchments: Catchments, sampler: Sampler, weights: Tensor, pace: Pace, each: Each
) -> float:
    """Pass once over the training period; give the mean loss over its targets."""
    for group in run.optimiser.param_groups:
        group["lr"] = run.training.rate(epoch)
    gauges, starts = sampler.epoch(run.generator)
    n_batches = math.ceil(len(gauges) / run.training.batch_size)
    pace.total = pace.done + n_batches * (run.training.epochs - epoch + 1)
    total, count = 0.0, 0
    drawn = batches(gauges, starts, run.training.batch_size, catchments, sampler.warm_up, sampler.targets)
    for gauge, start, forcings, observed in drawn:
        n_observed = int(torch.isfinite(observed).sum())
        inputs = (forcings, catchments.attributes[gauge], observed, weights[gauge])
        errors, gradients = _share(run, inputs, n_observed, sampler.warm_up, each)
        if not math.isfinite(batch_total := errors.sum().item()):
            raise _blame(errors, gauge, start, catchments, weights, epoch)
        run.descend(gradients)
        total, count = total + batch_total, count + n_observed
        pace.add()
        if pace.done == TRIAL:
            _announce(pace, run.training, weights.device)
    return total / count


def _share(
    run: Run, inputs: tuple[Tensor, Tensor, Tensor, Tensor], n_observed: int, warm_up: int, each: Each
) -> tuple[Tensor, list[Tensor]]:
    """Give the weighted errors of a batch, and the gradient of their mean, from parts that threads share."""
    forcings, attributes, observed, weights = inputs
    n_days, n_windows = observed.shape
    mask = run.model.dropout_mask(n_days, n_windows, run.generator)
    parameters = list(run.model.parameters())

    def part(chosen: slice) -> tuple[Tensor, tuple[Tensor, ...]]:
        days = (forcings[:, chosen], attributes[chosen], warm_up, mask[:, chosen], run.training.precision)
        errors, _ = weighted_errors(run.model(*days)[0], observed[:, chosen], weights[chosen])
        return errors.detach(), torch.autograd.grad(errors.sum() / n_observed, parameters)

    errors, gradients = zip(*each(part, divide(len(weights), weights.device)), strict=True)
    return torch.cat(errors, dim=1), [torch.stack(parts).sum(dim=0) for parts in zip(*gradients, strict=True)]


def _announce(pace: Pace, training: Training, device: torch.device) -> None:
    """Log how long the run will take, and what is faster if that is long."""
    logger.info("training for %d updates: %s", pace.total, pace.remaining())
    if pace.hours_left > LONG and device.type == "cpu" and training.sampling == "last":
        logger.warning("without a GPU, config/fast.yaml trains to about the same skill in a fraction of this time")


def _log(row: Row, training: Training, pace: Pace) -> None:
    """Log an epoch that was validated, is the last, or is the first in some twenty."""
    epoch, skill = int(row["epoch"]), row["validation_nse"]
    if not math.isnan(skill) or epoch == training.epochs or epoch % max(training.epochs // 20, 1) == 0:
        validated = "" if math.isnan(skill) else f", median validation NSE {skill:.3f}"
        text = "epoch %d of %d: loss %.5f%s; %s"
        logger.info(text, epoch, training.epochs, row["loss"], validated, pace.remaining())


def _skill(run: Run, validate: Callable[[DischargeLSTM], float]) -> float:
    """Validate the weights that would be kept if training ended now."""
    if not run.training.weight_average:
        return validate(run.model)
    run.swap()
    skill = validate(run.model)
    run.swap()
    return skill


def _blame(
    errors: Tensor, gauge: Tensor, start: Tensor, catchments: Catchments, weights: Tensor, epoch: int
) -> InputError:
    """Name the gauge and day whose error is not finite, or is the largest if their sum alone overflows."""
    size = errors.detach().nan_to_num(math.inf, math.inf)
    day, window = divmod(int(size.argmax()), size.shape[1])
    who, when = int(gauge[window]), int(start[window]) + day
    discharge = catchments.discharge[who, when].item()
    extreme = catchments.forcings[who, : when + 1].abs().nan_to_num(0.0).max().item()
    share = (~torch.isfinite(errors)).float().mean().item()
    found = (
        f"a loss that is not finite in epoch {epoch} (so are {share:.0%} of this batch); scaled discharge "
        f"{discharge:.4g}, loss weight {weights[who].item():.4g}, largest scaled forcing so far {extreme:.4g}"
    )
    advice = "look at the series of this gauge up to that day; if they are in order, lower the learning rate"
    where = f"gauge {catchments.gauge_ids[who]}, {catchments.days[when]:%Y-%m-%d}"
    return InputError(where, found, "finite numbers of ordinary size", advice)

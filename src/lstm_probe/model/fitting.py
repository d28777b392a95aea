"""From catchment series to a trained LSTM: scale, choose windows, train."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import torch
import xarray as xr

from lstm_probe.device import require_precision
from lstm_probe.model import scaling, training
from lstm_probe.model.catchments import prepare
from lstm_probe.model.checkpoint import Checkpoint
from lstm_probe.model.inference import simulate
from lstm_probe.model.loss import gauge_weights, median_efficiency
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.run import Row
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Architecture, Reading, Training
from lstm_probe.model.windows import sampler

Period = tuple[str, str]


def fit(
    series: xr.Dataset,
    attributes: xr.Dataset,
    architecture: Architecture,
    settings: Training,
    periods: Mapping[str, Any],
    generator: torch.Generator,
    device: torch.device,
    checkpoint: Checkpoint | None = None,
    after_epoch: Callable[[Row], None] | None = None,
) -> tuple[Trained, pd.DataFrame]:
    """Train one LSTM on all gauges.

    Parameters
    ----------
    series : xarray.Dataset
        Forcings and discharge (mm d-1), dimensions (gauge_id, time).
    attributes : xarray.Dataset
        Static attributes, dimension (gauge_id,).
    architecture, settings : Architecture, Training
        What to train, and how.
    periods : mapping
        `lstm_train` and `lstm_validation` (which may be None): first and last day of each.
    generator : torch.Generator
        On the CPU: source of the first weights, the order of windows and dropout.
    device : torch.device
        Where to train.
    checkpoint : Checkpoint, optional
        Where to keep the run between epochs.
    after_epoch : callable, optional
        Called with each row of the history.

    Returns
    -------
    trained : Trained
        The model, on the device.
    history : pandas.DataFrame
        One row an epoch: epoch, learning_rate, loss, validation_nse, updates.

    Raises
    ------
    InputError
        If the device cannot compute with the precision of the settings.
    """
    require_precision(device, settings.precision)
    period = tuple(periods["lstm_train"])
    scalers = scaling.fit(series, attributes, architecture.forcings, architecture.attributes, period, settings.warm_up)
    model = DischargeLSTM(architecture, generator).to(device)
    before = pd.Timestamp(period[0]) - pd.Timedelta(days=settings.warm_up)
    catchments = prepare(series, attributes, scalers, device, (before, period[1]))
    history = training.train(
        model,
        catchments,
        sampler(catchments, settings, period),
        gauge_weights(catchments, period, scalers.discharge.std[0]),
        settings,
        generator,
        validate=validator(series, attributes, scalers, periods.get("lstm_validation"), settings, device),
        checkpoint=checkpoint,
        after_epoch=after_epoch,
    )
    columns = ["epoch", "learning_rate", "loss", "validation_nse", "updates"]
    return Trained(model, scalers, catchments.gauge_ids), pd.DataFrame(history, columns=columns)


def validator(
    series: xr.Dataset,
    attributes: xr.Dataset,
    scalers: scaling.Scalers,
    period: Period | None,
    settings: Training,
    device: torch.device,
) -> Callable[[DischargeLSTM], float] | None:
    """Make a function that gives the median NSE of the validation period, from one continuous pass.

    Returns
    -------
    validate : callable or None
        None where there is no period, no validation is asked for, or no gauge has discharge in the period.
    """
    if not period or not settings.validate_every:
        return None
    inside = series["discharge"].sel(time=slice(*period))
    if not bool(inside.notnull().any()) or pd.Timestamp(period[0]) <= pd.Timestamp(series["time"].values[0]):
        training.logger.warning("no discharge, or no day before it, from %s to %s: no validation", *period)
        return None
    covered = (str(inside["time"].values[0])[:10], str(inside["time"].values[-1])[:10])
    length = settings.window_days
    reading = Reading("continuous", window_days=length, spin_up_days=length, threads=settings.threads)
    before = pd.Timestamp(covered[0]) - pd.Timedelta(days=reading.lead)
    catchments = prepare(series, attributes, scalers, device, (before, covered[1]))

    dry = float(scalers.discharge.scale(np.zeros(1))[0])  # no discharge, as a z-score
    observed = catchments.discharge[:, slice(*catchments.position(covered))].cpu()

    def validate(model: DischargeLSTM) -> float:
        return median_efficiency(simulate(model, catchments, covered, reading).clamp(min=dry), observed)

    return validate

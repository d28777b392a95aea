"""An LSTM as it is before training: first weights from a seed, and the scalers that it would be trained with."""

from collections.abc import Mapping, Sequence
from typing import Any

import torch
import xarray as xr

from lstm_probe.model import scaling, simulation
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Architecture, Reading, take


def draw(
    series: xr.Dataset,
    attributes: xr.Dataset,
    architecture: Architecture,
    period: tuple[str, str],
    warm_up: int,
    seed: int,
    device: torch.device,
) -> Trained:
    """Draw the first weights of an LSTM, the same as training from that seed begins with.

    Parameters
    ----------
    series, attributes : xarray.Dataset
        As of `fitting.fit`.
    architecture : Architecture
        What to draw.
    period : tuple of str
        First and last training day, whose data make the scalers.
    warm_up : int
        Days before the period that training windows reach back.
    seed : int
        Of the weights.
    device : torch.device
        Where to put them.
    """
    scalers = scaling.fit(series, attributes, architecture.forcings, architecture.attributes, period, warm_up)
    model = DischargeLSTM(architecture, torch.Generator().manual_seed(seed)).to(device)
    return Trained(model, scalers, tuple(series["gauge_id"].values.astype(str).tolist()))


def states(
    series: xr.Dataset,
    attributes: xr.Dataset,
    entry: Mapping[str, Any],
    periods: Mapping[str, Any],
    seed: int,
    device: torch.device,
    gauges: Sequence[str] | None = None,
) -> xr.Dataset:
    """Draw an LSTM and extract the cell states of the days that probes are given.

    Parameters
    ----------
    series, attributes : xarray.Dataset
        As of `fitting.fit`.
    entry : mapping
        The LSTM's entry of the catalogue; its learning is left aside.
    periods : mapping
        ``lstm_train``, ``probe_fit`` and ``probe_test``: first and last day of each; and ``state_lead_days``.
    seed : int
        Of the weights.
    device : torch.device
        Where to compute.
    gauges : sequence of str, optional
        Whose states are extracted, all if not said; scalers are those of all gauges.

    Returns
    -------
    xarray.Dataset
        As `simulation.states`.
    """
    reading = take(Reading, entry)
    warm_up = reading.window_days - 1
    drawn = draw(series, attributes, take(Architecture, entry), tuple(periods["lstm_train"]), warm_up, seed, device)
    if gauges is not None:
        series, attributes = series.sel(gauge_id=list(gauges)), attributes.sel(gauge_id=list(gauges))
    span = simulation.spanned(periods["probe_fit"], periods["probe_test"], periods["state_lead_days"])
    return simulation.states(drawn, series, attributes, span, reading, device)

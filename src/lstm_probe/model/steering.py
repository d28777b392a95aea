"""Put water into the cell states along planned directions, and sum what comes down the river."""

import logging
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import torch
import xarray as xr

from lstm_probe.model.catchments import prepare
from lstm_probe.model.intervention import Evenings, discharge_after, discharge_after_each, evenings, require_continuous
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Reading

logger = logging.getLogger(__name__)

#: Most pairs of gauge and day, about, at which a random direction is tried: taken evenly from all gauges and all days,
#: they tell its median well enough, and random directions cost the most.
BAND_PAIRS = 400


def steer(
    trained: Trained,
    series: xr.Dataset,
    attributes: xr.Dataset,
    plan: xr.Dataset,
    first_day: str,
    days: Sequence[str],
    lead_days: Sequence[int],
    reading: Reading,
    device: torch.device,
) -> xr.Dataset:
    """Change the state in the evening of some days along every direction, and follow discharge.

    Parameters
    ----------
    trained : Trained
        The model.
    series, attributes : xarray.Dataset
        Forcings, dimensions (gauge_id, time), and static attributes, dimension (gauge_id,).
    plan : xarray.Dataset
        change of shape (target, draw, unit), takes_part of shape (target, gauge_id), amount of shape (target,).
    first_day : str
        First day of the states that the plan was made of; the spin-up comes before it.
    days : sequence of str
        Days after which the state is changed.
    lead_days : sequence of int
        Over how many days extra discharge is summed; the last is the longest.
    reading : Reading
        How the states are read.
    device : torch.device
        Where to compute.

    Returns
    -------
    xarray.Dataset
        As `contracts.steering.STEERING`.

    Raises
    ------
    InputError
        If the states are not read continuously.
    """
    require_continuous(reading)
    evening = pd.DatetimeIndex(list(days), name="time")
    begin = pd.Timestamp(first_day) - pd.Timedelta(days=reading.lead)
    catchments = prepare(
        series, attributes, trained.scalers, device, (begin, evening[-1] + pd.Timedelta(days=lead_days[-1]))
    )
    positions = [(day - catchments.days[0]).days for day in evening]
    start = evenings(trained.model, catchments, positions, lead_days[-1], reading)
    takes_part = plan["takes_part"].sel(gauge_id=list(catchments.gauge_ids)).values
    shape = (len(catchments.gauge_ids), len(evening))
    usual = discharge_after(trained.model, start, torch.zeros(trained.model.architecture.hidden_size), reading)
    found = _nothing(plan, catchments.gauge_ids, evening, lead_days)
    for row, target in enumerate(plan["target"].values):
        for draws in (plan["draw"].values[:1], plan["draw"].values[1:]):  # the probe's own direction, and random ones
            changes = torch.from_numpy(plan["change"].values[row, draws].astype("float32")).to(device)
            if len(draws) == 0 or not bool(torch.isfinite(changes).all()):
                continue
            chosen = _pairs(start, takes_part[row], draws[0])
            each = discharge_after_each(trained.model, start, changes, reading, torch.from_numpy(chosen))
            for draw, after in zip(draws, each, strict=True):
                extra = (after - usual[chosen]).double().numpy() * trained.scalers.discharge.std[0]
                _note(found, row, int(draw), chosen, shape, extra)
        logger.info("%s: water put into the states of %d gauges, %d days", target, takes_part[row].sum(), len(evening))
    return found.assign(amount=plan["amount"].assign_attrs(units="target units"))


def _pairs(start: Evenings, takes_part: np.ndarray, draw: int) -> np.ndarray:
    """List the complete pairs (flat positions) of a target's gauges; of so many only for a random direction."""
    gauge, day = np.nonzero(start.complete.cpu().numpy() & takes_part[:, None])
    pairs = np.ravel_multi_index((gauge, day), tuple(start.complete.shape))
    if draw == 0 or len(pairs) <= BAND_PAIRS:
        return pairs
    every = -(-len(pairs) // BAND_PAIRS)
    place = np.searchsorted(np.unique(gauge), gauge)
    return pairs[(place + day) % every == 0]


def _nothing(
    plan: xr.Dataset, gauge_ids: Sequence[str], days: pd.DatetimeIndex, lead_days: Sequence[int]
) -> xr.Dataset:
    """Make room for what is found, NaN so far."""
    coords: dict[str, Any] = {
        "target": plan["target"].values,
        "draw": plan["draw"].values,
        "gauge_id": np.array(gauge_ids, dtype=object),
        "time": days,
        "lead_days": list(lead_days),
        "day": np.arange(1, lead_days[-1] + 1),
        "month": np.arange(1, 13),
    }
    shapes = {
        "released": (("target", "draw", "gauge_id", "time", "lead_days"), "mm"),
        "curve": (("target", "draw", "day"), "mm"),
        "half_days": (("target", "gauge_id", "time"), "d"),
        "monthly": (("target", "month"), "mm"),
    }
    empty = {
        name: (dims, np.full([len(coords[dim]) for dim in dims], np.nan, dtype="float32"), {"units": units})
        for name, (dims, units) in shapes.items()
    }
    return xr.Dataset(empty, coords)


def _note(found: xr.Dataset, row: int, draw: int, pairs: np.ndarray, shape: tuple[int, int], extra: np.ndarray) -> None:
    """Write down the extra discharge (pair, day), mm d-1, of one target (row) and direction."""
    if not len(pairs):
        return
    gauge, evening = np.unravel_index(pairs, shape)
    summed = extra.cumsum(axis=1)
    for column, lead in enumerate(found["lead_days"].values):
        found["released"].values[row, draw, gauge, evening, column] = summed[:, lead - 1]
    found["curve"].values[row, draw] = np.median(summed, axis=0)
    if draw == 0:
        half = (summed >= 0.5 * summed[:, -1:]).argmax(axis=1) + 1.0
        found["half_days"].values[row, gauge, evening] = np.where(summed[:, -1] > 0, half, np.nan)
        found["monthly"].values[row] = by_month(extra, pd.DatetimeIndex(found["time"].values[evening]))


def by_month(extra: np.ndarray, evenings: pd.DatetimeIndex) -> np.ndarray:
    """Average over pairs what came in each calendar month of the days (pair, day) after evenings (pair,); (month,)."""
    months = np.stack([(evenings + pd.Timedelta(days=day)).month for day in range(1, extra.shape[1] + 1)], axis=1)
    return np.bincount(months.ravel(), extra.ravel(), minlength=13)[1:] / len(extra)

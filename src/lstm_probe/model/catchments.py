"""Scaled series and attributes of all gauges, resident on the device."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import torch
import xarray as xr
from torch import Tensor

from lstm_probe.errors import InputError, shortlist
from lstm_probe.model.derived import with_indicators, with_shifted
from lstm_probe.model.scaling import Scalers, stack

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Catchments:
    """Hold what the LSTM sees of every gauge, float32 on one device.

    Parameters
    ----------
    gauge_ids : tuple of str
        The gauges.
    days : pandas.DatetimeIndex
        Contiguous days.
    forcings : Tensor of shape (n_gauges, n_days, n_forcings)
        z-scores; NaN where missing.
    attributes : Tensor of shape (n_gauges, n_attributes)
        z-scores.
    discharge : Tensor of shape (n_gauges, n_days)
        z-scores; NaN where not observed.
    """

    gauge_ids: tuple[str, ...]
    days: pd.DatetimeIndex
    forcings: Tensor
    attributes: Tensor
    discharge: Tensor

    def position(self, period: tuple[str, str]) -> tuple[int, int]:
        """Give the positions of a period's first day and of the day after its last.

        Raises
        ------
        InputError
            If the series do not cover the period.
        """
        first, last = pd.Timestamp(period[0]), pd.Timestamp(period[1])
        if first < self.days[0] or last > self.days[-1] or last < first:
            found = f"days from {self.days[0]:%Y-%m-%d} to {self.days[-1]:%Y-%m-%d}"
            advice = "change the period, or bring longer series"
            raise InputError("catchments.nc", found, f"the period {first:%Y-%m-%d} to {last:%Y-%m-%d}", advice)
        start = (first - self.days[0]).days
        return start, start + (last - first).days + 1


def prepare(
    series: xr.Dataset,
    attributes: xr.Dataset,
    scalers: Scalers,
    device: torch.device,
    span: tuple[str | pd.Timestamp, str | pd.Timestamp] | None = None,
) -> Catchments:
    """Scale the series and attributes of all gauges and move them to the device.

    Parameters
    ----------
    series : xarray.Dataset
        Forcings and, where it is known, discharge (mm d-1), dimensions (gauge_id, time).
    attributes : xarray.Dataset
        Static attributes, dimension (gauge_id,), joined by gauge_id.
    scalers : Scalers
        Name the variables and their order.
    device : torch.device
        Where to put them.
    span : tuple of (str or Timestamp), optional
        First and last day to take; cut to what the series cover.

    Raises
    ------
    InputError
        If a gauge lacks an attribute, or a variable or a day is missing.
    """
    series = with_shifted(series, scalers.forcings.names)
    if span is not None:
        series = series.sel(time=slice(*span))
    gauge_ids = [str(gauge_id) for gauge_id in series["gauge_id"].values]
    days = _contiguous(series)
    forcings = scalers.forcings.scale(stack(series, scalers.forcings.names, "catchments.nc"))
    lacking = (~np.isfinite(forcings)).any(axis=-1)
    if lacking.any():
        names = [gauge_ids[i] for i in np.nonzero(lacking.any(axis=1))[0]]
        span_text = f"{days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d}"
        text = "%s: %d of %d gauge-days lack a forcing; windows that hold one train nothing and give no states: %s"
        logger.warning(text, span_text, lacking.sum(), lacking.size, shortlist(names))
    discharge = scalers.discharge.scale(stack(series, ["discharge"], "catchments.nc"))[..., 0]
    attributes = with_indicators(attributes, gauge_ids, scalers.attributes.names)
    statics = scalers.attributes.scale(_join(attributes, gauge_ids, scalers.attributes.names))

    def resident(values: np.ndarray) -> Tensor:
        return torch.from_numpy(values.astype("float32")).to(device)

    return Catchments(tuple(gauge_ids), days, resident(forcings), resident(statics), resident(discharge))


def _contiguous(series: xr.Dataset) -> pd.DatetimeIndex:
    days = pd.DatetimeIndex(series["time"].values)
    if not len(days):
        raise InputError("catchments.nc", "no day of the period asked for", "daily series", "change the periods")
    steps = np.diff(days.to_numpy())
    if len(steps) and not (steps == np.timedelta64(1, "D")).all():
        after = days[int(np.argmax(steps != np.timedelta64(1, "D")))]
        found = f"the next day after {after:%Y-%m-%d} is missing"
        raise InputError("catchments.nc", found, "every day on the time axis", "make the file again")
    return days


def _join(attributes: xr.Dataset, gauge_ids: Sequence[str], names: Sequence[str]) -> np.ndarray:
    known = {str(gauge_id) for gauge_id in attributes["gauge_id"].values}
    if absent := [gauge_id for gauge_id in gauge_ids if gauge_id not in known]:
        found = f"no attributes of gauges {shortlist(absent)}"
        raise InputError("attributes.nc", found, "every gauge of catchments.nc", "make both files in one run")
    values = stack(attributes.sel(gauge_id=list(gauge_ids)), names, "attributes.nc")
    gauge, attribute = np.nonzero(~np.isfinite(values))
    if len(gauge):
        found = f"no {names[attribute[0]]} of gauge {gauge_ids[gauge[0]]} ({len(gauge)} values missing in all)"
        raise InputError("attributes.nc", found, "all selected attributes", "drop the gauge or the attribute")
    return values

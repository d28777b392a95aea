"""From a trained LSTM to labelled discharge and cell states."""

import json
import logging

import numpy as np
import pandas as pd
import torch
import xarray as xr

from lstm_probe.errors import shortlist
from lstm_probe.model.catchments import Catchments, prepare
from lstm_probe.model.derived import without_filling
from lstm_probe.model.inference import cell_states, simulate
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Reading

logger = logging.getLogger(__name__)

Period = tuple[str, str]


def spanned(first: Period, second: Period, lead_days: int = 0) -> Period:
    """Give the period that reaches over two, beginning `lead_days` earlier."""
    begin = pd.Timestamp(min(first[0], second[0])) - pd.Timedelta(days=lead_days)
    return f"{begin:%Y-%m-%d}", max(first[1], second[1])


def discharge(
    trained: Trained,
    series: xr.Dataset,
    attributes: xr.Dataset,
    period: Period,
    reading: Reading,
    device: torch.device,
) -> xr.Dataset:
    """Simulate discharge and set it beside what was observed; what would be negative is zero.

    An imported model's discharge is as it gives it, and the attr ``scored`` says what scores take negative values for.

    Parameters
    ----------
    trained : Trained
        The model.
    series : xarray.Dataset
        Forcings and discharge (mm d-1), dimensions (gauge_id, time).
    attributes : xarray.Dataset
        Static attributes, dimension (gauge_id,).
    period : tuple of str
        First and last day.
    reading : Reading
        How the model is run.
    device : torch.device
        Where to compute.

    Returns
    -------
    discharge : xarray.Dataset
        `simulated` and `observed`, keeping the contract `discharge.nc`; simulated is NaN on days whose window lacks a
        forcing, which the attr ``days_without_simulation`` (JSON) counts by gauge.
    """
    reading = trained.reading(reading)
    catchments = _around(trained, series, attributes, period, reading, device)
    scaled = simulate(trained.model, catchments, period, reading).numpy()
    depth = trained.scalers.discharge.unscale(scaled[..., None])[..., 0]
    depth = depth if trained.imported else np.clip(depth, 0.0, None)
    simulated = _labelled(depth.astype("float32"), catchments, period, "simulated")
    simulated.attrs = {"units": "mm d-1", "long_name": "simulated discharge"}
    simulated.attrs |= {"scored": "negative values as zero"} if trained.imported and trained.scores_clip else {}
    observed = series["discharge"].sel(time=slice(*period)).astype("float32").drop_attrs()
    observed.attrs = {"units": "mm d-1", "long_name": "observed discharge"}
    about = {"days_without_simulation": _without(simulated, "simulated discharge")}
    return xr.Dataset({"simulated": simulated, "observed": observed}, attrs=about)


def states(
    trained: Trained,
    series: xr.Dataset,
    attributes: xr.Dataset,
    period: Period,
    reading: Reading,
    device: torch.device,
) -> xr.Dataset:
    """Extract the cell state after every day of a period.

    Parameters
    ----------
    trained, series, attributes, period, reading, device
        As for `discharge`.

    Returns
    -------
    states : xarray.Dataset
        `cell_state`, dimensions (gauge_id, time, unit), keeping the contract `states.nc`; NaN on days whose window
        lacks a forcing, which the attr ``days_without_states`` (JSON) counts by gauge.
    """
    reading = trained.reading(reading)
    catchments = _around(trained, series, attributes, period, reading, device)
    cell = cell_states(trained.model, catchments, period, reading).numpy()
    labelled = _labelled(cell, catchments, period, "cell_state")
    labelled = labelled.assign_coords(unit=np.arange(cell.shape[-1]))
    labelled.attrs = {"units": "1", "long_name": "LSTM cell state", "reading": reading.states}
    return labelled.to_dataset().assign_attrs(days_without_states=_without(labelled[..., 0], "cell states"))


def _without(values: xr.DataArray, what: str) -> str:
    """Count the days (gauge_id, time) without a value by gauge, as JSON, and warn."""
    days = values.isnull().sum("time").to_series()
    lacking = {str(gauge): int(count) for gauge, count in days.items() if count}
    if lacking:
        text = "no %s on %d days at %d gauges, whose windows lack a forcing: %s"
        logger.warning(text, what, sum(lacking.values()), len(lacking), shortlist(lacking, 40))
    return json.dumps(lacking)


def _around(
    trained: Trained,
    series: xr.Dataset,
    attributes: xr.Dataset,
    period: Period,
    reading: Reading,
    device: torch.device,
) -> Catchments:
    """Prepare the period and the days before it that the reading needs."""
    before = pd.Timestamp(period[0]) - pd.Timedelta(days=reading.lead)
    series = without_filling(series) if trained.imported else series
    return prepare(series, attributes, trained.scalers, device, (before, period[1]))


def _labelled(values: np.ndarray, catchments: Catchments, period: Period, name: str) -> xr.DataArray:
    first, end = catchments.position(period)
    coords = {"gauge_id": np.array(catchments.gauge_ids, dtype=object), "time": catchments.days[first:end]}
    return xr.DataArray(values, coords=coords, dims=("gauge_id", "time", "unit")[: values.ndim], name=name)

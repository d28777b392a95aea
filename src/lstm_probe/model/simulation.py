"""From a trained LSTM to labelled discharge and cell states."""

import json
import logging
from collections.abc import Sequence

import numpy as np
import pandas as pd
import torch
import xarray as xr

from lstm_probe.errors import shortlist
from lstm_probe.model.catchments import Catchments, prepare
from lstm_probe.model.derived import without_filling
from lstm_probe.model.inference import quantities, simulate
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Reading

logger = logging.getLogger(__name__)

Period = tuple[str, str]
LONG_NAMES = {
    "cell_state": "LSTM cell state",
    "hidden_state": "output of the units",
    "input_gate": "input gate, after its activation",
    "forget_gate": "forget gate, after its activation",
    "cell_input": "input to the cell, after its activation",
    "output_gate": "output gate, after its activation",
}


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
    kept: Sequence[str] = ("cell_state",),
) -> xr.Dataset:
    """Extract the cell state after every day of a period, and what else of the units is to be kept.

    Parameters
    ----------
    trained, series, attributes, period, reading, device
        As for `discharge`.
    kept : sequence of str
        Which of `gates.QUANTITIES`; gates come after their activation.

    Returns
    -------
    states : xarray.Dataset
        `cell_state` and the others, dimensions (gauge_id, time, unit), keeping the contract `states.nc`; NaN on days
        whose window lacks a forcing, which the attr ``days_without_states`` (JSON) counts by gauge.
    """
    reading = trained.reading(reading)
    catchments = _around(trained, series, attributes, period, reading, device)
    n_days = len(pd.date_range(*period))
    megabytes = len(kept) * len(catchments.gauge_ids) * n_days * trained.model.architecture.hidden_size * 4 / 1e6
    logger.info("%s of %d gauges and %d days: %.0f MB", shortlist(kept), len(catchments.gauge_ids), n_days, megabytes)
    read = quantities(trained.model, catchments, period, reading, kept)
    labelled = {name: _labelled(values.numpy(), catchments, period, name) for name, values in read.items()}
    for name, array in labelled.items():
        array.attrs = {"units": "1", "long_name": LONG_NAMES[name], "reading": reading.states}
    units = np.arange(trained.model.architecture.hidden_size)
    without = _without(next(iter(labelled.values()))[..., 0], "cell states")
    return xr.Dataset(labelled).assign_coords(unit=units).assign_attrs(days_without_states=without)


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

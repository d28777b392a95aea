"""Compare the two readings of an imported LSTM: one pass over the record, and windows of the run's own length."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import torch
import xarray as xr

from lstm_probe.model import simulation
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Reading

#: What is compared: so many gauges, evenly chosen, on so many days at the end of the probes' test.
GAUGES, DAYS = 10, 30


def difference(
    trained: Trained,
    series: xr.Dataset,
    attributes: xr.Dataset,
    period: Sequence[str],
    reading: Reading,
    device: torch.device,
) -> dict[str, Any] | None:
    """Measure what reading an LSTM in one pass changes against the windows that its run was evaluated by.

    Parameters
    ----------
    trained, series, attributes, device
        As for `simulation.states`.
    period : pair of str
        First and last day of the probes' test.
    reading : Reading
        How the study reads the states.

    Returns
    -------
    dict or None
        gauges and days that were compared; cell_state, the root mean square difference over the standard deviation of a
        unit's state by windows, a median over units (1); discharge, the mean absolute difference (mm d-1), None
        without discharge. None where the study reads windows.
    """
    if reading.states == "window":
        return None
    last = pd.Timestamp(period[-1])
    days = (str((last - pd.Timedelta(days=DAYS - 1)).date()), str(last.date()))
    chosen = np.unique(np.linspace(0, series.sizes["gauge_id"] - 1, GAUGES).round().astype(int))
    given = trained, series.isel(gauge_id=chosen), attributes, days
    ways = [replace(reading, states=way) for way in ("window", "continuous")]
    window, single = (simulation.states(*given, way, device)["cell_state"].astype("float64") for way in ways)
    over = ["gauge_id", "time"]
    apart = ((single - window) ** 2).mean(over) ** 0.5 / window.std(over)
    discharge = None
    if trained.model.architecture.output != "none":
        one, other = (simulation.discharge(*given, way, device)["simulated"] for way in ways)
        discharge = _plain(abs(other - one).mean())
    return {"gauges": len(chosen), "days": DAYS, "cell_state": _plain(apart.median()), "discharge": discharge}


def _plain(value: xr.DataArray) -> float | None:
    return float(f"{float(value):.3g}") if np.isfinite(value) else None

"""Cell states that are saturated at a gauge: the output of the LSTM does not depend on how they vary."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from lstm_probe.probe import units

#: The output of a unit is o tanh(c): from |tanh c| of so much on, nothing that is added to c reaches it.
SATURATED = 0.999
#: Share of the variance that a straight line in time explains in a state that drifts.
STRAIGHT = 0.5
SHARES = ("saturated", "drifting", "units_saturated_somewhere")


def count(states: xr.Dataset) -> pd.DataFrame:
    """Count the pairs of a unit and a gauge whose cell state is saturated on all days, and those of them that drift.

    Where a forget gate stays at 1, a cell state adds up what comes in and forgets nothing: it grows in a straight
    line, and depends on the day at which the reading began. Two readings of such a state have nothing in common.

    Parameters
    ----------
    states : xarray.Dataset
        As `contracts.lstm.STATES`, read gauge by gauge.

    Returns
    -------
    pandas.DataFrame
        One row, as `contracts.tables.SATURATED_UNITS` without lstm and seed.
    """
    gauges, number = states.sizes["gauge_id"], states.sizes["unit"]
    if "cell_state" not in states:  # another model may have given outputs or gates alone
        return pd.DataFrame([{**dict.fromkeys(SHARES, np.nan), "gauges": gauges, "units": number}])
    saturated, straight = of_gauges(states)
    shares = (saturated.mean(), (saturated & straight).mean(), saturated.any(axis=0).sum())
    return pd.DataFrame([{**dict(zip(SHARES, shares, strict=True)), "gauges": gauges, "units": number}])


def of_gauges(states: xr.Dataset) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Say of every pair of a gauge and a unit what `of_gauge` says.

    Parameters
    ----------
    states : xarray.Dataset
        As `contracts.lstm.STATES`, with cell states, read gauge by gauge.

    Returns
    -------
    saturated, straight : numpy.ndarray of bool, shape (gauges, units)
        As of `of_gauge`.
    """
    series = (states["cell_state"].sel(gauge_id=gauge).transpose("time", "unit") for gauge in states["gauge_id"].values)
    saturated, straight = zip(*(of_gauge(one.values.astype("float64")) for one in series), strict=True)
    return np.stack(saturated), np.stack(straight)


def of_gauge(cell_state: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Say which cell states of a gauge are saturated on all days, and which follow a straight line in time.

    Parameters
    ----------
    cell_state : numpy.ndarray of float, shape (days, units)
        NaN on days without a state, which do not count.

    Returns
    -------
    saturated, straight : numpy.ndarray of bool, shape (units,)
        False for a unit without any state.
    """
    there = np.isfinite(cell_state)
    full = (np.abs(np.tanh(cell_state)) > SATURATED) | ~there
    r = units.correlations(cell_state, np.arange(len(cell_state), dtype="float64")[:, None])[0]
    return np.asarray(full.all(axis=0) & there.any(axis=0)), np.asarray(np.nan_to_num(r) ** 2 > STRAIGHT)

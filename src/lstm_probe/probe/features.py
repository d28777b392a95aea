"""What a probe may see of a gauge on a day; the registry's keys are the config's words."""

from collections.abc import Callable, Sequence

import numpy as np
import xarray as xr

from lstm_probe.probe.choice import Choice
from lstm_probe.probe.moments import Floats


def cell_state(states: xr.Dataset, gauge_id: str) -> xr.DataArray:
    """Take the LSTM's cell state, one feature a unit.

    Parameters
    ----------
    states : xarray.Dataset
        Variable cell_state of shape (gauge_id, time, unit).
    gauge_id : str
        The gauge.

    Returns
    -------
    xarray.DataArray of shape (time, feature)
        Cell states (1) of every day in `states`, features named by unit.
    """
    values = states["cell_state"].sel(gauge_id=gauge_id, drop=True).rename(unit="feature")
    return values.assign_coords(feature=[f"cell_state_{unit}" for unit in states["unit"].values])


#: Every kind of feature: (states, gauge_id, **settings) -> (time, feature).
FEATURES: dict[str, Callable[..., xr.DataArray]] = {"cell_state": cell_state}


def names(kinds: Sequence[Choice], states: xr.Dataset) -> list[str]:
    """Name the columns of `matrix`."""
    arrays = (FEATURES[kind.name](states, str(states["gauge_id"].values[0]), **kind.settings) for kind in kinds)
    return [str(name) for array in arrays for name in array["feature"].values]


def matrix(kinds: Sequence[Choice], states: xr.Dataset, gauge_id: str) -> Floats:
    """Set a gauge's features side by side, shape (n_days, n_features), for every day in `states`."""
    return np.concatenate([FEATURES[kind.name](states, gauge_id, **kind.settings).values for kind in kinds], axis=1)

"""What a probe may see of a gauge on a day; the registry's keys are the config's words."""

from collections.abc import Callable, Sequence

import numpy as np
import xarray as xr

from lstm_probe.probe.choice import Choice
from lstm_probe.probe.moments import Floats

Named = tuple[list[str], Floats]


def cell_state(states: xr.Dataset, gauge_id: str) -> Named:
    """Take the LSTM's cell state, one feature a unit.

    Parameters
    ----------
    states : xarray.Dataset
        Variable cell_state of shape (gauge_id, time, unit).
    gauge_id : str
        The gauge.

    Returns
    -------
    names : list of str
        One a feature, after its unit.
    values : numpy.ndarray of shape (n_days, n_features)
        Cell states (1) of every day in `states`.
    """
    names = [f"cell_state_{unit}" for unit in states["unit"].values.tolist()]
    return names, states["cell_state"].sel(gauge_id=gauge_id).values


#: Every kind of feature: (states, gauge_id, **settings) -> names, values (n_days, n_features).
FEATURES: dict[str, Callable[..., Named]] = {"cell_state": cell_state}


def names(kinds: Sequence[Choice], states: xr.Dataset) -> list[str]:
    """Name the columns of `matrix`."""
    gauge = str(states["gauge_id"].values[0])
    return [name for kind in kinds for name in FEATURES[kind.name](states, gauge, **kind.settings)[0]]


def matrix(kinds: Sequence[Choice], states: xr.Dataset, gauge_id: str) -> Floats:
    """Set a gauge's features side by side, shape (n_days, n_features), for every day in `states`."""
    return np.concatenate([FEATURES[kind.name](states, gauge_id, **kind.settings)[1] for kind in kinds], axis=1)

"""What a probe may see of a gauge on a day; the registry's keys are the config's words."""

from collections.abc import Callable, Sequence

import numpy as np
import xarray as xr

from lstm_probe.errors import InputError, shortlist
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.moments import Floats

Named = tuple[list[str], Floats]


def of_units(variable: str) -> Callable[[xr.Dataset, str], Named]:
    """Make the feature that takes one variable of the LSTM's units, one feature a unit.

    Parameters
    ----------
    variable : str
        Cell state, output or a gate of the units, as ``contracts.lstm.STATES`` has them.

    Returns
    -------
    callable
        (states, gauge_id) -> names, one a feature, after its unit, and values (1) of shape (n_days, n_features), of
        every day in `states`, whose variables have the shape (gauge_id, time, unit).
    """

    def feature(states: xr.Dataset, gauge_id: str) -> Named:
        if variable not in states:
            found, expected = (
                f"no {variable}; the states are {shortlist(states.data_vars)}",
                f"{variable} of every unit",
            )
            advice = "choose other features (probe: {features: [...]}), or write them into the file of states"
            raise InputError("states.nc", found, expected, advice)
        names = [f"{variable}_{unit}" for unit in states["unit"].values.tolist()]
        return names, states[variable].sel(gauge_id=gauge_id).values

    return feature


OF_UNITS = ("cell_state", "hidden_state", "input_gate", "forget_gate", "cell_input", "output_gate")
#: Every kind of feature: (states, gauge_id, **settings) -> names, values (n_days, n_features).
FEATURES: dict[str, Callable[..., Named]] = {variable: of_units(variable) for variable in OF_UNITS}


def names(kinds: Sequence[Choice], states: xr.Dataset) -> list[str]:
    """Name the columns of `matrix`."""
    gauge = str(states["gauge_id"].values[0])
    return [name for kind in kinds for name in FEATURES[kind.name](states, gauge, **kind.settings)[0]]


def matrix(kinds: Sequence[Choice], states: xr.Dataset, gauge_id: str) -> Floats:
    """Set a gauge's features side by side, shape (n_days, n_features), for every day in `states`."""
    return np.concatenate([FEATURES[kind.name](states, gauge_id, **kind.settings)[1] for kind in kinds], axis=1)

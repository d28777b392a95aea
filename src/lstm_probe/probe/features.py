"""What a probe may see of a gauge on a day; the registry's keys are the config's words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.errors import InputError, shortlist
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.inputs import Inputs
from lstm_probe.probe.moments import Floats

Named = tuple[list[str], Floats]
TIME_CONSTANTS = tuple(float(2**power) for power in range(9))
DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True)
class Sources:
    """Hold what features are made of.

    Parameters
    ----------
    states : xarray.Dataset or None
        cell_state (1) of shape (gauge_id, time, unit); None where no feature needs states.
    inputs : Inputs or None
        Forcings and attributes; None where no feature needs them.
    """

    states: xr.Dataset | None = None
    inputs: Inputs | None = None

    @property
    def daily(self) -> xr.Dataset:
        """What gives gauges and days: the states where there are any, else the series of forcings."""
        if self.states is not None:
            return self.states
        if self.inputs is None:
            raise InputError("features", "neither states nor inputs", "what features are made of", "give one of them")
        return self.inputs.series

    @property
    def days(self) -> pd.DatetimeIndex:
        """The days of all features."""
        return pd.DatetimeIndex(self.daily.indexes["time"])


def of_units(variable: str) -> Callable[[Sources, str], Named]:
    """Make the feature that takes one variable of the LSTM's units, one feature per unit.

    Parameters
    ----------
    variable : str
        Cell state, output or a gate of the units, as ``contracts.lstm.STATES`` has them.

    Returns
    -------
    callable
        (sources, gauge_id) -> names, one per feature, after its unit, and values (1) of shape (n_days, n_features), of
        every day of `sources`, whose states have the shape (gauge_id, time, unit).
    """

    def feature(sources: Sources, gauge_id: str) -> Named:
        states = sources.states
        if states is None:
            advice = "name an LSTM in the experiment"
            raise InputError(f"feature {variable}", "no states", "the states of an LSTM", advice)
        if variable not in states:
            found, expected = (
                f"no {variable}; the states are {shortlist(states.data_vars)}",
                f"{variable} of every unit",
            )
            advice = "choose other features (probe: {features: [...]}), or write them into the file of states"
            raise InputError("states.nc", found, expected, advice)
        names = [f"{variable}_{unit}" for unit in states["unit"].values.tolist()]
        place = states.get_index("gauge_id").get_loc(gauge_id)
        return names, states.variables[variable].isel(gauge_id=place).values

    return feature


def forcing_memory(
    sources: Sources,
    gauge_id: str,
    *,
    time_constants: Sequence[float] = TIME_CONSTANTS,
    part_snow: Mapping[str, Sequence[float]] | None = None,
) -> Named:
    """Run the z-score of every forcing through linear reservoirs: what a store remembers that nothing taught.

    Each day ``m = m' + (x - m') / k``, with m' of the day before, x of the day itself and the time constant k (days),
    which is the sum over days i ago of ``(1 - 1/k)^i x / k``: a linear reservoir. It is run from the first day of the
    record on, before which it holds the mean, 0.

    Parameters
    ----------
    sources : Sources
        With inputs.
    gauge_id : str
        The gauge.
    time_constants : sequence of float
        k of every reservoir (days), 1 or more; 1 is the day itself.
    part_snow : mapping, optional
        ``between``: air temperature (degC) up to which precipitation is snow, and from which it is rain; rain and
        snowfall then are two forcings in its place.

    Returns
    -------
    names : list of str
        One a feature, after its forcing and time constant.
    values : numpy.ndarray of shape (n_days, n_features)
        Memories (1) on every day of `sources`, float64.
    """
    if min(time_constants) < 1 or (part_snow and not part_snow["between"][0] < part_snow["between"][1]):
        found = f"time_constants {list(time_constants)}, part_snow {part_snow}"
        expected = "1 day or more, and two temperatures, the lower one first"
        raise InputError("feature forcing_memory", found, expected, "correct the experiment")
    from scipy.signal import lfilter  # only here: it takes longer to import than all other modules of a probe

    inputs = _required(sources, "forcing_memory")
    between = (part_snow["between"][0], part_snow["between"][1]) if part_snow else None
    scaled = inputs.scaled(gauge_id, between)
    days = inputs.days.get_indexer(sources.days)
    columns = [
        lfilter([1 / constant], [1.0, 1 / constant - 1], values)[days]
        for values in scaled.values()
        for constant in time_constants
    ]
    return [f"{name}_memory_{constant:g}_d" for name in scaled for constant in time_constants], np.stack(columns, 1)


def static_attributes(sources: Sources, gauge_id: str) -> Named:
    """Take the z-scores (1) of the gauge's static attributes, the same on every day; none where an LSTM has none.

    Parameters
    ----------
    sources : Sources
        With inputs.
    gauge_id : str
        The gauge.
    """
    inputs = _required(sources, "static_attributes")
    return list(inputs.static), np.tile(inputs.static_of(gauge_id), (len(sources.days), 1))


def season(sources: Sources, gauge_id: str, *, harmonics: int = 3) -> Named:
    """Take sines and cosines of the day of the year, the same at all gauges and in all years.

    Parameters
    ----------
    sources : Sources
        Whose days they are.
    gauge_id : str
        Any gauge.
    harmonics : int
        Waves of a year, half a year, a third of one and so on.
    """
    angle = 2 * np.pi * sources.days.day_of_year.to_numpy() / DAYS_OF_A_YEAR
    waves = {
        f"{function.__name__}_{k}": function(k * angle)
        for k in range(1, harmonics + 1)
        for function in (np.sin, np.cos)
    }
    return list(waves), np.stack(list(waves.values()), axis=1)


def _required(sources: Sources, feature: str) -> Inputs:
    if sources.inputs is None:
        raise InputError(f"feature {feature}", "no forcings and attributes", "the inputs of an LSTM", "give them too")
    return sources.inputs


OF_UNITS = ("cell_state", "hidden_state", "input_gate", "forget_gate", "cell_input", "output_gate")
#: Every kind of feature: (sources, gauge_id, **settings) -> names, values (n_days, n_features).
FEATURES: dict[str, Callable[..., Named]] = {
    **{variable: of_units(variable) for variable in OF_UNITS},
    "forcing_memory": forcing_memory,
    "static_attributes": static_attributes,
    "season": season,
}


def names(kinds: Sequence[Choice], sources: Sources) -> list[str]:
    """Name the columns of `matrix`."""
    gauge = str(sources.daily["gauge_id"].values[0])
    return [name for kind in kinds for name in FEATURES[kind.name](sources, gauge, **kind.settings)[0]]


def matrix(kinds: Sequence[Choice], sources: Sources, gauge_id: str) -> Floats:
    """Set a gauge's features side by side, shape (n_days, n_features), for every day of `sources`."""
    blocks = [FEATURES[kind.name](sources, gauge_id, **kind.settings)[1] for kind in kinds]
    return blocks[0] if len(blocks) == 1 else np.concatenate(blocks, axis=1)

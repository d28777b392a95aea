"""States of any model, and its discharge, from netCDF files that a user wrote (docs/your_model.md)."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.files import dimensions, opening
from lstm_probe.datasets import gauge_ids as ids
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

#: Names that dimensions have where people write states.
NAMES = {
    "gauge_id": ("gauge_id", "basin", "station_id"),
    "time": ("time", "date"),
    "unit": ("unit", "dimension", "hidden"),
}
#: What may be read, and what it is.
STATES = {
    "cell_state": "cell state",
    "hidden_state": "output of the units",
    "input_gate": "input gate, after its activation",
    "forget_gate": "forget gate, after its activation",
    "cell_input": "input to the cell, after its activation",
    "output_gate": "output gate, after its activation",
}
GATES = ("input_gate", "forget_gate", "output_gate")
DISCHARGE = ("simulated", "discharge", "y_hat", "qsim", "discharge_spec_sim")
ADVICE = "write it as docs/your_model.md says; docs/export_nh.py does so for runs of NeuralHydrology"
Period = tuple[str, str]
PlainId = Callable[[object], str]


def read(
    path: str | Path, gauges: Sequence[str], probed: Period, lead_days: int, plain_id: PlainId = ids.plain
) -> xr.Dataset:
    """Read the states of the study's gauges from a file.

    Parameters
    ----------
    path : str or Path
        The file: dimensions of gauge, time and unit, and one or more of the variables in `STATES`.
    gauges : sequence of str
        The gauges of the study.
    probed : tuple of str
        First and last day that probes are given.
    lead_days : int
        Days before them that a delay needs; taken as far as the file has them.
    plain_id : callable
        Gives an id of the study's data set from what the file has.

    Returns
    -------
    xarray.Dataset
        Variables of shape (gauge_id, time, unit), float32; gauges without states are named in the attr
        ``gauges_without_states``.

    Raises
    ------
    InputError
        If a dimension, all variables, or the days are missing, no gauge is the study's, or values cannot be states.
    """
    opened = _opened(path)
    named = _named(opened, path, ("gauge_id", "time", "unit"))
    there = [name for name in STATES if name in named]
    if not there:
        found, expected = f"variables {shortlist(opened.data_vars)}", f"one or more of {shortlist(STATES)}"
        raise InputError(str(path), found, expected, ADVICE)
    if ignored := [str(name) for name in named.data_vars if name not in STATES]:
        logger.info("%s: not read: %s", path, shortlist(ignored))
    states = xr.Dataset({name: dimensions.only(named[name], tuple(NAMES), str(path), ADVICE) for name in there})
    states = _of_days(_of_gauges(states, gauges, path, plain_id), probed, lead_days, path)
    with opening.explained(path, "states", ADVICE):
        states = states.astype("float32").load()
    for name in there:
        _require_states(states[name], path)
        states[name].attrs = {"units": "1", "long_name": STATES[name], "reading": "as the file has them"}
    return states.assign_coords(unit=np.arange(states.sizes["unit"])).drop_vars(set(states.coords) - set(NAMES))


def read_discharge(path: str | Path, gauges: Sequence[str], plain_id: PlainId = ids.plain) -> xr.DataArray:
    """Read simulated discharge (mm d-1) of shape (gauge_id, time) from a file; gauges as for `read`.

    Raises
    ------
    InputError
        If it has no such variable, or no gauge is the study's.
    """
    named = _named(_opened(path), path, ("gauge_id", "time"))
    variables = [name for name in named.data_vars if {"gauge_id", "time"} <= set(named[name].dims)]
    chosen = next((name for name in DISCHARGE if name in variables), variables[0] if len(variables) == 1 else None)
    if chosen is None:
        expected = f"one variable of gauge and time, or one of {shortlist(DISCHARGE)}"
        raise InputError(str(path), f"variables {shortlist(named.data_vars)}", expected, ADVICE)
    array = dimensions.only(named[chosen], ("gauge_id", "time"), str(path), ADVICE)
    units = str(array.attrs.get("units", "mm d-1"))
    if units.replace(" ", "").lower() not in ("mmd-1", "mm/d", "mm/day", "mmday-1"):
        raise InputError(str(path), f"discharge in {units}", "mm d-1", "convert it by the area of the catchment")
    simulated = _days(_of_gauges(array.to_dataset(name="simulated"), gauges, path, plain_id), path)["simulated"]
    with opening.explained(path, "discharge", ADVICE):
        return simulated.astype("float32").load().assign_attrs(units="mm d-1", long_name="simulated discharge")


def _opened(path: str | Path) -> xr.Dataset:
    with opening.explained(path, "a netCDF file", ADVICE):
        return xr.open_dataset(path)


def _named(dataset: xr.Dataset, path: str | Path, wanted: Sequence[str]) -> xr.Dataset:
    """Give the dimensions our names."""
    renamed = {}
    for ours in wanted:
        found = [name for name in NAMES[ours] if name in dataset.dims]
        if len(found) != 1:
            what = f"dimensions {shortlist(dataset.dims)}"
            raise InputError(str(path), what, f"one of {shortlist(NAMES[ours])}", ADVICE)
        if found[0] != ours:
            renamed[found[0]] = ours
        if ours != "unit" and found[0] not in dataset.coords:
            raise InputError(str(path), f"no values along {found[0]}", "gauge ids and days", ADVICE)
    return dataset.rename(renamed)


def _of_gauges(dataset: xr.Dataset, gauges: Sequence[str], path: str | Path, plain_id: PlainId) -> xr.Dataset:
    """Take the study's gauges, in its order; name those without states."""
    plain = [plain_id(written) for written in dataset["gauge_id"].values]
    if repeated := sorted({gauge for gauge in plain if plain.count(gauge) > 1}):
        raise InputError(str(path), f"gauges {shortlist(repeated)} more than once", "every gauge once", ADVICE)
    kept = [gauge for gauge in gauges if gauge in set(plain)]
    if not kept:
        found = f"gauges {shortlist(plain)}"
        raise InputError(str(path), found, f"gauges of the study: {shortlist(gauges)}", "write their ids")
    absent = [gauge for gauge in gauges if gauge not in set(plain)]
    if absent:
        logger.warning("%s: no states of %d of %d gauges: %s", path, len(absent), len(gauges), shortlist(absent, 40))
    chosen = dataset.assign_coords(gauge_id=np.array(plain, dtype=object)).sel(gauge_id=kept)
    return chosen.assign_attrs(gauges_without_states=", ".join(absent))


def _days(dataset: xr.Dataset, path: str | Path) -> xr.Dataset:
    """Take stamps as the days in which they lie; refuse what is not daily."""
    if dataset["time"].dtype.kind != "M":
        found = f"{dataset.sizes['time']} values along time of type {dataset['time'].dtype}"
        raise InputError(str(path), found, "days, with units such as 'days since 1970-01-01'", ADVICE)
    days = pd.DatetimeIndex(dataset["time"].values).normalize()
    steps = np.diff(days.to_numpy()) / np.timedelta64(1, "D")
    if len(steps) and not (steps == 1).all():
        place = int(np.argmax(steps != 1))
        found = f"{days[place + 1]:%Y-%m-%d} after {days[place]:%Y-%m-%d}"
        raise InputError(str(path), found, "every day once, in order", ADVICE)
    return dataset.assign_coords(time=days)


def _of_days(states: xr.Dataset, probed: Period, lead_days: int, path: str | Path) -> xr.Dataset:
    states = _days(states, path)
    days, (first, last) = states.indexes["time"], map(pd.Timestamp, probed)
    if first < days[0] or last > days[-1]:
        found = f"days from {days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d}"
        expected = f"{first:%Y-%m-%d} to {last:%Y-%m-%d} (periods.probe_fit and probe_test)"
        raise InputError(str(path), found, expected, "write more days, or move the periods")
    begin = first - pd.Timedelta(days=lead_days)
    if begin < days[0]:
        text = "%s begins on %s: a delay has %d days before the probes at most"
        logger.warning(text, path, f"{days[0]:%Y-%m-%d}", (first - days[0]).days)
    return states.sel(time=slice(max(begin, days[0]), last))


def _require_states(array: xr.DataArray, path: str | Path) -> None:
    values = array.values
    if np.isinf(values).any() or not np.isfinite(values).any():
        found = "infinite values" if np.isinf(values).any() else "no value"
        raise InputError(str(path), f"{found} of {array.name}", "finite states", ADVICE)
    if array.name in GATES and (np.nanmin(values) < 0 or np.nanmax(values) > 1):
        found = f"{array.name} from {np.nanmin(values):.4g} to {np.nanmax(values):.4g}"
        raise InputError(str(path), found, "gates after their activation, 0 to 1", "apply the sigmoid before writing")

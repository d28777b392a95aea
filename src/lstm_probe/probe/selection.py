"""Which gauges and days take part: the same for every experiment on the same target."""

import logging
from collections.abc import Mapping, Sequence, Set
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.errors import InputError, shortlist
from lstm_probe.probe.choice import nearest

logger = logging.getLogger(__name__)


def satisfying(attributes: xr.Dataset, criterion: Mapping[str, Any] | None, where: str) -> list[str]:
    """List the gauges whose attribute satisfies a criterion.

    Parameters
    ----------
    attributes : xarray.Dataset
        One variable an attribute, along gauge_id.
    criterion : mapping or None
        ``attribute`` and one or both of the bounds ``above`` and ``below`` (attribute's units, exclusive);
        None takes every gauge. A gauge without the attribute (NaN) does not satisfy it.
    where : str
        Whose criterion it is, for messages.

    Raises
    ------
    InputError
        If there is no such attribute, no bound, or no gauge satisfies it.
    """
    gauge_ids = attributes["gauge_id"].values.astype(str)
    if criterion is None:
        return gauge_ids.tolist()
    name = str(criterion.get("attribute"))
    if name not in attributes:
        known = {str(key): None for key in attributes.data_vars}
        raise InputError(f"{where}: gauges", f"attribute '{name}'", shortlist(known, 40), nearest(name, known))
    above, below = criterion.get("above"), criterion.get("below")
    if above is None and below is None:
        raise InputError(f"{where}: gauges", f"{dict(criterion)}", "a bound, 'above' or 'below'", "give a bound")
    values = attributes[name].values
    satisfied = (values > (-np.inf if above is None else above)) & (values < (np.inf if below is None else below))
    if not satisfied.any():
        found = f"no gauge of {len(values)}; they have {np.nanmin(values):.4g} to {np.nanmax(values):.4g}"
        bounds = [f"{word} {bound:g}" for word, bound in (("above", above), ("below", below)) if bound is not None]
        expected = f"gauges with {name} {' and '.join(bounds)}"
        raise InputError(f"{where}: gauges", found, expected, "take more gauges, or move the bound")
    return gauge_ids[satisfied].tolist()


def complete(states: xr.Dataset) -> list[str]:
    """List the gauges whose states are finite on every day, reading one gauge at a time.

    A control may give a gauge the states of any other: one missing day would change the days that are scored.

    Raises
    ------
    InputError
        If there is no such gauge.
    """
    gauge_ids = states["gauge_id"].values.astype(str)
    finite = [bool(np.isfinite(states["cell_state"][i].values).all()) for i in range(len(gauge_ids))]
    if not any(finite):
        raise InputError("states.nc", "no gauge with finite states on every day", "some", "extract the states again")
    return gauge_ids[np.array(finite)].tolist()


def account(target: str, wanted: Sequence[str], whole: Set[str], used: Sequence[str]) -> str:
    """Log how many gauges take part in a target, and say which of those wanted do not, and why.

    Parameters
    ----------
    target : str
        Name of the target.
    wanted, whole, used : sequence or set of str
        Gauges that satisfy the criteria, those with states on every day, and those that take part.
    """
    without_states = [gauge for gauge in wanted if gauge not in whole]
    without_target = [gauge for gauge in wanted if gauge in whole and gauge not in used]
    text = f"{len(used)} of {len(wanted)} gauges that satisfy the criteria take part"
    for why, left_out in (("states on every day", without_states), ("the target", without_target)):
        if left_out:
            text += f"; {len(left_out)} without {why}: {', '.join(left_out)}"
    logger.info("%s: %s", target, text)
    return text


def span(periods: Mapping[str, slice]) -> pd.DatetimeIndex:
    """List the days from the first of the periods' days to the last."""
    bounds = [pd.Timestamp(day) for period in periods.values() for day in (period.start, period.stop)]
    return pd.date_range(min(bounds), max(bounds), name="time")


def offset(states: xr.Dataset, days: pd.DatetimeIndex, delay_days: int) -> int:
    """Find the position in `states` of the state that belongs to the first of `days`.

    Raises
    ------
    InputError
        If states are not daily without a gap, or do not reach from `delay_days` before the first day to the
        last.
    """
    time = states.indexes["time"]
    if not (np.diff(time.values) == np.timedelta64(1, "D")).all():
        raise InputError("states.nc", "days missing or out of order", "every day once", "extract the states again")
    first = days[0] - pd.Timedelta(days=delay_days)
    if first < time[0] or days[-1] > time[-1]:
        found = f"states from {time[0].date()} to {time[-1].date()}"
        advice = "raise periods: state_lead_days, or move the probe's periods"
        raise InputError("states.nc", found, f"states from {first.date()} to {days[-1].date()}", advice)
    return int((first - time[0]).days)


def observations(target: xr.DataArray, gauge_ids: Sequence[str], periods: Mapping[str, slice]) -> xr.DataArray:
    """Align a target with the probe's days and keep the gauges observed in one of the periods.

    Parameters
    ----------
    target : xarray.DataArray of shape (gauge_id, time)
        Catchment means (units of the target); NaN where not observed.
    gauge_ids : sequence of str
        Gauges that may take part.
    periods : mapping of str to slice
        First and last day of every period.

    Raises
    ------
    InputError
        If no gauge has a value on these days, or none in one of the periods.
    """
    has = set(target["gauge_id"].values.astype(str))
    target = target.sel(gauge_id=[gauge for gauge in gauge_ids if gauge in has])
    target = target.reindex(time=span(periods)).load().astype("float32")
    seen = {name: target.sel(time=days).notnull().any("time") for name, days in periods.items()}
    for name, observed in seen.items():
        if not observed.any():
            where, days = f"target {target.name}", periods[name]
            found = f"no value at {target.sizes['gauge_id']} gauges from {days.start} to {days.stop}"
            advice = f"see periods: probe_{name}, and the gauges and days of the target's file"
            raise InputError(where, found, f"values in the {name} period", advice)
    return target[np.logical_or.reduce([observed.values for observed in seen.values()])]

"""Which gauges and days take part: the same for every experiment on the same target."""

import logging
from collections.abc import Mapping, Sequence
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
    kept = states[next(iter(states.data_vars))]  # whatever of the units is kept, a day has all of it or nothing
    finite = [bool(np.isfinite(kept[i].values).all()) for i in range(len(gauge_ids))]
    if not any(finite):
        days = states.indexes["time"]
        found = f"no gauge with finite states on every day from {days[0].date()} to {days[-1].date()}"
        advice = "see the gaps of forcings that catchments.nc counts: read other columns, fill them or move the periods"
        raise InputError("states.nc", found, "some", advice)
    return gauge_ids[np.array(finite)].tolist()


def account(target: str, wanted: Sequence[str], lost: Mapping[str, Sequence[str]]) -> str:
    """Log how many gauges take part in a target, and say which of those wanted do not, and why.

    Parameters
    ----------
    target : str
        Name of the target.
    wanted : sequence of str
        Gauges that satisfy the criteria.
    lost : mapping of str to sequence of str
        Those of them that do not take part, by what they lack.
    """
    used = len(wanted) - sum(len(gauges) for gauges in lost.values())
    text = f"{used} of {len(wanted)} gauges that satisfy the criteria take part"
    for lack, gauges in lost.items():
        if gauges:
            text += f"; {len(gauges)} without {lack}: {', '.join(gauges)}"
    logger.info("%s: %s", target, text)
    return text


def span(periods: Mapping[str, slice]) -> pd.DatetimeIndex:
    """List the days from the first of the periods' days to the last."""
    bounds = [pd.Timestamp(day) for period in periods.values() for day in (period.start, period.stop)]
    return pd.date_range(min(bounds), max(bounds), name="time")


def offset(states: xr.Dataset, days: pd.DatetimeIndex, delay_days: int) -> int:
    """Find the position in `states`, or series of forcings, of the day that belongs to the first of `days`.

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


def observations(
    target: xr.DataArray, gauge_ids: Sequence[str], periods: Mapping[str, slice], minimum_days: int = 1
) -> tuple[xr.DataArray, dict[str, list[str]]]:
    """Align a target with the probe's days and keep the gauges observed often enough in every period.

    Parameters
    ----------
    target : xarray.DataArray of shape (gauge_id, time)
        Catchment means (units of the target); NaN where not observed.
    gauge_ids : sequence of str
        Gauges that may take part.
    periods : mapping of str to slice
        First and last day of every period.
    minimum_days : int
        Days with a value that a gauge needs in each of them.

    Returns
    -------
    observed : xarray.DataArray of shape (gauge_id, time)
        The gauges kept, on the days from the first to the last of the periods, float32.
    lost : dict of str to list of str
        The other gauges, by what they lack.

    Raises
    ------
    InputError
        If no gauge has so many values on these days, or none in one of the periods, or none in all of them.
    """
    has = set(target["gauge_id"].values.astype(str))
    target = target.sel(gauge_id=[gauge for gauge in gauge_ids if gauge in has])
    target = target.reindex(time=span(periods)).load().astype("float32").reindex(gauge_id=list(gauge_ids))
    counts = {name: target.sel(time=days).notnull().sum("time").values for name, days in periods.items()}
    seen = {name: count >= minimum_days for name, count in counts.items()}
    enough = "the target" if minimum_days == 1 else f"{minimum_days} days of the target"
    where, gauges = f"target {target.name}", f"at {len(has.intersection(gauge_ids))} gauges"
    for name, observed in seen.items():
        if not observed.any():
            most = int(counts[name].max(initial=0))
            value = f"{most} days with a value at the most" if most else "no value"
            found = f"{value} {gauges} from {periods[name].start} to {periods[name].stop}"
            advice = f"see periods: probe_{name}, and the gauges and days of the target's file"
            advice += "" if minimum_days == 1 else "; or lower data.missing.minimum_target_days"
            raise InputError(where, found, f"{_values(minimum_days)} in the {name} period", advice)
    kept = np.logical_and.reduce(list(seen.values()))
    if not kept.any():
        found = f"{_values(minimum_days)} of different gauges in {shortlist(seen)}"
        expected = f"gauges with {_values(minimum_days)} in each of them"
        raise InputError(where, found, expected, "see periods: probe_fit, probe_test, and the target's file")
    never = ~np.logical_or.reduce(list(seen.values()))
    lost = {enough: never, **{f"{enough} in the {name} period": ~seen[name] & ~never for name in seen}}
    return target[kept], {lack: [gauge_ids[i] for i in np.flatnonzero(of).tolist()] for lack, of in lost.items()}


def _values(minimum_days: int) -> str:
    return "values" if minimum_days == 1 else f"{minimum_days} values"

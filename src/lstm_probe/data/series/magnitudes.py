"""Refuse values whose size tells that they are in other units than they should be: a factor of 1000 is soon missed.

The bounds are those of the check-up, which a user may switch off; this is not.
"""

import logging

import numpy as np
import xarray as xr

from lstm_probe.datasets import attribute_bounds, bounds, missing_numbers
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)


def require_series(series: xr.Dataset) -> None:
    """Hold the mean of every forcing and of discharge against what is possible in its units.

    Parameters
    ----------
    series : xarray.Dataset
        Variables of shape (gauge_id, time), in the units of CAMELS-GB.

    Raises
    ------
    InputError
        If the mean is impossible at half of the gauges or more; a few are named in the log. If a value is infinite, or
        an implausible one that stands for a missing value.
    """
    for name, array in series.data_vars.items():
        where = f"series of CAMELS-GB, {name}"
        _require_finite(array, where)
        if limits := bounds.SERIES.get(str(name)):
            _refuse_stand_ins(array, _stand_ins_beyond(array.values, limits.soft), where)
            _require(array, limits, where)


def require_target(means: xr.DataArray, units: str, variable: str, where: str) -> None:
    """Hold the mean and the values of a probe target against what is possible in its units.

    Parameters
    ----------
    means : xarray.DataArray of shape (gauge_id, time)
        Catchment means.
    units, variable : str
        Their units, and the variable that they are means of: soil water and snow have bounds.
    where : str
        What they are, for messages.

    Raises
    ------
    InputError
        If a value, or the mean at half of the gauges or more, is impossible, or a value infinite.
    """
    _require_finite(means, where)
    limits = bounds.of_target(units, variable)
    if limits is None:
        require_measured(means, where)
        return
    low, high = limits.hard
    wrong = (means < low) | (means > high)
    if bool(wrong.any()):
        gauge, day = np.argwhere(wrong.transpose("gauge_id", "time").values)[0]
        value = float(means.transpose("gauge_id", "time").values[gauge, day])
        found = f"{value:g} at {means['gauge_id'].values[gauge]} on {str(means['time'].values[day])[:10]}"
        expected = f"{low:g} to {high:g} {limits.units}"
        advice = missing_numbers.ADVICE if missing_numbers.stand_in(np.array([value])).any() else _advice(limits)
        raise InputError(where, f"{found} ({int(wrong.sum())} such values)", expected, advice)
    _require(means, limits, where)


def require_measured(means: xr.DataArray, where: str) -> None:
    """Refuse numbers that stand for a missing value, in a variable of which nothing is known.

    Parameters
    ----------
    means : xarray.DataArray of shape (gauge_id, time)
        Its values.
    where : str
        What they are, for the message.

    Raises
    ------
    InputError
        If a number such as -9999 lies far outside all other values, or all others of its gauge.
    """
    values = means.transpose("gauge_id", "time")
    _refuse_stand_ins(values, missing_numbers.apart_in_rows(values.values), where)


def require_fields(fields: xr.DataArray, units: str, variable: str, where: str) -> None:
    """Refuse cells whose number stands for a missing value: in a mean it may be too small a part to be seen.

    Parameters
    ----------
    fields : xarray.DataArray of shape (time, latitude, longitude)
        Fields of a gridded product; NaN or infinite where there is no value.
    units, variable, where : str
        As of `require_target`.

    Raises
    ------
    InputError
        If a number such as -9999 lies beyond what is possible; not for variables without bounds.
    """
    if limits := bounds.of_target(units, variable):
        wrong = _stand_ins_beyond(fields.values, limits.hard) & np.isfinite(fields.values)
        if wrong.any():
            day, row, column = np.argwhere(wrong)[0]
            place = f"{fields['latitude'].values[row]:g} N, {fields['longitude'].values[column]:g} E"
            found = f"{fields.values[wrong][0]:g} at {place} on {str(fields['time'].values[day])[:10]}"
            advice = "declare it as _FillValue in the files, or get them again without a conversion"
            expected = f"{limits.hard[0]:g} to {limits.hard[1]:g} {limits.units}, or no value"
            raise InputError(where, f"{found} ({wrong.sum()} such values)", expected, advice)


def _stand_ins_beyond(values: np.ndarray, limits: bounds.Range) -> np.ndarray:
    """Mark the numbers beyond limits that stand for a missing value."""
    wrong = (values < limits[0]) | (values > limits[1])
    wrong[wrong] = missing_numbers.stand_in(values[wrong])
    return wrong


def require_attributes(attributes: xr.Dataset) -> None:
    """Hold attributes against what no catchment of Great Britain has.

    Parameters
    ----------
    attributes : xarray.Dataset
        Numbers by gauge_id, in the units of CAMELS-GB.

    Raises
    ------
    InputError
        If a value is impossible.
    """
    for name, array in attributes.data_vars.items():
        if array.dtype.kind != "f":
            continue
        wrong = attribute_bounds.impossible(str(name), array.values)
        if wrong.any():
            gauge, value = array["gauge_id"].values[wrong][0], array.values[wrong][0]
            found = f"{name} {value:g} at {gauge} ({wrong.sum()} such gauges)"
            expected, advice = attribute_bounds.what_to_do(str(name), float(value), array.attrs.get("units", ""))
            raise InputError("attributes of CAMELS-GB", found, expected, advice)


def _require_finite(array: xr.DataArray, where: str) -> None:
    place = np.argwhere(np.isinf(array.transpose("gauge_id", "time").values))
    if len(place):
        gauge, day = array["gauge_id"].values[place[0, 0]], str(array["time"].values[place[0, 1]])[:10]
        found = f"an infinite value at {gauge} on {day} ({len(place)} such values)"
        raise InputError(where, found, "numbers, or nothing where there is no value", "correct it, or leave it out")


def _refuse_stand_ins(array: xr.DataArray, wrong: np.ndarray, where: str) -> None:
    """Refuse values that stand for a missing one, in the order of the array's dimensions."""
    if wrong.any():
        place = dict(zip(array.dims, np.argwhere(wrong)[0], strict=True))
        gauge, day = (array[name].values[place[name]] for name in ("gauge_id", "time"))
        found = f"{array.values[wrong][0]:g} at {gauge} on {str(day)[:10]} ({wrong.sum()} such values)"
        raise InputError(where, found, "numbers, or nothing where there is no value", missing_numbers.ADVICE)


def _require(array: xr.DataArray, limits: bounds.Bounds, where: str) -> None:
    values = array.transpose("gauge_id", "time").values
    filled = np.isfinite(values).any(axis=1)
    if not filled.any():
        return
    gauges, means = array["gauge_id"].values[filled], np.nanmean(values[filled], axis=1, dtype="float64")
    low, high = limits.mean
    wrong = (means < low) | (means > high)
    if wrong.any() and 2 * wrong.sum() >= len(means):
        found = f"a mean of {means[wrong][0]:.4g} at {gauges[wrong][0]} ({wrong.sum()} of {len(means)} gauges are so)"
        raise InputError(where, found, f"a mean of {low:g} to {high:g} {limits.units}", _advice(limits))
    if wrong.any():
        words = "%s: the mean is beyond %g to %g %s at %d gauges: %s; kept as it is"
        logger.warning(words, where, low, high, limits.units, wrong.sum(), shortlist(gauges[wrong], 40))


def _advice(limits: bounds.Bounds) -> str:
    return f"convert the values: they may be in {limits.other}"

"""What is wrong with the values of daily series, gauge by gauge: ingestion refuses it, the check-up lists all of it.

Ingestion does so whether the check-up is switched on or not: a factor of 1000 is soon overlooked.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import xarray as xr

from lstm_probe.datasets import bounds, missing_numbers
from lstm_probe.datasets.bounds import Bounds, Range
from lstm_probe.errors import Finding, InputError

OUTSIDE = "values out of bounds"
NUMBERS = "finite numbers, or nothing where there is no value"


def measured(array: xr.DataArray, limits: Bounds) -> Iterator[Finding]:
    """Yield what no measurement in the units of a series (gauge_id, time) is, which ingestion refuses."""
    yield from infinite(array)
    yield from list(stand_ins(array, limits)) or means(array, limits)


def of_series(array: xr.DataArray, limits: Bounds) -> Iterator[Finding]:
    """Yield what is wrong with series (gauge_id, time); values out of bounds where no other refusal explains them."""
    found = list(measured(array, limits))
    yield from found
    explained = {finding.gauge for finding in found if finding.severity == "refuse"}
    yield from (finding for finding in outside(array, limits) if finding.gauge not in explained)


def of_target(array: xr.DataArray, units: str, variable: str, region: str = bounds.BRITISH) -> Iterator[Finding]:
    """Yield what is wrong with catchment means (gauge_id, time): soil water and snow have bounds, others have not."""
    limits = bounds.of_target(units, variable, region)
    if limits is not None:
        yield from of_series(array, limits)
    else:
        yield from infinite(array)
        yield from stand_ins(array, None)


def infinite(array: xr.DataArray) -> Iterator[Finding]:
    """Yield the gauges with an infinite value."""
    yield from _marked(array, np.isinf, "refuse", NUMBERS, "correct it, or leave it out")


def stand_ins(array: xr.DataArray, limits: Bounds | None) -> Iterator[Finding]:
    """Yield the gauges with a number that stands for a missing value, such as -9999.

    It is beyond what is plausible; where nothing is known of the variable, far outside all other values, or all others
    of its gauge.
    """

    def mark(values: np.ndarray) -> np.ndarray:
        return missing_numbers.apart_in_rows(values) if limits is None else _stand_ins_beyond(values, limits.soft)

    yield from _marked(array, mark, "refuse", NUMBERS, missing_numbers.ADVICE)


def means(array: xr.DataArray, limits: Bounds) -> Iterator[Finding]:
    """Yield the gauges whose mean is in other units: a refusal if they are half of the gauges with values, or more."""
    found: list[Finding] = []
    gauges = 0
    for gauge, values in _rows(array):
        if len(here := values[np.isfinite(values)]):
            gauges += 1
            found += limits.of_mean(float(here.mean(dtype="float64")), gauge)
    severity = "refuse" if 2 * len(found) >= gauges else "warn"
    yield from (replace(finding, severity=severity) for finding in found)


def outside(array: xr.DataArray, limits: Bounds) -> Iterator[Finding]:
    """Yield the gauges with impossible values, and those of the others that have implausible ones."""
    refused: set[str] = set()
    for severity, limit in (("refuse", limits.hard), ("warn", limits.soft)):
        advice = f"correct or remove them (in {limits.other}?)" if severity == "refuse" else "look at these days"
        expected = f"{limit[0]:g} to {limit[1]:g} {limits.units}"
        for finding in _marked(array, partial(beyond, limits=limit), severity, expected, advice):
            if severity == "refuse" or finding.gauge not in refused:
                yield finding
            refused.add(finding.gauge)


def beyond(values: np.ndarray, limits: Range) -> np.ndarray:
    """Mark the finite values below or above some limits."""
    wrong: np.ndarray = np.isfinite(values) & ((values < limits[0]) | (values > limits[1]))
    return wrong


def require_fields(fields: xr.DataArray, units: str, variable: str, where: str) -> None:
    """Refuse cells whose number stands for a missing value: in a mean it may be too small a part to be seen.

    Parameters
    ----------
    fields : xarray.DataArray of shape (time, latitude, longitude)
        Fields of a gridded product; NaN or infinite where there is no value.
    units, variable : str
        As of `of_target`.

    Raises
    ------
    InputError
        If a number such as -9999 lies beyond what is possible; not for variables without bounds.
    """
    if limits := bounds.of_target(units, variable):
        wrong = _stand_ins_beyond(fields.values, limits.hard)
        if wrong.any():
            day, row, column = np.argwhere(wrong)[0]
            place = f"{fields['latitude'].values[row]:g} N, {fields['longitude'].values[column]:g} E"
            found = f"{fields.values[wrong][0]:g} at {place} on {str(fields['time'].values[day])[:10]}"
            advice = "declare it as _FillValue in the files, or get them again without a conversion"
            expected = f"{limits.hard[0]:g} to {limits.hard[1]:g} {limits.units}, or no value"
            raise InputError(where, f"{found} ({wrong.sum()} such values)", expected, advice)


def _rows(array: xr.DataArray) -> Iterator[tuple[str, np.ndarray]]:
    yield from zip(map(str, array["gauge_id"].values), array.transpose("gauge_id", "time").values, strict=True)


def _marked(
    array: xr.DataArray, mark: Callable[[np.ndarray], np.ndarray], severity: str, expected: str, advice: str
) -> Iterator[Finding]:
    """Yield the gauges with values that are marked, naming the largest and its day."""
    wrong = mark(array.transpose("gauge_id", "time").values)
    for (gauge, values), here in zip(_rows(array), wrong, strict=True):
        if here.any():
            day = int(np.argmax(np.where(here, np.abs(values), -1)))
            others = f" and {here.sum() - 1} more such values" if here.sum() > 1 else ""
            value = f"{values[day]:g}" if np.isfinite(values[day]) else "an infinite value"
            found = f"{value} on {str(array['time'].values[day])[:10]}{others}"
            yield Finding(severity, OUTSIDE, found, expected, advice, gauge)


def _stand_ins_beyond(values: np.ndarray, limits: Range) -> np.ndarray:
    wrong = beyond(values, limits)
    wrong[wrong] = missing_numbers.stand_in(values[wrong])
    return wrong

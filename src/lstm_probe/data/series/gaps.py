"""Fill short gaps of forcings by straight lines in time, count what was filled, and leave the others."""

import json
import logging
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import xarray as xr

from lstm_probe.datasets import variables
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

Floats = npt.NDArray[np.float32]


def fill(series: xr.Dataset, longest: Mapping[str, int]) -> xr.Dataset:
    """Fill the gaps of forcings that lie between two values and are short enough.

    On day t of a gap between the values a on day t0 and b on day t1: a + (b - a) (t - t0) / (t1 - t0). Discharge is
    never filled, nor is what comes before a gauge's first value or after its last.

    Parameters
    ----------
    series : xarray.Dataset
        Forcings and discharge, float32 of shape (gauge_id, time), every day once.
    longest : mapping of str to int
        Longest gap that is filled (days), by forcing; others stay as they are.

    Returns
    -------
    xarray.Dataset
        The same, with gaps filled. Its attr ``filled_forcing_days`` (JSON) counts the days filled by forcing and
        gauge; ``filled_forcing_gaps`` (JSON) has the first and last day of every gap.

    Raises
    ------
    InputError
        If a length is given for what is no forcing.
    """
    if unknown := [name for name in longest if name not in variables.UNITS]:
        expected = f"forcings: {shortlist(variables.UNITS, 12)}"
        raise InputError("data.missing.interpolate_days", shortlist(unknown), expected, "correct the names")
    counts: dict[str, dict[str, int]] = {}
    spans: dict[str, dict[str, list[list[str]]]] = {}
    filled = {}
    for name in [name for name in longest if name in series and bool(series[name].isnull().any())]:
        values, days = _filled(series[name].transpose("gauge_id", "time").values, longest[name])
        if not days.any():
            continue
        filled[name] = (("gauge_id", "time"), values, series[name].attrs)
        gauges = series["gauge_id"].values.astype(str)
        counts[name] = {str(gauges[row]): int(days[row]) for row in np.flatnonzero(days)}
        new = series[name].isnull().transpose("gauge_id", "time").values & ~np.isnan(values)
        dates = np.datetime_as_string(series["time"].values, unit="D")
        spans[name] = {gauge: _spans(new[list(gauges).index(gauge)], dates) for gauge in counts[name]}
        text = "%s: %d days at %d gauges in gaps of up to %d days are filled in a straight line: %s"
        logger.warning(text, name, days.sum(), len(counts[name]), longest[name], shortlist(counts[name], 40))
    return series.assign(filled).assign_attrs(
        filled_forcing_days=json.dumps(counts), filled_forcing_gaps=json.dumps(spans)
    )


def _spans(filled: npt.NDArray[np.bool_], dates: npt.NDArray[np.str_]) -> list[list[str]]:
    """Give the first and last day of every run of days."""
    edges = np.flatnonzero(np.diff(filled, prepend=False, append=False)).reshape(-1, 2)
    return [[str(dates[start]), str(dates[end - 1])] for start, end in edges]


def _filled(values: Floats, longest: int) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Fill the short gaps of every row (gauge, day), and count the days filled in each."""
    values, days = values.copy(), np.zeros(len(values), dtype="int64")
    missing = np.isnan(values)
    for row in np.flatnonzero(missing.any(axis=1)):
        edges = np.flatnonzero(np.diff(missing[row], prepend=False, append=False))
        for start, end in edges.reshape(-1, 2):
            if start > 0 and end < values.shape[1] and end - start <= longest:
                line = np.linspace(values[row, start - 1], values[row, end], end - start + 2)
                values[row, start:end] = line[1:-1]
                days[row] += end - start
    return values, days

"""Fill gaps of daily series in time, and smooth them, each gauge by itself.

A series is filled first and smoothed after, as for the satellite product in appendix B of Lees et al. (2022),
https://doi.org/10.5194/hess-26-3079-2022.
"""

import logging
from dataclasses import dataclass

import xarray as xr

from lstm_probe.errors import InputError

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Smoothing:
    """Say how a series with gaps becomes a smooth one.

    Parameters
    ----------
    fill_gaps : bool
        Whether gaps are filled, linearly in time.
    smooth_days : int
        Length of the moving mean, days; 1: none.
    smooth : {"trailing", "centred"}
        Whether a mean takes the days up to its own, or as many before it as after.
    """

    fill_gaps: bool = True
    smooth_days: int = 7
    smooth: str = "trailing"


def smoothed(series: xr.DataArray, how: Smoothing) -> xr.DataArray:
    """Fill and smooth, and say so in the attrs.

    Parameters
    ----------
    series : xarray.DataArray of shape (gauge_id, time)
        Every day from the first to the last; NaN where there is no value.
    """
    about = {"fill_gaps": int(how.fill_gaps), "smooth_days": how.smooth_days, "smooth": how.smooth}
    filled = fill_gaps(series) if how.fill_gaps else series
    count = int((filled.notnull() & series.isnull()).sum())
    logger.info("%d of %d values lie in gaps that are filled", count, int(filled.notnull().sum()))
    means = moving_mean(filled, how.smooth_days, how.smooth)
    return means.assign_attrs({**series.attrs, **about, "values_filled": count})


def fill_gaps(series: xr.DataArray) -> xr.DataArray:
    """Fill NaN between a gauge's first and last value, linearly in time; beyond them nothing is known.

    Parameters
    ----------
    series : xarray.DataArray of shape (gauge_id, time)
        Daily values, in the order of time.
    """
    filled = series.transpose("gauge_id", "time").astype("float64")
    return filled.interpolate_na("time", use_coordinate=False).astype(series.dtype)  # every day is there, in order


def moving_mean(series: xr.DataArray, days: int, kind: str) -> xr.DataArray:
    """Average each series over a window of days; NaN where the window lacks a value or leaves the record.

    Parameters
    ----------
    series : xarray.DataArray of shape (gauge_id, time)
        Every day once, in the order of time.
    days : int
        Length of the window.
    kind : {"trailing", "centred"}
        Whether the window ends at its day, or has it in its middle.

    Raises
    ------
    InputError
        If the kind is unknown, or a centred window has no middle day.
    """
    if kind not in ("trailing", "centred"):
        raise InputError("targets: smooth", f"'{kind}'", "trailing or centred", "choose one of them")
    if kind == "centred" and days % 2 == 0:
        expected = "an odd number of days, so that one lies in the middle"
        raise InputError("targets: smooth_days", f"{days}, centred", expected, f"write {days - 1} or {days + 1}")
    values = series.transpose("gauge_id", "time").astype("float64")
    windows = values.rolling(time=days, center=kind == "centred").construct("window")
    return series.transpose("gauge_id", "time").copy(data=windows.mean("window", skipna=False).astype(series.dtype))

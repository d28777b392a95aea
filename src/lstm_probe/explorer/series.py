"""The series of every gauge that the explorer draws: targets, what the probe says, the season, and discharge."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.explorer import packing
from lstm_probe.probe.features import Sources, season

#: Kinds of series, in the order in which they are packed for each target, and for discharge.
OF_TARGET = ("observed", "predicted")
OF_DISCHARGE = ("observed", "simulated")


@dataclass(frozen=True)
class Series:
    """Hold the series of a run, packed gauge by gauge.

    Parameters
    ----------
    first : str
        The first day.
    step : int
        Days over which each value is a mean.
    length : int
        Values of a series.
    order : list of (str, str)
        Kind and target of each series of a gauge, in the order in which they are packed; discharge last.
    packed : list of str
        As `packing.pack`, by gauge.
    season : mapping of str to list of float
        By target, what the day of the year says of it, without intercept; target units.
    intercepts : mapping of str to list of float or None
        By target, the intercept of the season at each gauge.
    """

    first: str
    step: int
    length: int
    order: list[tuple[str, str]]
    packed: list[str]
    season: Mapping[str, list[float]] = field(default_factory=dict)
    intercepts: Mapping[str, list[float | None]] = field(default_factory=dict)


def gather(
    gauges: list[str],
    tested: Mapping[str, slice],
    predictions: xr.Dataset,
    discharge: xr.Dataset,
    floor: xr.Dataset | None = None,
) -> Series:
    """Pack all series of the test periods, which probes and LSTM may have of different years.

    Parameters
    ----------
    gauges : list of str
        The gauges, in order.
    tested : mapping of str to slice
        First and last day of the test of ``probes`` and of the ``discharge``.
    predictions, discharge : xarray.Dataset
        As `contracts.probe.PREDICTIONS` and `contracts.lstm.DISCHARGE`, of one seed.
    floor : xarray.Dataset, optional
        As `contracts.probe.PROBE`, of the season.
    """
    targets = predictions["target"].values.astype(str).tolist()
    days, whole = daily(gauges, tested, predictions, discharge)
    step = packing.days_a_step(len(gauges), len(days), whole.shape[1])
    values = packing.means(whole, step)
    curve, intercepts = _season(floor, gauges, days, step) if floor is not None else ({}, {})
    return Series(
        first=f"{days[0]:%Y-%m-%d}",
        step=step,
        length=values.shape[-1],
        order=[(kind, name) for name in targets for kind in OF_TARGET] + [(kind, "discharge") for kind in OF_DISCHARGE],
        packed=[packing.pack(of_gauge) for of_gauge in values],
        season=curve,
        intercepts=intercepts,
    )


def daily(
    gauges: list[str], tested: Mapping[str, slice], predictions: xr.Dataset, discharge: xr.Dataset
) -> tuple[pd.DatetimeIndex, packing.Floats]:
    """Put the series of targets and of discharge on common days, each in its own test alone.

    Parameters
    ----------
    gauges, tested, predictions, discharge
        As of `gather`.

    Returns
    -------
    days : pandas.DatetimeIndex
        From the first day of either test to the last.
    values : numpy.ndarray of shape (gauges, series, days)
        Observed and predicted of every target, then observed and simulated discharge; NaN outside.
    """
    of_targets = predictions[list(OF_TARGET)].sel(time=tested["probes"])
    rivers = discharge[list(OF_DISCHARGE)].sel(time=tested["discharge"])
    spans = [one.indexes["time"] for one in (of_targets, rivers) if one.sizes["time"]]
    days = pd.date_range(min(span[0] for span in spans), max(span[-1] for span in spans))
    of_targets, rivers = (one.reindex(gauge_id=gauges, time=days) for one in (of_targets, rivers))
    stacked = [of_targets[kind].sel(target=name).values for name in of_targets["target"].values for kind in OF_TARGET]
    return days, np.stack([*stacked, *(rivers[kind].values for kind in OF_DISCHARGE)], axis=1)


def _season(
    probe: xr.Dataset, gauges: list[str], days: pd.DatetimeIndex, step: int
) -> tuple[dict[str, list[float]], dict[str, list[float | None]]]:
    """Work out what the probe of the season says on every step, from its weights and intercepts.

    Nothing where it has no weights for all gauges at once, or other features than the season.
    """
    names, waves = season(Sources(states=xr.Dataset(coords={"time": days})), "")
    features = probe["feature"].values.astype(str).tolist()
    if "weight" not in probe or probe["group"].values.tolist() != ["all"] or features != names:
        return {}, {}
    curve, intercepts = {}, {}
    for name in probe["target"].values.astype(str):
        of_target = probe.sel(target=name, group="all")
        drawn = packing.means(waves @ of_target["weight"].values, step)
        curve[name] = [float(f"{value:.4g}") for value in drawn]
        intercepts[name] = numbers(of_target["intercept"].reindex(gauge_id=gauges).values)
    return curve, intercepts


def numbers(values: Any, digits: int = 4) -> list[float | None]:
    """Write numbers to some digits, whole ones as they are; None for what is no number."""
    return [_number(value, digits) for value in np.asarray(values, dtype="float64").tolist()]


def _number(value: float, digits: int) -> float | None:
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() else float(f"{value:.{digits}g}")

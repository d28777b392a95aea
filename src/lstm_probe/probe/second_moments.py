"""One pass over the states, after which probes of every null are algebra on sums of products."""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import xarray as xr
from threadpoolctl import threadpool_limits

from lstm_probe.probe import features, lag_curve, selection, year_shifts
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.derangements import Derangements
from lstm_probe.probe.features import Sources
from lstm_probe.probe.lags import Lags
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.observed_days import align
from lstm_probe.probe.own_sums import OwnSums
from lstm_probe.probe.pair_sums import PairSums
from lstm_probe.probe.scaling import Record
from lstm_probe.probe.shift_sums import ShiftSums
from lstm_probe.probe.year_parts import calendar

logger = logging.getLogger(__name__)
#: By the end of a variable's name; numbers of other variables have none.
UNITS = {"km": "km", **dict.fromkeys(("y", "yy", "xy", "mean", "spread"), "target units")}


def sum_moments(
    kinds: Sequence[Choice],
    sources: Sources,
    observed: Mapping[str, xr.DataArray],
    periods: Mapping[str, slice],
    draws: Mapping[str, Derangements],
    records: Mapping[str, Record],
    probe: xr.Dataset | None = None,
    *,
    lag_step_days: int = 10,
    threads: int = 1,
    quarters: bool = False,
) -> xr.Dataset:
    """Read the states of every gauge once, and sum all products that the nulls and spatial folds are made of.

    Parameters
    ----------
    kinds : sequence of Choice
        What the probes of main see.
    sources : Sources
        What it is made of, finite on every day of theirs at the gauges of `observed`.
    observed : mapping of str to xarray.DataArray
        Each target at the gauges that take part, of shape (gauge_id, time), on all days of the periods.
    periods : mapping of str to slice
        First and last day of ``fit`` and ``test``.
    draws : mapping of str to Derangements
        Of every target.
    records : mapping of str to Record
        Mean and spread of all values of every target, for probes that are scaled by them.
    probe : xarray.Dataset, optional
        The probe of `main`, for the lag curve of the targets that it has; none, or one that is not linear, has none.
    lag_step_days : int
        Days between lags more than 10 days away.
    threads : int
        Sums that are gathered at the same time; they do not depend on it.
    quarters : bool
        Whether the quarters of every year of the fit are summed too, for learning curves.

    Returns
    -------
    xarray.Dataset
        As `contracts.nulls.SECOND_MOMENTS`.
    """
    dates = calendar(periods)
    first = selection.offset(sources.daily, dates.days, 0)
    order = sources.daily["gauge_id"].values.astype(str).tolist()
    targets, number = align(observed, order, dates), len(features.names(kinds, sources))
    years = year_shifts.shifts(dates, sources.days)
    lags = Lags(targets, probe, lag_curve.lags(lag_step_days))
    gathered = (
        OwnSums(targets, number, quarters),
        PairSums(targets, number, draws),
        ShiftSums(targets, number, sources.days, years),
        lags,
    )
    with threadpool_limits(1), ThreadPoolExecutor(threads) as workers:  # as many threads as there are, equal sums
        for position, gauge in enumerate(targets.gauge_ids):
            block: Floats = features.matrix(kinds, sources, gauge).astype("float64")
            list(workers.map(partial(_add, position, block, first), gathered))
            if (position + 1) % 50 == 0:
                logger.info("states of %d of %d gauges summed", position + 1, len(targets.gauge_ids))
    coords = {
        "target": targets.names,
        "gauge_id": np.array(targets.gauge_ids, dtype=object),
        "shift": np.array(years, dtype="int64"),
        "lag": np.array(lags.days, dtype="int64"),
    }
    variables = {name: value for sums in gathered for name, value in sums.variables().items()}
    for name in ("mean", "spread"):
        variables[f"record_{name}"] = ("target", np.array([getattr(records[target], name) for target in targets.names]))
    variables["own_sample"] = (("target", "gauge_id"), targets.sample_of)
    variables["distance_km"] = (
        "target",
        np.array([draws[name].distance_km for name in targets.names], dtype="float64"),
    )
    variables["no_draws"] = ("target", np.array([draws[name].reason for name in targets.names], dtype=object))
    dataset = xr.Dataset(variables, coords)
    for name in map(str, dataset.data_vars):
        text = "" if dataset[name].dtype.kind in "OUT" else "1"
        dataset[name].attrs["units"] = UNITS.get(name.rsplit("_", 1)[-1], text)
    return dataset


def _add(gauge: int, states: Floats, first: int, sums: OwnSums | PairSums | ShiftSums | Lags) -> None:
    sums.add(gauge, states, first)

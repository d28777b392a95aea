"""Sums of products of gauges' own features and targets alone, from one pass over the features."""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray as xr
from threadpoolctl import threadpool_limits

from lstm_probe.probe import features, selection
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.features import Sources
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.observed_days import align
from lstm_probe.probe.own_sums import OwnSums
from lstm_probe.probe.year_parts import calendar


def own_moments(
    kinds: Sequence[Choice],
    sources: Sources,
    observed: Mapping[str, xr.DataArray],
    periods: Mapping[str, slice],
    quarters: bool = False,
) -> xr.Dataset:
    """Sum what probes of any gauges and years are fitted to and scored by.

    Parameters
    ----------
    kinds : sequence of Choice
        What the probes see.
    sources : Sources
        What it is made of, finite on every day of theirs at the gauges of `observed`.
    observed : mapping of str to xarray.DataArray
        Each target at the gauges that take part, of shape (gauge_id, time), on all days of the periods.
    periods : mapping of str to slice
        First and last day of ``fit`` and ``test``.
    quarters : bool
        Whether the quarters of every year of the fit are summed too.

    Returns
    -------
    xarray.Dataset
        The variables of `contracts.nulls.SECOND_MOMENTS` that are of gauges' own features.
    """
    dates = calendar(periods)
    first = selection.offset(sources.daily, dates.days, 0)
    order = sources.daily["gauge_id"].values.astype(str).tolist()
    targets = align(observed, order, dates)
    sums = OwnSums(targets, len(features.names(kinds, sources)), quarters)
    with threadpool_limits(1):
        for position, gauge in enumerate(targets.gauge_ids):
            block: Floats = features.matrix(kinds, sources, gauge).astype("float64")
            sums.add(position, block, first)
    coords = {"target": targets.names, "gauge_id": np.array(targets.gauge_ids, dtype=object)}
    own = {"own_sample": (("target", "gauge_id"), targets.sample_of)}
    return xr.Dataset(sums.variables() | own, coords)

"""One pass over the states of every gauge, after which probes are algebra on sums of products."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import xarray as xr

from lstm_probe.probe import features, selection
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.features import Sources
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.observed_days import Targets, align
from lstm_probe.probe.year_parts import calendar

logger = logging.getLogger(__name__)
#: By the end of a variable's name; numbers of other variables have none.
UNITS = dict.fromkeys(("y", "yy", "xy", "mean", "spread"), "target units")


class Summed(Protocol):
    """Sums of one kind, gathered gauge by gauge."""

    def add(self, gauge: int, states: Floats, first: int) -> None:
        """Take the states of one gauge, shape (n_states, n_features), the first of all days at position `first`."""

    def variables(self) -> dict[str, Any]:
        """Return what was summed, by name."""


def one_pass(
    kinds: Sequence[Choice],
    sources: Sources,
    observed: Mapping[str, xr.DataArray],
    periods: Mapping[str, slice],
    gather: Callable[[Targets, int], Sequence[Summed]],
) -> xr.Dataset:
    """Read the features of every gauge once, and sum what is asked for.

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
    gather : callable
        Targets and number of features -> the sums to gather.

    Returns
    -------
    xarray.Dataset
        The variables of the sums, and ``own_sample``, as `contracts.nulls.SECOND_MOMENTS` has it.
    """
    dates = calendar(periods)
    first = selection.offset(sources.daily, dates.days, 0)
    targets = align(observed, sources.daily["gauge_id"].values.astype(str).tolist(), dates)
    sums = gather(targets, len(features.names(kinds, sources)))
    for position, gauge in enumerate(targets.gauge_ids):
        block: Floats = features.matrix(kinds, sources, gauge).astype("float64")
        for one in sums:
            one.add(position, block, first)
        if (position + 1) % 50 == 0:
            logger.info("states of %d of %d gauges summed", position + 1, len(targets.gauge_ids))
    coords = {"target": targets.names, "gauge_id": np.array(targets.gauge_ids, dtype=object)}
    variables = {name: value for one in sums for name, value in one.variables().items()}
    return with_units(xr.Dataset({"own_sample": (("target", "gauge_id"), targets.sample_of), **variables}, coords))


def with_units(moments: xr.Dataset) -> xr.Dataset:
    """State the units of every variable: those of the target, 1, or none of text."""
    for name in map(str, moments.data_vars):
        text = "" if moments[name].dtype.kind in "OUT" else "1"
        moments[name].attrs["units"] = UNITS.get(name.rsplit("_", 1)[-1], text)
    return moments

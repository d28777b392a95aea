"""Sums of products of gauges' own features and targets alone, from one pass over the features."""

from collections.abc import Mapping, Sequence

import numpy as np
import xarray as xr
from threadpoolctl import threadpool_limits

from lstm_probe.probe.choice import Choice
from lstm_probe.probe.features import Sources
from lstm_probe.probe.own_sums import OwnSums
from lstm_probe.probe.scaling import Record
from lstm_probe.probe.second_moments import one_pass, with_units
from lstm_probe.probe.year_parts import own_parts


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
    kinds, sources, observed, periods
        As of `second_moments.one_pass`.
    quarters : bool
        Whether the quarters of every year of the fit are summed too, for learning curves.

    Returns
    -------
    xarray.Dataset
        The variables of `contracts.nulls.SECOND_MOMENTS`, without the records of the targets.
    """
    with threadpool_limits(1):  # as many threads as there are, equal sums
        return one_pass(
            kinds,
            sources,
            observed,
            periods,
            lambda targets, number: [OwnSums(targets, number, own_parts(targets.dates, quarters))],
        )


def with_records(moments: xr.Dataset, records: Mapping[str, Record]) -> xr.Dataset:
    """Set beside the sums the mean and spread of all values of every target, for probes that are scaled by them."""
    names = moments["target"].values.astype(str).tolist()
    found = {
        f"record_{what}": ("target", np.array([getattr(records[name], what) for name in names], dtype="float64"))
        for what in ("mean", "spread")
    }
    return with_units(moments.assign(found))

"""Sums of products of the targets and the states of other gauges, or of other years, from one pass over the states."""

from collections.abc import Mapping, Sequence

import xarray as xr

from lstm_probe.probe.choice import Choice
from lstm_probe.probe.derangements import Derangements
from lstm_probe.probe.features import Sources
from lstm_probe.probe.own_sums import OwnSums
from lstm_probe.probe.pair_sums import PairSums
from lstm_probe.probe.second_moments import one_pass
from lstm_probe.probe.shift_sums import ShiftSums
from lstm_probe.probe.year_parts import pair_parts


def pair_moments(
    kinds: Sequence[Choice],
    sources: Sources,
    observed: Mapping[str, xr.DataArray],
    periods: Mapping[str, slice],
    draws: Mapping[str, Derangements],
) -> xr.Dataset:
    """Sum the products of every gauge's target and the states of its partner in every draw.

    Parameters
    ----------
    kinds, sources, observed, periods
        As of `second_moments.one_pass`.
    draws : mapping of str to Derangements
        Of every target.

    Returns
    -------
    xarray.Dataset
        Sums of gauges' own states and targets as of `own_moments.own_moments`, but over the whole fit and the whole
        test, and beside them, over parts of ``pair_part`` (values of the fit, values of the test, anomalies of the
        test): ``partner`` of shape (target, draw, gauge_id), whose states each gauge is given; ``partner_sample``, the
        sample of these states, which counts on from the own samples to those of ``pair_n``, ``pair_x`` and ``pair_xx``,
        there only where the days differ; ``partner_fit_xy``, products in the fit summed over gauges, all that one probe
        needs; and ``partner_xy``, products in the test.
    """
    return one_pass(
        kinds,
        sources,
        observed,
        periods,
        lambda targets, number: [
            OwnSums(targets, number, pair_parts(targets.dates)),
            PairSums(targets, number, draws),
        ],
    )


def shift_moments(
    kinds: Sequence[Choice],
    sources: Sources,
    observed: Mapping[str, xr.DataArray],
    periods: Mapping[str, slice],
    years: Sequence[int],
) -> xr.Dataset:
    """Sum the products of every gauge's target and its own states of other years.

    Parameters
    ----------
    kinds, sources, observed, periods
        As of `second_moments.one_pass`.
    years : sequence of int
        Shifts (years; positive is the state of an earlier year).

    Returns
    -------
    xarray.Dataset
        ``shift_n``, ``shift_x``, ``shift_y``, ``shift_yy`` and ``shift_xy`` over parts of ``shift_part`` (values of the
        fit, values of the test, and anomalies of each year of the test, whose years ``scored_year`` names);
        ``shift_fit_xx`` of the first and ``shift_xx`` of the others.
    """
    return one_pass(
        kinds,
        sources,
        observed,
        periods,
        lambda targets, number: [ShiftSums(targets, number, sources.days, years)],
    )

"""The gauges and days of each target that `main` is fitted to and scored on: nulls take the same."""

from collections.abc import Mapping, Sequence
from typing import Any

import xarray as xr

from lstm_probe.probe import selection


def taking_part(
    targets: Mapping[str, xr.DataArray],
    criteria: Mapping[str, Mapping[str, Any] | None],
    gauges: Mapping[str, Any] | str | None,
    attributes: xr.Dataset,
    whole: Sequence[str],
    periods: Mapping[str, slice],
    minimum_target_days: int,
) -> dict[str, xr.DataArray]:
    """Align every target with the days of the periods, at the gauges that take part.

    Parameters
    ----------
    targets : mapping of str to xarray.DataArray
        Catchment means of shape (gauge_id, time), or residuals of them.
    criteria : mapping of str to mapping or None
        Each target's own criterion on its gauges; None takes all.
    gauges : mapping, "all" or None
        The criterion of `main`, as of an experiment.
    attributes : xarray.Dataset
        One variable an attribute, along gauge_id.
    whole : sequence of str
        Gauges with states on every day, as `selection.complete` lists them.
    periods : mapping of str to slice
        First and last day of ``fit`` and ``test``.
    minimum_target_days : int
        Days with a target that a gauge needs in each period.
    """
    everyone = isinstance(gauges, str)
    admitted = selection.satisfying(attributes, None if everyone else gauges, "experiment main")  # type: ignore[arg-type]
    with_states = set(whole).intersection(admitted)
    found = {}
    for name, values in targets.items():
        criterion = None if everyone else criteria.get(name)
        wanted = selection.satisfying(attributes, criterion, f"target {name}")
        here = [gauge for gauge in wanted if gauge in with_states]
        found[name] = selection.observations(values, here, periods, minimum_target_days)[0]
    return found

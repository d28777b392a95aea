"""What the nulls are made of: the gauges and days of `main`, its way of fitting, and a derangement for every draw."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

import numpy as np
import xarray as xr

from lstm_probe.errors import InputError
from lstm_probe.probe import selection
from lstm_probe.probe.derangements import Derangements, derange
from lstm_probe.probe.experiment import Experiment
from lstm_probe.probe.null_skill import Answers
from lstm_probe.probe.scaling import Record, record

RESIDUAL = " residual"  # after the name of a target: what its inputs leave of it, beside it in the second moments


def observed(
    targets: Mapping[str, xr.DataArray],
    residuals: Mapping[str, xr.DataArray],
    probe: xr.Dataset,
    periods: Mapping[str, slice],
) -> dict[str, xr.DataArray]:
    """Align the targets of main, and their residuals, with all days, at the gauges that take part in main.

    Parameters
    ----------
    targets, residuals : mapping of str to xarray.DataArray
        Of shape (gauge_id, time), by the name of the target.
    probe : xarray.Dataset
        The probe of main, as `contracts.probe.PROBE`, which names its gauges: no pass over states is needed to find
        those with a state on every day.
    periods : mapping of str to slice
        First and last day of ``fit`` and ``test``.

    Returns
    -------
    dict of str to xarray.DataArray
        Residuals are named after their target and `RESIDUAL`; one without a value has no entry.
    """
    found, left = {}, {}
    for name in probe["target"].values.astype(str).tolist():
        part = probe["state_source"].sel(target=name)
        gauges = part["gauge_id"].values[part.values.astype(str) != ""].tolist()
        found[name] = selection.observations(targets[name], gauges, periods)[0]
        if name in residuals:
            with suppress(InputError):  # inputs that leave no value leave nothing to draw for
                left[name + RESIDUAL] = selection.observations(residuals[name], gauges, periods)[0]
    return found | left


def draws(
    observed: Mapping[str, xr.DataArray], attributes: xr.Dataset, *, derangements: int, distance_km: float
) -> dict[str, Derangements]:
    """Draw derangements for every target; those with the same gauges share them."""
    found: dict[Sequence[str], Derangements] = {}
    named = {}
    for name, values in observed.items():
        gauges = tuple(sorted(values["gauge_id"].values.astype(str).tolist()))
        if gauges not in found:
            found[gauges] = derange(attributes, gauges, draws=derangements, distance_km=distance_km)
        named[name] = found[gauges]
    return named


def records(targets: Mapping[str, xr.DataArray], observed: Mapping[str, xr.DataArray]) -> dict[str, Record]:
    """Take mean and spread over all gauges and days of every target; NaN of one that does not vary, or a residual."""
    found = dict.fromkeys(observed, Record(np.nan, np.nan))
    for name in targets:
        with suppress(InputError):  # a constant target has no spread, and main itself says so where it needs one
            found[name] = record(targets[name])
    return {name: found[name] for name in observed}


def answers(moments: xr.Dataset, main: Experiment) -> dict[str, Answers]:
    """Take how the probes of every target of the artefact of moments, `contracts.nulls.SECOND_MOMENTS`, are fitted."""
    names = moments["target"].values.astype(str).tolist()
    means, spreads = (moments[f"record_{what}"].values.tolist() for what in ("mean", "spread"))
    return answers_of({name: Record(*of) for name, *of in zip(names, means, spreads, strict=True)}, main)


def answers_of(
    records: Mapping[str, Record], main: Experiment, partial: Experiment | None = None
) -> dict[str, Answers]:
    """Take how the probes of every target, and of every residual, are fitted.

    Parameters
    ----------
    records : mapping of str to Record
        As of `records`.
    main, partial : Experiment
        The experiments on targets and on residuals; without the latter, residuals have no entry.
    """
    found = {}
    for name, whole in records.items():
        experiment = partial if RESIDUAL in name else main
        if experiment is not None:
            scaled = experiment.target_scaling == "record" and np.isfinite(whole.spread)
            found[name] = Answers(experiment.regression, experiment.intercepts, whole if scaled else None)
    return found

"""One experiment: ten answers, each with a default, and what follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import xarray as xr

from lstm_probe.errors import InputError, shortlist
from lstm_probe.probe import controls, features, fitting, participants
from lstm_probe.probe.choice import Choice, choose
from lstm_probe.probe.description import describe
from lstm_probe.probe.features import Sources
from lstm_probe.probe.inputs import Inputs
from lstm_probe.probe.pooling import INTERCEPTS, POOLING
from lstm_probe.probe.regression import REGRESSIONS
from lstm_probe.probe.scaling import TARGET_SCALING, record
from lstm_probe.probe.scoring import score

NAMED: dict[str, Mapping[str, Any]] = {
    "control": controls.CONTROLS,
    "regression": REGRESSIONS,
    "intercepts": INTERCEPTS,
    "pooling": POOLING,
}


@dataclass(frozen=True)
class Experiment:
    """Answer what is probed and how; a registered function is given as its name or ``{name: ..., settings}``.

    Parameters
    ----------
    lstm : str or None
        Whose states are probed; None is the study's first. The caller opens them.
    targets : sequence of str or None
        Only these of the study's targets; None is all of them.
    gauges : mapping, "all" or None
        Criterion on an attribute, beside the target's own (see `selection.satisfying`); ``all`` sets the
        targets' own aside.
    features : sequence
        What the probe sees (`FEATURES`).
    residual_of : sequence or None
        The probe aims at what a linear regression of the target on these features leaves (`residual.regress`), which
        the caller gives in the place of the targets; None is the target itself.
    control : str or mapping
        Which state it is given (`CONTROLS`).
    regression : str or mapping
        How it is fitted (`REGRESSIONS`).
    intercepts, pooling : str or mapping
        Which gauges share an intercept (`INTERCEPTS`), and which a probe (`POOLING`).
    target_scaling : {"fit", "record"}
        Whether the target's z-scores are those of the days and gauges that the probe is fitted on, or of all
        gauges and days of its file. Penalties and Huber's loss act on z-scores.

    Raises
    ------
    InputError
        If a name or a setting is unknown.
    """

    lstm: str | None = None
    targets: tuple[str, ...] | None = None
    gauges: Mapping[str, Any] | str | None = None
    features: tuple[Choice, ...] = field(default=(Choice("cell_state"),))
    residual_of: tuple[Choice, ...] | None = None
    control: Choice = field(default=Choice("none"))
    regression: Choice = field(default=Choice("elastic_net"))
    intercepts: Choice = field(default=Choice("pooled"))
    pooling: Choice = field(default=Choice("all"))
    target_scaling: str = "fit"

    def __post_init__(self) -> None:
        """Turn names and mappings into choices."""
        for key, registry in NAMED.items():
            object.__setattr__(self, key, choose(getattr(self, key), registry, f"experiment: {key}"))
        for key in ("features", "residual_of"):
            kinds = getattr(self, key)
            if kinds is not None:
                kinds = tuple(choose(entry, features.FEATURES, f"experiment: {key}") for entry in kinds)
            object.__setattr__(self, key, kinds)
        object.__setattr__(self, "targets", None if self.targets is None else tuple(self.targets))
        words = (("gauges", self.gauges, ("all",)), ("target_scaling", self.target_scaling, TARGET_SCALING))
        for key, word, known in words:
            if isinstance(word, str) and word not in known:
                raise InputError(f"experiment: {key}", f"'{word}'", f"one of {shortlist(known)}", "mend the experiment")


def predict(
    experiment: Experiment,
    states: xr.Dataset | None,
    targets: Mapping[str, xr.DataArray],
    criteria: Mapping[str, Mapping[str, Any] | None],
    attributes: xr.Dataset,
    periods: Mapping[str, slice],
    *,
    name: str,
    seed: int,
    minimum_target_days: int = 1,
    inputs: Inputs | None = None,
) -> tuple[xr.Dataset, xr.Dataset]:
    """Fit the probes of every target on the fit period and predict with them on every day.

    Gauges and days that take part depend on the target, the criteria and the gauges with states, never on the
    control or the regression: experiments without a criterion of their own score the same pairs.

    Parameters
    ----------
    experiment : Experiment
        What is probed and how.
    states : xarray.Dataset or None
        cell_state (1) of shape (gauge_id, time, unit); one gauge is read at a time. None where no feature needs it.
    targets : mapping of str to xarray.DataArray
        Catchment means of shape (gauge_id, time), with units and long_name in their attributes; or their residuals,
        where the experiment has ``residual_of``.
    criteria : mapping of str to mapping or None
        Each target's own criterion on its gauges; None takes all.
    attributes : xarray.Dataset
        One variable an attribute, along gauge_id.
    periods : mapping of str to slice
        First and last day of ``fit`` and ``test``.
    name : str
        The experiment's name, which with seed and target makes the source of randomness.
    seed : int
        Seed of the LSTM and of the controls.
    minimum_target_days : int
        Days with a target that a gauge needs in each period to take part; the others are named.
    inputs : Inputs, optional
        Forcings and attributes, where a feature needs them.

    Returns
    -------
    probe, predictions : xarray.Dataset
        As `contracts.probe.PROBE` and `contracts.probe.PREDICTIONS`.

    Raises
    ------
    InputError
        If no gauge or day is left, or the states do not cover the days.
    """
    chosen = participants.choose(
        experiment,
        Sources(states, inputs),
        targets,
        criteria,
        attributes,
        periods,
        name=name,
        seed=seed,
        minimum_target_days=minimum_target_days,
    )
    pairs, account = chosen.pairs, dict(chosen.account)
    records = {key: record(targets[key]) for key in pairs.observed if experiment.target_scaling == "record"}
    answers = {key: getattr(experiment, key) for key in ("regression", "intercepts", "pooling")}
    probes = fitting.fit(pairs, periods["fit"], chosen.rngs, records, **answers)
    predictions = fitting.predict(pairs, probes).assign_attrs(account)
    words = {key: getattr(experiment, key).name for key in NAMED} | {"target_scaling": experiment.target_scaling}
    probe = describe(pairs, probes).assign_attrs(account | words)
    return probe, predictions


def run(
    experiment: Experiment,
    states: xr.Dataset | None,
    targets: Mapping[str, xr.DataArray],
    criteria: Mapping[str, Mapping[str, Any] | None],
    attributes: xr.Dataset,
    periods: Mapping[str, slice],
    **options: Any,
) -> tuple[xr.Dataset, xr.Dataset, pd.DataFrame]:
    """Fit the probes of every target on the fit period and score them gauge by gauge on every period.

    Parameters
    ----------
    experiment, states, targets, criteria, attributes, periods, **options
        As of `predict`.

    Returns
    -------
    probe, predictions : xarray.Dataset
        As of `predict`.
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    """
    probe, predictions = predict(experiment, states, targets, criteria, attributes, periods, **options)
    skill = score(predictions, periods).assign(experiment=options["name"], seed=options["seed"])
    return probe, predictions, skill

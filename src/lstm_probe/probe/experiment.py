"""One experiment: seven answers, each with a default, and what follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.probe import controls, features, fitting, selection
from lstm_probe.probe.choice import Choice, choose
from lstm_probe.probe.pooling import INTERCEPTS, POOLING
from lstm_probe.probe.regression import REGRESSIONS
from lstm_probe.probe.scoring import score


@dataclass(frozen=True)
class Experiment:
    """Answer what is probed and how; a registered function is given as its name or ``{name: ..., settings}``.

    Parameters
    ----------
    lstm : str or None
        Whose states are probed; None is the study's first. The caller opens them.
    gauges : mapping or None
        Criterion on an attribute, beside the target's own; see `selection.satisfying`.
    features : sequence
        What the probe sees (`FEATURES`).
    control : str or mapping
        Which state it is given (`CONTROLS`).
    regression : str or mapping
        How it is fitted (`REGRESSIONS`).
    intercepts, pooling : str or mapping
        Which gauges share an intercept (`INTERCEPTS`), and which a probe (`POOLING`).

    Raises
    ------
    InputError
        If a name or a setting is unknown.
    """

    lstm: str | None = None
    gauges: Mapping[str, Any] | None = None
    features: tuple[Choice, ...] = field(default=(Choice("cell_state"),))
    control: Choice = field(default=Choice("none"))
    regression: Choice = field(default=Choice("elastic_net"))
    intercepts: Choice = field(default=Choice("pooled"))
    pooling: Choice = field(default=Choice("all"))

    def __post_init__(self) -> None:
        """Turn names and mappings into choices."""
        registries: dict[str, Mapping[str, Any]] = {
            "control": controls.CONTROLS,
            "regression": REGRESSIONS,
            "intercepts": INTERCEPTS,
            "pooling": POOLING,
        }
        for key, registry in registries.items():
            object.__setattr__(self, key, choose(getattr(self, key), registry, f"experiment: {key}"))
        kinds = tuple(choose(entry, features.FEATURES, "experiment: features") for entry in self.features)
        object.__setattr__(self, "features", kinds)


def run(
    experiment: Experiment,
    states: xr.Dataset,
    targets: Mapping[str, xr.DataArray],
    criteria: Mapping[str, Mapping[str, Any] | None],
    attributes: xr.Dataset,
    periods: Mapping[str, slice],
    *,
    name: str,
    seed: int,
) -> tuple[xr.Dataset, xr.Dataset, pd.DataFrame]:
    """Fit one probe a target on the fit period and score it gauge by gauge on every period.

    Gauges and days that take part depend on the target, the criteria and the gauges with states, never on the
    control or the regression: experiments without a criterion of their own score the same pairs.

    Parameters
    ----------
    experiment : Experiment
        What is probed and how.
    states : xarray.Dataset
        cell_state (1) of shape (gauge_id, time, unit); one gauge is read at a time.
    targets : mapping of str to xarray.DataArray
        Catchment means of shape (gauge_id, time), with units and long_name in their attributes.
    criteria : mapping of str to mapping or None
        Each target's own criterion on its gauges.
    attributes : xarray.Dataset
        One variable an attribute, along gauge_id.
    periods : mapping of str to slice
        First and last day of ``fit`` and ``test``.
    name : str
        The experiment's name, which with seed and target makes the source of randomness.
    seed : int
        Seed of the LSTM and of the controls.

    Returns
    -------
    probe, predictions : xarray.Dataset
        As `contracts.probe.PROBE` and `contracts.probe.PREDICTIONS`.
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.

    Raises
    ------
    InputError
        If no gauge or day is left, or the states do not cover the days.
    """
    whole = set(selection.complete(states))
    admitted = set(selection.satisfying(attributes, experiment.gauges, f"experiment {name}"))
    observed, pairings, account = {}, {}, {}
    for target, values in targets.items():
        wanted = selection.satisfying(attributes, criteria.get(target), f"target {target}")
        wanted = [gauge for gauge in wanted if gauge in admitted]
        here = selection.observations(values, [gauge for gauge in wanted if gauge in whole], periods)
        gauge_ids = here["gauge_id"].values.astype(str).tolist()
        observed[target] = here
        pairings[target] = _pair(experiment.control, gauge_ids, controls.stream(seed, name, target))
        account[f"gauges_{target}"] = selection.account(target, wanted, whole, gauge_ids)
    samples = fitting.Samples(experiment.features, states, observed, pairings)
    answers = experiment.regression, experiment.intercepts, experiment.pooling
    probes = fitting.fit(samples, periods["fit"], *answers)
    predictions = fitting.predict(samples, probes).assign_attrs(account)
    skill = score(predictions, periods).assign(experiment=name, seed=seed)
    return fitting.describe(samples, probes).assign_attrs(account), predictions, skill


def _pair(control: Choice, gauge_ids: list[str], rng: np.random.Generator) -> controls.Pairing:
    return controls.CONTROLS[control.name](gauge_ids, rng, **control.settings)

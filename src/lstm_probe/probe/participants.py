"""Choose, for every target of an experiment, the gauges that take part, and pair each with features."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
import xarray as xr

from lstm_probe.errors import InputError, shortlist
from lstm_probe.probe import controls, selection
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.features import Sources
from lstm_probe.probe.pairs import Pairs

Of = TypeVar("Of")


class Asked(Protocol):
    """What an `Experiment` asks of its participants."""

    @property
    def targets(self) -> Sequence[str] | None:
        """Targets to keep; None is all."""

    @property
    def gauges(self) -> Mapping[str, Any] | str | None:
        """Criterion on an attribute."""

    @property
    def features(self) -> Sequence[Choice]:
        """What is given to probes."""

    @property
    def control(self) -> Choice:
        """Whose features they are."""


@dataclass(frozen=True)
class Participants:
    """Hold who takes part in an experiment.

    Parameters
    ----------
    pairs : Pairs
        Features and targets.
    rngs : mapping of str to numpy.random.Generator
        Source of randomness of every target.
    account : mapping of str to str
        For ``gauges_`` and the name of a target, how many gauges take part and which do not, and why.
    """

    pairs: Pairs
    rngs: Mapping[str, np.random.Generator]
    account: Mapping[str, str]


def choose(
    experiment: Asked,
    sources: Sources,
    targets: Mapping[str, xr.DataArray],
    criteria: Mapping[str, Mapping[str, Any] | None],
    attributes: xr.Dataset,
    periods: Mapping[str, slice],
    *,
    name: str,
    seed: int,
    minimum_target_days: int = 1,
) -> Participants:
    """Choose the gauges of every target: those that satisfy all criteria and have all features and enough days.

    Parameters
    ----------
    experiment : Asked
        Its features, control, targets and criterion.
    sources : Sources
        What features are made of.
    targets, criteria, attributes, periods, name, seed, minimum_target_days
        As of `experiment.run`.

    Raises
    ------
    InputError
        If no gauge or day is left.
    """
    whole = _whole(sources, periods)
    observed, pairings, account, rngs = {}, {}, {}, {}
    for target, values in _of_experiment(experiment, targets, name).items():
        wanted = _wanted(experiment, attributes, criteria.get(target), name, target)
        with_features = [gauge for gauge in wanted if gauge in whole]
        here, lost = selection.observations(values, with_features, periods, minimum_target_days)
        what = "forcings" if sources.states is None else "states"
        lost = {f"{what} on every day": [gauge for gauge in wanted if gauge not in whole], **lost}
        account[f"gauges_{target}"] = selection.account(target, wanted, lost)
        gauge_ids = here["gauge_id"].values.astype(str).tolist()
        observed[target], rngs[target] = here, controls.stream(seed, name, target)
        pair = controls.CONTROLS[experiment.control.name]
        pairings[target] = pair(gauge_ids, rngs[target], **experiment.control.settings)
    return Participants(Pairs(experiment.features, sources, observed, pairings), rngs, account)


def satisfying(
    experiments: Mapping[str, Asked], attributes: xr.Dataset, criteria: Mapping[str, Mapping[str, Any] | None]
) -> list[str]:
    """List the gauges that satisfy the criteria of some target in some experiment: no other is asked for its states.

    Parameters
    ----------
    experiments : mapping of str to Asked
        By name.
    attributes : xarray.Dataset
        One variable an attribute, along gauge_id.
    criteria : mapping of str to mapping or None
        Each target's own criterion on its gauges.

    Returns
    -------
    list of str
        In the order of the attributes.
    """
    found = {
        gauge
        for name, experiment in experiments.items()
        for target in _of_experiment(experiment, criteria, name)
        for gauge in _wanted(experiment, attributes, criteria[target], name, target)
    }
    return [gauge for gauge in attributes["gauge_id"].values.astype(str).tolist() if gauge in found]


def _whole(sources: Sources, periods: Mapping[str, slice]) -> set[str]:
    """Name the gauges with states on every day of theirs, and with forcings on every day of the periods."""
    whole = []
    if sources.states is not None:
        whole.append(set(selection.complete(sources.states)))
    if sources.inputs is not None:
        whole.append(set(sources.inputs.complete(selection.span(periods))))
    return set.intersection(*whole)


def _of_experiment(experiment: Asked, targets: Mapping[str, Of], name: str) -> Mapping[str, Of]:
    """Keep the targets that the experiment probes."""
    kept = {key: values for key, values in targets.items() if experiment.targets is None or key in experiment.targets}
    if not kept:
        found, expected = f"targets {shortlist(experiment.targets or ())}", f"one of {shortlist(targets, 20)}"
        raise InputError(f"experiment {name}: targets", found, expected, "name a target of the study")
    return kept


def _wanted(
    experiment: Asked, attributes: xr.Dataset, criterion: Mapping[str, Any] | None, name: str, target: str
) -> list[str]:
    """List the gauges that satisfy the criteria of experiment and target."""
    if isinstance(experiment.gauges, str):
        return selection.satisfying(attributes, None, f"experiment {name}")
    admitted = set(selection.satisfying(attributes, experiment.gauges, f"experiment {name}"))
    wanted = selection.satisfying(attributes, criterion, f"target {target}")
    return [gauge for gauge in wanted if gauge in admitted]

"""Fit the probes of several experiments on the same states together: one pass to fit all, one more to predict."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import xarray as xr

from lstm_probe.probe import fitting, participants, predicting
from lstm_probe.probe.description import describe
from lstm_probe.probe.experiment import Experiment, words
from lstm_probe.probe.features import Sources
from lstm_probe.probe.inputs import Inputs
from lstm_probe.probe.pairs import Pairs
from lstm_probe.probe.participants import Participants
from lstm_probe.probe.scaling import record


def predict(
    experiments: Mapping[str, Experiment],
    states: xr.Dataset | None,
    targets: Mapping[str, xr.DataArray],
    criteria: Mapping[str, Mapping[str, Any] | None],
    attributes: xr.Dataset,
    periods: Mapping[str, slice],
    *,
    seed: int,
    minimum_target_days: int = 1,
    inputs: Inputs | None = None,
) -> Iterator[tuple[str, xr.Dataset, xr.Dataset]]:
    """Fit and predict as `experiment.predict` does of each experiment by itself, to the same bits.

    What a gauge's features are summed to is shared by all that is observed there on the same days. Held at once are
    the predictions of all experiments; what was observed is set beside those of one at a time.

    Parameters
    ----------
    experiments : mapping of str to Experiment
        By name; all are given the same features.
    states, targets, criteria, attributes, periods, seed, minimum_target_days, inputs
        As of `experiment.predict`, of all experiments together.

    Yields
    ------
    name : str
        One experiment after the other.
    probe, predictions : xarray.Dataset
        As of `experiment.predict`.
    """
    sources = Sources(states, inputs)
    with_features = participants.whole(sources, periods)
    chosen = {
        name: participants.choose(
            experiment,
            sources,
            targets,
            criteria,
            attributes,
            periods,
            name=name,
            seed=seed,
            minimum_target_days=minimum_target_days,
            with_features=with_features,
        )
        for name, experiment in experiments.items()
    }
    order = {(name, target): gauges for name, one in chosen.items() for target, gauges in one.pairs.order.items()}
    pairs = _joined(chosen, sources)
    answers = {(name, target): experiments[name] for name, target in pairs.observed}
    records = {key: record(targets[key[1]]) for key in answers if experiments[key[0]].target_scaling == "record"}
    rngs = {(name, target): rng for name, one in chosen.items() for target, rng in one.rngs.items()}
    probes = fitting.fit(pairs, periods["fit"], rngs, records, answers, order)
    predicted = {name: predicting.room(one.pairs) for name, one in chosen.items()}
    places = {
        (name, target): (predicted[name][i], one.pairs.gauge_ids)
        for name, one in chosen.items()
        for i, target in enumerate(one.pairs.observed)
    }
    predicting.fill(pairs, probes, places)
    del places
    for name, one in chosen.items():
        own = {target: probes[name, target] for target in one.pairs.observed}
        probe = describe(one.pairs, own).assign_attrs({**one.account, **words(experiments[name])})
        yield name, probe, predicting.beside_observed(one.pairs, predicted.pop(name)).assign_attrs(one.account)


def _joined(chosen: dict[str, Participants], sources: Sources) -> Pairs[tuple[str, str]]:
    """Pair the features with the targets of all experiments, holding what is observed at the same gauges once."""
    observed: dict[tuple[str, str], xr.DataArray] = {}
    pairings, first = {}, next(iter(chosen.values())).pairs
    held: dict[str, list[xr.DataArray]] = {}
    for name, one in chosen.items():
        own = {}
        for target, values in one.pairs.observed.items():
            before = held.setdefault(target, [])
            same = (other for other in before if np.array_equal(other["gauge_id"].values, values["gauge_id"].values))
            own[target] = next(same, values)
            if own[target] is values:
                before.append(values)
            observed[name, target], pairings[name, target] = own[target], one.pairs.pairings[target]
        pairs = Pairs(one.pairs.kinds, sources, own, one.pairs.pairings)
        chosen[name] = Participants(pairs, one.rngs, one.account)
    return Pairs(first.kinds, sources, observed, pairings)

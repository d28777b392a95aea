"""Stream the states once to fit the probes of all targets, and once more to predict with them."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import xarray as xr

from lstm_probe.probe import features, selection
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.controls import Pairing
from lstm_probe.probe.moments import Floats, Moments, moments
from lstm_probe.probe.pooling import INTERCEPTS, POOLING
from lstm_probe.probe.regression import REGRESSIONS, Probe

logger = logging.getLogger(__name__)
Probes = Mapping[str, Mapping[str, Probe]]


@dataclass(frozen=True)
class Samples:
    """Pair features with targets, without holding more than one gauge's features at a time.

    Parameters
    ----------
    kinds : sequence of Choice
        What the probe sees.
    states : xarray.Dataset
        cell_state (1) of shape (gauge_id, time, unit).
    observed : mapping of str to xarray.DataArray
        Each target at the gauges that take part, of shape (gauge_id, time), all on the same days.
    pairings : mapping of str to Pairing
        For each target, which state explains which gauge.
    """

    kinds: Sequence[Choice]
    states: xr.Dataset
    observed: Mapping[str, xr.DataArray]
    pairings: Mapping[str, Pairing]

    def __iter__(self) -> Iterator[tuple[str, str, Floats]]:
        """Yield target, gauge and the features (n_days, n_features) it is given, reading every gauge once."""
        days = next(iter(self.observed.values())).indexes["time"]
        first = {
            target: selection.offset(self.states, days, pairing.delay_days) for target, pairing in self.pairings.items()
        }
        receivers: dict[str, list[tuple[str, str]]] = {}
        for target, pairing in self.pairings.items():
            for gauge, source in pairing.source.items():
                receivers.setdefault(source, []).append((target, gauge))
        for count, (source, pairs) in enumerate(receivers.items(), start=1):
            block = features.matrix(self.kinds, self.states, source)
            for target, gauge in pairs:
                yield target, gauge, block[first[target] : first[target] + len(days)]
            if count % 50 == 0:
                logger.info("states of %d of %d gauges read", count, len(receivers))


def fit(samples: Samples, period: slice, regression: Choice, intercepts: Choice, pooling: Choice) -> Probes:
    """Fit the probes of every target on the days of one period.

    Returns
    -------
    mapping of str to mapping of str to Probe
        For each target, every gauge's probe: one and the same for all gauges of a group.
    """
    sums: dict[str, dict[str, Moments]] = {target: {} for target in samples.observed}
    for target, gauge, given in samples:
        values = samples.observed[target].sel(gauge_id=gauge)
        days = values.indexes["time"].slice_indexer(period.start, period.stop)
        sums[target][gauge] = moments(given[days], values.values[days])
    probes: dict[str, dict[str, Probe]] = {}
    for target, of_gauge in sums.items():
        probes[target] = {}
        for group in POOLING[pooling.name](list(of_gauge), **pooling.settings):
            total = INTERCEPTS[intercepts.name]([of_gauge[gauge] for gauge in group], **intercepts.settings)
            probe = REGRESSIONS[regression.name](total, **regression.settings)
            used = np.count_nonzero(probe.weights)
            logger.info("%s: %d samples of %d gauges, %d weights", target, total.n, len(group), used)
            probes[target] |= dict.fromkeys(group, probe)
    return probes


def predict(samples: Samples, probes: Probes) -> xr.Dataset:
    """Predict every target on every day, at the gauges that take part in it.

    Returns
    -------
    xarray.Dataset
        predicted and observed (target units) of shape (target, gauge_id, time), NaN at gauges that take no
        part; units and long_name of shape (target,).
    """
    order = samples.states["gauge_id"].values.astype(str)
    part = [gauge for gauge in order if any(gauge in paired.source for paired in samples.pairings.values())]
    observed = xr.concat(
        [values.reindex(gauge_id=part).drop_attrs() for values in samples.observed.values()],
        "target",
        join="exact",
    ).transpose("target", "gauge_id", "time")
    predicted = xr.full_like(observed, np.nan)
    row, column = {name: i for i, name in enumerate(probes)}, {gauge: i for i, gauge in enumerate(part)}
    for target, gauge, given in samples:
        predicted.values[row[target], column[gauge]] = probes[target][gauge].predict(given)
    dataset = xr.Dataset({"predicted": predicted, "observed": observed}, {"target": list(probes)})
    for name in ("predicted", "observed"):
        dataset[name].attrs = {"units": "target units", "long_name": f"{name} target"}
    for name in ("units", "long_name"):
        texts = np.array([values.attrs[name] for values in samples.observed.values()], dtype=object)
        dataset[name] = (
            "target",
            texts,
            {"units": "", "long_name": f"{name.replace('_', ' ')} of the target"},
        )
    return dataset


def describe(samples: Samples, probes: Probes) -> xr.Dataset:
    """Write down the weights of one probe a target, in target units and standardised."""
    of_target = {target: next(iter(of_gauge.values())) for target, of_gauge in probes.items()}
    dims, one = ("target", "feature"), of_target.values()
    return xr.Dataset(
        {
            "weight": (dims, np.stack([probe.weights for probe in one]), {"units": "target units"}),
            "intercept": ("target", [probe.intercept for probe in one], {"units": "target units"}),
            "standardised_weight": (
                dims,
                np.stack([probe.standardised_weights for probe in one]),
                {"units": "1"},
            ),
        },
        {"target": list(of_target), "feature": features.names(samples.kinds, samples.states)},
    )

"""Stream the states once to fit the probes of all targets, and once more to predict with them."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import xarray as xr

from lstm_probe.probe.choice import Choice
from lstm_probe.probe.evidence import Evidence, Linear, Model
from lstm_probe.probe.gathering import Gathering
from lstm_probe.probe.moments import Features, Floats
from lstm_probe.probe.pairs import Pairs
from lstm_probe.probe.pooling import INTERCEPTS, POOLING, Groups
from lstm_probe.probe.regression import REGRESSIONS, most_samples
from lstm_probe.probe.scaling import Record, Scaling, standardise

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Probe:
    """Map features to a target at the gauges of one group.

    Parameters
    ----------
    model : Model
        Map between z-scores.
    scalings : mapping of str to Scaling
        What makes the z-scores of every gauge of the group.
    samples, available : int
        Samples that the probe was fitted on, and that there were.
    """

    model: Model
    scalings: Mapping[str, Scaling]
    samples: int
    available: int

    def linear(self, gauge_id: str) -> Linear | None:
        """Undo the scaling: weights and intercept of a gauge in target units; None where the map is not linear."""
        if not isinstance(self.model, Linear):
            return None
        scaling = self.scalings[gauge_id]
        weights = self.model.weights * scaling.spread_y / scaling.spread_x
        intercept = scaling.y + scaling.spread_y * self.model.intercept - scaling.x @ weights
        return Linear(weights, float(intercept))

    def predict(self, gauge_id: str, features: Floats) -> Floats:
        """Predict the target (target units) of a gauge from features of shape (n_days, n_features)."""
        linear, scaling = self.linear(gauge_id), self.scalings[gauge_id]
        if linear is not None:
            return linear.predict(features)
        return scaling.undo(self.model.predict(scaling.features(features)))


Probes = Mapping[str, Mapping[str, Probe]]


def fit(
    pairs: Pairs,
    period: slice,
    rngs: Mapping[str, np.random.Generator],
    records: Mapping[str, Record],
    *,
    regression: Choice,
    intercepts: Choice,
    pooling: Choice,
) -> Probes:
    """Fit the probes of every target on the days of one period, each as soon as its last gauge was read.

    All targets are gathered in one pass over the states, so that what a regression on samples holds of one, at most
    max_samples times n_features in single precision, is held of each at once.

    Parameters
    ----------
    pairs : Pairs
        Features and targets.
    period : slice
        First and last day of the fit.
    rngs : mapping of str to numpy.random.Generator
        Source of randomness of every target.
    records : mapping of str to Record
        Spread of the targets that are not scaled by what the probe is fitted on.
    regression, intercepts, pooling : Choice
        How the probe is fitted, and who shares an intercept and a probe.

    Returns
    -------
    mapping of str to mapping of str to Probe
        For each target, the probe of every group of gauges.
    """
    days, most = pairs.days.slice_indexer(period.start, period.stop), most_samples(regression)
    waiting = {}
    for target, values in pairs.observed.items():
        series = dict(zip(values["gauge_id"].values.astype(str).tolist(), values.values[:, days], strict=True))
        groups = POOLING[pooling.name](list(series), **pooling.settings)
        waiting[target] = _open(series, groups, most, rngs[target])
    probes: dict[str, dict[str, Probe]] = {target: {} for target in waiting}
    block, features = None, Features(np.empty((0, 0)))
    for target, gauge, given in pairs:
        if given is not block:
            block, features = given, Features(given[days])
        group, gathering = waiting[target].pop(gauge)
        gathering.add(gauge, features)
        if gathering.complete:
            probes[target][group] = fit_group(gathering, regression, intercepts, records.get(target))
        if not waiting[target]:
            _report(target, list(probes[target].values()))
    return probes


def _open(
    series: Mapping[str, Floats], groups: Groups, most: int | None, rng: np.random.Generator
) -> dict[str, tuple[str, Gathering]]:
    """Open a gathering for every group, and name group and gathering of every gauge."""
    waiting: dict[str, tuple[str, Gathering]] = {}
    for (group, gauges), own in zip(groups.items(), rng.spawn(len(groups)), strict=True):
        gathering = Gathering({gauge: series[gauge] for gauge in gauges}, most, own)
        waiting |= dict.fromkeys(gauges, (group, gathering))
    return waiting


def fit_group(gathered: Gathering, regression: Choice, intercepts: Choice, whole: Record | None = None) -> Probe:
    """Fit the probe of one group of gauges; where features or target do not vary, it is an intercept alone.

    Parameters
    ----------
    gathered : Gathering
        Sums and samples of all its gauges; the samples become z-scores.
    regression, intercepts : Choice
        How the probe is fitted, and which gauges share an intercept.
    whole : Record, optional
        Spread of the target, if it is not that of the samples.
    """
    blocks = INTERCEPTS[intercepts.name](list(gathered.moments), **intercepts.settings)
    scalings, sums = standardise(gathered.moments, blocks, whole)
    if sums.yy > 0 and np.diag(sums.xx).any():
        gathered.standardise(scalings)
        evidence = Evidence(sums, gathered.features, gathered.target, gathered.rng)
        model = REGRESSIONS[regression.name](evidence, **regression.settings)
    else:
        model = Linear(np.zeros(len(sums.x)), sums.y)
    return Probe(model, scalings, gathered.used, sums.n)


def _report(target: str, probes: Sequence[Probe]) -> None:
    """Log how many probes a target has, on how many samples, and with how many weights that are not 0."""
    used, available = (sum(getattr(probe, name) for probe in probes) for name in ("samples", "available"))
    gauges = sum(len(probe.scalings) for probe in probes)
    maps = [probe.model.weights for probe in probes if isinstance(probe.model, Linear)]
    what = "not linear"
    if maps:
        counts = [int(np.count_nonzero(weights)) for weights in maps]
        what = f"{' to '.join(map(str, sorted({min(counts), max(counts)})))} of {len(maps[0])} weights"
    number = f"{len(probes)} probe{'s' * (len(probes) > 1)}"
    logger.info("%s: %s of %d gauges, %d of %d samples, %s", target, number, gauges, used, available, what)


def predict(pairs: Pairs, probes: Probes) -> xr.Dataset:
    """Predict every target on every day, at the gauges that take part in it.

    Returns
    -------
    xarray.Dataset
        predicted and observed (target units) of shape (target, gauge_id, time), NaN at gauges that take no
        part; units and long_name of shape (target,).
    """
    part = pairs.gauge_ids
    observed = xr.concat(
        [values.reindex(gauge_id=part).drop_attrs() for values in pairs.observed.values()],
        "target",
        join="exact",
    ).transpose("target", "gauge_id", "time")
    predicted = xr.full_like(observed, np.nan)
    row, column = {name: i for i, name in enumerate(probes)}, {gauge: i for i, gauge in enumerate(part)}
    own = {
        target: {gauge: probe for probe in groups.values() for gauge in probe.scalings}
        for target, groups in probes.items()
    }
    block, features = None, np.empty((0, 0))
    for target, gauge, given in pairs:
        if given is not block:
            block, features = given, given.astype("float64")
        predicted.values[row[target], column[gauge]] = own[target][gauge].predict(gauge, features)
    dataset = xr.Dataset({"predicted": predicted, "observed": observed}, {"target": list(probes)})
    for name in ("predicted", "observed"):
        dataset[name].attrs = {"units": "target units", "long_name": f"{name} target"}
    for name in ("units", "long_name"):
        texts = np.array([values.attrs[name] for values in pairs.observed.values()], dtype=object)
        attrs = {"units": "", "long_name": f"{name.replace('_', ' ')} of the target"}
        dataset[name] = ("target", texts, attrs)
    return dataset

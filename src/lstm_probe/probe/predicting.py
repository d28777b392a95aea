"""Stream the states once more to predict with the probes that were fitted."""

from collections.abc import Mapping

import numpy as np
import xarray as xr

from lstm_probe.probe.fitting import Probes
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.pairs import Key, Pairs


def predict(pairs: Pairs[str], probes: Probes[str]) -> xr.Dataset:
    """Predict every target on every day, at the gauges that take part in it.

    Returns
    -------
    xarray.Dataset
        As of `beside_observed`.
    """
    predicted = room(pairs)
    fill(pairs, probes, {target: (predicted[i], pairs.gauge_ids) for i, target in enumerate(pairs.observed)})
    return beside_observed(pairs, predicted)


def room(pairs: Pairs[str]) -> Floats:
    """Make room for predictions of shape (n_targets, n_gauges, n_days) in the targets' precision, all NaN."""
    kind = np.result_type(*(values.dtype for values in pairs.observed.values()))
    return np.full((len(pairs.observed), len(pairs.gauge_ids), len(pairs.days)), np.nan, kind)


def fill(pairs: Pairs[Key], probes: Probes[Key], places: Mapping[Key, tuple[Floats, list[str]]]) -> None:
    """Predict every target on every day in one pass over the states, in the places given.

    Parameters
    ----------
    pairs : Pairs
        Features and targets.
    probes : mapping of key to mapping of str to Probe
        For each target, the probe of every group of gauges.
    places : mapping of key to (ndarray of shape (n_gauges, n_days), list of str)
        Where the predictions (target units) of each target go, and the gauges of its rows.
    """
    rows = {key: {gauge: values[i] for i, gauge in enumerate(gauges)} for key, (values, gauges) in places.items()}
    own = {
        key: {gauge: probe for probe in groups.values() for gauge in probe.scalings} for key, groups in probes.items()
    }
    block, features = None, np.empty((0, 0))
    for key, gauge, given in pairs:
        if given is not block:
            block, features = given, given.astype("float64")
        rows[key][gauge][:] = own[key][gauge].predict(gauge, features)


def beside_observed(pairs: Pairs[str], predicted: Floats) -> xr.Dataset:
    """Set predictions beside what was observed.

    Parameters
    ----------
    pairs : Pairs
        The targets.
    predicted : ndarray of shape (n_targets, n_gauges, n_days)
        As of `room`, once it is filled.

    Returns
    -------
    xarray.Dataset
        predicted and observed (target units) of shape (target, gauge_id, time), NaN at gauges that take no
        part; units and long_name of shape (target,).
    """
    observed = xr.concat(
        [values.reindex(gauge_id=pairs.gauge_ids).drop_attrs() for values in pairs.observed.values()],
        "target",
        join="exact",
    ).transpose("target", "gauge_id", "time")
    both = {"predicted": observed.copy(data=predicted), "observed": observed}
    dataset = xr.Dataset(both, {"target": list(pairs.observed)})
    for name in ("predicted", "observed"):
        dataset[name].attrs = {"units": "target units", "long_name": f"{name} target"}
    for name in ("units", "long_name"):
        texts = np.array([values.attrs[name] for values in pairs.observed.values()], dtype=object)
        attrs = {"units": "", "long_name": f"{name.replace('_', ' ')} of the target"}
        dataset[name] = ("target", texts, attrs)
    return dataset

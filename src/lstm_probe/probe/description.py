"""Write down probes: weights and intercepts in target units, samples, and whose states explain which gauge."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from lstm_probe.probe.evidence import Linear
from lstm_probe.probe.fitting import Probes
from lstm_probe.probe.pairs import Pairs

MAP = ("target", "group", "feature")


def describe(pairs: Pairs, probes: Probes) -> xr.Dataset:
    """Write down the probes of all targets, as `contracts.probe.PROBE`.

    Parameters
    ----------
    pairs : Pairs
        What the probes were fitted to.
    probes : mapping of str to mapping of str to Probe
        For each target, the probe of every group of gauges.

    Returns
    -------
    xarray.Dataset
        samples of shape (target, group) and state_source of shape (target, gauge_id); where every map is linear
        also weight, standardised_weight of shape (target, group, feature) and intercept of shape (target,
        gauge_id). Attributes: linear (1 or 0), and how many samples there were of each target.
    """
    gauges, names = pairs.gauge_ids, pairs.feature_names
    found = {group for groups in probes.values() for group in groups}
    order = [group for group in ("all", *gauges) if group in found]
    coords = {"target": list(probes), "group": order, "gauge_id": np.array(gauges, dtype=object)}
    samples = [[groups[group].samples if group in groups else 0 for group in order] for groups in probes.values()]
    source = [[pairs.pairings[target].source.get(gauge, "") for gauge in gauges] for target in probes]
    attrs: dict[str, Any] = {
        f"samples_available_{target}": sum(probe.available for probe in groups.values())
        for target, groups in probes.items()
    }
    linear = all(isinstance(probe.model, Linear) for groups in probes.values() for probe in groups.values())
    dataset = xr.Dataset(
        {
            "samples": (MAP[:2], np.array(samples, dtype="int64"), {"units": "1"}),
            "state_source": (("target", "gauge_id"), np.array(source, dtype=object), {"units": ""}),
        },
        {**coords, "feature": names},
        attrs | {"linear": int(linear)},
    )
    return dataset.assign(_maps(probes, coords, len(names))) if linear else dataset


def _maps(probes: Probes, coords: Mapping[str, Any], features: int) -> dict[str, Any]:
    """Undo the scaling of linear probes; NaN where a group or gauge takes no part in a target."""
    row = {name: {value: i for i, value in enumerate(values)} for name, values in coords.items()}
    weight = np.full((len(row["target"]), len(row["group"]), features), np.nan)
    standardised, intercept = weight.copy(), np.full((len(row["target"]), len(row["gauge_id"])), np.nan)
    for i, groups in enumerate(probes.values()):
        for group, probe in groups.items():
            if isinstance(probe.model, Linear):
                standardised[i, row["group"][group]] = probe.model.weights
            for gauge in probe.scalings:
                linear = probe.linear(gauge)
                if linear is not None:
                    weight[i, row["group"][group]] = linear.weights
                    intercept[i, row["gauge_id"][gauge]] = linear.intercept
    return {
        "weight": (MAP, weight, {"units": "target units"}),
        "standardised_weight": (MAP, standardised, {"units": "1"}),
        "intercept": (("target", "gauge_id"), intercept, {"units": "target units"}),
    }

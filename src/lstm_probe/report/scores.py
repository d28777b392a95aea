"""Scores of a run as the verdict reads them: medians over gauges with their intervals, and how far seeds move them."""

import math
from collections.abc import Mapping
from typing import Any

from lstm_probe.contracts.comparisons import MAIN

Scores = Mapping[str, float]
#: Metrics that have intervals and spreads over seeds.
METRICS = ("r", "anomaly_r")
BOUNDS = ("lower", "upper")


def tested(periods: Mapping[str, Any]) -> dict[str, float]:
    """Take the scores of the test period; None becomes NaN."""
    return {name: _finite(value) for name, value in periods.get("test", {}).items()}


def case(numbers: Mapping[str, Any], experiment: str, target: str) -> dict[str, float]:
    """Take the scores of one experiment and target, nothing if there are none.

    Parameters
    ----------
    numbers : mapping
        As docs/numbers.schema.json.
    experiment, target : str
        Their names.

    Returns
    -------
    dict of str to float
        Medians over gauges in the test period; ``r_spread`` and ``anomaly_r_spread`` are the highest less the lowest
        median of a seed, ``r_lower``, ``r_upper`` and the same of anomalies the bounds of 95 % intervals; NaN where
        there is none.
    """
    seeds = numbers["seeds"].get(experiment, {}).get(target, {})
    intervals = numbers["intervals"].get(experiment, {}).get(target, {})
    scores = tested(numbers["probes"].get(experiment, {}).get(target, {}))
    for metric in METRICS:
        scores[f"{metric}_spread"] = _finite(seeds.get(metric, {}).get("spread"))
        scores |= {f"{metric}_{bound}": _finite(intervals.get(metric, {}).get(bound)) for bound in BOUNDS}
    return scores


def evidence(numbers: Mapping[str, Any], target: str) -> dict[str, Any]:
    """Take what stands beside the rungs of a target: floor and ceiling, p, lags, and what intervals rest on."""
    entry = numbers["ladder"].get(target, {})
    return {name: math.nan if value is None else value for name, value in entry.items() if name != "rungs"}


def of_main(numbers: Mapping[str, Any], target: str) -> dict[str, float]:
    """Take the scores of main."""
    return case(numbers, MAIN, target)


def known(scores: Mapping[str, Any], metric: str) -> bool:
    """Return whether a score is a number."""
    value = scores.get(metric, math.nan)
    return isinstance(value, int | float) and math.isfinite(value)


def _finite(value: float | None) -> float:
    return math.nan if value is None else float(value)

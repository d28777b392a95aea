"""Scores of a run as the verdict reads them: medians over gauges, how far seeds move them, leads over controls."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Scores = Mapping[str, float]
#: Metrics in which a probe is compared with its controls, and how they are called.
COMPARED = {"r": "r", "anomaly_r": "r of anomalies"}


@dataclass(frozen=True)
class Lead:
    """Hold how far a probe lies above a control in one metric, and how far seeds of either move that metric."""

    metric: str
    control: str
    margin: float
    spread: float


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
        median of a seed, NaN with one seed.
    """
    seeds = numbers["seeds"].get(experiment, {}).get(target, {})
    spreads = {f"{metric}_spread": _finite(seeds.get(metric, {}).get("spread")) for metric in COMPARED}
    scores = tested(numbers["probes"].get(experiment, {}).get(target, {}))
    return {**scores, **spreads}


def known(scores: Scores, metric: str) -> bool:
    """Say whether a score is a number."""
    return math.isfinite(scores.get(metric, math.nan))


def leads(scores: Scores, controls: Mapping[str, Scores]) -> list[Lead]:
    """Measure how far a probe lies above every control, in every metric that both have; the smallest lead first."""
    found = [
        Lead(metric, name, scores[metric] - control[metric], spread(metric, scores, control))
        for name, control in controls.items()
        for metric in COMPARED
        if known(scores, metric) and known(control, metric)
    ]
    return sorted(found, key=lambda lead: lead.margin)


def spread(metric: str, *cases: Scores) -> float:
    """Find the largest of the spreads over seeds; 0 where one seed tells nothing."""
    return max([0.0, *(scores[f"{metric}_spread"] for scores in cases if known(scores, f"{metric}_spread"))])


def _finite(value: float | None) -> float:
    return math.nan if value is None else float(value)

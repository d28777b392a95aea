"""Check that every experiment of a study has gauges to be fitted on, and a permuting control two of them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.checkup.study import Study
from lstm_probe.errors import shortlist


def check(study: Study, findings: Findings, account: Account) -> None:
    """Check every experiment with every target that it probes.

    Parameters
    ----------
    findings, account
        Are added to, and say which gauges have which target.
    """
    for name, experiment in study.experiments.items():
        chosen = experiment.get("targets") or list(study.targets)
        for target in (one for one in chosen if account.with_target.get(one)):
            criteria = _criteria(experiment, study.targets[target])
            gauges = [gauge for gauge in account.with_target[target] if gauge in account.kept()]
            gauges = [gauge for gauge in gauges if _satisfies(account.attributes, gauge, criteria)]
            fewest = 2 if experiment["control"]["name"] == "permute_gauges" else 1
            if len(gauges) < fewest:
                found = f"{len(gauges)} gauges with {target}{_spelled(criteria)}: {shortlist(gauges)}"
                expected = "2 gauges, to exchange their states" if fewest == 2 else "a gauge to fit the probe to"
                advice = "take in more gauges, move the bound, or take it out of study.experiments or study.targets"
                findings.add("refuse", f"experiments.{name}", "gauges", target, found, expected, advice)


def _criteria(experiment: Mapping[str, Any], target: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """List the criteria that gauges satisfy; an experiment on all gauges sets the target's own aside."""
    if isinstance(experiment.get("gauges"), str):
        return []
    return [criterion for criterion in (experiment.get("gauges"), target.get("gauges")) if criterion]


def _satisfies(attributes: pd.DataFrame, gauge: str, criteria: list[Mapping[str, Any]]) -> bool:
    """Return whether a gauge's attributes lie within all bounds; of attributes that could not be read, it does."""
    for criterion in criteria:
        name, above, below = criterion["attribute"], criterion.get("above"), criterion.get("below")
        if name not in attributes:
            continue
        value = attributes[name].get(gauge, float("nan"))
        if not ((above is None or value > above) and (below is None or value < below) and value == value):
            return False
    return True


def _spelled(criteria: list[Mapping[str, Any]]) -> str:
    bounds = [
        f"{criterion['attribute']} {word} {criterion[word]:g}"
        for criterion in criteria
        for word in ("above", "below")
        if criterion.get(word) is not None
    ]
    return f" and {' and '.join(bounds)}" if bounds else ""

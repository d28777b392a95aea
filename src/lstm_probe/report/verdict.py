"""Judge by fixed rules whether the LSTM's states hold soil moisture and snow, of this place and of this day."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lstm_probe.naming import display_name

#: Lowest median NSE of discharge at which the states of an LSTM are worth probing ("satisfactory" in Moriasi et al.,
#: 2007, https://doi.org/10.13031/2013.23153).
SKILFUL = 0.5
#: Median r from which a target counts as found (about half of its variance), and below which it counts as not found.
STRONG, WEAK = 0.7, 0.5
#: How far r, and r of anomalies, must lie above those of every control.
MARGIN = 0.05
COMPARED = ("r", "anomaly_r")
MAIN = "main"

HOLDS, IN_PART, FAILS, OPEN = "holds", "holds only in part", "does not hold", "cannot be judged"
FOUND, PARTLY, NOT_FOUND, NOT_JUDGED = "found", "found in part", "not found", "not judged"

Scores = Mapping[str, float]


@dataclass(frozen=True)
class Study:
    """Say what the run set out to answer.

    Parameters
    ----------
    lstm : str
        The LSTM that the main experiment probes.
    targets : mapping of str to str
        Name and long name of every target, in order.
    controls : mapping of str to str
        Experiments that are controls, and whose states they take, in words.
    soil : sequence of str
        Targets that are layers of soil moisture.
    snow : str or None
        The target that is snow. The paper's conclusion is on soil and snow; other targets stand beside it.
    synthetic : bool
        Whether the data are those of a synthetic world.
    """

    lstm: str
    targets: Mapping[str, str]
    controls: Mapping[str, str]
    soil: Sequence[str]
    snow: str | None
    synthetic: bool


@dataclass(frozen=True)
class Finding:
    """Hold what the run says of one target, called `name`: its scores, those of the controls, and the outcome."""

    target: str
    name: str
    long_name: str
    scores: Scores
    controls: Mapping[str, Scores]
    outcome: str
    reason: str


@dataclass(frozen=True)
class Verdict:
    """Hold the outcome of a run, why, what it is about, and what it rests on: discharge, and all findings."""

    outcome: str
    reason: str
    about: tuple[str, ...]
    discharge: Scores
    findings: tuple[Finding, ...]


def judge(numbers: Mapping[str, Any], study: Study) -> Verdict:
    """Judge a run.

    Parameters
    ----------
    numbers : mapping
        As docs/numbers.schema.json.
    study : Study
        What the run set out to answer.
    """
    discharge = _scores(numbers["discharge"].get(study.lstm, {}))
    findings = tuple(judge_target(name, numbers["probes"], study) for name in study.targets)
    soil = [finding for finding in findings if finding.target in study.soil]
    snow = [finding for finding in findings if finding.target == study.snow]
    about = tuple(what for what, those in (("soil moisture", soil), ("snow", snow)) if those)
    words = " and ".join(about) or "soil moisture or snow"
    return Verdict(*_conclude(discharge, [*soil, *snow], words), about, discharge, findings)


def judge_target(target: str, probes: Mapping[str, Any], study: Study) -> Finding:
    """Judge one target by the rules of this module.

    Parameters
    ----------
    target : str
        Its name.
    probes : mapping
        ``probes`` of numbers.json.
    study : Study
        What the run set out to answer.
    """
    scores = _scores(probes.get(MAIN, {}).get(target, {}))
    controls = {name: _scores(probes.get(name, {}).get(target, {})) for name in study.controls}
    controls = {name: control for name, control in controls.items() if _known(control, "r")}
    outcome, reason = _weigh(scores, controls, study.controls)
    name = display_name(target, set(study.targets) - {target})
    return Finding(target, name, study.targets[target], scores, controls, outcome, reason)


def _weigh(scores: Scores, controls: Mapping[str, Scores], words: Mapping[str, str]) -> tuple[str, str]:
    if not _known(scores, "r"):
        return NOT_JUDGED, "the probe has no score in the test period"
    if not controls:
        return NOT_JUDGED, "no control was run beside it"
    if scores["r"] < WEAK:
        return NOT_FOUND, f"r is below {WEAK:g}"
    leads = {
        (metric, name): scores[metric] - control[metric]
        for name, control in controls.items()
        for metric in COMPARED
        if _known(scores, metric) and _known(control, metric)
    }
    (metric, nearest), lead = min(leads.items(), key=lambda item: item[1])
    what = "r" if metric == "r" else "r of anomalies"
    if lead <= 0:
        return NOT_FOUND, f"with {words[nearest]} a probe does as well in {what}"
    if lead < MARGIN:
        return PARTLY, f"with {words[nearest]} a probe comes within {MARGIN:g} of its {what}"
    if scores["r"] < STRONG:
        return PARTLY, f"the controls are left behind, but r is below {STRONG:g}"
    return FOUND, f"r is at least {STRONG:g}, and every control at least {MARGIN:g} lower, with the season and without"


def _conclude(discharge: Scores, decisive: Sequence[Finding], about: str) -> tuple[str, str]:
    """Draw the conclusion from the discharge and the findings on soil and snow."""
    outcomes = {finding.outcome for finding in decisive}
    if not _known(discharge, "nse"):
        return OPEN, "the LSTM's discharge has no score, so nothing says that its states are worth probing"
    if discharge["nse"] < SKILFUL:
        return OPEN, (
            f"the LSTM does not simulate discharge well enough (median NSE below {SKILFUL:g}) "
            "for its states to be worth probing"
        )
    if not outcomes - {NOT_JUDGED}:
        return OPEN, f"no probe of {about} has both a score and a control beside it"
    if outcomes == {FOUND}:
        return HOLDS, f"every target of {about} is found, and no control does as well"
    if outcomes <= {NOT_FOUND, NOT_JUDGED}:
        return FAILS, f"no target of {about} is found beyond what the controls find too"
    return IN_PART, f"not every target of {about} is found"


def _scores(periods: Mapping[str, Any]) -> dict[str, float]:
    """Take the test period's scores; None becomes NaN."""
    return {name: math.nan if value is None else float(value) for name, value in periods.get("test", {}).items()}


def _known(scores: Scores, metric: str) -> bool:
    return math.isfinite(scores.get(metric, math.nan))

"""Judge by fixed rules whether the LSTM's states hold soil moisture and snow, of this place and of this day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lstm_probe.datasets.naming import display_name
from lstm_probe.report.phrases import listed, number
from lstm_probe.report.scores import COMPARED, Lead, Scores, case, known, leads, tested
from lstm_probe.report.study import MAIN, Study

#: Lowest median NSE of discharge at which the states of an LSTM are worth probing ("satisfactory" in Moriasi et al.,
#: 2007, https://doi.org/10.13031/2013.23153).
SKILFUL = 0.5
#: Median r from which a target counts as found (about half of its variance), and below which it counts as not found.
STRONG, WEAK = 0.7, 0.5
#: Median r of anomalies from which a probe tells more than the season: it explains about a tenth of their variance.
FLOOR = 0.3
#: How far r, and r of anomalies, must lie above those of every control that decides.
MARGIN = 0.05
#: Fewest gauges over which a median is judged.
FEWEST = 10

HOLDS, IN_PART, FAILS, OPEN = "holds", "holds only in part", "does not hold", "cannot be judged"
FOUND, PARTLY, NOT_FOUND, NOT_JUDGED = "found", "found in part", "not found", "not judged"


@dataclass(frozen=True)
class Finding:
    """Hold what the run says of one target, called `name`, and the outcome.

    `scores` are main's, `controls` those that decide, `beside` those that do not; all as `scores.case`.
    """

    target: str
    name: str
    long_name: str
    scores: Scores
    controls: Mapping[str, Scores]
    beside: Mapping[str, Scores]
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
    discharge = tested(numbers["discharge"].get(study.lstm, {}))
    findings = tuple(judge_target(name, numbers, study) for name in study.targets)
    soil = [finding for finding in findings if finding.target in study.soil]
    snow = [finding for finding in findings if finding.target == study.snow]
    about = tuple(what for what, those in (("soil moisture", soil), ("snow", snow)) if those)
    words = " and ".join(about) or "soil moisture or snow"
    return Verdict(*_conclude(discharge, [*soil, *snow], words), about, discharge, findings)


def judge_target(target: str, numbers: Mapping[str, Any], study: Study) -> Finding:
    """Judge one target by the rules of this module.

    Parameters
    ----------
    target : str
        Its name.
    numbers : mapping
        As docs/numbers.schema.json.
    study : Study
        What the run set out to answer.
    """
    cases = {name: case(numbers, name, target) for name in (MAIN, *study.controls)}
    scores = cases[MAIN]
    controls = {name: cases[name] for name in study.deciding if known(cases[name], "r")}
    beside = {name: cases[name] for name in study.beside if known(cases[name], "r")}
    outcome, reason = _weigh(scores, controls, study.deciding)
    name = display_name(target, set(study.targets) - {target})
    return Finding(target, name, study.targets[target], scores, controls, beside, outcome, reason)


def _weigh(scores: Scores, controls: Mapping[str, Scores], words: Mapping[str, str]) -> tuple[str, str]:
    if not known(scores, "r"):
        return NOT_JUDGED, "the probe has no score in the test period"
    if scores.get("gauges", 0) < FEWEST:
        return NOT_JUDGED, f"the probe is scored at fewer than {FEWEST} gauges"
    if not controls:
        return NOT_JUDGED, "no control that decides was run beside it"
    if scores["r"] < WEAK:
        return NOT_FOUND, f"r is below {WEAK:g}"
    ahead = leads(scores, controls)
    if ahead[0].margin <= 0:
        return NOT_FOUND, f"with {words[ahead[0].control]} a probe does as well in {COMPARED[ahead[0].metric]}"
    weak = [*_too_near(ahead, words), *_too_low(scores, controls)]
    if weak:
        return PARTLY, listed(weak)
    return FOUND, (
        f"r is at least {STRONG:g} and r of anomalies at least {FLOOR:g}, and every control is at least {MARGIN:g} "
        "lower in both"
    )


def _too_near(ahead: Sequence[Lead], words: Mapping[str, str]) -> list[str]:
    """Say which controls come too near, by the margin or by what another seed may change."""
    weak = []
    if ahead[0].margin < MARGIN:
        weak.append(
            f"with {words[ahead[0].control]} a probe comes within {MARGIN:g} of its {COMPARED[ahead[0].metric]}"
        )
    blurred = next((lead for lead in ahead if lead.spread > lead.margin), None)
    if blurred:
        moves, metric = number(blurred.spread, 3), COMPARED[blurred.metric]
        nearer = f"the {number(blurred.margin, 3)} that part it from {words[blurred.control]}"
        weak.append(f"{metric} moves by {moves} from seed to seed, more than {nearer}")
    return weak


def _too_low(scores: Scores, controls: Mapping[str, Scores]) -> list[str]:
    """Say what is too low, or not known, for a target to be found."""
    weak = [f"r is below {STRONG:g}"] if scores["r"] < STRONG else []
    if not all(known(case, "anomaly_r") for case in (scores, *controls.values())):
        weak.append(
            "the season cannot be told apart, since r of anomalies is not known for the probe and every control"
        )
    elif scores["anomaly_r"] < FLOOR:
        weak.append(f"r of anomalies is below {FLOOR:g}, so it tells little but the season")
    return weak


def _conclude(discharge: Scores, decisive: Sequence[Finding], about: str) -> tuple[str, str]:
    """Draw the conclusion from the discharge and the findings on soil and snow."""
    outcomes = {finding.outcome for finding in decisive}
    if not known(discharge, "nse"):
        return OPEN, "the LSTM's discharge has no score, so nothing says that its states are worth probing"
    if discharge["nse"] < SKILFUL:
        return OPEN, (
            f"the LSTM does not simulate discharge well enough (median NSE below {SKILFUL:g}) "
            "for its states to be worth probing"
        )
    if discharge.get("gauges", 0) < FEWEST:
        return OPEN, f"discharge is scored at fewer than {FEWEST} gauges, too few for a median"
    if not outcomes - {NOT_JUDGED}:
        why = "; ".join(dict.fromkeys(finding.reason for finding in decisive)) or "there is none"
        return OPEN, f"no probe of {about} can be judged: {why}"
    if outcomes == {FOUND}:
        what = f"every target of {about}" if len(decisive) > 1 else decisive[0].name
        return HOLDS, f"{what} is found, and no control does as well"
    if outcomes <= {NOT_FOUND, NOT_JUDGED}:
        return FAILS, f"no target of {about} is found beyond what the controls find too"
    if len(decisive) == 1:
        return IN_PART, f"{decisive[0].name} is found, but only in part"
    return IN_PART, f"not every target of {about} is found"

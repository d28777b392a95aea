"""Tell a verdict in sentences, with the numbers that it rests on."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lstm_probe.report.verdict import FOUND, MARGIN, OPEN, SKILFUL, STRONG, WEAK, Finding, Study, Verdict

#: NSE below which the level of a probe, not its dynamics, needs a word.
LEVEL = 0.5


def control_in_words(control: Mapping[str, Any]) -> str:
    """Say whose states a control gives to a probe.

    Parameters
    ----------
    control : mapping
        ``name`` and settings of the control, such as ``days``.
    """
    if control["name"] == "permute_gauges":
        return "the states of another gauge"
    if control["name"] == "delay":
        return f"the states of {control.get('days')} days earlier"
    return f"the states of the control {control['name']}"


def headline(verdict: Verdict, study: Study) -> str:
    """Say the outcome in one sentence."""
    ending = {OPEN: "from this run"}.get(verdict.outcome, "in this run")
    scope = f" for {verdict.about[0]}" if len(verdict.about) == 1 else ""
    world = ", on synthetic data" if study.synthetic else ""
    return f"The paper’s conclusion {verdict.outcome}{scope} {ending}{world}."


def paragraphs(verdict: Verdict, study: Study) -> list[str]:
    """Tell the outcome in a few paragraphs: why, the numbers, what is weak, and what the data are.

    Parameters
    ----------
    verdict : Verdict
        The outcome.
    study : Study
        What the run set out to answer.
    """
    soil = [finding for finding in verdict.findings if finding.target in study.soil and _scored(finding)]
    snow = [finding for finding in verdict.findings if finding.target == study.snow and _scored(finding)]
    others = [finding for finding in verdict.findings if finding.target not in {*study.soil, study.snow}]
    return [
        _join([_outcome(verdict), _discharge(verdict), _probes("soil moisture", soil, study), _anomalies(soil)]),
        _join([_probes("snow", snow, study), _anomalies(snow)]),
        _join(_beside(other, study) for other in others),
        _join([*_weak([*soil, *snow]), _level(verdict.findings), _unasked(soil, snow, verdict)]),
        _join([_synthetic(verdict, study)]),
    ]


def rules(study: Study) -> list[str]:
    """State the rules of the verdict, with their thresholds."""
    return [
        f"States are worth probing if the median NSE of simulated discharge is at least {SKILFUL:g}.",
        f"A target is found if the median r of its probe is at least {STRONG:g}, and both r and r of anomalies (the "
        f"day-of-year mean removed) are at least {MARGIN:g} higher than those of every control: "
        f"{' and '.join(study.controls.values()) or 'none in this run'}.",
        f"It is not found if r is below {WEAK:g} or a control does as well; in between it is found in part.",
        "The conclusion holds if all soil moisture and snow targets of the run are found, does not hold if none is, "
        "even in part, and holds only in part otherwise. Other targets stand beside it and do not decide.",
        "All numbers are medians over gauges in the test period; a gauge counts with its mean over seeds.",
    ]


def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does: a, b and c."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def number(value: float, digits: int = 2) -> str:
    """Write a score with a true minus; a dash where there is none."""
    return f"{value:.{digits}f}".replace("-", "−") if math.isfinite(value) else "–"


def _join(sentences: Iterable[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _scored(finding: Finding) -> bool:
    return math.isfinite(finding.scores.get("r", math.nan))


def _row(values: Iterable[float]) -> str:
    return listed(number(value) for value in values)


def _outcome(verdict: Verdict) -> str:
    return f"{verdict.reason[0].upper()}{verdict.reason[1:]}."


def _discharge(verdict: Verdict) -> str:
    nse, gauges = verdict.discharge.get("nse", math.nan), verdict.discharge.get("gauges", 0)
    if not math.isfinite(nse):
        return ""
    skill = f"a median NSE of {number(nse)} over {gauges:.0f} gauges"
    return f"The LSTM, trained on discharge alone, simulates it with {skill}."


def _probes(what: str, findings: Sequence[Finding], study: Study) -> str:
    if not findings:
        return ""
    names = listed(finding.name for finding in findings)
    gauges = max(finding.scores.get("gauges", 0) for finding in findings)
    sentence = (
        f"Linear probes of its cell states follow {what} ({names}) with a median correlation r of "
        f"{_row(finding.scores['r'] for finding in findings)} over {gauges:.0f} gauges"
    )
    for name, words in study.controls.items():
        if all(name in finding.controls for finding in findings):
            sentence += f"; given {words}, they reach {_row(finding.controls[name]['r'] for finding in findings)}"
    return f"{sentence}."


def _anomalies(findings: Sequence[Finding]) -> str:
    if not findings or not all(_best_control(finding) for finding in findings):
        return ""
    own = _row(finding.scores.get("anomaly_r", math.nan) for finding in findings)
    best = _row(max(_best_control(finding)) for finding in findings)
    which = "the better of the controls" if len(findings[0].controls) > 1 else "the control"
    return f"Without the season r is {own}, against {best} with {which}."


def _best_control(finding: Finding) -> list[float]:
    values = [control.get("anomaly_r", math.nan) for control in finding.controls.values()]
    return [value for value in values if math.isfinite(value)]


def _beside(finding: Finding, study: Study) -> str:
    sentence = _probes(finding.long_name, [finding], study) if _scored(finding) else ""
    return f"{sentence} It is {finding.outcome}: {finding.reason}." if sentence else ""


def _weak(findings: Sequence[Finding]) -> list[str]:
    return [
        f"{finding.name} is {finding.outcome}: {finding.reason}." for finding in findings if finding.outcome != FOUND
    ]


def _level(findings: Sequence[Finding]) -> str:
    low = [finding for finding in findings if finding.scores.get("nse", math.nan) < LEVEL]
    if not low:
        return ""
    names = listed(f"{number(finding.scores['nse'])} for {finding.name}" for finding in low)
    return (
        "Correlation says nothing about the level: one intercept serves all gauges, and the median NSE of the probe, "
        f"which counts the offset, is {names}."
    )


def _unasked(soil: Sequence[Finding], snow: Sequence[Finding], verdict: Verdict) -> str:
    absent = [what for what, findings in (("soil moisture", soil), ("snow", snow)) if not findings]
    if not absent or verdict.outcome == OPEN:
        return ""
    return f"The run has no probe of {listed(absent)}, so it says nothing about it."


def _synthetic(verdict: Verdict, study: Study) -> str:
    if not study.synthetic:
        return ""
    known = [finding for finding in verdict.findings if math.isfinite(finding.scores.get("r_truth", math.nan))]
    truth = (
        f" Here the true stores are known: the probes’ r with them is "
        f"{_row(finding.scores['r_truth'] for finding in known)} ({listed(finding.name for finding in known)})."
        if known
        else ""
    )
    return (
        "All data of this run are synthetic. It shows whether the method finds stores that are there, and is no "
        f"evidence about Great Britain.{truth}"
    )

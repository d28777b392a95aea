"""Tell a verdict in sentences, with the numbers that it rests on."""

import math
from collections.abc import Iterable, Sequence

from lstm_probe.report.headline import decisive, lacking, seeds
from lstm_probe.report.phrases import listed, number
from lstm_probe.report.scores import leads, spread
from lstm_probe.report.study import Study
from lstm_probe.report.verdict import FOUND, OPEN, Finding, Verdict

#: NSE below which the level of a probe, not its dynamics, needs a word.
LEVEL = 0.5
#: What a control of the paper gives, and what is open without it.
UNTRIED = {
    "permute_gauges": "the states of another gauge: that the states are those of the place",
    "delay": "the states of months before: that the states are those of the day",
}


def paragraphs(verdict: Verdict, study: Study) -> list[str]:
    """Tell the outcome in a few paragraphs: what warns, why, the numbers, what is weak, and what the data are.

    Parameters
    ----------
    verdict : Verdict
        The outcome.
    study : Study
        What the run set out to answer.
    """
    deciding = [finding for finding in verdict.findings if finding.target in {*study.soil, study.snow}]
    soil = [finding for finding in deciding if finding.target in study.soil and _scored(finding)]
    snow = [finding for finding in deciding if finding.target == study.snow and _scored(finding)]
    others = [finding for finding in verdict.findings if finding.target not in {*study.soil, study.snow}]
    return [
        study.warning,
        _join([_outcome(verdict), _discharge(verdict), _probes("soil moisture", soil, study), _anomalies(soil)]),
        _join([_probes("snow", snow, study), _anomalies(snow)]),
        _join(_beside(other, study) for other in others),
        _join([*_weak(deciding, verdict), _level(verdict.findings, study)]),
        _join([_untried(verdict, study), _seeds(verdict, study), _unasked(verdict)]),
        _join([_synthetic(verdict, study)]),
    ]


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
        f"{study.probes} follow {what} ({names}) with a median correlation r of "
        f"{_row(finding.scores['r'] for finding in findings)} over {gauges:.0f} gauges"
    )
    for name, words in study.deciding.items():
        if all(name in finding.controls for finding in findings):
            sentence += f"; given {words}, they reach {_row(finding.controls[name]['r'] for finding in findings)}"
    return f"{sentence}."


def _anomalies(findings: Sequence[Finding]) -> str:
    if not findings or not all(_best_control(finding) for finding in findings):
        return ""
    if not any(math.isfinite(finding.scores.get("anomaly_r", math.nan)) for finding in findings):
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


def _weak(findings: Sequence[Finding], verdict: Verdict) -> list[str]:
    weak = [finding for finding in findings if finding.outcome != FOUND] if verdict.outcome != OPEN else []
    return [f"{finding.name} is {finding.outcome}: {finding.reason}." for finding in weak]


def _level(findings: Sequence[Finding], study: Study) -> str:
    low = [finding for finding in findings if finding.scores.get("nse", math.nan) < LEVEL]
    if not low:
        return ""
    names = listed(f"{number(finding.scores['nse'])} for {finding.name}" for finding in low)
    shared = "one intercept serves all gauges, and " if study.one_intercept else ""
    return (
        f"Correlation says nothing about the level: {shared}the median NSE of the probe, which counts the offset, is "
        f"{names}."
    )


def _untried(verdict: Verdict, study: Study) -> str:
    """Name the controls of the paper that the run does without."""
    without = lacking(verdict, study) if verdict.outcome != OPEN else []
    return _join(f"No control gives every probe {UNTRIED[kind]} is not shown." for kind in without)


def _seeds(verdict: Verdict, study: Study) -> str:
    """Set the smallest lead beside what another seed changes."""
    if verdict.outcome == OPEN:
        return ""
    count, findings = seeds(verdict, study), decisive(verdict, study)
    if count == 1:
        return "With one seed nothing tells how far another initialisation of the LSTM would move these numbers."
    own = max(spread("r", finding.scores) for finding in findings)
    other = max(spread("r", *finding.controls.values()) for finding in findings)
    ahead = [
        lead.margin for finding in findings for lead in leads(finding.scores, finding.controls) if lead.metric == "r"
    ]
    return (
        f"From seed to seed ({count}) r moves by at most {number(own)} with the probe and {number(other)} with a "
        f"control; the nearest control lies {number(min(ahead))} below the probe."
    )


def _unasked(verdict: Verdict) -> str:
    absent = [what for what in ("soil moisture", "snow") if what not in verdict.about]
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

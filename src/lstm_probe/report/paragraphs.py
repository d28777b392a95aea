"""Write the paragraphs under the headline, with the numbers that the verdict rests on."""

import math
from collections.abc import Iterable, Sequence

from lstm_probe.contracts.comparisons import COMPARISONS
from lstm_probe.contracts.thresholds import LAG
from lstm_probe.errors import listed
from lstm_probe.report.headline import decisive, seeds
from lstm_probe.report.phrases import number, several
from lstm_probe.report.scores import known
from lstm_probe.report.study import Study
from lstm_probe.report.verdict import OPEN, Finding, Verdict

#: NSE below which the level of a probe, not its dynamics, needs a word.
LEVEL = 0.5


def before(verdict: Verdict, study: Study) -> list[str]:
    """Write what stands above the rungs of the targets: a warning, and why the outcome is what it is.

    Parameters
    ----------
    verdict : Verdict
        The outcome.
    study : Study
        What the run set out to answer.
    """
    outcome = f"{verdict.reason[0].upper()}{verdict.reason[1:]}."
    return [text for text in (study.warning, _join([outcome, _discharge(verdict, study)])) if text]


def after(verdict: Verdict, study: Study) -> list[str]:
    """Write what stands below the rungs: floor and ceiling, levels, lags, what the intervals rest on, what is absent.

    Parameters
    ----------
    verdict, study
        As of `before`.
    """
    findings = [finding for finding in verdict.findings if known(finding.scores, "r")]
    paragraphs = [
        _join([_readable(findings, study), _ceiling(findings)]),
        _join([_level(findings, study), _lags(findings)]),
        _join([_resampled(findings), _seeds(verdict, study)]),
        _join([_given_states(study), _unasked(verdict), _synthetic(verdict, study)]),
    ]
    return [text for text in paragraphs if text]


def _join(sentences: Iterable[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _row(values: Iterable[float]) -> str:
    return listed(number(value) for value in values)


def _discharge(verdict: Verdict, study: Study) -> str:
    if not known(verdict.discharge, "nse"):
        return "" if study.source == "trained" else "The model has no score of discharge, and none is asked for."
    nse, gauges = verdict.discharge["nse"], verdict.discharge.get("gauges", 0)
    skill = f"a median NSE of {number(nse)} over {gauges:.0f} gauges"
    if study.source == "states":
        return _join([f"The model simulates discharge with {skill}.", _by_training(verdict)])
    return _join([f"The LSTM, trained on discharge alone, simulates it with {skill}.", _by_training(verdict)])


def _by_training(verdict: Verdict) -> str:
    """Tell the gauges at which a model from elsewhere was trained from the others."""
    groups = verdict.discharge_by_training
    if "unknown" in groups:
        return "At which gauges it was trained is not known (training_gauges of its entry)."
    if "others" not in groups:
        return ""
    others = f"{groups['others']['gauges']} gauges that are new to it is {number(groups['others']['nse'])}"
    if "training" not in groups:
        return f"It was trained at none of them: the median at the {others}."
    training = groups["training"]
    return (
        f"At the {training['gauges']} gauges of its training the median is {number(training['nse'])}, at the {others}."
    )


def _readable(findings: Sequence[Finding], study: Study) -> str:
    """Set r beside the floor and the ceiling, target by target."""
    there = [finding for finding in findings if all(known(finding.beside, name) for name in ("floor_r", "ceiling_r"))]
    if not there:
        return ""
    each = "; ".join(
        f"{finding.name} {number(finding.scores['r'])} between {number(finding.beside['floor_r'])} "
        f"({COMPARISONS[finding.beside['floor']].label}) and {number(finding.beside['ceiling_r'])}{_share(finding)}"
        for finding in there
    )
    return (
        f"How far the state makes a store linearly readable: r of {study.probes}, between the best that needs no "
        f"training and what a small neural network reads from the weather: {each}."
    )


def _share(finding: Finding) -> str:
    if not known(finding.beside, "share"):
        return ""
    share = finding.beside["share"]
    return f", {number(share)} of the way in r²" if share >= 0 else ", below the floor"


def _ceiling(findings: Sequence[Finding]) -> str:
    beyond = [finding.name for finding in findings if known(finding.beside, "share") and finding.beside["share"] > 1]
    if not beyond:
        return ""
    return (
        f"For {listed(beyond)} the probe exceeds the ceiling, which is only what this neural network reached; the "
        "inputs determine the state, so that more could be learned from them."
    )


def _level(findings: Sequence[Finding], study: Study) -> str:
    low = [finding for finding in findings if finding.scores.get("nse", math.nan) < LEVEL]
    if not low:
        return ""
    names = listed(f"{number(finding.scores['nse'])} for {finding.name}" for finding in low)
    shared = "one intercept serves all gauges, and " if study.one_intercept else ""
    return (
        f"Correlation is blind to the level: {shared}the median NSE of the probe, which counts the offset, is {names}."
    )


def _lags(findings: Sequence[Finding]) -> str:
    """Name the targets that the states of another day follow better than those of the day."""
    late = [
        f"{finding.name} (r {number(finding.beside['highest_r'], 3)} at {finding.beside['highest_lag']:.0f} days, "
        f"{number(finding.beside['lag_0_r'], 3)} on the day)"
        for finding in findings
        if known(finding.beside, "highest_r") and finding.beside["highest_r"] - finding.beside["lag_0_r"] > LAG
    ]
    if not late:
        return ""
    return f"The probe follows {listed(late)} better with the state of another day, as may be with a slow store."


def _resampled(findings: Sequence[Finding]) -> str:
    """Describe what the intervals rest on."""
    there = [finding for finding in findings if known(finding.beside, "effective_gauges")]
    if not there:
        return ""
    years = {int(finding.beside["years"]) for finding in there}
    resampled = all(bool(finding.beside["years_resampled"]) for finding in there)
    axes = "years, blocks of gauges of 100 km and seeds" if resampled else "blocks of gauges of 100 km and seeds"
    few = f" The test has only {several(min(years), 'year')}, so years are not resampled: how other years would turn "
    aside = "" if resampled else f"{few}out is not in the intervals."
    effective = listed(f"{finding.beside['effective_gauges']:.0f} for {finding.name}" for finding in there)
    return (
        f"Intervals are of 95 %, over {axes}.{aside} Errors of neighbouring gauges are alike: they tell as much as so "
        f"many independent gauges: {effective}."
    )


def _seeds(verdict: Verdict, study: Study) -> str:
    """State what another seed changes."""
    if verdict.outcome == OPEN:
        return ""
    count = seeds(verdict, study)
    if count == 1:
        return "With one seed nothing shows how far another initialisation of the LSTM would move these numbers."
    moved = [finding.scores.get("r_spread", math.nan) for finding in decisive(verdict, study)]
    largest = max((value for value in moved if math.isfinite(value)), default=0.0)
    return f"From seed to seed ({count}) r moves by at most {number(largest)}."


def _given_states(study: Study) -> str:
    if study.source != "states":
        return ""
    return (
        "Only the states of the model are given, so an untrained model was not run: that a store was learned rests on "
        "the comparison with its inputs and on partial r."
    )


def _unasked(verdict: Verdict) -> str:
    absent = [what for what in ("soil moisture", "snow") if what not in verdict.about]
    if not absent or verdict.outcome == OPEN or not verdict.about:  # a run of other targets has its own headline
        return ""
    return f"The run has no probe of {listed(absent)}, so it shows nothing about it."


def _synthetic(verdict: Verdict, study: Study) -> str:
    if not study.synthetic:
        return ""
    found = [finding for finding in verdict.findings if known(finding.scores, "r_truth")]
    truth = (
        f" Here the true stores are known: the probes’ r with them is "
        f"{_row(finding.scores['r_truth'] for finding in found)} ({listed(finding.name for finding in found)})."
        if found
        else ""
    )
    return (
        "All data of this run are synthetic. It shows whether the method finds stores that are there, and is no "
        f"evidence about Great Britain.{truth}"
    )

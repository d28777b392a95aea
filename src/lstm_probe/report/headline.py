"""Give the outcome of a run in one sentence that claims no more than it rests on, and the rules behind it."""

from collections.abc import Sequence

from lstm_probe.contracts import thresholds
from lstm_probe.contracts.comparisons import MISSED, NOT_RUN, PASSED
from lstm_probe.errors import listed
from lstm_probe.report.phrases import several
from lstm_probe.report.study import Study
from lstm_probe.report.verdict import HOLDS, OPEN, Finding, Verdict

#: Layers of soil moisture in the paper.
LAYERS = 4
RULES = (
    f"States are worth probing if the median NSE of simulated discharge is at least {thresholds.SKILFUL:g} "
    "(of a model that was trained elsewhere and has no discharge this is not asked); nothing is "
    f"judged on fewer than {thresholds.FEWEST} gauges.",
    f"Decodable: the median r of the probe is at least {thresholds.STRONG:g}, and that of anomalies (the day-of-year "
    f"mean removed) at least {thresholds.ANOMALOUS:g}.",
    "Specific: states of other gauges, in 199 draws, do as well in r of anomalies with a probability of less than "
    f"{thresholds.SIGNIFICANT:g} (corrected for the number of soil and snow targets), and the states of other years do "
    "worse, the 95 % interval of the difference above 0.",
    f"Learned: r of anomalies lies at least {thresholds.MARGIN:g} above that of the best untrained LSTM, and above "
    "that of linear memories of the weather with static attributes, rain and snowfall together or apart, all "
    "intervals above 0; partial r, of what these "
    f"memories and attributes leave of the target, is at least {thresholds.PARTIAL:g} (the lower bound of its interval "
    f"at least {thresholds.PARTIAL_LOWER:g}), and higher than with an untrained LSTM and with other gauges’ states. "
    f"Where they leave less than {100 * thresholds.RESIDUAL:g} % of the variance, this is not judged.",
    f"General: at gauges that the probe was not fitted at, r falls by at most {thresholds.FALL:g}.",
    "Used: whether the river answers where water is added to the state; it is reported, and does not decide.",
    "Every rung is judged by itself; a target has climbed those before the first that it does not pass. The conclusion "
    "holds if all soil moisture and snow targets climb the first four, does not hold if none does, and holds only in "
    "part otherwise. Other targets stand beside it and do not decide, unless a run has neither soil moisture nor snow.",
    "All numbers are medians over gauges in the test period; a gauge counts with its mean over seeds, and of untrained "
    "LSTMs the best draw counts.",
)


def headline(verdict: Verdict, study: Study) -> str:
    """State the outcome, what it is about, and on how many gauges and seeds it rests."""
    world = ", on synthetic data" if study.synthetic else ""
    if not study.of_the_paper:
        return f"{_own(verdict, study)}{world}."
    if verdict.outcome == OPEN:
        return f"The paper’s conclusion {OPEN} from this run{world}."
    return f"The paper’s conclusion {verdict.outcome} {_scope(verdict, study)}{world}."


def climbs(verdict: Verdict) -> list[tuple[str, str, str]]:
    """List, target by target, its name, the rungs that it climbs, and what ends the climb, with the number."""
    return [(finding.name, _climbed(finding), _end(finding)) for finding in verdict.findings if finding.rungs]


def decisive(verdict: Verdict, study: Study) -> list[Finding]:
    """List the findings on the targets that the conclusion rests on, of those that could be judged."""
    return [
        finding
        for finding in verdict.findings
        if finding.target in study.deciding and finding.rungs and finding.rungs[0].outcome in (PASSED, MISSED)
    ]


def seeds(verdict: Verdict, study: Study) -> int:
    """Count the seeds on which the findings rest, the fewest of them."""
    return int(min((finding.scores.get("seeds", 1) for finding in decisive(verdict, study)), default=0))


def rules(study: Study) -> list[str]:
    """State the rules of the verdict, with their thresholds."""
    beside = listed(f"{name} ({given})" for name, given in study.controls.items()) if study.controls else ""
    return [
        *RULES,
        *([study.error_rates] * bool(study.error_rates)),
        *([f"The paper’s controls stand in tables and figures and decide nothing: {beside}."] * bool(beside)),
    ]


def _climbed(finding: Finding) -> str:
    if finding.stop is None:
        return f"climbs all {several(len(finding.climbed), 'rung')}: {listed(finding.climbed)}"
    return f"is {listed(finding.climbed)}" if finding.climbed else "climbs no rung"


def _end(finding: Finding) -> str:
    stop = finding.stop
    if stop is None:
        return ""
    words = {MISSED: f"misses “{stop.name}”", NOT_RUN: f"“{stop.name}” was not run"}
    return f"{words.get(stop.outcome, f'“{stop.name}” is not judged')}: {stop.reason}"


def _own(verdict: Verdict, study: Study) -> str:
    """Say of a run that has neither soil moisture nor snow which of its targets climb all rungs."""
    findings = decisive(verdict, study)
    names = listed(finding.name for finding in findings or verdict.findings)
    if verdict.outcome == OPEN:
        return f"Whether the states make {names} linearly readable {OPEN} from this run"
    once = ", one seed" if seeds(verdict, study) == 1 else ""
    where = f"({_gauges(findings)}{once})"
    readable = [finding.name for finding in findings if finding.stop is None]
    if not readable:
        return f"It is not shown that the states make {names} linearly readable {where}"
    only = "" if verdict.outcome == HOLDS else f", of {names},"
    return f"The states make {listed(readable)}{only} linearly readable {where}"


def _scope(verdict: Verdict, study: Study) -> str:
    """Name what a run is about: all that the paper probes, or which part of it."""
    findings = [finding for finding in verdict.findings if finding.target in study.deciding]
    layers = [finding for finding in findings if finding.target in study.soil]
    once = seeds(verdict, study) == 1
    if len(layers) >= LAYERS and len(findings) > len(layers):
        largest = max(finding.scores.get("gauges", 0) for finding in findings)
        return f"in this run of {largest:.0f} gauges{' and one seed' if once else ''}"
    soil = ["the one soil layer" if len(layers) == 1 else f"the {several(len(layers), 'soil layer')}"] if layers else []
    snow = ["snow" if not layers else "the snow"] if len(findings) > len(layers) else []
    names = listed(finding.name for finding in findings)
    return f"for {listed([*soil, *snow])} of this run ({names}, {_gauges(findings)}{', one seed' if once else ''})"


def _gauges(findings: Sequence[Finding]) -> str:
    counts = sorted({int(finding.scores["gauges"]) for finding in findings if finding.scores.get("gauges")})
    return several(counts[-1], "gauge") if len(counts) == 1 else f"{counts[0]} to {counts[-1]} gauges"

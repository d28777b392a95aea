"""Say the outcome of a run in one sentence that claims no more than it rests on, and the rules behind it."""

from collections.abc import Sequence

from lstm_probe.report.phrases import listed, several
from lstm_probe.report.study import PAPER, SHORTEST, Study
from lstm_probe.report.verdict import (
    FAILS,
    FEWEST,
    FLOOR,
    MARGIN,
    NOT_JUDGED,
    OPEN,
    SKILFUL,
    STRONG,
    WEAK,
    Finding,
    Verdict,
)

#: Layers of soil moisture in the paper.
LAYERS = 4


def headline(verdict: Verdict, study: Study) -> str:
    """Say the outcome, what it is about, and on how many controls, gauges and seeds it rests."""
    world = ", on synthetic data" if study.synthetic else ""
    if verdict.outcome == OPEN:
        return f"The paper’s conclusion {OPEN} from this run{world}."
    alone = verdict.outcome != FAILS and lacking(verdict, study)
    caveat = ", as far as one control tells," if alone else ""
    return f"The paper’s conclusion {verdict.outcome}{caveat} {_scope(verdict, study)}{world}."


def decisive(verdict: Verdict, study: Study) -> list[Finding]:
    """List the findings on soil moisture and snow that could be judged."""
    about = {*study.soil, study.snow}
    return [finding for finding in verdict.findings if finding.target in about and finding.outcome != NOT_JUDGED]


def lacking(verdict: Verdict, study: Study) -> list[str]:
    """List the kinds of the paper's controls that a finding on soil moisture or snow does without."""
    run = [{study.controls[name].kind for name in finding.controls} for finding in decisive(verdict, study)]
    return [kind for kind in PAPER if not all(kind in kinds for kinds in run)]


def seeds(verdict: Verdict, study: Study) -> int:
    """Count the seeds on which the findings rest, the fewest of them."""
    return int(min((finding.scores.get("seeds", 1) for finding in decisive(verdict, study)), default=0))


def rules(study: Study) -> list[str]:
    """State the rules of the verdict, with their thresholds."""
    aside = listed(f"{name} ({why})" for name, why in study.beside.items()) if study.beside else ""
    return [
        f"States are worth probing if the median NSE of simulated discharge is at least {SKILFUL:g}.",
        f"Nothing is judged on fewer than {FEWEST} gauges, or without a control that decides.",
        f"A target is found if the median r of its probe is at least {STRONG:g}, that of anomalies (the day-of-year "
        f"mean removed) at least {FLOOR:g}, about a tenth of their variance, and both are at least {MARGIN:g} higher "
        "than those of every control that decides, and by more than they move from seed to seed, in probe or control.",
        f"It is not found if r is below {WEAK:g} or a control does as well; in between it is found in part, and so it "
        "is where r of anomalies is not known.",
        "A control decides if it differs from main in nothing but the control, and delays, if it does, by at least "
        f"{SHORTEST} days, since deep soil hardly changes in a month. In this run: "
        f"{' and '.join(study.deciding.values()) or 'none'}.",
        *([f"Other controls stand beside the verdict without deciding: {aside}."] if aside else []),
        "The conclusion holds if all soil moisture and snow targets of the run are found, does not hold if none is, "
        "even in part, and holds only in part otherwise. Other targets stand beside it and do not decide.",
        "The headline says so if the run has one seed, or only one of the paper’s two controls, or probes not all that "
        "the paper does.",
        "All numbers are medians over gauges in the test period; a gauge counts with its mean over seeds.",
    ]


def _scope(verdict: Verdict, study: Study) -> str:
    """Say what a run is about: all that the paper probes, or which part of it."""
    findings = [finding for finding in verdict.findings if finding.target in {*study.soil, study.snow}]
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

"""Close a run in the terminal: the verdict, three numbers, and where to look."""

import math
import textwrap

from lstm_probe.contracts.comparisons import CONCEPT
from lstm_probe.report.headline import headline
from lstm_probe.report.phrases import several
from lstm_probe.report.scores import known
from lstm_probe.report.study import Study
from lstm_probe.report.verdict import Verdict

WIDTH = 100
#: What to look at first, and what it is.
PLACES = {
    "report.html": "the report: the verdict, figures, tables and provenance",
    "explore.html": "the explorer: a map, and the series and scores of every gauge",
    "numbers.json": "every number (docs/numbers.md)",
}


def text(verdict: Verdict, study: Study, folder: str) -> str:
    """Write the verdict, three numbers and where to look, as plain text.

    Parameters
    ----------
    verdict : Verdict
        What the run says.
    study : Study
        What it set out to answer.
    folder : str
        Folder of results.
    """
    lines = textwrap.wrap(headline(verdict, study), WIDTH)
    lines += [f"  {words:<58s} {number}" for words, number in numbers(verdict)]
    return "\n".join([*lines, *(f"  {folder}/{name:<13s} {words}" for name, words in PLACES.items()), ""])


def numbers(verdict: Verdict) -> list[tuple[str, str]]:
    """Give the three numbers: skill of discharge, targets that climb all rungs, and r of anomalies of the probes."""
    judged = [finding for finding in verdict.findings if finding.rungs]
    climbed = sum(len(finding.climbed) == len(CONCEPT) for finding in judged)
    found = [finding.scores["anomaly_r"] for finding in judged if known(finding.scores, "anomaly_r")]
    return [
        ("discharge, median NSE of the test period", _number(verdict.discharge.get("nse", math.nan))),
        (f"targets that climb all {several(len(CONCEPT), 'rung')}", f"{climbed} of {len(judged)}"),
        (
            "r of anomalies of the probes, lowest and highest target",
            f"{_number(min(found))} and {_number(max(found))}" if found else "–",
        ),
    ]


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−") if math.isfinite(value) else "–"

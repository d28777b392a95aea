"""Lay the findings of a verdict out as tables: rungs by target, and the scores beside them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from lstm_probe.contracts import thresholds
from lstm_probe.contracts.comparisons import MISSED, RUNGS
from lstm_probe.report import sheets
from lstm_probe.report.phrases import number
from lstm_probe.report.verdict import Finding, Rung

NAMES = {"r": "r", "anomaly_r": "anomaly r"}


@dataclass(frozen=True)
class Step:
    """Hold one cell of the table of rungs: the outcome, the number that decided, and the comparison in words."""

    outcome: str
    number: str
    reason: str


@dataclass(frozen=True)
class Row:
    """Hold the rungs of one target."""

    target: str
    long_name: str
    steps: tuple[Step, ...]


def rungs(findings: Sequence[Finding]) -> list[Row]:
    """Set out every target's rungs, with the number that failed where one is missed."""
    return [
        Row(finding.name, finding.long_name, tuple(_step(finding, rung) for rung in RUNGS))
        for finding in findings
        if finding.rungs
    ]


def table(findings: Sequence[Finding]) -> sheets.Sheet:
    """Set the scores out, a row a target: r and r of anomalies with intervals, floor, ceiling, and what they rest on.

    Parameters
    ----------
    findings : sequence of Finding
        Of a verdict.
    """
    frame = pd.DataFrame([_row(finding) for finding in findings])
    return sheets.sheet("summary", frame.dropna(axis="columns", how="all"))


def _step(finding: Finding, name: str) -> Step:
    rung = next((one for one in finding.rungs if one.name == name), Rung(name, "not run", math.nan, math.nan, ""))
    failed = rung.outcome == MISSED and math.isfinite(rung.value)
    return Step(
        rung.outcome,
        f"{thresholds.apart(rung.value, rung.threshold)} against {number(rung.threshold)}" if failed else "",
        rung.reason,
    )


def _row(finding: Finding) -> dict[str, object]:
    scores, beside = finding.scores, finding.beside
    cells: dict[str, object] = {
        "target": finding.name,
        "rungs climbed": len(finding.climbed) if finding.rungs else None,
    }
    cells |= {"gauges": scores.get("gauges", 0), "effective gauges": beside.get("effective_gauges", math.nan)}
    for metric, name in NAMES.items():
        cells[name] = scores.get(metric, math.nan)
        cells[f"{name}, from"] = scores.get(f"{metric}_lower", math.nan)
        cells[f"{name}, to"] = scores.get(f"{metric}_upper", math.nan)
    cells |= {"floor, r": beside.get("floor_r", math.nan), "ceiling, r": beside.get("ceiling_r", math.nan)}
    cells |= {"share of the way in r²": beside.get("share", math.nan), "p of other gauges": beside.get("p", math.nan)}
    cells["r, most that a seed moves it"] = scores.get("r_spread", math.nan)
    return cells | {"nse": scores.get("nse", math.nan), "r_truth": scores.get("r_truth", math.nan)}

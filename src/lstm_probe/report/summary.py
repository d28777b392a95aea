"""Lay the findings of a verdict out: as a table, and as a chart of the probe beside its controls."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from lstm_probe.report import sheets
from lstm_probe.report.phrases import number
from lstm_probe.report.scores import COMPARED, Scores, leads, spread
from lstm_probe.report.study import Study
from lstm_probe.report.verdict import Finding

METRICS = {"r": "correlation r", "anomaly_r": "r of anomalies, season removed"}
OWN = "the probe, given the gauge’s own states"


@dataclass(frozen=True)
class Dot:
    """Place one score: which series it is of, and how far along the axis (%)."""

    series: int
    place: float


@dataclass(frozen=True)
class Lane:
    """Hold the scores of one target in one metric: main's as text, all as words and dots."""

    value: str
    words: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Row:
    """Hold the lanes of one target, a lane a metric."""

    target: str
    long_name: str
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class Tick:
    """Place a number on the axis (%)."""

    text: str
    place: float


@dataclass(frozen=True)
class Lanes:
    """Hold the chart: names of series and metrics, rows, and the ticks of the one axis."""

    series: tuple[str, ...]
    metrics: tuple[str, ...]
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]


def table(findings: Sequence[Finding], study: Study) -> sheets.Sheet:
    """Set the findings out, a row a target: scores of the probe, r with each control, and the outcome.

    Parameters
    ----------
    findings : sequence of Finding
        Of a verdict.
    study : Study
        What the run set out to answer.
    """
    rows = [_row(finding, study) for finding in findings]
    frame = pd.DataFrame(rows)
    return sheets.sheet("summary", frame.dropna(axis="columns", how="all"))


def chart(findings: Sequence[Finding], study: Study) -> Lanes:
    """Draw the probe and its controls on one axis, from 0 (or the lowest score, if that is below) to 1.

    Parameters
    ----------
    findings : sequence of Finding
        Of a verdict; those without a score are left out.
    study : Study
        What the run set out to answer.
    """
    scored = [finding for finding in findings if math.isfinite(finding.scores.get("r", math.nan))]
    values = [scores.get(metric, math.nan) for finding in scored for scores in _all(finding) for metric in COMPARED]
    lowest = math.floor(5 * min([0.0, *filter(math.isfinite, values)])) / 5
    span = 1 - lowest
    rows = tuple(_lanes(finding, study, lowest) for finding in scored)
    ticks = [lowest + 0.2 * i for i in range(round(span / 0.2) + 1)]
    return Lanes(
        (OWN, *study.deciding.values()),
        tuple(METRICS[metric] for metric in COMPARED),
        rows,
        tuple(Tick(number(tick, 1), _place(tick, lowest)) for tick in ticks),
    )


def _row(finding: Finding, study: Study) -> dict[str, object]:
    scores = finding.scores
    cells: dict[str, object] = {"target": finding.name, "outcome": finding.outcome, "gauges": scores.get("gauges", 0)}
    for metric, name in (("r", "r"), ("anomaly_r", "anomaly r")):
        cells[name] = scores.get(metric, math.nan)
        for control, words in study.deciding.items():
            column = f"{name}, {words.removeprefix('the states of ')}"
            cells[column] = finding.controls.get(control, {}).get(metric, math.nan)
        for control in study.beside:
            cells[f"{name}, {control} (does not decide)"] = finding.beside.get(control, {}).get(metric, math.nan)
    cells |= _margin(finding, "r", "r") | _margin(finding, "anomaly_r", "anomaly r")
    cells["nse"] = scores.get("nse", math.nan)
    cells["r_truth"] = scores.get("r_truth", math.nan)
    return cells


def _margin(finding: Finding, metric: str, name: str) -> dict[str, object]:
    """Set the lead over the nearest control beside what another seed changes, in the probe or in a control."""
    ahead = [lead.margin for lead in leads(finding.scores, finding.controls) if lead.metric == metric]
    moved = spread(metric, finding.scores, *finding.controls.values())
    return {
        f"lead in {name}": min(ahead, default=math.nan),
        f"{name}, most that a seed moves probe or control": moved or math.nan,
    }


def _all(finding: Finding) -> list[Scores]:
    return [finding.scores, *finding.controls.values()]


def _lanes(finding: Finding, study: Study, lowest: float) -> Row:
    lanes = []
    for metric in COMPARED:
        names = [OWN, *study.deciding.values()]
        scores = [finding.scores, *(finding.controls.get(name, {}) for name in study.deciding)]
        values = [score.get(metric, math.nan) for score in scores]
        dots = [Dot(i, _place(value, lowest)) for i, value in enumerate(values) if math.isfinite(value)]
        words = ", ".join(f"{name} {number(value)}" for name, value in zip(names, values, strict=True))
        lanes.append(Lane(number(values[0]), words, tuple(reversed(dots))))
    return Row(finding.name, finding.long_name, tuple(lanes))


def _place(value: float, lowest: float) -> float:
    return round(100 * (value - lowest) / (1 - lowest), 2)

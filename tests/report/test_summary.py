"""The findings as table and chart."""

from dataclasses import replace
from typing import Any

from lstm_probe.report import summary
from lstm_probe.report.study import Control, Study
from lstm_probe.report.verdict import judge
from tests.report.conftest import score


def test_the_table_has_both_controls(numbers: dict[str, Any], study: Study) -> None:
    """A row a target: outcome, r and anomaly r of the probe and of both controls."""
    sheet = summary.table(judge(numbers, study).findings, study)
    assert [column.name for column in sheet.columns][:6] == [
        "target", "outcome", "gauges", "r", "r, another gauge", "r, 180 days earlier",
    ]  # fmt: skip
    assert [cell.text for cell in sheet.rows[0]][:6] == ["swvl1", "found", "12", "0.900", "0.400", "0.400"]


def test_leads_stand_beside_what_seeds_move(numbers: dict[str, Any], study: Study) -> None:
    """swvl4 leads by 0.9 − 0.5 in r, where seeds move it by 0.02; a control set aside has columns and no say."""
    beside = Control("delay", "the states of 30 days earlier", "it delays by less than 90 days")
    wider = replace(study, controls={**study.controls, "delay_30": beside})
    sheet = summary.table(judge(numbers, wider).findings, wider)
    row = dict(zip([column.name for column in sheet.columns], [cell.text for cell in sheet.rows[1]], strict=True))
    assert (row["lead in r"], row["r, most that a seed moves probe or control"]) == ("0.400", "0.0200")
    assert row["r, delay_30 (does not decide)"] == "0.899"
    assert len(summary.chart(judge(numbers, wider).findings, wider).series) == 3


def test_the_chart_puts_scores_on_one_axis(numbers: dict[str, Any], study: Study) -> None:
    """The lowest score is −0.12, so the axis begins at −0.2: 0.9 lies at 1.1/1.2 of it, and words say the same."""
    chart = summary.chart(judge(numbers, study).findings, study)
    lane = chart.rows[0].lanes[0]
    assert lane.dots[-1].place == 91.67
    assert lane.value == "0.90"
    assert "the states of another gauge 0.40" in lane.words
    assert [tick.text for tick in chart.ticks] == ["−0.2", "0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]


def test_targets_without_a_score_are_left_out(numbers: dict[str, Any], study: Study) -> None:
    """The chart has no row for a target that has no score, and an axis from 0 without negative scores."""
    numbers["probes"]["main"] = {"swvl1": score(0.9)}
    chart = summary.chart(judge(numbers, study).findings, study)
    assert [row.target for row in chart.rows] == ["swvl1"]
    assert chart.ticks[0].text == "0.0"

"""The findings as tables: rungs by target, and scores with intervals."""

from typing import Any

from lstm_probe.report import summary
from lstm_probe.report.study import Study
from lstm_probe.report.verdict import judge
from tests.report.conftest import ladder, rungs


def test_the_rungs_have_the_number_that_failed(numbers: dict[str, Any], study: Study) -> None:
    """A row a target and a cell a rung; value and threshold only where it is missed, the reason always."""
    rows = summary.rungs(judge(numbers, ladder(swvl4=rungs("swvl4", "learned")), study).findings)
    assert [row.target for row in rows] == ["swvl1", "swvl4", "sd"]
    assert [step.outcome for step in rows[1].steps] == ["passed", "passed", "missed", "passed", "not run"]
    assert [step.number for step in rows[1].steps] == ["", "", "−0.13 against 0.05", "", ""]
    assert rows[1].steps[2].reason == "a lead of −0.13"


def test_the_table_has_scores_and_intervals(numbers: dict[str, Any], study: Study) -> None:
    """A row a target: rungs climbed, r with its interval, floor and ceiling, p."""
    sheet = summary.table(judge(numbers, ladder(), study).findings)
    row = dict(zip([column.name for column in sheet.columns], [cell.text for cell in sheet.rows[0]], strict=True))
    assert (row["target"], row["rungs climbed"], row["gauges"], row["effective gauges"]) == ("swvl1", "4", "12", "4.60")
    assert (row["r"], row["r, from"], row["r, to"]) == ("0.900", "0.850", "0.930")
    assert (row["floor, r"], row["ceiling, r"], row["p of other gauges"]) == ("0.600", "0.950", "0.0200")


def test_targets_without_rungs_are_left_out(numbers: dict[str, Any], study: Study) -> None:
    """A target that was not judged at all has no row of rungs."""
    table = ladder()
    assert len(summary.rungs(judge(numbers, table[table["target"] != "sd"], study).findings)) == 2


def test_a_number_just_below_its_threshold_is_not_written_like_it(numbers: dict[str, Any], study: Study) -> None:
    """Of a lead of 0.0478, where 0.05 is asked, so many digits stand there that the two differ."""
    table = ladder(swvl4=rungs("swvl4", "learned").replace({-0.13: 0.0478}))
    step = summary.rungs(judge(numbers, table, study).findings)[1].steps[2]
    assert step.number == "0.048 against 0.05"

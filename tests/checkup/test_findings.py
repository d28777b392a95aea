"""Findings: the worst first, gauges of one kind in one row, and readers' refusals as rows."""

from pathlib import Path

import pytest

from lstm_probe.checkup.findings import Findings
from lstm_probe.contracts.checkup import PROBLEMS
from lstm_probe.errors import NAMED, InputError


def test_the_worst_stands_first_and_gauges_share_a_row() -> None:
    """Rows are sorted by severity; what differs in gauge and amount alone is one row that counts the gauges."""
    findings = Findings()
    findings.add("note", "a", "check", "item", "found", "expected", "advice")
    for gauge in ("1", "2", "2"):
        findings.add("warn", "a", "check", "item", f"{gauge} days", "expected", "advice", gauge)
    findings.add("refuse", "b", "check", "item", "found", "expected", "advice")
    table = PROBLEMS.check(findings.table())
    assert table["severity"].tolist() == ["refuse", "warn", "note"]
    assert table["gauges"].tolist() == [0, 2, 0]
    assert table["found"][table.index[1]] == "1: 1 days; 2: 2 days"
    assert findings.of_gauges("warn") == {"1": ["item: check"], "2": ["item: check"]}


def test_many_gauges_are_named_in_part_and_counted_in_whole() -> None:
    """A row names a few gauges, and says how many more there are."""
    findings = Findings()
    for gauge in range(20):
        findings.add("warn", "a", "check", "item", "no value", "expected", "advice", str(gauge))
    (found,) = findings.table()["found"]
    assert found == "no value at 0, 1, 2, 3, 4, 5 … and 14 more"
    assert found.count(",") == NAMED - 1


def test_what_a_reader_refuses_becomes_a_row(tmp_path: Path) -> None:
    """A mistake of a user's and a file that cannot be opened are told, and the work goes on; a fault of ours is not."""
    findings = Findings()
    with findings.guarded("camels_gb", "series", "39001"):
        raise InputError("a.csv", "a cut line", "whole lines", "get it again")
    with findings.guarded("camels_gb", "tables"):
        (tmp_path / "missing.csv").read_text()
    table = findings.table()
    assert table["item"].tolist() == ["a.csv", str(tmp_path / "missing.csv")]
    assert table["found"].tolist() == ["a cut line at 39001", "No such file or directory"]
    with pytest.raises(ZeroDivisionError), findings.guarded("camels_gb", "series"):
        raise ZeroDivisionError

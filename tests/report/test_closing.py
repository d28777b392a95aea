"""A run closes with its verdict, three numbers and where to look, in lines that fit a terminal."""

from lstm_probe.report import closing
from lstm_probe.report.study import Study
from lstm_probe.report.verdict import judge
from tests.report.conftest import Run, ladder, numbers, rungs


def test_three_numbers(study: Study) -> None:
    """NSE of discharge, targets that climb all rungs, and the range of r of anomalies are those of the run."""
    found = judge(numbers(), ladder(sd=rungs("sd", "learned")), study)
    assert [number for _, number in closing.numbers(found)] == ["0.87", "2 of 3", "0.80 and 0.80"]


def test_a_run_without_scores_says_so(study: Study) -> None:
    """Where nothing could be scored, there is a dash and no error."""
    found = judge({**numbers(), "discharge": {}, "probes": {}, "ladder": {}}, ladder(), study)
    assert closing.numbers(found)[0][1] == closing.numbers(found)[2][1] == "–"


def test_the_summary_fits_a_terminal(finished: Run) -> None:
    """The script writes it beside the report: the verdict first, no line beyond 100 letters, and files to look at."""
    lines = (finished.folder / "summary.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("The paper’s conclusion holds only in part")
    assert max(map(len, lines)) <= closing.WIDTH
    assert any("runs/small/results/explore.html" in line for line in lines)

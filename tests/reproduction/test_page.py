"""The page: what it says first, what it lists, and that it is sound Markdown."""

import re
from typing import Any

import pytest

from lstm_probe.reproduction import page, paper
from lstm_probe.reproduction.comparison import compare, settle
from lstm_probe.reproduction.run import Run
from tests.reproduction.configurations import shipped

NUMBERS: dict[str, Any] = {
    "counts": {"gauges": 40, "seeds": 2, "gauges_with_target": {"swvl3": 39}},
    "discharge": {"mine": {"test": {"nse": 0.87}}},
    "probes": {"main": {"swvl3": {"test": {"r": 0.7, "r2": 0.49}}}},
}
DAYS = ("2009-10-01", "2012-09-30")


def small(targets: tuple[str, ...] = ("swvl3",), **others: Any) -> dict[str, Any]:
    """Make the configuration of a small run, with some keys as given."""
    config = shipped()
    return {**config, "study": {**config["study"], "lstms": ["mine"], "targets": list(targets)}, **others}


def written(
    synthetic: bool, numbers: dict[str, Any] = NUMBERS, targets: tuple[str, ...] = ("swvl3",), **others: Any
) -> str:
    """Write the page of a small run."""
    run = Run(numbers, small(targets, **others))
    table = compare(paper.read_values(), run, synthetic=synthetic)
    settled = settle(paper.read_disagreements(), run)
    return page.write(table, settled, numbers, synthetic=synthetic, test_period=DAYS)


def test_real_data() -> None:
    """The page says of what run it is, counts its verdicts, and has every answer, once, with its tolerance."""
    text = written(False)
    assert "40 gauges, 2 seeds of the LSTM, tested from 2009-10-01 to 2012-09-30" in text
    assert "1 are within the tolerance, 1 are outside, 0 are shown for orientation only" in text
    assert "| median r (test, 1998-2008) | swvl3 | 0.89 | 0.89 | 0.70 | −0.19 | 0.03 | outside |" in text
    assert text.count("| swvl3 |") == 1
    assert "| discharge | 0.88 | 0.88 | 0.87 |" in text
    assert "synthetic" not in text


def test_synthetic_data() -> None:
    """On synthetic data the page says so before any number, and no verdict is given."""
    text = written(True)
    assert text.index("**The data of this run are synthetic.**") < text.index("|")
    assert "for orientation only" in text
    assert "| orientation |" in text
    assert "| within |" not in text
    assert "| outside |" not in text


def test_what_cannot_be_answered() -> None:
    """Missing targets are listed together, by quantity; a missing experiment, and what no run can say, by reason."""
    text = written(False)
    part = text[text.index("## What this run cannot answer") : text.index("## Where text, code and data disagree")]
    assert "**No such target in this run:**" in part
    assert "    - median r (test, 1998-2008): swvl1 0.85, swvl2 0.90, swvl4 0.77" in part
    assert "**No experiment permute_gauges in this run:**" in part
    assert "swvl3 0.76" in part
    assert "**A stock price is no target of this study:**" in part


def test_disagreements() -> None:
    """All are there in order, each with the choice and the place, and the numbers of the run where it has some."""
    text = written(False)
    starts = [text.index(f"**{number}. ") for number in range(1, 29)]
    assert starts == sorted(starts)
    assert text.count("*Where:*") == 28
    assert text.count("*Here:*") + text.count("*By default:*") == 28
    assert text.count("*By default:*") == text.count("*This run:*") > 15
    assert "*Its numbers:* median r of main: swvl3 0.70; median r2 of main: swvl3 0.49." in text


def test_settings_are_those_of_the_run() -> None:
    """What the page says of this run follows its configuration, and the default stays beside it."""
    told = "*This run:* regression of main: {}; of alpha_1: elastic_net, alpha 1.0, l1_ratio 0.15."
    assert told.format("elastic_net, alpha 0.01, l1_ratio 0.15") in written(False)
    experiments = shipped()["experiments"]
    main = {**experiments["main"], "regression": {"name": "elastic_net", "alpha": 0.5, "l1_ratio": 0.2}}
    text = written(False, experiments={**experiments, "main": main})
    assert told.format("elastic_net, alpha 0.5, l1_ratio 0.2") in text
    assert "*By default:* 0.01, because" in text
    assert "0.01: swvl3" not in text
    assert "criterion of snow: no target sd" in text


def test_nothing_answered_and_nothing_missing() -> None:
    """A run without numbers has no table of answers; a comparison without gaps says that nothing is missing."""
    empty = {"counts": {"gauges": 0, "seeds": 1}, "probes": {}}
    assert "## Numbers that this run answers" not in written(False, empty, ())
    table = compare(paper.read_values(), Run(NUMBERS, small()), synthetic=False)
    answered = table[table["verdict"] != "not answered"]
    settled = settle([], Run(NUMBERS, small()))
    assert "Nothing." in page.write(answered, settled, NUMBERS, synthetic=False)


@pytest.mark.parametrize("synthetic", [True, False])
def test_tables_are_sound(synthetic: bool) -> None:
    """Every row of a table has as many cells as its head, no cell holds a NaN, and lines end as they should."""
    text = written(synthetic)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {len(page.COLUMNS) + 1}
    assert re.search(r"\bnan\b", text) is None
    assert text.endswith("\n")
    assert re.search(r"[^ ] $", text, re.MULTILINE) is None  # two spaces break a line, one does nothing

"""Figures stand under the headings of the paper."""

from pathlib import Path

import pytest
from PIL import Image

from lstm_probe.report import chapters


@pytest.mark.parametrize(
    ("stem", "number", "heading"),
    [
        ("fig02_soil_moisture_skill", "2", "sect. 3.1"),
        ("figA3_permuted_gauges", "A3", "App. A"),
        ("figC1_gauge_intercepts_scheme", "C1", "App. C"),
        ("figS10_more", "S10", "does not have"),
        ("my_own_figure", "", "configuration"),
        ("fig09_unknown", "9", "configuration"),
    ],
)
def test_stems_name_figures(stem: str, number: str, heading: str) -> None:
    """The number in a file's stem is the figure's, and its heading that of the paper's section or appendix."""
    assert chapters.number(stem) == number
    assert heading in chapters.heading(stem)


def test_things_are_called_in_words() -> None:
    """What a run does not show is called by figure and words, or as an experiment."""
    assert chapters.called("fig06_july_2007") == "Figure 6: july 2007"
    assert chapters.called("gauge_intercepts") == "Experiment gauge_intercepts"


def test_neighbours_share_a_heading(tmp_path: Path) -> None:
    """Figures keep their order, those of one section under one heading; without a caption the stem is the title."""
    paths = [tmp_path / f"{stem}.png" for stem in ("fig02_a", "fig03_b_c", "figA1_d")]
    for path in paths:
        Image.new("RGB", (4, 4), "white").save(path)
    first, second = chapters.read(paths, {}, {})
    assert [figure.label for figure in first.figures] == ["Figure 2", "Figure 3"]
    assert first.figures[1].title == "b c"
    assert second.heading == "Controls (App. A)"

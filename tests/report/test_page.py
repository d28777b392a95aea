"""The page holds the whole run, loads nothing, and lets no hostile text act."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from lstm_probe.report import check_page, page
from lstm_probe.workflow import modules
from tests.report.conftest import HOSTILE, STEMS, Run

LOADING = {"src", "srcset", "data", "poster", "action", "background"}


class Reader(HTMLParser):
    """Gather tags with their attributes, and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        """Remember a tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


@pytest.fixture(scope="module")
def text(finished: Run) -> str:
    """Give the text of the page."""
    return finished.page.read_text()


@pytest.fixture(scope="module")
def tags(text: str) -> list[tuple[str, dict[str, str]]]:
    """Give its tags."""
    reader = Reader()
    reader.feed(text)
    return reader.tags


def test_the_verdict_comes_first(text: str) -> None:
    """The verdict stands before figures, tables, comparison, configuration and provenance."""
    places = [text.index(f'<section id="{name}"') for name in (
        "verdict", "figures", "tables", "reproduction", "unanswered", "configuration", "provenance",
    )]  # fmt: skip
    assert places == sorted(places)
    assert "The paper’s conclusion holds only in part for the two soil layers and the snow of this run" in text


def test_the_rungs_and_their_figure_stand_under_the_verdict(text: str) -> None:
    """Target by target the climb, then the figure and the table of rungs, before all other figures."""
    places = [text.index(words) for words in (
        '<ul class="climbs">', '<figure id="figS8_ladder">', '<table class="rungs">', '<section id="figures"',
    )]  # fmt: skip
    assert places == sorted(places)
    assert "−0.13 against 0.05" in text


def test_every_figure_is_there_with_its_caption(text: str, tags: list) -> None:
    """Each figure has an image with alternative text, its number and its caption's words."""
    shown = [given for tag, given in tags if tag == "img"]
    assert len(shown) == len(STEMS) + 1
    for given in shown:
        assert given["src"].startswith("data:image/png;base64,")
        assert len(given["alt"]) > 20
    assert '<span class="label">Figure A3</span> Skill of permuted gauges' in text
    assert "Test period of small." in text
    assert '<figure id="mine">' in text


def test_every_table_is_there_or_named(text: str) -> None:
    """Short tables stand in the page; a long one is named with its length, columns and file."""
    assert 'id="table-biases"' in text
    assert 'href="tables/biases.csv"' in text
    assert re.search(r"400 rows, too many for a page; columns gauge_id, value\.", text)
    assert 'href="tables/skill.csv"' in text
    assert "<td>alpha 1.0 or 0.01</td>" in text
    assert "Of 2 numbers: 1 within, 1 not answered." in text
    assert "Claims of this configuration: 1 of 2 hold" in text
    assert "Figure 6: july 2007" in text


def test_provenance_is_told(text: str) -> None:
    """Commits, the device, dropped gauges by reason, days and checksums stand in the page."""
    assert "“dirty” means: with changes that were not committed" in text
    assert "<td>CPU (avx512, pinned)</td>" in text
    assert "2 dropped: no attribute area" in text
    assert "5 have no observed discharge" in text
    assert "The file of the series says of itself: gaps were filled." in text
    assert "4 of 40 gauge-days of the probe have no value" in text
    assert "ab" * 32 in text


def test_what_artefacts_know_of_their_making_is_told(text: str) -> None:
    """Commits that differ are listed with what each wrote; the versions of packages are called those of the writing."""
    assert "not all written by the same commit" in text
    assert "<td>0.0.9</td><td>LSTM small, seed 3</td>" in text
    assert "<td>catchment series; target swvl1; probes of main, seed 3</td>" in text
    assert "When this account was written" in text


def test_a_report_that_may_not_be_there_is_called_so(text: str) -> None:
    """The link to Snakemake's own report says that it may be missing, and how to make it."""
    assert 'if it was made: <a href="../workflow_report.html">' in text
    assert "<code>snakemake --report ~/runs/small/workflow_report.html</code>" in text


def test_claims_that_do_not_hold_stand_under_the_headline(text: str) -> None:
    """A claim that fails is told with its numbers between the headline and the rungs; one that holds is not."""
    box = text[text.index("</h1>") : text.index('<ul class="climbs">')]
    assert "1 of 2 claims of this configuration does not hold" in box
    assert "other: <code>c</code> is 0.1, the threshold is 0.5" in box
    assert "a.b" not in box


def test_hostile_text_is_shown_and_never_runs(text: str, tags: list) -> None:
    """A gauge, a run, a claim or a reason named like a script stays text; the one script is allowed by its digest."""
    assert HOSTILE not in text
    assert "&lt;script&gt;alert(&#39;a gauge&#39;)&lt;/script&gt;" in text
    assert sum(tag == "script" for tag, _ in tags) == 1
    policy = next(given["content"] for tag, given in tags if given.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[\w+/]{43}='", policy)
    assert not [name for _, given in tags for name in given if name.startswith("on")]


def test_the_page_loads_nothing(text: str, tags: list) -> None:
    """No tag, style or script fetches anything: only images inside the page, and links that a reader may follow."""
    for tag, given in tags:
        for name in LOADING & set(given):
            assert given[name].startswith("data:"), (tag, name)
        if tag == "link":
            assert given["href"] == "data:,"
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|import\(", text)
    links = {given["href"] for tag, given in tags if tag == "a"}
    assert {link for link in links if link.startswith("http")} == {"https://doi.org/10.5194/hess-26-3079-2022"}


def test_links_within_the_page_lead_somewhere(tags: list) -> None:
    """Every link to a place in the page finds it, and no place is named twice."""
    ids = [given["id"] for _, given in tags if "id" in given]
    assert len(ids) == len(set(ids))
    assert {given["href"][1:] for tag, given in tags if tag == "a" and given["href"].startswith("#")} <= set(ids)


def test_links_to_files_lead_beside_the_page(finished: Run, tags: list) -> None:
    """Links to tables are relative to the page, and the files are there."""
    links = {given["href"] for tag, given in tags if tag == "a" and given["href"].startswith("tables/")}
    assert links
    assert all((finished.folder / link).is_file() for link in links)


def test_the_page_is_small(finished: Run) -> None:
    """Beside its images the page weighs little."""
    assert finished.page.stat().st_size < 300_000


def test_the_same_run_gives_the_same_page(text: str) -> None:
    """Neither the time nor the machine stands in the page."""
    assert not re.search(r"\b\d{2}:\d{2}:\d{2}\b", text)


def test_a_change_of_a_template_changes_the_digest() -> None:
    """Every template, style and script of a page is part of the digest of the module that fills them."""
    folder = Path(page.__file__).parent
    named = {
        "report.page": {*page.TEMPLATES, page.STYLE, page.SCRIPT},
        "report.check_page": {check_page.TEMPLATE, check_page.PARTS, check_page.STYLE, check_page.SCRIPT},
    }
    beside = {path.name for path in folder.iterdir() if path.suffix in (".j2", ".css", ".js")}
    assert beside == set.union(*named.values())
    for module, names in named.items():
        assert {path.name for path in modules.of_module(module).data_files} == names


def test_reasons_are_gathered() -> None:
    """Gauges with the same reason stand together, in the order in which reasons appear."""
    assert page.by_reason({"1": "a", "2": "b", "3": "a"}) == [("a", ["1", "3"]), ("b", ["2"])]
    assert page.counts(["b", "a", "b"]) == "2 b, 1 a"
    assert page.written({"a": ["1", "2"], "b": 1500}) == "a 1, 2, b 1\u202f500"
    assert page.written("1001,1002") == "1001, 1002"
    assert page.slug("holds only in part") == "holds-only-in-part"

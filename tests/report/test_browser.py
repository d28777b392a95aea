"""The page works in a real browser: from disk, without a network, at the widths of a desk and of a phone.

Both the page of invented results and that of the demo. The environment variable LSTM_PROBE_SCREENSHOTS may name a
folder in which screenshots are kept.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import DESKTOP, PHONE, chromium, opened
from tests.report.conftest import Run

pytestmark = pytest.mark.browser
LARGEST = 15_000_000  # bytes
WIDTHS = {"desktop": tuple(DESKTOP.values()), "phone": tuple(PHONE.values())}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start a browser once."""
    with chromium() as running:
        yield running


@pytest.fixture(params=["mock", "demo"])
def report(request: pytest.FixtureRequest, finished: Run) -> Path:
    """Give the page of the small run, and that of the demo."""
    if request.param == "mock":
        return finished.page
    results: Path = request.getfixturevalue("demo")
    return results / "report.html"


@pytest.fixture(name="opened")
def opened_page(browser: Any, report: Path) -> Iterator[Any]:
    """Open the page as on a desk, and refuse errors and failed requests at the end."""
    with opened(browser, report, DESKTOP) as page:
        yield page


def column(page: Any, table: str, place: int) -> list[str]:
    """List what the cells of one column say."""
    return page.locator(f"{table} tbody tr > :nth-child({place})").all_inner_texts()


def test_images_load_and_the_page_fits_any_width(opened: Any, report: Path, tmp_path: Path) -> None:
    """Every image has pixels, and the page never scrolls sideways; screenshots are kept."""
    assert report.stat().st_size <= LARGEST
    folder = Path(os.environ.get("LSTM_PROBE_SCREENSHOTS", tmp_path))
    widths = opened.locator("figure img").evaluate_all("all => all.map(one => one.naturalWidth)")
    assert widths
    assert min(widths) > 0
    for name, (width, height) in {**WIDTHS, "narrow": (320, 600), "tablet": (820, 1100)}.items():
        opened.set_viewport_size({"width": width, "height": height})
        for details in opened.locator("main details").all():
            details.evaluate("one => one.open = true")
        assert opened.evaluate("document.documentElement.scrollWidth") <= width, name
        opened.screenshot(path=folder / f"{report.stem}_{name}.png")


def test_every_table_sorts(opened: Any) -> None:
    """Every head of every table sorts, says so, and turns the rows round when asked again."""
    for head in opened.locator(".sortable thead th").all():
        for direction in ("ascending", "descending"):
            head.locator("button").evaluate("button => button.click()")
            assert head.get_attribute("aria-sort") == direction


def test_the_contents_lead_to_the_section(opened: Any) -> None:
    """A click in the contents brings the section into view."""
    opened.emulate_media(reduced_motion="reduce")  # no smooth scrolling to wait for
    opened.locator("nav a[href='#provenance']").click()
    assert (
        opened.evaluate("document.getElementById('provenance').getBoundingClientRect().top") < WIDTHS["desktop"][1] / 2
    )


def test_a_figure_is_enlarged_and_closed(opened: Any) -> None:
    """A click on a figure shows it at its own size; Escape leaves it."""
    opened.locator(".zoom").first.click()
    enlarged = opened.locator("#enlarged img")
    assert enlarged.evaluate("one => one.clientWidth === one.naturalWidth")
    opened.keyboard.press("Escape")
    assert not opened.locator("#enlarged").is_visible()


@pytest.mark.parametrize("report", ["mock"], indirect=True)
def test_numbers_sort_as_numbers(opened: Any) -> None:
    """A click sorts by size, not by letters, what is missing last; a second one the other way; keys do the same."""
    bias = opened.locator("#table-biases thead button").nth(1)
    bias.click()
    values = [float(text.replace("−", "-")) for text in column(opened, "#table-biases", 2) if text != "–"]
    assert values == sorted(values)
    assert column(opened, "#table-biases", 2)[-1] == "–"
    bias.focus()
    opened.keyboard.press("Enter")
    values = [float(text.replace("−", "-")) for text in column(opened, "#table-biases", 2) if text != "–"]
    assert values == sorted(values, reverse=True)
    assert column(opened, "#table-biases", 2)[-1] == "–"
    opened.locator("#table-biases thead button").nth(2).click()
    assert column(opened, "#table-biases", 3)[:3] == ["0", "1\u202f000", "2\u202f000"]  # letters would put 10 000 third


@pytest.mark.parametrize("report", ["mock"], indirect=True)
def test_rows_are_filtered(opened: Any) -> None:
    """Words that are typed leave the rows that hold them, and the count says how many."""
    opened.locator("#table-biases input").fill("1013")
    assert opened.locator("#table-biases tbody tr:visible").count() == 1
    assert opened.locator("#table-biases output").inner_text() == "1 of 15 rows"


@pytest.mark.parametrize("report", ["mock"], indirect=True)
def test_the_contents_are_folded_on_a_phone(browser: Any, report: Path) -> None:
    """On a phone the contents are closed until asked for, and the verdict is on the first screen."""
    page = browser.new_page(viewport=PHONE)
    page.goto(report.as_uri())
    assert not page.locator("nav details").evaluate("one => one.open")
    assert page.locator("h1").bounding_box()["y"] < 600
    page.close()

"""Site, report and check-up page have no serious finding of axe-core, in light and dark.

`make test-site` builds the site and gets axe-core from npm, as it is larger than all pages of the documentation.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
AXE = ROOT / "build" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
SITE = ROOT / "build" / "site"
RESULTS = ROOT / "runs" / "demo" / "results"
PAGES = {
    **{name: SITE / f"{name}.html" for name in ("index", "overview", "gallery", "configuration", "faq", "api/probe")},
    "report": RESULTS / "report.html",
    "check-up": RESULTS / "check" / "report.html",
}
SERIOUS = {"serious", "critical"}
RUN = "async () => (await axe.run()).violations.map(one => [one.id, one.impact, one.nodes[0].html])"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("LSTM_PROBE_SITE" not in os.environ, reason="the site is not built (make test-site)"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Debian's chromium."""
    with sync_playwright() as started:
        programme = shutil.which("chromium") or "/usr/bin/chromium"
        running = started.chromium.launch(executable_path=programme, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_serious_is_found(browser: Any, page: str, scheme: str) -> None:
    """Contrast, names, roles and structure are as WCAG asks; the report's own policy is set aside to let axe in."""
    if not PAGES[page].is_file():
        pytest.skip(f"{PAGES[page]} is not there (make demo)")
    opened = browser.new_page(bypass_csp=True, color_scheme=scheme, viewport={"width": 1280, "height": 900})
    opened.goto(PAGES[page].as_uri())
    opened.add_script_tag(path=str(AXE))
    found = opened.evaluate(RUN)
    opened.close()
    assert [finding for finding in found if finding[1] in SERIOUS] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_scrolls_sideways(browser: Any, width: int) -> None:
    """Tables and figures scroll inside the page, on a desk and on a phone."""
    opened = browser.new_page(viewport={"width": width, "height": 844})
    for path in sorted(SITE.glob("*.html")):
        opened.goto(path.as_uri())
        assert opened.evaluate("document.documentElement.scrollWidth") <= width, path.name
    opened.close()


def test_the_search_works_from_disk(browser: Any) -> None:
    """A word is found without a server and without a network."""
    opened = browser.new_page()
    asked: list[str] = []
    opened.on(
        "request", lambda request: request.url.startswith(("file:", "data:", "blob:")) or asked.append(request.url)
    )
    opened.goto((SITE / "index.html").as_uri())
    opened.wait_for_timeout(500)
    opened.keyboard.press("/")
    opened.wait_for_timeout(500)
    opened.keyboard.type("derangement")
    opened.get_by_text("derangements", exact=True).first.wait_for(timeout=20_000)
    assert asked == []
    opened.close()

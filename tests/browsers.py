"""Debian's chromium, in which tests open pages from disk as people do."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def chromium() -> Iterator[Any]:
    """Start chromium, or skip where it is missing; in continuous integration that is a failure."""
    programme = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(programme).is_file():
        reason = "chromium is not installed (run them after: apt install chromium)"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=programme, args=["--no-sandbox"])
        yield running
        running.close()


@contextmanager
def opened(browser: Any, file: Path, size: dict[str, int], before: str = "") -> Iterator[Any]:
    """Open a page from disk, and refuse errors, messages and requests of anything else at the end.

    Parameters
    ----------
    browser : playwright browser
        As `chromium`.
    file : Path
        The page.
    size : dict
        Width and height of the window, pixels.
    before : str
        A script that runs before those of the page.
    """
    wrong: list[str] = []
    page = browser.new_page(viewport=size)
    page.add_init_script(before)
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(request.url[:100]))
    inside = ("file:", "data:", "blob:")
    page.on("request", lambda request: request.url.startswith(inside) or wrong.append(request.url[:100]))
    page.goto(file.as_uri())
    yield page
    page.close()
    assert not wrong

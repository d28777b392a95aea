"""The explorer works in a real browser, on a desk and on a phone: what is drawn are the numbers of the run.

The environment variable LSTM_PROBE_SCREENSHOTS may name a folder in which screenshots are kept.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from lstm_probe.explorer.packing import LEVELS
from lstm_probe.probe.features import Sources, season
from tests.browsers import DESKTOP, PHONE, chromium, opened
from tests.explorer.conftest import GAUGES, HOSTILE, LONG, TEST, Explored

pytestmark = pytest.mark.browser
READY = "gauge => document.getElementById('series').dataset.gauge === gauge"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start a browser once."""
    with chromium() as running:
        yield running


@pytest.fixture(params=[DESKTOP, PHONE], ids=["1280", "390"])
def page(request: pytest.FixtureRequest, browser: Any, explored: Explored) -> Iterator[Any]:
    """Open the explorer at a width."""
    with opened(browser, explored.page, request.param) as shown:
        shown.wait_for_function(READY, arg=GAUGES[0])
        yield shown


def click(page: Any, graph: str, gauge: str) -> None:
    """Click on a gauge where it is drawn."""
    place = page.evaluate(
        """([graph, place]) => {
          const all = document.getElementById(graph);
          const trace = all.data.findIndex((one) => one.customdata && one.customdata.includes(place));
          const index = all.data[trace].customdata.indexOf(place);
          const { xaxis, yaxis } = all._fullLayout;
          const box = all.getBoundingClientRect();
          return [box.left + scrollX + xaxis._offset + xaxis.d2p(all.data[trace].x[index]),
                  box.top + scrollY + yaxis._offset + yaxis.d2p(all.data[trace].y[index])];
        }""",
        [graph, GAUGES.index(gauge)],
    )
    page.evaluate("y => scrollTo(0, y - 300)", place[1])
    page.mouse.click(place[0], place[1] - page.evaluate("scrollY"))


def drawn(page: Any, name: str) -> np.ndarray:
    """Read the values of a line of the series."""
    values = page.evaluate("name => document.getElementById('series').data.find((one) => one.name === name).y", name)
    return np.array([np.nan if value is None else value for value in values])


@pytest.mark.parametrize("graph", ["map", "scatter"])
def test_a_click_draws_that_gauge(page: Any, explored: Explored, graph: str) -> None:
    """Target, probe, season and both discharges are those of the gauge that was clicked, and so are its scores."""
    gauge = GAUGES[2]
    click(page, graph, gauge)
    page.wait_for_function(READY, arg=gauge)
    of_gauge = explored.predictions.sel(target="swvl1", gauge_id=gauge, time=TEST)
    rivers = explored.discharge.sel(gauge_id=gauge).reindex(time=of_gauge["time"])
    for name, values in {
        "target": of_gauge["observed"], "probe": of_gauge["predicted"],
        "observed discharge": rivers["observed"], "simulated discharge": rivers["simulated"],
    }.items():  # fmt: skip
        step = float(values.max() - values.min()) / (LEVELS - 1)
        np.testing.assert_allclose(drawn(page, name), values.values, atol=0.51 * step, rtol=1e-6)
    probe = explored.season.sel(target="swvl1", group="all")
    waves = season(Sources(states=xr.Dataset(coords={"time": of_gauge["time"]})), "")[1]
    expected = waves @ probe["weight"].values + float(probe["intercept"].sel(gauge_id=gauge))
    np.testing.assert_allclose(drawn(page, "season (floor)"), expected, atol=2e-3, rtol=1e-3)
    case = "experiment == 'main' and target == 'swvl1' and period == 'test' and metric == 'r' and gauge_id == @gauge"
    r = explored.skill.query(case, local_dict={"gauge": gauge})["value"].mean()
    shown = page.locator("#scores tbody tr").first.locator("td").first.inner_text().split("\n")
    assert float(shown[0]) == pytest.approx(r, rel=5e-3)
    assert " to " in shown[1]  # the interval of nine years


def test_keys_go_from_gauge_to_gauge(page: Any) -> None:
    """On the map the arrow keys show the next gauge and the one before, round the end; the list shows any."""
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(READY, arg=GAUGES[1])
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(READY, arg=GAUGES[3])
    page.locator("#gauge").select_option("2")
    page.wait_for_function(READY, arg=GAUGES[2])
    assert page.locator("#gauge-title").inner_text() == f"Gauge 1003 {LONG}"


def test_names_are_text(page: Any, tmp_path: Path) -> None:
    """Tags in names are read as they are written, long names break, and the page never scrolls sideways."""
    page.locator("#gauge").select_option("1")
    page.wait_for_function(READY, arg=GAUGES[1])
    assert page.locator("#gauge-title").inner_text() == f"Gauge 1002 {HOSTILE}"
    page.locator("#target").select_option("sd")
    page.locator("#experiment").select_option(HOSTILE)
    assert HOSTILE in page.locator("#given").inner_text()
    page.locator("#gauge").select_option("2")
    page.wait_for_function(READY, arg=GAUGES[2])
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    folder = Path(os.environ.get("LSTM_PROBE_SCREENSHOTS", tmp_path))
    page.screenshot(path=folder / f"explorer_{page.viewport_size['width']}.png", full_page=True)


def test_a_brush_marks_both_views(page: Any) -> None:
    """An attribute between two bounds marks the same gauges on the map and in the scatter, and counts them."""
    page.locator("#from").fill("15")
    page.locator("#to").fill("35")
    page.locator("#to").press("Tab")
    marked = """graph => document.getElementById(graph).data.filter((one) => one.customdata)
      .flatMap((one) => (one.selectedpoints || []).map((index) => one.customdata[index]))"""
    page.wait_for_function("() => document.getElementById('brushed').textContent.startsWith('Brushed: 2 gauges')")
    assert page.evaluate(marked, "map") == page.evaluate(marked, "scatter") == [1, 2]
    page.locator("#clear").click()
    assert page.locator("#brushed").inner_text().startswith("All: 4 gauges")


def test_a_drag_over_the_scatter_brushes(browser: Any, explored: Explored) -> None:
    """On a desk a box that is dragged over all points of the scatter brushes the gauges that have the attribute."""
    with opened(browser, explored.page, DESKTOP) as page:
        page.wait_for_function(READY, arg=GAUGES[0])
        box = page.locator("#scatter .nsewdrag").bounding_box()
        page.mouse.move(box["x"] + 2, box["y"] + 2)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 2, box["y"] + box["height"] - 2, steps=4)
        page.mouse.up()
        page.wait_for_function("() => document.getElementById('brushed').textContent.startsWith('Brushed: 3 gauges')")


def test_an_old_browser_says_so(browser: Any, explored: Explored) -> None:
    """Without DecompressionStream the map and the scores are there, and it is said why the series are not."""
    with opened(browser, explored.page, DESKTOP, before="delete window.DecompressionStream") as page:
        page.wait_for_function("() => !document.getElementById('unreadable').hidden")
        assert "too old" in page.locator("#unreadable").inner_text()
        assert page.locator("#scores tbody tr").count() == 2
        assert not page.locator("#series").is_visible()

"""The snow figure."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from matplotlib.colors import to_hex

from lstm_probe.figures import snow
from lstm_probe.figures.common import HIGHLIGHT
from tests.figures.conftest import make_attributes, make_predictions


@pytest.fixture
def predicted() -> xr.Dataset:
    """Give a snow target at three of four gauges, 1003 having the most and 1004 none."""
    dataset = make_predictions(["sd"]).sel(target="sd")
    dataset["observed"] = dataset["observed"] * xr.DataArray([1.0, 2.0, 3.0, np.nan], dims="gauge_id")
    return dataset


def test_snowiest_gauges_come_first(predicted: xr.Dataset) -> None:
    """Gauges are ordered by their mean snow, and those without the target stay out."""
    assert snow.snowiest(predicted) == ["1003", "1002", "1001"]
    assert snow.snowiest(predicted, 1) == ["1003"]
    assert snow.snowy(predicted) == ["1001", "1002", "1003"]


def test_snowiest_year_has_the_peak() -> None:
    """The year is that of the largest value, not of the largest sum."""
    series = pd.Series([1.0, 1.0, 5.0], index=pd.to_datetime(["2001-02-01", "2001-03-01", "2003-02-01"]))
    assert snow.snowiest_year(series) == 2003


def test_panels_and_labels(predicted: xr.Dataset) -> None:
    """Three gauges, one year and a map make five axes; labels come from the artefact."""
    figure = snow.draw(predicted, make_attributes(), ["1003", "1002", "1001"], 2001)
    figure.draw_without_rendering()
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert len(titles) == 5
    assert titles[0].startswith("(a) 1003")
    assert titles[3].startswith("(b) 1003")
    assert titles[3].endswith("2001")
    assert titles[4] == "(c) 3 gauges with snow"
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["probe", "target", "December to February"]
    assert figure.get_supylabel() == "store sd (m³ m⁻³)"


def test_gauges_shown_are_on_the_map(predicted: xr.Dataset) -> None:
    """The legend of the map names the gauges of (a) in order, and the first is red."""
    axes = snow.draw(predicted, make_attributes(), ["1003", "1002", "1001"], 2001).axes[-1]
    shown = axes.get_legend()
    assert shown is not None
    assert [text.get_text() for text in shown.get_texts()] == ["1003", "1002", "1001"]
    red = [dots.get_label() for dots in axes.collections if to_hex(dots.get_facecolor()[0]) == HIGHLIGHT.lower()]
    assert red == ["1003"]


def test_winters_are_shaded(predicted: xr.Dataset) -> None:
    """From December 2000 to February 2001 is one of the shaded spans of 2001."""
    figure = snow.draw(predicted, make_attributes(), ["1003"], 2001)
    spans = [patch.get_extents() for patch in figure.axes[1].patches]
    assert len(spans) == 2


@pytest.mark.parametrize("year", [None, 2001, 1950])
def test_any_year_is_drawn(predicted: xr.Dataset, year: int | None) -> None:
    """The year is found where none is given, and a year without data says so."""
    figure = snow.draw(predicted, make_attributes(), ["1003"], year)
    figure.draw_without_rendering()
    said = [text.get_text() for text in figure.axes[1].texts]
    assert said == (["no prediction in this period"] if year == 1950 else [])


def test_no_snow_is_said(predicted: xr.Dataset) -> None:
    """Without any snowy gauge the panels say so and the map counts none."""
    predicted["observed"][:] = np.nan
    figure = snow.draw(predicted, make_attributes(), snow.snowiest(predicted))
    figure.draw_without_rendering()
    assert figure.axes[0].texts[0].get_text() == "no gauge has this target"
    assert figure.axes[-1].get_title(loc="left") == "(c) 0 gauges with snow"

"""Daily maps."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import xarray as xr
from matplotlib.collections import PathCollection, PolyCollection
from shapely import MultiPolygon, box

from lstm_probe.errors import InputError
from lstm_probe.figures import daily_maps
from lstm_probe.results import offsets
from tests.figures.conftest import make_attributes, make_predictions

FIT = ("2000-01-01", "2000-12-31")


@pytest.fixture
def predicted() -> xr.DataArray:
    """Give z-scores of four gauges on 30 days."""
    scores = offsets.standardise(make_predictions(["swvl1"]).sel(target="swvl1"), FIT)
    return scores["predicted"].sel(time=slice("2001-07-01", "2001-07-30"))


def make_shapes() -> gpd.GeoDataFrame:
    """Make catchments: 1002 nested in 1001, 1003 of two parts, and 1004 smaller than a point."""
    parts = MultiPolygon([box(-4, 55, -3, 56), box(-3, 57, -2, 58)])
    shapes = {
        "1002": box(-2, 52, -1.5, 52.5),
        "1001": box(-3, 51, -1, 53),
        "1003": parts,
        "1004": box(-4, 57, -3.99, 57.01),
    }
    index = pd.Index(list(shapes), name="gauge_id")
    return gpd.GeoDataFrame(geometry=list(shapes.values()), index=index, crs="EPSG:4326")


def of_kind(axes: object, kind: type) -> list:
    """Return the coloured collections of one kind on a map."""
    return [item for item in axes.collections if type(item) is kind and item.get_array() is not None]


def test_a_map_a_day(predicted: xr.DataArray) -> None:
    """30 days are 30 maps, titled by their dates, and all share the colours."""
    figure = daily_maps.draw(predicted, make_attributes(), make_shapes(), "probe of swvl1")
    figure.draw_without_rendering()
    titles = [axes.get_title(loc="center") for axes in figure.axes[:30]]
    assert titles[0] == "1 Jul 2001"
    assert titles[-1] == "30 Jul 2001"
    limits = {item.get_clim() for axes in figure.axes[:30] for item in of_kind(axes, PolyCollection)}
    assert len(limits) == 1
    assert next(iter(limits))[0] == -next(iter(limits))[1]
    assert "probe of swvl1" in figure.axes[-1].get_xlabel()


def test_nested_catchments_are_on_top(predicted: xr.DataArray) -> None:
    """Polygons go from large to small, each part in its gauge's colour; the tiny one is a point."""
    axes = daily_maps.draw(predicted, make_attributes(), make_shapes(), "").axes[0]
    polygons, dots = of_kind(axes, PolyCollection)[0], of_kind(axes, PathCollection)[0]
    first = predicted[:, 0].to_series()
    widths = [np.ptp(path.vertices[:, 0]) for path in polygons.get_paths()]
    assert widths == pytest.approx([2, 1, 1, 0.5])
    assert polygons.get_array().tolist() == pytest.approx(first[["1001", "1003", "1003", "1002"]].tolist())
    assert dots.get_array().tolist() == pytest.approx([first["1004"]])
    assert polygons.get_rasterized()


@pytest.mark.parametrize("shapes", [None, make_shapes()[:0]])
def test_points_where_there_are_no_polygons(predicted: xr.DataArray, shapes: gpd.GeoDataFrame | None) -> None:
    """Without polygons every gauge with a value is a point, and one without is not there."""
    predicted = predicted.copy()
    predicted[1] = np.nan
    predicted[2, 0] = np.nan
    figure = daily_maps.draw(predicted, make_attributes(), shapes, "")
    figure.draw_without_rendering()
    assert [len(of_kind(axes, PathCollection)[0].get_offsets()) for axes in figure.axes[:2]] == [2, 3]


def test_no_gauge_is_said(predicted: xr.DataArray) -> None:
    """Without any value the figure says so."""
    figure = daily_maps.draw(predicted * np.nan, make_attributes(), make_shapes(), "")
    figure.draw_without_rendering()
    assert figure.axes[0].texts[0].get_text() == "no gauge has this target"


AVAILABLE = pd.date_range("1996-10-01", "2006-09-30")


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (("2003-10-01", "2006-07-30"), "2006-07-01", "2006-07-30"),
        (("2003-10-01", "2006-07-29"), "2005-07-01", "2005-07-30"),
        (("2003-10-01", "2004-06-30"), "2003-10-01", "2003-10-30"),
        (("2003-10-01", "2003-10-03"), "2003-10-01", "2003-10-03"),
    ],
)
def test_the_last_whole_july_is_chosen(period: tuple[str, str], first: str, last: str) -> None:
    """The July need not be the last one, if that is cut short; without any, the first 30 days are chosen."""
    days = daily_maps.choose_days(None, AVAILABLE, period)
    assert days.equals(pd.date_range(first, last))


def test_chosen_days_are_kept() -> None:
    """First and last day both count, in the period or not."""
    days = daily_maps.choose_days(["2004-02-28", "2004-03-01"], AVAILABLE, ("2005-01-01", "2005-12-31"))
    assert [str(day.date()) for day in days] == ["2004-02-28", "2004-02-29", "2004-03-01"]


@pytest.mark.parametrize(
    "chosen", [["2004-01-01", "2004-01-31"], ["1996-09-30", "1996-10-02"], ["2004-02-02", "2004-02-01"]]
)
def test_days_that_cannot_be_shown(chosen: list[str]) -> None:
    """31 days, days before the predictions, and a period that ends before it begins are refused."""
    with pytest.raises(InputError, match=r"figures\.map_days"):
        daily_maps.choose_days(chosen, AVAILABLE, ("2003-10-01", "2006-09-30"))

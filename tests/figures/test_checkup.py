"""Maps of the check-up: every gauge is drawn once by what became of it, and catchments by what is wrong with them."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import box

from lstm_probe.contracts.checkup import GAUGES, STEPS
from lstm_probe.figures import checkup


@pytest.fixture
def table() -> pd.DataFrame:
    """Give six gauges with a fate each; the last has no place."""
    made = pd.DataFrame(
        {
            "gauge_id": [str(number) for number in range(6)],
            "gauge_lat": [51.0, 52, 53, 54, 55, np.nan],
            "gauge_lon": [-1.0, -2, -2, -2, -3, np.nan],
            "area": [100.0, 100, 100, 100, 100, np.nan],
            "polygon_area": [100.0, 120, 100, 100, np.nan, np.nan],
            "missing_discharge": [0.0, 0.2, np.nan, 1, 0, np.nan],
            "missing_forcings": 0.0,
            "missing_targets": np.nan,
            "lost_at": ["", "", "discharge", "land cell", "", "series"],
            "warned": ["", "area: areas", "box: polygons on the grid", "", "", ""],
        }
    )
    return GAUGES.check(made.assign(gauge_name="", why="", refused="", discharge_days=0.0))


def test_every_step_has_a_colour() -> None:
    """Wherever a gauge is lost, the map has a name and a colour for it."""
    assert set(checkup.LOST_AT) == {"", *STEPS}


def test_every_placed_gauge_is_drawn_once(table: pd.DataFrame) -> None:
    """The first panel counts them by their step; the others by whether days are missing."""
    figure = checkup.gauges(table)
    labels = [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    assert labels == ["kept (3)", "lost: discharge (1)", "no land cell: a target less (1)"]
    drawn = [len(points.get_offsets()) for points in figure.axes[1].collections[1:]]
    assert sum(drawn) == table["missing_discharge"].notna().sum()
    assert "none at 5 gauges" in [text.get_text() for text in figure.axes[2].texts]
    assert "not looked at" in [text.get_text() for text in figure.axes[3].texts]


def test_all_words_lie_on_the_page(table: pd.DataFrame) -> None:
    """With gauges from Cornwall to Orkney, whose map is the tallest, the labels below the maps are not cut off."""
    figure = checkup.gauges(table.assign(gauge_lat=np.linspace(50.1, 59.1, len(table)), gauge_lon=-3.2))
    figure.draw_without_rendering()
    labels = [bar.xaxis.label for axes in figure.axes for bar in axes.child_axes]
    assert labels
    assert all(label.get_window_extent().y0 >= 0 for label in labels)


def test_without_a_place_the_panels_say_so(table: pd.DataFrame) -> None:
    """No gauge with coordinates: no map, but words."""
    figure = checkup.gauges(table.assign(gauge_lat=np.nan))
    assert all(axes.texts[0].get_text() == "no gauge can be placed" for axes in figure.axes)


def test_catchments_are_coloured_by_what_is_wrong(table: pd.DataFrame) -> None:
    """One catchment each: as it should be, of another area, beyond the grid, and without a cell."""
    squares = [box(lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1) for lon, lat in ((-1, 51), (-2, 52), (-2, 53), (-2, 54))]
    shapes = gpd.GeoDataFrame(geometry=squares, crs="EPSG:4326", index=pd.Index(list("0123"), name="gauge_id"))
    latitude, longitude = np.arange(55.0, 50.0, -0.5), np.arange(-4.0, 1.0, 0.5)
    land = np.ones((len(latitude), len(longitude)), dtype=bool)
    land[0] = False
    figure = checkup.polygons(table, shapes, {"era5_land": (latitude, longitude, land)}, {"era5_land": "ERA5-Land"})
    (axes,) = figure.axes
    assert axes.get_title(loc="left") == "(a) ERA5-Land: 90 of 100 cells have data"
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels == [
        "as they should be (1)",
        "no cell with data in a grid (1)",
        "beyond the grid, or far from the gauge (1)",
        "area or shape does not agree (1)",
    ]

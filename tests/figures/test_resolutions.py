"""Gridded products beside each other."""

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.contracts.targets import GRID_MEDIAN
from lstm_probe.figures import resolutions
from tests.examples import examples


def make_grid(spacing: float, value: float = 0.3, missing: int = 0) -> xr.Dataset:
    """Make a product over Great Britain, north first, whose first cells are missing."""
    latitude, longitude = np.arange(58.5, 50.0, -spacing), np.arange(-7.0, 1.6, spacing)
    median = np.full((latitude.size, longitude.size), value, dtype="float32")
    median.flat[:missing] = np.nan
    dims = ("latitude", "longitude")
    grid = xr.Dataset(
        {"median": (dims, median, {"units": "m3 m-3"})},
        {"latitude": latitude, "longitude": longitude},
        {"first_day": "2000-01-01", "last_day": "2000-12-31", "days": 366, "source": "mock"},
    )
    return GRID_MEDIAN.check(grid)


def test_titles_count_cells() -> None:
    """Titles give the shape of each grid and the cells with data; colours and frames are equal."""
    coarse, fine = make_grid(0.5, 0.25, missing=3), make_grid(0.25, 0.35)
    figure = resolutions.draw({"ESA CCI": coarse, "ERA5-Land": fine})
    figure.draw_without_rendering()
    left, right, bar = figure.axes
    assert [" ".join(axes.get_title(loc="left").split()) for axes in (left, right)] == [
        "(a) ESA CCI 17 × 18 cells, 303 with data",  # 17 * 18 - 3
        "(b) ERA5-Land 34 × 35 cells, 1190 with data",
    ]
    assert left.collections[0].get_clim() == right.collections[0].get_clim() == pytest.approx((0.25, 0.35))
    assert (left.get_xlim(), left.get_ylim()) == (right.get_xlim(), right.get_ylim())
    assert bar.get_ylabel() == "median soil moisture, 2000-01-01 to 2000-12-31 (m³ m⁻³)"


def test_cells_have_their_true_extent() -> None:
    """Cells with centres at 58.5 and 58.0 reach from 58.75 to 57.75."""
    corners = resolutions.draw({"a": make_grid(0.5)}).axes[0].collections[0].get_coordinates()
    assert np.allclose(corners[:3, 0, 1], [58.75, 58.25, 57.75])
    assert np.allclose(corners[0, :2, 0], [-7.25, -6.75])


@given(first=st.floats(-90, 90), steps=st.lists(st.floats(0.01, 1), min_size=1, max_size=20), north_first=st.booleans())
@examples(50)
def test_edges_lie_between_centres(first: float, steps: list[float], north_first: bool) -> None:
    """Every centre lies between its edges, in either order; equal steps make equal cells."""
    centres = first + np.cumsum(steps) * (-1 if north_first else 1)
    if len(centres) < 2:
        centres = np.array([first, centres[0]])
    edges = resolutions.edges(centres)
    assert (np.minimum(edges[:-1], edges[1:]) < centres).all()
    assert (np.maximum(edges[:-1], edges[1:]) > centres).all()


def test_colours_hold_most_cells_of_either_product() -> None:
    """From 0.01 to 1.00 in hundredths, 2 and 98 % lie at 0.03 and 0.98, rounded outwards; an outlier is left out."""
    ramp = xr.DataArray(np.arange(1, 101) / 100)
    assert resolutions.colour_limits({"a": ramp}) == pytest.approx((0.02, 0.99))
    assert resolutions.colour_limits({"a": ramp, "b": ramp + 1}) == pytest.approx((0.02, 1.99))
    outlier = xr.DataArray(np.r_[np.full(99, 0.305), 9.0])
    assert resolutions.colour_limits({"a": outlier}) == pytest.approx((0.30, 0.31))


def test_colours_of_odd_products() -> None:
    """A constant product has limits that differ, and none at all has some."""
    assert resolutions.colour_limits({"a": xr.DataArray([0.3, 0.3])}) == pytest.approx((0.30, 0.31))
    assert resolutions.colour_limits({"a": xr.DataArray([np.nan])}) == (0, 1)


def test_a_product_without_data() -> None:
    """A product that has no value anywhere leaves its map empty."""
    empty = make_grid(0.5)
    empty["median"][:] = np.nan
    figure = resolutions.draw({"a": empty, "b": make_grid(0.5)})
    figure.draw_without_rendering()
    assert figure.axes[0].get_title(loc="left").endswith(" 0 with data")


def test_maps_elsewhere_show_the_cells_on_their_countries() -> None:
    """The frame is that of the cells with data, and the coasts are those of Natural Earth that reach into it."""
    there = make_grid(0.5).assign_coords(longitude=np.arange(-110.0, -101.0, 0.5), latitude=np.arange(48.0, 39.5, -0.5))
    axes = resolutions.draw({"a": there}, "world").axes[0]
    assert axes.get_xlim() == pytest.approx((-110.25, -101.25))
    assert axes.get_ylim() == pytest.approx((39.75, 48.25))
    corners = np.concatenate([path.vertices for path in axes.collections[1].get_paths()])
    assert corners[:, 0].max() < 0  # North America, and nothing of Great Britain

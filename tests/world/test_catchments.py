"""Gauged catchments."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from lstm_probe.datasets import outline
from lstm_probe.errors import InputError
from lstm_probe.world import catchments


def test_catchments_are_irregular_and_spread_in_size(britain) -> None:
    """Areas run from about 2 to 2000 km², evenly in the logarithm; boundaries have hundreds of vertices."""
    built = britain.boundaries()
    areas = built.area.to_numpy() / 1e6
    assert areas.min() < 5.0
    assert 1000.0 < areas.max() < 2000.0
    assert 20.0 < np.median(areas) < 200.0
    assert built.is_valid.all()
    assert np.median(shapely.get_num_coordinates(built.geometry)) > 500
    hull = built.area / built.convex_hull.area
    assert hull.median() < 0.97  # ragged


def test_catchments_lie_on_land_all_over_britain(britain) -> None:
    """No catchment reaches into the sea; they are found in the north, the south, the east and the west."""
    built = britain.boundaries()
    land = outline.great_britain().to_crs(27700).union_all()
    assert (built.difference(land).area < 1.0).all()
    east, north = built.centroid.x, built.centroid.y
    assert north.max() > 850_000 > 200_000 > north.min()
    assert east.max() > 550_000 > 250_000 > east.min()


def test_some_are_smaller_than_a_cell_and_some_touch_the_sea(britain) -> None:
    """Among forty catchments several lie within one cell, and several touch sea cells."""
    country, built = britain.country, britain.boundaries()
    weights = catchments.weights(built.rename(columns={"ID_STRING": "gauge_id"}), country.grid)
    cells = np.diff(weights.indptr)
    assert (cells == 1).sum() >= 3
    sea = ~country.grid.land
    row, column = np.nonzero(sea)
    boxes = shapely.box(
        country.grid.longitude[column] - 0.05, country.grid.latitude[row] - 0.05,
        country.grid.longitude[column] + 0.05, country.grid.latitude[row] + 0.05,
    )  # fmt: skip
    touching = built.to_crs(4326).geometry.map(lambda shape: shapely.intersects(shape, boxes).any())
    assert touching.sum() >= 3


def test_weights_are_areas_of_overlap(britain) -> None:
    """The weights of the largest catchment equal the areas of its overlaps with cells, by shapely."""
    country = britain.country
    built = britain.boundaries().rename(columns={"ID_STRING": "gauge_id"})
    weights = catchments.weights(built, country.grid)
    assert np.allclose(weights.sum(axis=1), 1.0)
    largest = int(built.area.argmax())
    shape = built.to_crs(4326).geometry.iloc[largest]
    longitude, latitude = country.grid.cell_longitude, country.grid.cell_latitude
    boxes = shapely.box(longitude - 0.05, latitude - 0.05, longitude + 0.05, latitude + 0.05)
    overlap = shapely.area(shapely.intersection(shape, boxes)) * np.cos(np.radians(latitude))
    np.testing.assert_allclose(weights[[largest]].toarray()[0], overlap / overlap.sum(), atol=1e-6)


def test_a_catchment_without_land_is_named(britain) -> None:
    """Where all cells of a catchment are sea, it is named, and nothing is divided by zero."""
    grid, built = britain.country.grid, britain.boundaries().rename(columns={"ID_STRING": "gauge_id"})
    weights = catchments.weights(built, grid)
    smallest = int(built.area.argmin())
    land = grid.land.copy()
    row, column = (index[weights[[smallest]].indices] for index in np.nonzero(land))
    land[row, column] = False
    with pytest.raises(InputError, match=f"without a land cell: .*{built['gauge_id'][smallest]}"):
        catchments.weights(built, replace(grid, land=land))


def test_identifiers_look_like_real_ones(britain) -> None:
    """Identifiers are text of 4 to 6 digits, unique, ordered as numbers; names are recognisably invented."""
    table = britain.attributes("topographic")
    identifiers = table.index.to_series()
    assert identifiers.is_unique
    assert identifiers.str.fullmatch(r"\d{4,6}").all()
    assert identifiers.astype(int).is_monotonic_increasing
    assert table["gauge_name"].str.startswith("Synthetic ").all()

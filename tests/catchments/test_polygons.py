"""Polygons anywhere: areas on the ellipsoid, distances from gauges, and no guess where coordinates are unknown."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from shapely import Point, Polygon, box

from lstm_probe.catchments import polygons
from lstm_probe.errors import InputError

#: Squares of 20 km around places, in the equal-area coordinates of their own centre.
PLACES = {"00042": (-110.0, 44.0), "102101A": (143.0, -12.9), "GRDC_1": (25.0, 68.0)}


def square(longitude: float, latitude: float) -> Polygon:
    """Draw 400 km2."""
    own = f"+proj=laea +lat_0={latitude} +lon_0={longitude}"
    drawn = gpd.GeoSeries([box(-10_000, -10_000, 10_000, 10_000).segmentize(500)], crs=own)
    return drawn.to_crs("EPSG:4326").iloc[0]


@pytest.fixture
def shapes() -> gpd.GeoDataFrame:
    """Draw a square around each place."""
    drawn = [square(*place) for place in PLACES.values()]
    return gpd.GeoDataFrame({"gauge_id": list(PLACES)}, geometry=drawn, crs="EPSG:4326")


def test_areas_are_geodesic(shapes: gpd.GeoDataFrame) -> None:
    """400 km2 in the Rockies, in Queensland and beyond the polar circle, whatever the coordinates of the file."""
    for crs in ("EPSG:4326", "EPSG:3857"):
        np.testing.assert_allclose(polygons.areas(shapes.to_crs(crs)), 400.0, rtol=1e-3)


def test_distances_are_metres(shapes: gpd.GeoDataFrame) -> None:
    """Nothing inside, some 10 km from the edge for a gauge 20 km north of the centre, nothing known without a place."""
    points = [Point(x, y + dy) for (x, y), dy in zip(PLACES.values(), (0.0, 20 / 110.6, np.nan), strict=True)]
    found = polygons.distances(shapes.set_index("gauge_id"), gpd.GeoSeries(points, crs="EPSG:4326"))
    assert found["00042"] == 0
    assert found["102101A"] == pytest.approx(10_000, rel=0.03)
    assert np.isnan(found["GRDC_1"])


def test_a_file_is_read_by_the_text_of_its_ids(shapes: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """Zeros stay; a gauge without a polygon is named."""
    shapes.to_file(tmp_path / "basins.gpkg")
    given = {"reader": "generic", "boundaries": str(tmp_path / "basins.gpkg")}
    assert polygons.read(given, tmp_path, ["102101A", "00042"]).index.tolist() == ["102101A", "00042"]
    with pytest.raises(InputError, match="no polygon of 1 gauges: 42"):
        polygons.read(given, tmp_path, ["42"])


def test_unknown_coordinates_are_not_guessed(shapes: gpd.GeoDataFrame, tmp_path: Path) -> None:
    """A shapefile without .prj is refused."""
    shapes.to_file(tmp_path / "basins.shp")
    (tmp_path / "basins.prj").unlink()
    with pytest.raises(InputError, match="prj"):
        polygons.read({"reader": "generic"}, tmp_path, ["00042"])

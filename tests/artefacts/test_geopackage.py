"""Polygons are written and read whole, valid, and with where they come from."""

from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely

from lstm_probe.artefacts import geopackage, store
from lstm_probe.errors import InputError

ABOUT = store.provenance({"study": {"seeds": [1]}}, "read_boundaries", "a test")


def catchments(*polygons: shapely.Geometry, crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    """Make polygons indexed by gauge."""
    gauges = [f"0{1001 + number}" for number in range(len(polygons))]
    return gpd.GeoDataFrame({"geometry": list(polygons)}, index=gauges, crs=crs)


def test_polygons_round_trip_and_say_where_from(tmp_path: Path) -> None:
    """Polygons come back equal, in order, ids as text; provenance is metadata of the layer."""
    whole = shapely.MultiPolygon([shapely.box(-3, 52, -2, 53), shapely.box(-1, 52, 0, 53)])
    shapes = catchments(shapely.box(-4, 54, -3, 55), whole)
    path = tmp_path / "boundaries.gpkg"
    geopackage.write(shapes, path, ABOUT)
    back = geopackage.read(path)
    assert back.index.tolist() == ["01001", "01002"]
    assert back.crs == "EPSG:4326"
    assert back.geometry.geom_equals(shapes.geometry).all()
    assert pyogrio.read_info(path)["layer_metadata"] == ABOUT
    geopackage.write(shapes.iloc[:1], path, ABOUT)
    assert len(geopackage.read(path)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["boundaries.gpkg"]


def test_polygons_that_maps_cannot_draw_are_refused(tmp_path: Path) -> None:
    """Metres, crossing rings, lines, and a gauge twice are refused on the way out, and nothing is left."""
    box = shapely.box(-4, 54, -3, 55)
    bow = shapely.Polygon([(0, 50), (1, 51), (1, 50), (0, 51)])
    for wrong in (
        catchments(box, crs="EPSG:27700"),
        catchments(bow),
        catchments(shapely.Point(0, 50)),
        catchments(box, box).set_axis(["1", "1"]),
    ):
        with pytest.raises(InputError, match="one valid polygon a gauge, in EPSG:4326"):
            geopackage.write(wrong, tmp_path / "boundaries.gpkg", ABOUT)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "boundaries.gpkg").write_text("no GeoPackage")
    with pytest.raises(InputError, match="a GeoPackage with a layer 'catchments'"):
        geopackage.read(tmp_path / "boundaries.gpkg")

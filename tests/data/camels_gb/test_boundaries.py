"""Catchment boundaries are found, joined by id, and placed on the map."""

import logging
import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from lstm_probe.data.camels_gb import boundaries
from lstm_probe.errors import InputError


def shapefile(folder: Path) -> Path:
    """Name the shapefile that the fixture writes."""
    return folder / "data" / "CAMELS_GB_catchment_boundaries" / "CAMELS_GB_catchment_boundaries.shp"


def test_polygons_come_in_the_order_asked_for(camels, with_boundaries) -> None:
    """Polygons are joined by ID_STRING: gauge 39001 is the third square, 1001 the second."""
    folder = camels()
    with_boundaries(folder)
    shapes = boundaries.read(folder, ["39001", "1001"])
    assert shapes.index.tolist() == ["39001", "1001"]
    assert shapes.bounds["minx"].tolist() == [3.4e5, 3.2e5]
    assert shapes.crs == "EPSG:27700"


def test_a_number_is_an_id_too(camels, with_boundaries) -> None:
    """Without ID_STRING the number in ID is taken as text."""
    folder = camels()
    with_boundaries(folder, ID=[10002.0, 1001.0, 39001.0])
    assert boundaries.read(folder, ["1001"]).index.tolist() == ["1001"]


def test_other_folder_names_and_archives(camels, with_boundaries, tmp_path: Path) -> None:
    """The shapefile is found in Catchment_Boundaries/, and in the archive that CAMELS-GB nests in its own."""
    folder = camels()
    with_boundaries(folder)
    place = shapefile(folder).parent
    place = place.rename(folder / "Catchment_Boundaries")
    assert len(boundaries.read(folder, ["1001", "10002"])) == 2
    shutil.make_archive(str(folder / "data" / "CAMELS_GB_catchment_boundaries"), "zip", folder, place.name)
    shutil.rmtree(place)
    assert len(boundaries.read(folder, ["1001", "10002"])) == 2


def test_missing_projection_is_assumed_and_said(camels, with_boundaries, caplog: pytest.LogCaptureFixture) -> None:
    """Without .prj, metres are taken as British National Grid."""
    folder = camels()
    with_boundaries(folder)
    shapefile(folder).with_suffix(".prj").unlink()
    with caplog.at_level(logging.WARNING):
        assert boundaries.read(folder, ["1001"]).crs == "EPSG:27700"
    assert "taken as EPSG:27700" in caplog.text


def test_mistakes_are_named(camels, with_boundaries) -> None:
    """No shapefile, a gauge without polygon, and a shapefile without ids are refused with a reason."""
    folder = camels()
    with pytest.raises(InputError, match="no catchment boundaries"):
        boundaries.read(folder, ["1001"])
    with_boundaries(folder)
    with pytest.raises(InputError, match="no polygon at 5"):
        boundaries.read(folder, ["1001", "5"])
    with_boundaries(folder, name=["a", "b", "c"])
    with pytest.raises(InputError, match="ID_STRING or ID"):
        boundaries.read(folder, ["1001"])
    shapefile(folder).write_bytes(b"no shapefile")
    with pytest.raises(InputError, match="a shapefile"):
        boundaries.read(folder, ["1001"])


@pytest.mark.data
@pytest.mark.parametrize(("gauge", "area"), [("33039", 1662.30), ("73010", 247.97)])
def test_real_polygons(real_data: Path, tmp_path: Path, gauge: str, area: float) -> None:
    """Real catchments keep their area; 73010 has no .prj, and its coordinates are seen to be degrees."""
    shapes = gpd.read_file(real_data / "boundaries" / f"camelsgb_{gauge}" / f"camelsgb_{gauge}.shp")
    shapes.assign(ID_STRING=gauge).set_crs("EPSG:4326").to_file(tmp_path / "CAMELS_GB_catchment_boundaries.shp")
    (tmp_path / "CAMELS_GB_catchment_boundaries.prj").unlink(missing_ok=True)
    read = boundaries.read(tmp_path, [gauge])
    assert read.to_crs("EPSG:27700").area.item() / 1e6 == pytest.approx(area, abs=0.01)


def staircase(width: float, steps: int) -> shapely.Polygon:
    """Make a round catchment of so many metres with the edges of a 50 m terrain model, in National Grid."""
    disc = shapely.Point(4e5, 3e5).buffer(width / 2, quad_segs=steps)
    return shapely.transform(disc, lambda corner: np.round(corner / 50) * 50).buffer(0)


@pytest.mark.parametrize("width", [1300.0, 5000.0, 90000.0])
def test_drawn_outlines_keep_shape_and_size(width: float) -> None:
    """From the smallest catchment (1.6 km2) to the largest, the area changes by less than 5 %, on far fewer corners."""
    shapes = gpd.GeoDataFrame({"geometry": [staircase(width, 400)]}, index=["1001"], crs="EPSG:27700")
    drawn = boundaries.for_drawing(shapes)
    assert drawn.crs == "EPSG:4326"
    assert drawn.index.tolist() == ["1001"]
    assert drawn.is_valid.all()
    before, after = shapes.area.item(), drawn.to_crs("EPSG:27700").area.item()
    assert after == pytest.approx(before, rel=0.05)
    assert shapely.get_num_coordinates(drawn.geometry.item()) < 0.5 * shapely.get_num_coordinates(
        shapes.geometry.item()
    )


def test_drawing_mends_polygons() -> None:
    """A ring that crosses itself, and two parts, come out valid; no gauge is lost."""
    bow = shapely.Polygon([(4e5, 3e5), (4.2e5, 3.2e5), (4.2e5, 3e5), (4e5, 3.2e5)])
    parts = shapely.MultiPolygon([shapely.box(4e5, 3e5, 4.1e5, 3.1e5), shapely.box(4.2e5, 3e5, 4.3e5, 3.1e5)])
    drawn = boundaries.for_drawing(gpd.GeoDataFrame(geometry=[bow, parts], index=["1", "2"], crs="EPSG:27700"))
    assert drawn.is_valid.all()
    assert (shapely.area(drawn.geometry.to_numpy()) > 0).all()
    assert set(drawn.geom_type) <= {"Polygon", "MultiPolygon"}


@pytest.mark.data
@pytest.mark.parametrize("gauge", ["33039", "73010"])
def test_real_outlines_are_drawn(real_data: Path, gauge: str) -> None:
    """Real catchments keep their area to 2 % on a tenth of the corners."""
    shapes = gpd.read_file(real_data / "boundaries" / f"camelsgb_{gauge}" / f"camelsgb_{gauge}.shp")
    shapes = shapes.set_crs("EPSG:4326", allow_override=True)
    drawn = boundaries.for_drawing(shapes)
    areas = [shapely.area(one.geometry.item()) for one in (drawn, shapes)]
    assert areas[0] == pytest.approx(areas[1], rel=0.02)
    corners = [shapely.get_num_coordinates(one.geometry.item()) for one in (drawn, shapes)]
    assert corners[0] < 0.1 * corners[1]

"""Catchment boundaries are found, joined by id, and placed on the map."""

import logging
import shutil
from pathlib import Path

import geopandas as gpd
import pytest

from lstm_probe.data import boundaries
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
    with pytest.raises(InputError, match="no polygon of 1 gauges: 5"):
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

"""Boundaries of catchments: cut, in other coordinates, crossing themselves, in hostile archives."""

import struct
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from lstm_probe.data.catchment_means import zonal
from lstm_probe.data.era5_land import daily_means
from tests.hostile import grids
from tests.hostile.camels import SHAPES, checked, squares, with_shapes
from tests.hostile.case import Case

GOOD = [400.0, 400.0, 400.0]
WGS84 = gpd.GeoSeries([], crs="EPSG:4326").crs.to_wkt("WKT1_ESRI").encode()
UTM = gpd.GeoSeries([], crs="EPSG:32630").crs.to_wkt("WKT1_ESRI").encode()
IRISH = gpd.GeoSeries([], crs="EPSG:29902").crs.to_wkt("WKT1_ESRI").encode()
SAME = gpd.GeoSeries([], crs="EPSG:27700").crs.to_wkt("WKT1_ESRI").encode()


def redrawn(shape: object, number: int = 0):
    """Replace the shape of one gauge."""

    def change(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        drawn = shapes.geometry.tolist()
        drawn[number] = shape
        return shapes.set_geometry(drawn, crs=shapes.crs)

    return change


def cut(suffix: str, share: float):
    """Read boundaries of which one file is cut to a share of its length."""

    def read(place: Path) -> object:
        squares().to_file(place / f"{SHAPES}.shp")
        path = place / f"{SHAPES}.{suffix}"
        path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
        return checked(place)

    return read


def turned(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Write latitudes as x."""
    degrees = shapes.to_crs("EPSG:4326")
    return degrees.set_geometry(shapely.transform(degrees.geometry.to_numpy(), lambda xy: xy[:, ::-1]), crs="EPSG:4326")


def archived(*more: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, length: int | None = None):
    """Read boundaries from the archive that CAMELS-GB nests in its own, with further members."""

    def read(place: Path) -> object:
        (place / "unpacked").mkdir()
        squares().to_file(place / "unpacked" / f"{SHAPES}.shp")
        archive = place / "data" / f"{SHAPES}.zip"
        archive.parent.mkdir()
        with zipfile.ZipFile(archive, "w", method) as members:
            for path in sorted((place / "unpacked").iterdir()):
                members.write(path, f"{SHAPES}/{path.name}")
            for name, content in more:
                members.writestr(name, content)
        archive.write_bytes(archive.read_bytes()[:length])
        found = checked(archive.parent)
        assert sorted(path.name for path in place.iterdir()) == ["data", "unpacked"]
        return found

    return read


def lying(place: Path) -> object:
    """Read an archive whose member says that it is as large as no disk is."""
    archive = place / f"{SHAPES}.zip"
    with zipfile.ZipFile(archive, "w") as members:
        members.writestr(f"{SHAPES}.shp", b"x" * 100)
    content = bytearray(archive.read_bytes())
    place_of_size = content.index(b"PK\x01\x02") + 24
    content[place_of_size : place_of_size + 4] = struct.pack("<I", 2**32 - 2)
    archive.write_bytes(bytes(content))
    return checked(place)


def without_number(place: Path) -> object:
    """Read boundaries in which the west of a square is no number."""
    squares().to_file(place / f"{SHAPES}.shp")
    path = place / f"{SHAPES}.shp"
    path.write_bytes(path.read_bytes().replace(struct.pack("<d", 3.6e5), struct.pack("<d", np.nan)))
    return checked(place)


def bow(width: float = 2e4) -> shapely.Polygon:
    """Draw a ring that crosses itself: two triangles of 100 km² each."""
    corners = [(3.6e5, 5.0e5), (3.6e5 + width, 5.2e5), (3.6e5 + width, 5.0e5), (3.6e5, 5.2e5)]
    return shapely.Polygon(corners)


def in_two_rows(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give a gauge a second row."""
    return pd.concat([shapes, shapes[:1].translate(0, 2e4).to_frame("geometry").assign(ID_STRING="10002")])


def outside(*boxes: tuple[float, float, float, float]):
    """Weigh the cells of a grid in catchments that lie beside it, and tell what is covered."""

    def read(place: Path) -> object:
        grids.write(grids.field(), place / "era5_land" / "a.nc")
        grid, land = daily_means.grid_and_land(place / "era5_land")
        weights = zonal.weights(grid, land, grids.catchments(*boxes))
        return weights["covered_fraction"].values.round(2).tolist()

    return read


CUT, CRS, CROSSED = "truncated or empty file", "wrong CRS or none", "self-intersecting polygons"
INSIDE, BESIDE = (-2.8, 54.3, -2.4, 54.7), (5.0, 50.0, 5.2, 50.2)
CASES = [
    Case(CUT, "shapes: no byte", with_shapes(shp=b""), (f"{SHAPES}.shp", "an empty file")),
    *(Case(CUT, f"shapes: {share:.0%} of .shp", cut("shp", share), (f"{SHAPES}.shp", "bytes")) for share in (0.4, 0.9)),
    Case(CUT, "shapes: half of .shx", cut("shx", 0.5), (f"{SHAPES}.shx",)),
    Case(CUT, "shapes: half of .dbf", cut("dbf", 0.5), (f"{SHAPES}.dbf", "3 records")),
    Case(
        CUT, "shapes: no .dbf", with_shapes(dbf=None), (f"{SHAPES}.dbf", "no such file", ".shp, .shx and .dbf together")
    ),
    Case(CUT, "shapes: no .shx", with_shapes(shx=None), (f"{SHAPES}.shx", "no such file")),
    Case(CUT, "shapes: half of their archive", archived(length=700), (f"{SHAPES}.zip", "a whole ZIP")),
    Case("HTML saved under another name", "a shapefile", with_shapes(shp=b"<html>no</html>"), ("HTML", "a shapefile")),
    Case(CRS, "metres without .prj", with_shapes(prj=None), gives=GOOD, logged=("no .prj", "taken as EPSG:27700")),
    Case(
        CRS,
        "degrees without .prj",
        with_shapes(lambda s: s.to_crs("EPSG:4326"), prj=None),
        gives=GOOD,
        logged=("no .prj", "taken as EPSG:4326"),
    ),
    Case(CRS, "metres called degrees", with_shapes(prj=WGS84), ("elsewhere", "Great Britain", ".prj")),
    Case(CRS, "degrees called metres", with_shapes(lambda s: s.to_crs("EPSG:4326"), prj=SAME), ("elsewhere", ".prj")),
    Case(CRS, "metres of another zone", with_shapes(prj=UTM), ("elsewhere", "UTM zone 30N", ".prj")),
    Case(CRS, "metres of the Irish grid", with_shapes(prj=IRISH), ("away from their gauges", "10002", ".prj")),
    Case(CRS, "a .prj of no coordinates", with_shapes(prj=b"???"), gives=GOOD, logged=("taken as EPSG:27700",)),
    Case("swapped latitude and longitude", "of polygons", with_shapes(turned), ("elsewhere", "54.", "Great Britain")),
    Case(
        "ids of other types",
        "float in .dbf",
        with_shapes(lambda s: s.assign(ID_STRING=[10002.0, 1001.0, 39001.0])),
        gives=GOOD,
    ),
    Case(
        "ids of other types",
        "prefix in .dbf",
        with_shapes(lambda s: s.assign(ID_STRING="camelsgb_" + s["ID_STRING"])),
        gives=GOOD,
    ),
    Case(
        "ids of other types",
        "no ids in .dbf",
        with_shapes(lambda s: s.rename(columns={"ID_STRING": "x"})),
        ("ID_STRING or ID",),
    ),
    Case(
        CROSSED,
        "a ring like a bow",
        with_shapes(redrawn(bow())),
        gives=[200.0, 400.0, 400.0],
        logged=("repaired", "10002"),
    ),
    Case(
        CROSSED,
        "a spike",
        with_shapes(
            redrawn(
                shapely.Polygon(
                    [(3.6e5, 5e5), (3.8e5, 5e5), (3.8e5, 5.2e5), (3.8e5, 5.4e5), (3.8e5, 5.2e5), (3.6e5, 5.2e5)]
                )
            )
        ),
        gives=GOOD,
        logged=("repaired",),
    ),
    Case(CROSSED, "a ring without area", with_shapes(redrawn(bow(0.0))), ("no area at 10002",)),
    Case(CROSSED, "no shape", with_shapes(redrawn(None)), ("no area at 10002",)),
    Case(CROSSED, "points", with_shapes(lambda s: s.set_geometry(s.centroid)), ("no area at", "1001")),
    Case(CROSSED, "a corner that is no number", without_number, ("no area at 10002",)),
    Case(
        CROSSED,
        "a gauge in two rows",
        with_shapes(in_two_rows),
        gives=[800.0, 400.0, 400.0],
        logged=("parts of 1 catch", "10002"),
    ),
    Case("ZIP with paths outside", "boundaries, ..", archived((f"../{SHAPES}.shp", b"x")), ("outside", ".zip")),
    Case("ZIP with paths outside", "boundaries, absolute", archived((f"/tmp/{SHAPES}.shp", b"x")), ("outside",)),
    Case("ZIP with paths outside", "boundaries, backslashes", archived((f"..\\..\\{SHAPES}.shp", b"x")), ("outside",)),
    Case("ZIP bomb", "boundaries: says 4 GB", lying, (f"{SHAPES}.zip", "unpack to")),
    Case("odd paths", "boundaries in an archive with others beside", archived(("read!me#%20.txt", b"x")), gives=GOOD),
    Case(
        "odd paths",
        "boundaries in an archive that macOS made",
        archived((f"__MACOSX/{SHAPES}/._{SHAPES}.shp", b"\0\5"), (f"__MACOSX/{SHAPES}.shp", b"\0\5")),
        gives=GOOD,
    ),
    Case(
        "catchment outside the grid",
        "one of two",
        outside(INSIDE, BESIDE),
        gives=[1.0, 0.0],
        logged=("no land cell in 1 catchments", "1002"),
    ),
    Case("catchment outside the grid", "all", outside(BESIDE), ("within the grid", "request a box")),
    Case(
        "catchment outside the grid",
        "most of it",
        outside(INSIDE, (-3.6, 54.3, -2.95, 54.5)),
        gives=[1.0, 0.15],
        logged=("more than half lies", "1002"),
    ),
]

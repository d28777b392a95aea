"""Read the catchment boundaries of CAMELS-GB."""

import logging
import zipfile
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from lstm_probe.data.layout import SOURCE
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

NAME = "CAMELS_GB_catchment_boundaries"
BRITISH_NATIONAL_GRID = "EPSG:27700"
ID_COLUMNS = ("ID_STRING", "ID", "gauge_id")
#: How far a drawn outline may be off, degrees, and as a share of the catchment's width.
DRAWN_TOLERANCE, DRAWN_SHARE = 0.005, 0.03


def read(folder: str | Path, gauges: Sequence[str]) -> gpd.GeoDataFrame:
    """Read the polygons of the gauges.

    Parameters
    ----------
    folder : str or Path
        CAMELS-GB; the shapefile may lie in any folder of it, or still in its own archive.
    gauges : sequence of str
        Which gauges, in which order.

    Returns
    -------
    geopandas.GeoDataFrame
        Indexed by gauge_id (text), in the file's own coordinates.

    Raises
    ------
    InputError
        If there is no shapefile, it has no id column, or a gauge has no polygon.
    """
    path = _find(Path(folder))
    try:
        shapes = gpd.read_file(path)
    except (OSError, ValueError, RuntimeError) as error:
        advice = f"take .shp, .shx and .dbf together from {SOURCE}"
        raise InputError(path, f"{error}", "a shapefile", advice) from error
    column = next((name for name in ID_COLUMNS if name in shapes.columns), None)
    if column is None:
        advice = f"take .shp, .shx and .dbf together from {SOURCE}"
        raise InputError(path, f"columns {shortlist(shapes.columns)}", "ID_STRING or ID", advice)
    shapes.index = shapes[column].astype(str).str.strip().str.removesuffix(".0").rename("gauge_id")
    if missing := [gauge for gauge in gauges if gauge not in shapes.index]:
        found = f"no polygon of {len(missing)} gauges: {shortlist(missing)}"
        advice = f"complete the boundaries from {SOURCE}, or leave these gauges out of data.camels_gb.gauges"
        raise InputError(path, found, f"all {len(gauges)} gauges (it has {len(shapes)})", advice)
    shapes = shapes[shapes.index.isin(gauges)][["geometry"]]
    if not shapes.index.is_unique:
        shapes = shapes.dissolve(level=0)
    return _with_coordinates(shapes.loc[list(gauges)], path)


def for_drawing(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Simplify polygons for maps of Great Britain.

    Outlines move by at most `DRAWN_TOLERANCE` degrees, and less in small catchments, so that none is lost.

    Parameters
    ----------
    shapes : geopandas.GeoDataFrame
        Catchments, indexed by gauge_id, in any coordinates.

    Returns
    -------
    geopandas.GeoDataFrame
        Valid polygons or multipolygons in EPSG:4326, in the same order.
    """
    degrees = shapes[["geometry"]].to_crs("EPSG:4326")
    whole = shapely.make_valid(degrees.geometry.to_numpy(), method="structure", keep_collapsed=False)
    tolerance = np.minimum(DRAWN_TOLERANCE, DRAWN_SHARE * np.sqrt(shapely.area(whole)))
    simple = shapely.simplify(whole, tolerance, preserve_topology=True)
    simple = shapely.make_valid(simple, method="structure", keep_collapsed=False)
    logger.info(
        "%d outlines: %d corners, of %d", len(whole), *(shapely.get_num_coordinates(s).sum() for s in (simple, whole))
    )
    return degrees.set_geometry(simple, crs="EPSG:4326")


def _find(folder: Path) -> str:
    if shapefiles := sorted(folder.glob(f"**/{NAME}.shp"), key=lambda path: len(path.parts)):
        return str(shapefiles[0])
    for archive in sorted(folder.glob(f"**/{NAME}.zip"), key=lambda path: len(path.parts)):
        try:
            with zipfile.ZipFile(archive) as members:
                inside = [name for name in members.namelist() if name.endswith(f"{NAME}.shp")]
        except (zipfile.BadZipFile, OSError) as error:
            advice = f"get it again from {SOURCE}"
            raise InputError(str(archive), f"{error}", "a whole ZIP file", advice) from error
        if inside:
            return f"zip://{archive}!{inside[0]}"
    expected = f"{NAME}.shp there or in a folder below"
    raise InputError(str(folder), "no catchment boundaries", expected, f"unpack {NAME}.zip of {SOURCE} there")


def _with_coordinates(shapes: gpd.GeoDataFrame, path: str) -> gpd.GeoDataFrame:
    if shapes.crs is not None:
        return shapes
    west, south, east, north = shapes.total_bounds
    degrees = west >= -180 and east <= 180 and south >= -90 and north <= 90
    crs = "EPSG:4326" if degrees else BRITISH_NATIONAL_GRID
    logger.warning("%s has no .prj file: its coordinates are taken as %s", path, crs)
    return shapes.set_crs(crs)

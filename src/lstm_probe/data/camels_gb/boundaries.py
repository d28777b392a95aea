"""Read the catchment boundaries of CAMELS-GB."""

import logging
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import xarray as xr

from lstm_probe.data.camels_gb import coordinates
from lstm_probe.data.camels_gb.layout import shallowest
from lstm_probe.data.files import archives, shapefile
from lstm_probe.datasets import gauge_ids
from lstm_probe.datasets.camels_gb import V1, Version
from lstm_probe.errors import Finding, InputError, enforce, shortlist

logger = logging.getLogger(__name__)

ID_COLUMNS = ("ID_STRING", "ID", "gauge_id")
#: How far a gauge may be from its catchment, degrees: CAMELS-GB rounds to 0.01.
FAR = 0.1
#: How far a drawn outline may be off, degrees, and as a share of the catchment's width.
DRAWN_TOLERANCE, DRAWN_SHARE = 0.005, 0.03


def read(folder: str | Path, gauges: Sequence[str], version: Version = V1) -> gpd.GeoDataFrame:
    """Read the polygons of the gauges.

    Rings that cross themselves are repaired, parts of one gauge are joined; both are counted in the log.

    Parameters
    ----------
    folder : str or Path
        CAMELS-GB; the shapefile may lie in any folder of it, or still in its own archive.

    Returns
    -------
    geopandas.GeoDataFrame
        Valid polygons, indexed by gauge_id (text), in the file's own coordinates.

    Raises
    ------
    InputError
        If there is no shapefile, it is damaged or has no id column, a gauge has no polygon, or polygons lie
        outside Great Britain.
    """
    path, shapes = everything(folder, version)
    enforce(missing(gauges, shapes, version), str(path))
    shapes = shapefile.repaired(shapes[shapes.index.isin(gauges)], path)
    if not shapes.index.is_unique:
        joined = shapes.index[shapes.index.duplicated()].unique()
        logger.warning("%s: parts of %d catchments are joined: %s", path, len(joined), shortlist(joined))
        shapes = shapes.dissolve(level=0)
    return coordinates.placed(shapes.loc[list(gauges)], path)


def missing(gauges: Sequence[str], shapes: gpd.GeoDataFrame, version: Version) -> Iterator[Finding]:
    """Yield the gauges without a polygon."""
    advice = f"complete the boundaries from {version.source}, or leave these gauges out of data.camels_gb.gauges"
    for gauge in [gauge for gauge in gauges if gauge not in shapes.index]:
        yield Finding("refuse", "polygons", "no polygon", "a polygon of every gauge", advice, gauge)


def everything(folder: str | Path, version: Version = V1) -> tuple[Path, gpd.GeoDataFrame]:
    """Read all polygons as they stand in the file.

    Returns
    -------
    path : Path
        Where they were found, for messages.
    shapes : geopandas.GeoDataFrame
        Indexed by gauge_id (text), in the file's own coordinates, neither repaired nor joined.

    Raises
    ------
    InputError
        If there is no shapefile, or it is damaged or has no id column.
    """
    with tempfile.TemporaryDirectory() as unpacked:
        path = _find(Path(folder), Path(unpacked), version)
        shapes = shapefile.read(path)
    column = next((name for name in ID_COLUMNS if name in shapes.columns), None)
    if column is None:
        raise InputError(str(path), f"columns {shortlist(shapes.columns)}", "ID_STRING or ID", shapefile.advice(path))
    ids = [gauge_ids.plain(written) for written in shapes[column]]
    return path, shapes.set_index(pd.Index(ids, name="gauge_id"))[["geometry"]]


def require_near(shapes: gpd.GeoDataFrame, attributes: xr.Dataset) -> gpd.GeoDataFrame:
    """Refuse polygons that do not lie where their gauges are, as those in coordinates of another grid.

    Parameters
    ----------
    shapes : geopandas.GeoDataFrame
        Catchments, indexed by gauge_id, in any coordinates.
    attributes : xarray.Dataset
        ``gauge_lat`` and ``gauge_lon`` (degrees) by gauge_id.

    Returns
    -------
    geopandas.GeoDataFrame
        The same.

    Raises
    ------
    InputError
        If most of them lie further than `FAR` from their gauges; a few are named in the log.
    """
    places = attributes[["gauge_lat", "gauge_lon"]].sel(gauge_id=shapes.index.to_numpy())
    points = shapely.points(places["gauge_lon"].values, places["gauge_lat"].values)
    distance = shapely.distance(shapes.to_crs("EPSG:4326").geometry.to_numpy(), points)
    far = shapes.index[distance > FAR]
    if len(far) > len(shapes) / 2:
        found = f"{len(far)} of {len(shapes)} catchments away from their gauges, up to {distance.max():.1f}°: {far[0]}"
        advice = f"take the boundaries, with their .prj, and the attributes from one source: {V1.source}"
        raise InputError("catchment boundaries", found, f"catchments within {FAR}° of their gauges", advice)
    if len(far):
        logger.warning("%d catchments lie further than %g° from their gauges: %s", len(far), FAR, shortlist(far, 40))
    return shapes


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


def _find(folder: Path, unpacked: Path, version: Version) -> Path:
    """Find the shapefile, or unpack it from its archive."""
    name = version.boundaries
    if shapefiles := shallowest(folder, re.compile(rf"{name}\.shp", re.IGNORECASE)):
        return shapefiles[0]
    for archive in shallowest(folder, re.compile(rf"{name}\.zip", re.IGNORECASE)):
        files = archives.extract(
            archive, unpacked, lambda inside: PurePath(inside).stem.lower() == name.lower(), lasting=False
        )
        if inside := [path for path in files if path.suffix.lower() == ".shp"]:
            return inside[0]
    expected = f"{name}.shp there or in a folder below"
    raise InputError(str(folder), "no catchment boundaries", expected, f"unpack {name}.zip of {version.source} there")

"""Read the polygons of catchments anywhere, and measure their areas on the ellipsoid."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import shapely.affinity
import shapely.ops
from pyproj import Geod

from lstm_probe.artefacts import listing
from lstm_probe.catchments.tables import ID_COLUMNS
from lstm_probe.data.files import opening, shapefile
from lstm_probe.datasets import catalogue
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

#: The ellipsoid on which areas are measured.
EARTH = Geod(ellps="WGS84")
ADVICE = "get it again, or correct data.dataset.boundaries"


def areas(shapes: gpd.GeoDataFrame) -> pd.Series:
    """Return the geodesic areas (km2) of polygons in any coordinates, by their index."""
    degrees = shapes.to_crs("EPSG:4326").geometry
    return pd.Series([abs(EARTH.geometry_area_perimeter(one)[0]) / 1e6 for one in degrees], shapes.index, name="area")


def distances(shapes: gpd.GeoDataFrame, points: gpd.GeoSeries) -> pd.Series:
    """Return how far (m, on the ellipsoid) points are from polygons, both in degrees, by their index.

    The nearest place of a polygon is the nearest in degrees, stretched by the latitude of the point.
    """
    found = []
    for shape, point in zip(shapes.geometry, points, strict=True):
        if point.is_empty or not np.isfinite([point.x, point.y]).all():
            found.append(np.nan)
            continue
        stretch = [max(np.cos(np.deg2rad(point.y)), 1e-6), 0, 0, 1, 0, 0]
        near = shapely.affinity.affine_transform(shape, stretch)
        here = shapely.affinity.affine_transform(point, stretch)
        place = shapely.ops.nearest_points(near, here)[0]
        found.append(EARTH.inv(place.x / stretch[0], place.y, point.x, point.y)[2] if not near.covers(here) else 0.0)
    return pd.Series(found, shapes.index, dtype="float64")


def read(settings: Mapping[str, Any], place: Path, gauges: Sequence[str]) -> gpd.GeoDataFrame:
    """Read the polygons of some gauges.

    Parameters
    ----------
    settings : mapping
        The block ``data.dataset``; ``boundaries`` names the file, which is looked for below the folder else.

    Returns
    -------
    geopandas.GeoDataFrame
        Valid polygons, indexed by gauge_id (text), in the file's own coordinates.

    Raises
    ------
    InputError
        If there is no file, it has no coordinates or no column of ids, or a gauge has no polygon.
    """
    plain_id = catalogue.described(settings).plain_id
    tables = [_one(path, plain_id) for path in _files(settings, place)]
    if not tables:
        expected = "a shapefile or GeoPackage with a column gauge_id, there or below"
        raise InputError(str(place), "no polygons", expected, "name it by data.dataset.boundaries")
    shapes = gpd.GeoDataFrame(pd.concat(tables), crs=tables[0].crs)
    if missing := [gauge for gauge in gauges if gauge not in shapes.index]:
        found = f"no polygon of {len(missing)} gauges: {shortlist(missing)}"
        raise InputError(str(place), found, f"all {len(gauges)} gauges (it has {len(shapes)})", ADVICE)
    shapes = shapes.loc[shapes.index.isin(list(gauges))]
    shapes = shapefile.repaired(shapes, place)
    return (shapes if shapes.index.is_unique else shapes.dissolve(level=0)).loc[list(gauges)]


def _files(settings: Mapping[str, Any], place: Path) -> list[Path]:
    if settings.get("boundaries"):
        return [Path(settings["boundaries"])]
    there = [path for path in listing.files(place).values() if path.suffix.lower() in (".shp", ".gpkg")]
    parts = settings.get("parts") or []
    return [path for path in there if not parts or any(path.name.startswith(f"{part}_") for part in parts)]


def _one(path: Path, plain_id: Any) -> gpd.GeoDataFrame:
    if path.suffix.lower() == ".shp":
        shapes = shapefile.read(path)
    else:
        with opening.explained(path, "a file of polygons", ADVICE):
            shapes = gpd.read_file(path)
    if shapes.crs is None:
        found = "no coordinate reference system (no .prj file)"
        raise InputError(str(path), found, "known coordinates", "put the .prj file beside it: they are not guessed")
    names = {str(name).lower(): name for name in shapes.columns}
    column = next((names[name] for name in ID_COLUMNS if name in names), None)
    if column is None:
        raise InputError(str(path), f"columns {shortlist(shapes.columns)}", "a column gauge_id", ADVICE)
    geometry = shapes.geometry.to_numpy()
    if not np.isfinite(shapely.bounds(geometry)).all():
        raise InputError(str(path), "corners that are no numbers", "polygons", ADVICE)
    index = pd.Index([plain_id(written) for written in shapes[column]], name="gauge_id")
    return gpd.GeoDataFrame({"geometry": geometry}, index=index, crs=shapes.crs).to_crs("EPSG:4326")

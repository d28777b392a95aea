"""Catchment polygons as an artefact: a GeoPackage of one layer. Most jobs have none, and start sooner without it."""

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd

from lstm_probe.artefacts.store import readable
from lstm_probe.artefacts.writing import atomic
from lstm_probe.errors import InputError, shortlist

#: Name of the layer.
LAYER = "catchments"


def read(path: str | Path) -> gpd.GeoDataFrame:
    """Read polygons, indexed by gauge_id (text), in EPSG:4326.

    Raises
    ------
    InputError
        If the file is no GeoPackage, or its content no such polygons.
    """
    with readable(path, f"a GeoPackage with a layer '{LAYER}'"):
        shapes = gpd.read_file(path, layer=LAYER)
    if "gauge_id" not in shapes:
        raise InputError(str(path), "no gauge_id", "a column gauge_id", "delete the file and run again")
    return _checked(shapes.astype({"gauge_id": "str"}).set_index("gauge_id"), path)


def write(shapes: gpd.GeoDataFrame, path: str | Path, about: Mapping[str, str]) -> None:
    """Check polygons and write them as a GeoPackage, all or nothing.

    Parameters
    ----------
    shapes : geopandas.GeoDataFrame
        Valid polygons in EPSG:4326, indexed by gauge_id.
    path : str or Path
        Where.
    about : mapping of str to str
        Metadata of the layer, from `store.provenance`.
    """
    shapes = _checked(shapes, path)[["geometry"]].set_index(shapes.index.astype("str").rename("gauge_id"))
    with atomic(path) as partial:
        shapes.to_file(partial, layer=LAYER, driver="GPKG", index=True, layer_metadata=dict(about))


def _checked(shapes: gpd.GeoDataFrame, path: str | Path) -> gpd.GeoDataFrame:
    """Return polygons that keep the promise of `write`."""
    area = shapes.geom_type.isin(["Polygon", "MultiPolygon"]) & shapes.is_valid & ~shapes.is_empty
    if shapes.crs != "EPSG:4326" or not shapes.index.is_unique or not area.all():
        wrong = shortlist(shapes.index[~area])
        found = f"coordinates {shapes.crs}, {len(shapes)} gauges; not valid polygons: {wrong}"
        raise InputError(str(path), found, "one valid polygon a gauge, in EPSG:4326", "make the file again")
    return shapes

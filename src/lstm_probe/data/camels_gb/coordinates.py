"""Give the polygons of CAMELS-GB their coordinates, and refuse those that lie elsewhere."""

import logging
from pathlib import Path

import geopandas as gpd
import numpy as np

from lstm_probe.data.files import opening
from lstm_probe.data.files.shapefile import advice
from lstm_probe.errors import InputError

logger = logging.getLogger(__name__)

BRITISH_NATIONAL_GRID = "EPSG:27700"
#: West, south, east and north of what the catchments of Great Britain can reach, degrees.
REACH = (-8.7, 49.85, 2.0, 60.95)


def placed(shapes: gpd.GeoDataFrame, path: Path) -> gpd.GeoDataFrame:
    """Give shapes without coordinates those that their numbers suggest, and refuse shapes outside Great Britain.

    Parameters
    ----------
    shapes : geopandas.GeoDataFrame
        Catchments, indexed by gauge_id.

    Raises
    ------
    InputError
        If one lies elsewhere.
    """
    if shapes.crs is None:
        west, south, east, north = shapes.total_bounds
        degrees = west >= -180 and east <= 180 and south >= -90 and north <= 90
        crs = "EPSG:4326" if degrees else BRITISH_NATIONAL_GRID
        logger.warning("%s has no .prj file: its coordinates are taken as %s", path, crs)
        shapes = shapes.set_crs(crs)
    with opening.explained(path.with_suffix(".prj"), "coordinates on the Earth", advice(path)):
        bounds = shapes.to_crs("EPSG:4326").bounds.to_numpy()
    low, high = np.array(REACH[:2]), np.array(REACH[2:])
    outside = ~((bounds[:, :2] >= low) & (bounds[:, 2:] <= high)).all(axis=1)
    if outside.any():
        west, south, east, north = (round(float(edge), 2) for edge in bounds[outside][0])
        found = f"{outside.sum()} catchments elsewhere, such as {shapes.index[outside][0]} at {west} to {east} E, "
        found += f"{south} to {north} N, by its coordinates ({shapes.crs.name})"
        expected = "catchments of Great Britain"
        raise InputError(str(path), found, expected, f"its .prj file may belong to other coordinates: {advice(path)}")
    return shapes

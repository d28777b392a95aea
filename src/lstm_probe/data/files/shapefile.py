"""Read a shapefile whole or not at all, and repair its rings: GDAL hardly reports damage."""

import logging
import struct
import warnings
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from lstm_probe.data.files import opening
from lstm_probe.datasets import camels_gb
from lstm_probe.errors import Finding, InputError, enforce

logger = logging.getLogger(__name__)

MAGIC = 9994


def advice(path: Path) -> str:
    """Say where all parts of a shapefile come from."""
    return f"take .shp, .shx and .dbf together from {camels_gb.of_file(path.name).source}"


def read(path: Path) -> gpd.GeoDataFrame:
    """Read all shapes and fields of a shapefile.

    Parameters
    ----------
    path : Path
        The .shp file, with its .shx and .dbf beside it.

    Raises
    ------
    InputError
        If a file is missing, cut or none of a shapefile.
    """
    for part in (path, path.with_suffix(".shx"), path.with_suffix(".dbf")):
        if not part.is_file():
            raise InputError(str(part), "no such file", "a shapefile with all its parts", advice(path))
    for part in (path, path.with_suffix(".shx")):
        _require_whole(part)
    _require_whole_table(path.with_suffix(".dbf"))
    with opening.explained(path, "a shapefile", advice(path)), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of corners that are no numbers, which `rings` names
        return gpd.read_file(path, on_invalid="ignore")  # a ring that does not close is no shape, which `rings` names


def _require_whole(path: Path) -> None:
    """Hold the length that a .shp or .shx states, in words of 16 bits, against its size."""
    with path.open("rb") as file:
        header = file.read(28)
    if len(header) < 28 or struct.unpack(">i", header[:4])[0] != MAGIC:
        raise InputError(str(path), opening.kind_of(path) or "another kind of file", "a shapefile", advice(path))
    said, size = 2 * struct.unpack(">i", header[24:])[0], path.stat().st_size
    if said != size:
        raise InputError(str(path), f"{size} bytes", f"a shapefile of {said} bytes, as it says itself", advice(path))


def _require_whole_table(path: Path) -> None:
    """Hold the records that a .dbf states against its size."""
    with path.open("rb") as file:
        header = file.read(12)
    if len(header) < 12:
        raise InputError(str(path), opening.kind_of(path) or "a cut file", "the table of a shapefile", advice(path))
    records, head, length = struct.unpack("<IHH", header[4:12])
    if path.stat().st_size < head + records * length:
        found = f"{path.stat().st_size} bytes"
        raise InputError(str(path), found, f"{records} records of {length} bytes, as it says itself", advice(path))


def rings(shapes: gpd.GeoDataFrame, path: Path) -> Iterator[Finding]:
    """Yield the gauges whose rings cross or touch themselves, and those without area: no shape, a point or a line.

    Parameters
    ----------
    shapes : geopandas.GeoDataFrame
        Catchments, indexed by gauge_id.
    """
    drawn, whole = shapes.geometry.to_numpy(), _valid(shapes)
    for gauge, before, after in zip(map(str, shapes.index), drawn, whole, strict=True):
        if after is None or not shapely.area(after) > 0:
            yield Finding("refuse", "polygons", "no area", "a polygon of every gauge", advice(path), gauge)
        elif not shapely.is_valid(before):
            change = 100 * abs(shapely.area(before) / shapely.area(after) - 1)
            found = shapely.is_valid_reason(before).split("[")[0].lower() + f" ({change:.1f} % of its area)"
            yield Finding(
                "warn", "polygons", found, "rings that do not cross; it is repaired", "compare its area", gauge
            )


def repaired(shapes: gpd.GeoDataFrame, path: Path) -> gpd.GeoDataFrame:
    """Make rings valid that cross or touch themselves; what is repaired goes to the log.

    Raises
    ------
    InputError
        If a gauge has no area.
    """
    enforce(rings(shapes, path), str(path))
    return shapes.set_geometry(_valid(shapes), crs=shapes.crs)


def _valid(shapes: gpd.GeoDataFrame) -> np.ndarray:
    """Return valid shapes, and nothing for those with corners that are no numbers."""
    whole = shapes.geometry.to_numpy().copy()
    finite = np.isfinite(shapely.bounds(whole)).all(axis=1)
    broken = finite & ~shapely.is_valid(whole)
    whole[broken] = shapely.make_valid(whole[broken], method="structure", keep_collapsed=False)
    whole[~finite] = None
    return whole

"""The box of a request: on the grid of ERA5-Land, and holding every gauge."""

import logging
import math
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from lstm_probe.artefacts import csv_tables, listing
from lstm_probe.data.files import text_files
from lstm_probe.datasets import gauge_ids
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

#: North, west, south and east limit, degrees.
Box = tuple[float, float, float, float]

#: The default: it holds every gauge of CAMELS-GB.
WHOLE = "[61.0, -8.5, 49.5, 2.5]"
KEY = "data.era5_land.box"
STEP = 0.1  # degrees
TABLE = re.compile(r".*topographic_attributes.*\.csv", re.IGNORECASE)
COLUMNS = {"gauge_id": "str", "gauge_lat": "float64", "gauge_lon": "float64"}
#: Latitude and longitude of the outermost gauges of CAMELS-GB, for where its table is not there yet.
OUTERMOST = {"107001": (59.11, -3.23), "49002": (50.16, -5.43), "106001": (58.20, -6.42), "34008": (52.79, 1.46)}


def on_grid(box: Sequence[float]) -> Box:
    """Check that the corners of a box are nodes of the grid, and write them as such.

    The Climate Data Store answers other corners with a shifted grid of interpolated values.

    Raises
    ------
    InputError
        If they are no multiples of 0.1, or make no box.
    """
    corners = [float(corner) for corner in box]
    steps = [corner / STEP for corner in corners]
    expected = "[north, west, south, east], multiples of 0.1"
    north, west, south, east = corners
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
        raise InputError(KEY, str(list(box)), expected, "write the northern limit first, then west, south and east")
    if max(abs(step - round(step)) for step in steps) > 1e-6:
        nearest = _text((_up(north), _down(west), _down(south), _up(east)))
        found = f"{list(box)}: the store would deliver a grid shifted against ERA5-Land's, interpolated"
        raise InputError(KEY, found, expected, f"write {nearest}; {WHOLE} holds every gauge")
    return round(north, 1), round(west, 1), round(south, 1), round(east, 1)


def cells(box: Box) -> int:
    """Count the cells of a box, whose corners are cell centres."""
    north, west, south, east = box
    return (round((north - south) / STEP) + 1) * (round((east - west) / STEP) + 1)


def require_gauges(box: Box, camels_gb: Path | None, gauges: Collection[str] | None) -> None:
    """Check that a box holds every catchment whose outline is known, or else its gauge.

    Parameters
    ----------
    camels_gb : Path or None
        The folder of CAMELS-GB, where there is one.
    gauges : collection of str or None
        The gauges that take part; None for all.

    Raises
    ------
    InputError
        Naming the gauges outside, and the smallest box that holds all.
    """
    places = positions(camels_gb) if camels_gb else {}
    known = bool(places)
    places = {name: at for name, at in (places or OUTERMOST).items() if gauges is None or name in gauges}
    extents = outlines(camels_gb, list(places)) if camels_gb and known else {}
    extents = {name: (lat, lon, lat, lon) for name, (lat, lon) in places.items()} | extents
    needed = {name: _cells_over(extent) for name, extent in extents.items()}
    outside = [name for name, own in needed.items() if _around([box, own]) != box]
    if not outside:
        return
    found = f"{_text(box)}, which loses {len(outside)} of {len(needed)} gauges: {shortlist(outside)}"
    expected = f"a box that holds every catchment: at least {_text(_around([*needed.values()]))}"
    if known:
        raise InputError(KEY, found, expected, "widen the box, or leave these gauges out of data.camels_gb.gauges")
    logger.warning("%s is %s (of the outermost gauges of CAMELS-GB); expected: %s", KEY, found, expected)


def outlines(camels_gb: Path, gauges: list[str]) -> dict[str, Box]:
    """Read how far catchments reach north, west, south and east (degrees); none where their outlines are not there."""
    from lstm_probe.data.camels_gb import boundaries  # only here: a plan would wait a second for it
    from lstm_probe.datasets import camels_gb as camels_versions  # only here: a plan would wait a second for it

    for version in camels_versions.VERSIONS.values():
        try:
            bounds = boundaries.read(camels_gb, gauges, version).to_crs("EPSG:4326").bounds
        except InputError:  # ingestion says what is wrong with them
            continue
        return {name: (north, west, south, east) for name, west, south, east, north in bounds.itertuples()}
    return {}


def _cells_over(extent: Box) -> Box:
    """Return the limits of the cell centres whose cells cover an extent."""
    north, west, south, east = extent
    half = STEP / 2
    box = _up(north - half), _down(west + half), _down(south + half), _up(east - half)
    return tuple(round(corner, 1) for corner in box)  # type: ignore[return-value]


def _around(boxes: Sequence[Box]) -> Box:
    """Return the box around some boxes."""
    north, west, south, east = zip(*boxes, strict=True)
    return max(north), min(west), min(south), max(east)


def positions(camels_gb: Path) -> dict[str, tuple[float, float]]:
    """Read latitude and longitude of the gauges from CAMELS-GB; none where it is not there or has none."""
    for path in [path for path in listing.files(camels_gb).values() if TABLE.fullmatch(path.name)]:
        try:
            text = text_files.read(path, "a table of attributes", "get it again")
            table = csv_tables.read(str(path), text, COLUMNS, "get it again", only=True)[[*COLUMNS]].dropna()
            return {
                gauge_ids.plain(gauge): (float(lat), float(lon)) for gauge, lat, lon in table.itertuples(index=False)
            }
        except (OSError, ValueError, KeyError):  # ingestion says what is wrong with the table
            continue
    return {}


# Within half a hundredth of a cell an edge counts as on the grid: projected outlines are no truer.
def _up(degrees: float) -> float:
    return math.ceil(round(degrees / STEP, 2)) * STEP


def _down(degrees: float) -> float:
    return math.floor(round(degrees / STEP, 2)) * STEP


def _text(box: Sequence[float]) -> str:
    return f"[{', '.join(f'{corner:.1f}' for corner in box)}]"

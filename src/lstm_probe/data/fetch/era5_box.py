"""The box of a request: on the grid of ERA5-Land, and holding every gauge."""

import logging
import math
import re
from collections.abc import Collection, Sequence
from pathlib import Path

import pandas as pd

from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

#: North, west, south and east limit, degrees.
Box = tuple[float, float, float, float]

KEY = "data.era5_land.box"
STEP = 0.1  # degrees
TABLE = re.compile(r".*topographic_attributes.*\.csv", re.IGNORECASE)
COLUMNS = ["gauge_id", "gauge_lat", "gauge_lon"]
#: Latitude and longitude of the outermost gauges of CAMELS-GB, for where its table is not there yet.
OUTERMOST = {"107001": (59.11, -3.23), "49002": (50.16, -5.43), "106001": (58.20, -6.42), "34008": (52.79, 1.46)}


def on_grid(box: Sequence[float]) -> Box:
    """Check that the corners of a box are nodes of the grid, and write them as such.

    The Climate Data Store answers other corners with a shifted grid of interpolated values.

    Parameters
    ----------
    box : sequence of float
        North, west, south and east limit, degrees.

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
        raise InputError(KEY, found, expected, f"write {nearest}")
    return round(north, 1), round(west, 1), round(south, 1), round(east, 1)


def cells(box: Box) -> int:
    """Count the cells of a box, whose corners are cell centres."""
    north, west, south, east = box
    return (round((north - south) / STEP) + 1) * (round((east - west) / STEP) + 1)


def require_gauges(box: Box, camels_gb: Path | None, gauges: Collection[str] | None) -> None:
    """Check that a box holds every gauge whose place is known.

    Parameters
    ----------
    box : tuple of float
        North, west, south and east limit, degrees.
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
    if not places:
        return
    north, west, south, east = (edge + side * STEP / 2 for edge, side in zip(box, (1, -1, -1, 1), strict=True))
    outside = [name for name, (lat, lon) in places.items() if not (south <= lat <= north and west <= lon <= east)]
    if not outside:
        return
    latitudes, longitudes = zip(*places.values(), strict=True)
    smallest = _text((_up(max(latitudes)), _down(min(longitudes)), _down(min(latitudes)), _up(max(longitudes))))
    found = f"{_text(box)}, which loses {len(outside)} of {len(places)} gauges: {shortlist(outside)}"
    expected = f"a box that holds every gauge: {smallest} or more, as catchments reach beyond their gauges"
    if known:
        raise InputError(KEY, found, expected, "widen the box, or leave these gauges out of data.camels_gb.gauges")
    logger.warning("%s is %s (of the outermost gauges of CAMELS-GB); %s", KEY, found, expected)


def positions(camels_gb: Path) -> dict[str, tuple[float, float]]:
    """Read latitude and longitude of the gauges from CAMELS-GB; none where it is not there or has none.

    Parameters
    ----------
    camels_gb : Path
        Its folder.
    """
    for path in sorted(path for path in camels_gb.rglob("*") if TABLE.fullmatch(path.name)):
        try:
            table = pd.read_csv(path, dtype={"gauge_id": str}, usecols=lambda name: name in COLUMNS)
            table = table[COLUMNS].dropna()
            return {gauge: (float(lat), float(lon)) for gauge, lat, lon in table.itertuples(index=False)}
        except (OSError, ValueError, KeyError):  # ingestion says what is wrong with the table
            continue
    return {}


def _up(degrees: float) -> float:
    return math.ceil(round(degrees / STEP, 6)) * STEP


def _down(degrees: float) -> float:
    return math.floor(round(degrees / STEP, 6)) * STEP


def _text(box: Sequence[float]) -> str:
    return f"[{', '.join(f'{corner:.1f}' for corner in box)}]"

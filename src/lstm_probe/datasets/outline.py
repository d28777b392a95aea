"""The outline of Great Britain, for sea masks and maps, and those of all countries, for maps elsewhere.

`great_britain.csv` was drawn by hand for this package, vertex by vertex, at a scale of a few kilometres; it
is in the public domain (CC0). It masks the sea on a 0.1° grid, tells cells that are sea for certain, and gives maps
a background, no more.

`countries.csv` holds the outer rings of the 177 countries of Natural Earth at 1:110 m (naturalearth_lowres, as shipped
in the tests of pyogrio; public domain, https://www.naturalearthdata.com), rounded to 0.01 degrees.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

if TYPE_CHECKING:  # imported where the outline is drawn: a figure without a map starts the sooner
    import geopandas as gpd

FILE = Path(__file__).with_name("great_britain.csv")
COUNTRIES = Path(__file__).with_name("countries.csv")
#: Gauges no farther than this from the coasts of Great Britain (degrees) are shown on its own outline.
BRITISH = 0.3


@lru_cache(maxsize=1)
def great_britain() -> "gpd.GeoSeries":
    """Return the coasts of the main island and the larger islands.

    Returns
    -------
    geopandas.GeoSeries
        One polygon per island, indexed by its name, the main island ("Great Britain") first;
        EPSG:4326 (degrees).
    """
    import geopandas as gpd
    from shapely import Polygon

    vertices = pd.read_csv(FILE)
    rings = vertices.groupby("ring", sort=False)[["longitude", "latitude"]]
    return gpd.GeoSeries({name: Polygon(ring.to_numpy()) for name, ring in rings}, crs="EPSG:4326")


def is_british(longitude: npt.NDArray[np.floating], latitude: npt.NDArray[np.floating]) -> bool:
    """Return whether all places (degrees; NaN does not count) lie on Great Britain, or just off its coast.

    Where none is known, Great Britain is taken for granted.
    """
    import shapely

    known = np.isfinite(longitude) & np.isfinite(latitude)
    land = great_britain().union_all()
    places = shapely.points(np.asarray(longitude)[known], np.asarray(latitude)[known])
    return bool(np.all(shapely.distance(land, places) <= BRITISH))


@lru_cache(maxsize=1)
def countries() -> list[npt.NDArray[np.float64]]:
    """Return the outer rings of all countries, each of shape (corners, 2): longitude and latitude (degrees)."""
    corners = pd.read_csv(COUNTRIES)
    starts = np.flatnonzero(np.diff(corners["ring"].to_numpy())) + 1
    return np.split(corners[["longitude", "latitude"]].to_numpy("float64"), starts)


def land_within(west: float, south: float, east: float, north: float) -> list[npt.NDArray[np.float64]]:
    """Return the rings of countries that reach into a frame (degrees), which may pass the date line either way."""
    found = []
    for ring in countries():
        for turn in (-360.0, 0.0, 360.0):
            shifted = ring + np.array([turn, 0.0])
            (left, low), (right, high) = shifted.min(axis=0), shifted.max(axis=0)
            if left <= east and right >= west and low <= north and high >= south:
                found.append(shifted)
    return found

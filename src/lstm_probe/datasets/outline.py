"""The outline of Great Britain, for sea masks and maps.

`great_britain.csv` was drawn by hand for this package, vertex by vertex, at a scale of a few kilometres; it
is in the public domain (CC0). It masks the sea on a 0.1° grid, tells cells that are sea for certain, and gives maps
a background, no more.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:  # imported where the outline is drawn: a figure without a map starts the sooner
    import geopandas as gpd

FILE = Path(__file__).with_name("great_britain.csv")


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

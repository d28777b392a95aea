"""The reanalysis grid over Great Britain, and which of its cells are land."""

from dataclasses import dataclass

import numpy as np
import shapely

from lstm_probe.datasets import outline
from lstm_probe.errors import InputError
from lstm_probe.world.settings import World

KM_PER_DEGREE = 111.2  # of latitude
MIDDLE_LATITUDE = 54.5


@dataclass(frozen=True)
class Grid:
    """Hold a regular grid whose nodes are cell centres, and its land cells.

    Parameters
    ----------
    latitude : numpy.ndarray
        Latitudes of the rows, descending (row), degrees north.
    longitude : numpy.ndarray
        Longitudes of the columns, ascending (column), degrees east.
    land : numpy.ndarray
        Whether a cell is land (row, column).
    resolution : float
        Spacing (degrees).
    """

    latitude: np.ndarray
    longitude: np.ndarray
    land: np.ndarray
    resolution: float

    @property
    def cell_latitude(self) -> np.ndarray:
        """Latitude of each land cell (cell), degrees north."""
        return self.latitude[np.nonzero(self.land)[0]]

    @property
    def cell_longitude(self) -> np.ndarray:
        """Longitude of each land cell (cell), degrees east."""
        return self.longitude[np.nonzero(self.land)[1]]

    @property
    def cell_km(self) -> np.ndarray:
        """Plane coordinates of each land cell, eastward and northward (cell, 2), km."""
        return plane_km(self.cell_longitude, self.cell_latitude)

    @property
    def limits(self) -> tuple[float, float, float, float]:
        """Outer edges of the outermost cells: north, west, south, east (degrees)."""
        half = self.resolution / 2.0
        north, south = self.latitude[0] + half, self.latitude[-1] - half
        return north, self.longitude[0] - half, south, self.longitude[-1] + half

    def fill(self, values: np.ndarray) -> np.ndarray:
        """Spread land-cell values (…, cell) over the whole grid (…, row, column), NaN at sea, float32."""
        whole = np.full((*values.shape[:-1], *self.land.shape), np.nan, dtype="float32")
        whole[..., self.land] = values
        return whole


def plane_km(longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """Project degrees to a plane with true scale in the middle of Britain (…, 2), km."""
    east = KM_PER_DEGREE * np.cos(np.radians(MIDDLE_LATITUDE)) * (longitude + 2.0)
    return np.stack([east, KM_PER_DEGREE * (latitude - MIDDLE_LATITUDE)], axis=-1)


def build(world: World) -> Grid:
    """Lay the grid over the world's box; a cell is land if its centre is.

    Raises
    ------
    InputError
        If the box holds no land.
    """
    north, west, south, east = world.box
    step = world.resolution
    latitude = north - step * np.arange(round((north - south) / step) + 1)
    longitude = west + step * np.arange(round((east - west) / step) + 1)
    points = np.meshgrid(longitude, latitude)
    land = np.zeros(points[0].shape, dtype=bool)
    for island in outline.great_britain():
        shapely.prepare(island)
        land |= shapely.contains_xy(island, *points)
    if not land.any():
        raise InputError("world: box", f"{list(world.box)}, all sea", "land of Great Britain", "widen the box")
    return Grid(latitude, longitude, land, step)

"""A regular grid of latitudes and longitudes: its cells, their edges and areas."""

from dataclasses import dataclass

import numpy as np

from lstm_probe.errors import InputError

#: Coordinates in files carry noise of single precision; grids that agree to this many degrees are one grid.
TOLERANCE = 1e-3
#: How far a cell centre may be off an even grid, in cells; the CDS rounds the centres of shifted boxes.
UNEVEN = 0.02


@dataclass(frozen=True)
class Grid:
    """Describe a regular grid, rows from north to south and columns from west to east.

    Parameters
    ----------
    latitude : numpy.ndarray of shape (rows,)
        Cell centres, descending, degrees north.
    longitude : numpy.ndarray of shape (columns,)
        Cell centres, ascending, degrees east.

    Raises
    ------
    InputError
        If the grid is not regular, or runs the other way.
    """

    latitude: np.ndarray
    longitude: np.ndarray

    def __post_init__(self) -> None:
        for name, centres, sign in (("latitude", self.latitude, -1), ("longitude", self.longitude, 1)):
            even = np.linspace(centres[0], centres[-1], len(centres))
            steps = sign * np.diff(centres)
            regular = len(centres) > 1 and (steps > 0).all() and np.abs(centres - even).max() <= UNEVEN * steps.mean()
            if not regular:  # NaN is not either
                found = f"{name} {np.round(centres[:4], 3).tolist()} …, steps {np.unique(steps.round(3))[:4]}"
                expected = "two or more evenly spaced rows and columns, from north to south and west to east"
                raise InputError("grid", found, expected, "use the product on its original grid, not remapped")

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.latitude), len(self.longitude)

    @property
    def step(self) -> tuple[float, float]:
        """Height and width of a cell, degrees."""
        rows, columns = self.shape
        north_to_south = float(self.latitude[0] - self.latitude[-1])
        return north_to_south / (rows - 1), float(self.longitude[-1] - self.longitude[0]) / (columns - 1)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north edges, degrees."""
        height, width = self.step
        south, north = float(self.latitude[-1]) - height / 2, float(self.latitude[0]) + height / 2
        return float(self.longitude[0]) - width / 2, south, float(self.longitude[-1]) + width / 2, north

    def cell_areas(self) -> np.ndarray:
        """Return the area of every cell on the unit sphere, shape (rows x columns,), latitude-major."""
        height, width = self.step
        edges = np.radians(np.stack([self.latitude + height / 2, self.latitude - height / 2]).clip(-90, 90))
        strips = np.radians(width) * (np.sin(edges[0]) - np.sin(edges[1]))
        return np.repeat(strips, self.shape[1])

    def padded(self, bounds: tuple[float, float, float, float]) -> tuple["Grid", int, int]:
        """Extend the grid by whole cells until it covers some bounds.

        Parameters
        ----------
        bounds : tuple of float
            West, south, east and north, degrees.

        Returns
        -------
        grid : Grid
            The extended grid.
        rows, columns : int
            How many rows were added in the north, and columns in the west.
        """
        height, width = self.step
        edges = self.bounds
        west, south = ((edges[i] - bounds[i]) / (width, height)[i] for i in (0, 1))
        east, north = ((bounds[i] - edges[i]) / (width, height)[i - 2] for i in (2, 3))
        above, below, left, right = (max(0, int(np.ceil(n))) for n in (north, south, west, east))
        rows, columns = self.shape
        latitude = self.latitude[0] + height * (above - np.arange(rows + above + below))
        longitude = self.longitude[0] + width * (np.arange(columns + left + right) - left)
        return Grid(latitude, longitude), above, left

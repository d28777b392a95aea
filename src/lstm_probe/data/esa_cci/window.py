"""Read one box of ESA CCI files, whatever the files hold around it and whichever way their latitudes run."""

from collections.abc import Mapping

import netCDF4
import numpy as np

from lstm_probe.data.catchment_means.grid import TOLERANCE, Grid
from lstm_probe.data.esa_cci import files
from lstm_probe.errors import InputError

#: West, south, east and north, degrees.
Bounds = tuple[float, float, float, float]


def around(file: netCDF4.Dataset, bounds: Bounds) -> Grid:
    """Return the part of a file's grid that covers some bounds, and a cell more on every side.

    Raises
    ------
    InputError
        If the file lies elsewhere.
    """
    west, south, east, north = bounds
    latitude, longitude = files.axes(file)
    inside = []
    for centres, low, high in ((latitude, south, north), (longitude, west, east)):
        margin = 1.5 * abs(centres[-1] - centres[0]) / max(len(centres) - 1, 1)
        inside.append(np.sort(centres[(centres > low - margin) & (centres < high + margin)]))
    if min(map(len, inside)) < 2:
        found = f"{latitude.min():.2f} to {latitude.max():.2f} N, {longitude.min():.2f} to {longitude.max():.2f} E"
        expected = f"{south:.2f} to {north:.2f} N, {west:.2f} to {east:.2f} E among them"
        advice = "get files of the whole globe, or of a box that holds the catchments"
        raise InputError(file.filepath(), found, expected, advice)
    return Grid(inside[0][::-1], inside[1])


class Window:
    """Find a grid's rows and columns in one file after another.

    Parameters
    ----------
    grid : Grid
        The cells to read.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._axes: tuple[np.ndarray, ...] = ()
        self._places: list[tuple[slice, int]] = []

    def read(self, file: netCDF4.Dataset, wanted: Mapping[str, str | None]) -> list[np.ndarray]:
        """Read variables on the grid.

        Parameters
        ----------
        file : netCDF4.Dataset
            From `esa_cci_files.opened`.
        wanted : mapping of str to str or None
            Units that each variable must state, by its name.

        Returns
        -------
        list of numpy.ndarray of shape (rows, columns)
            float32, latitude descending; NaN where there is no value.

        Raises
        ------
        InputError
            If the file lacks a variable or the cells, or states other units.
        """
        axes = files.axes(file)
        if not self._axes or not all(map(np.array_equal, axes, self._axes)):
            grid = (self.grid.latitude, self.grid.longitude)
            self._places = [_place(*pair, file.filepath()) for pair in zip(axes, grid, strict=True)]
            self._axes = axes
        (rows, down), (columns, across) = self._places
        box = (rows, columns)
        return [files.field(file, name, box, units)[::down, ::across] for name, units in wanted.items()]


def _place(centres: np.ndarray, wanted: np.ndarray, where: str) -> tuple[slice, int]:
    """Return where the wanted cell centres lie along an axis of a file, and its direction, 1 or -1."""
    first, last = (int(np.abs(centres - end).argmin()) for end in (wanted[0], wanted[-1]))
    place, step = slice(min(first, last), max(first, last) + 1), 1 if first <= last else -1
    found = centres[place][::step]
    if len(found) != len(wanted) or not np.allclose(found, wanted, rtol=0, atol=TOLERANCE):
        text = f"{len(centres)} cell centres from {centres[0]:.3f} to {centres[-1]:.3f}"
        expected = f"the {len(wanted)} from {wanted[0]:.3f} to {wanted[-1]:.3f} of the weights among them"
        raise InputError(where, text, expected, "give all files of a folder one grid, and a box with the catchments")
    return place, step

"""Daily fields of ESA CCI soil moisture COMBINED over a box, screened by the product's flags.

Dorigo et al. (2017), https://doi.org/10.1016/j.rse.2017.07.001. A field has gaps: no overpass, snow, frost, woods.
"""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.catchment_means.grid import Grid
from lstm_probe.data.esa_cci import files
from lstm_probe.data.esa_cci.window import Bounds, Window, around
from lstm_probe.data.series import checks
from lstm_probe.datasets.units import normalise
from lstm_probe.errors import InputError

logger = logging.getLogger(__name__)

#: At most so many days tell which cells are land: one with a value on one day in a hundred is hardly missed.
SAMPLE = 800
#: Days held in memory at once.
BLOCK = 128


@dataclass
class ScreeningCounts:
    """Count what a delivery lacks and what its flags take away; logged at the end, and kept in attrs.

    Parameters
    ----------
    repeated_days : int
        Days with equal copies.
    values_kept : int
        Values (a cell on a day) that pass.
    values_dropped_by_flag : int
        Values whose flag is not among those wanted.
    flagged_without_value : int
        Other cells that carry a warning: their values were screened before the product was published.
    """

    repeated_days: int = 0
    values_kept: int = 0
    values_dropped_by_flag: int = 0
    flagged_without_value: int = 0

    def attrs(self) -> dict[str, int]:
        """Return the counts, for a file's attrs."""
        return dict(vars(self))


def grid_and_land(source: str | Path, bounds: Bounds) -> tuple[Grid, np.ndarray]:
    """Return the part of a delivery's grid that covers some bounds, and which of its cells ever have a value.

    Parameters
    ----------
    source : path
        Folder of daily files, of the whole globe or cropped.
    bounds : tuple of float
        West, south, east and north of what is to be covered, degrees; a cell more is taken on every side.

    Returns
    -------
    grid : Grid
        Latitude descending, longitude ascending.
    land : numpy.ndarray of bool, shape (rows, columns)
        Cells with a value on any of at most `SAMPLE` days, spread evenly over the record.

    Raises
    ------
    InputError
        If there is no file, the files lie elsewhere, or no cell has a value.
    """
    delivery = files.find(source)
    paths = list(delivery.files.values())
    with files.opened(paths[0]) as file:
        grid = around(file, bounds)
    window, land = Window(grid), np.zeros(grid.shape, dtype=bool)
    days = paths[:: -(-len(paths) // SAMPLE)]
    for path in days:
        with files.opened(path) as file:
            land |= np.isfinite(window.read(file, {"sm": None})[0])
    if not land.any():
        found = f"no value in any of {land.size} cells on {len(days)} days"
        raise InputError(str(delivery.folder), found, "land with values", "get more days, or another box")
    logger.info("ESA CCI v%s: %d of %d cells have values", delivery.version, land.sum(), land.size)
    return grid, land


def daily_fields(
    delivery: files.Delivery,
    grid: Grid,
    variable: str = "sm",
    expected_units: str | None = None,
    flags: Collection[int] | None = (0,),
    counts: ScreeningCounts | None = None,
) -> Iterator[xr.DataArray]:
    """Yield daily fields, some days at a time.

    Parameters
    ----------
    grid : Grid
        The cells to read; only these are, also of files of the whole globe.
    flags : collection of int, optional
        A value counts if its flag is among these; None lets all values pass.
    counts : ScreeningCounts, optional
        Filled with counts; logged at the end.

    Yields
    ------
    xarray.DataArray of shape (time, latitude, longitude)
        float32 over the days that have a file, in order; NaN where there is no value.

    Raises
    ------
    InputError
        If a file is damaged, lacks a variable or the cells, or states other units.
    """
    counts = ScreeningCounts() if counts is None else counts
    counts.repeated_days += delivery.repeated_days
    window, days, fields = Window(grid), list(delivery.files), []
    wanted = {variable: expected_units} if flags is None else {variable: expected_units, "flag": None}
    for number, path in enumerate(delivery.files.values(), start=1):
        with files.opened(path) as file:
            values, *flag = window.read(file, wanted)
        fields.append(values if flags is None else _screened(values, flag[0], flags, counts))
        counts.values_kept += int(np.isfinite(fields[-1]).sum())
        if len(fields) == BLOCK or number == len(days):
            time = pd.DatetimeIndex(days[number - len(fields) : number])
            coords = {"time": time, "latitude": grid.latitude, "longitude": grid.longitude}
            block = xr.DataArray(np.stack(fields), coords, ("time", "latitude", "longitude"), name=variable)
            checks.require_fields(block, normalise(expected_units or ""), variable, str(delivery.folder))
            yield block
            fields = []
        if number % 1000 == 0:
            logger.info("ESA CCI: %d of %d days read", number, len(days))
    for name, count in counts.attrs().items():
        logger.info("ESA CCI: %s %d", name.replace("_", " "), count)


def _screened(values: np.ndarray, flag: np.ndarray, flags: Collection[int], counts: ScreeningCounts) -> np.ndarray:
    """Keep the values whose flag is wanted; a flag is NaN where the satellite did not look."""
    wanted, finite = np.isin(flag, list(flags)), np.isfinite(values)
    counts.values_dropped_by_flag += int((finite & ~wanted).sum())
    counts.flagged_without_value += int((~finite & ~wanted & np.isfinite(flag)).sum())
    return np.where(wanted, values, np.float32(np.nan))

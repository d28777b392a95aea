"""Daily means of ERA5-Land variables, from hourly files or daily statistics of any age.

Muñoz-Sabater et al. (2021), https://doi.org/10.5194/essd-13-4349-2021. A day is the calendar day in UTC.
"""

import logging
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.catchment_means.grid import TOLERANCE, Grid
from lstm_probe.data.era5_land import cells, files, selection, versions
from lstm_probe.data.era5_land.product import STEP
from lstm_probe.data.era5_land.quality import QualityCounts
from lstm_probe.data.era5_land.sea import Sea
from lstm_probe.data.series import checks
from lstm_probe.datasets.units import normalise
from lstm_probe.errors import InputError

logger = logging.getLogger(__name__)

Source = str | Path | Sequence[str | Path]
HOURS = 24
#: Times read at once: a month of hours.
BLOCK = 744


def grid_and_land(source: Source, variable: str | None = None) -> tuple[Grid, np.ndarray]:
    """Return the grid of a delivery, and which of its cells have data, from the first time of one file.

    It is the first file that has the variable: other files, such as a land-sea mask, say nothing of the cells.

    Parameters
    ----------
    variable : str, optional
        As of `datasets.era5_land.defining`; without one, any that changes in time.

    Returns
    -------
    grid : Grid
        Latitude descending, longitude ascending.
    land : numpy.ndarray of bool, shape (rows, columns)

    Raises
    ------
    InputError
        If there is no file, no such variable on a grid, no cell with data, another product, or numbers over the sea.
    """
    with tempfile.TemporaryDirectory() as folder:
        member, named = cells.defining_file(files.find(source), variable, Path(folder))
        with files.reading(member.name):
            first = member.dataset[named].isel(time=[0]).transpose(*files.GRID).load()
        member.dataset.close()
    grid = Grid(first["latitude"].values, first["longitude"].values)
    Sea(grid, named, str(first.attrs.get("units", ""))).look_at(pd.DatetimeIndex(first["time"].values), first.values)
    if shift := displacement(grid):
        words = "%s: its cells are %.2f° beside those of ERA5-Land: the corners of its box were no multiples of %g°, "
        logger.warning(words + "so the Climate Data Store interpolated the values", member.name, shift, STEP)
    return grid, _require_land(np.isfinite(first.values[0]), grid, member.name)


def displacement(grid: Grid) -> float:
    """Say how far (degrees) the cells of a grid as fine as ERA5-Land's lie beside its own; 0 where they do not."""
    shift = max(float(np.abs(centres - centres.round(1)).max()) for centres in (grid.latitude, grid.longitude))
    return shift if np.allclose(grid.step, STEP, atol=0.002) and shift > TOLERANCE else 0.0


def _require_land(land: np.ndarray, grid: Grid, where: str) -> np.ndarray:
    if not land.any():
        west, south, east, north = (round(edge, 2) for edge in grid.bounds)
        found = f"no value in any of {land.size} cells: {west} to {east} E, {south} to {north} N lies in the sea"
        raise InputError(where, found, "land cells", "request a box [north, west, south, east] that holds land")
    return land


def daily_means(
    source: Source, variable: str, expected_units: str | None = None, counts: QualityCounts | None = None
) -> Iterator[xr.DataArray]:
    """Yield daily means, some days at a time.

    Parameters
    ----------
    source : path or sequence of paths
        A folder, searched to any depth, or files; those without the variable are passed over.
    variable : str
        Short name, for instance ``swvl1`` or ``sd``.
    counts : QualityCounts, optional
        Filled with counts of what is odd; logged at the end.

    Yields
    ------
    xarray.DataArray of shape (time, latitude, longitude)
        float32, each day once; latitude descending, longitude from -180 to 180; NaN over sea.

    Raises
    ------
    InputError
        If no file has the variable, units or grids differ, files contradict each other, all cells are empty,
        the values are monthly or accumulated, no day is complete, the files are of another product, or soil water has
        numbers over the sea.
    """
    counts = QualityCounts() if counts is None else counts
    with tempfile.TemporaryDirectory() as folder:
        paths = files.find(source)
        chosen = selection.with_variable(paths, variable, expected_units, Path(folder))
        chosen = selection.without_repeats(chosen, variable, counts)
        counts.preliminary_times += sum(versions.preliminary_times(member.dataset) for member in chosen)
        first = chosen[0].dataset
        grid = Grid(first["latitude"].values, first["longitude"].values)
        units = str(first[variable].attrs.get("units", ""))
        complete, pending, sea = 0, _Pending(), Sea(grid, variable, units)
        for number, member in enumerate(chosen, start=1):
            for block in _blocks(member.dataset[variable], member.name):
                if not complete:
                    _require_land(np.isfinite(block.values).any(axis=0), grid, member.name)
                days, values = _whole_days(block) if member.days_only else pending.add(block)
                if not len(days):
                    continue
                sea.look_at(pd.DatetimeIndex(days), values)
                counts.look_at(values)
                complete += len(days)
                coords = {"time": days, "latitude": grid.latitude, "longitude": grid.longitude}
                fields = xr.DataArray(values, coords, files.GRID, name=variable, attrs=first[variable].attrs)
                checks.require_fields(fields, normalise(units), variable, member.name)
                yield fields
            member.dataset.close()
            if number % 10 == 0:
                logger.info("%s: %d of %d files read", variable, number, len(chosen))
        counts.incomplete_days += len(pending.days)
        if not complete:
            found = f"no day with all {HOURS} hours, of {len(pending.days)}"
            raise InputError(chosen[0].name, found, "whole days", "request all hours, or daily statistics")
        sea.conclude()
        logger.info("%s: %d days from %d files", variable, complete, len(chosen))
        counts.warn(variable)


class _Pending:
    """Gather hours into days, across files, until a day has all of them."""

    def __init__(self) -> None:
        self.days: dict[np.datetime64, tuple[np.ndarray, int]] = {}

    def add(self, hours: xr.DataArray) -> tuple[np.ndarray, np.ndarray]:
        """Take some hours and return the days, and their means, that are complete now."""
        stamps = hours["time"].values.astype("datetime64[D]")
        days, starts, counts = np.unique(stamps, return_index=True, return_counts=True)
        sums = np.add.reduceat(hours.values.astype("float64"), starts, axis=0)
        complete = []
        for day, total, count in zip(days, sums, counts, strict=True):
            earlier, before = self.days.pop(day, (0.0, 0))
            if before + count == HOURS:
                complete.append((day, (earlier + total) / HOURS))
            else:
                self.days[day] = (earlier + total, before + int(count))
        means = np.array([mean for _, mean in complete], dtype="float32")
        return np.array([day for day, _ in complete], dtype="datetime64[ns]"), means


def _whole_days(block: xr.DataArray) -> tuple[np.ndarray, np.ndarray]:
    days = block["time"].values.astype("datetime64[D]").astype("datetime64[ns]")
    return days, block.values.astype("float32", copy=False)


def _blocks(array: xr.DataArray, name: str) -> Iterator[xr.DataArray]:
    """Cut a variable along time into blocks that fit into memory and its chunks in the file."""
    array = array.transpose(*files.GRID)
    length = max(BLOCK, (array.encoding.get("chunksizes") or (BLOCK,))[0])
    for start in range(0, array.sizes["time"], length):
        with files.reading(name):
            block = array.isel(time=slice(start, start + length)).load()
        yield block

"""Find numbers where ERA5-Land has none: its soil water is missing over the sea.

A sea of zeros, of the number that stands for a missing value, or of values drawn on from the land enters the means of
coastal catchments. Snow is not judged: it is zero in summer, on land as well.
"""

import numpy as np
import pandas as pd

from lstm_probe.data.catchment_means.grid import Grid
from lstm_probe.datasets import era5_land, outline
from lstm_probe.datasets.units import normalise
from lstm_probe.errors import InputError

#: A cell is sea if its centre lies so far (km) from the coast of Great Britain: farther than the outline is wrong, and
#: nearer than any other country.
OFFSHORE = (6.0, 25.0)
#: So many cells that share the lowest value on every day are not soil.
SHARED = 4
#: Over so many days no two cells of soil have the same values.
LONG = 100
#: An odd number by which the bits of the values of a cell are mixed into one number.
MIXER = 6364136223846793005
DEGREES = "EPSG:4326"
EXPECTED = "soil water that is missing over the sea, as in ERA5-Land"
ADVICE = (
    "download ERA5-Land again, without a conversion that writes numbers for missing values; "
    "ERA5 itself has numbers over the sea and is another product"
)


def off_the_coast(grid: Grid) -> np.ndarray:
    """Measure how far the centre of every cell lies from the land of Great Britain, whose coast is known so finely.

    Returns
    -------
    numpy.ndarray of shape (rows, columns)
        Distance, km: 0 on land, infinite where the cell is far away from the island.
    """
    import geopandas as gpd  # only needed where soil water is read

    islands = outline.great_britain()
    west, south, east, north = islands.total_bounds
    longitude, latitude = np.meshgrid(grid.longitude, grid.latitude)
    near = (longitude > west - 1) & (longitude < east + 1) & (latitude > south - 1) & (latitude < north + 1)
    distance = np.full(grid.shape, np.inf)
    if near.any():
        metres = islands.estimate_utm_crs()
        centres = gpd.GeoSeries(gpd.points_from_xy(longitude[near], latitude[near]), crs=DEGREES).to_crs(metres)
        distance[near] = centres.distance(islands.to_crs(metres).union_all()).to_numpy() / 1000
    return distance


class Sea:
    """Look at the fields of one variable, block by block, for numbers over the sea.

    Parameters
    ----------
    grid : Grid
        The cells.
    variable, units : str
        Short name, and units as the file states them: only soil water is judged.
    """

    def __init__(self, grid: Grid, variable: str, units: str = "") -> None:
        self.variable = variable
        judged = era5_land.SOIL_WATER.fullmatch(variable) is not None or normalise(units) == "m3 m-3"
        distance = off_the_coast(grid) if judged else np.zeros(grid.shape)
        self._offshore = (distance >= OFFSHORE[0]) & (distance <= OFFSHORE[1])
        self._near = ((distance > 0) & (distance <= OFFSHORE[1])).ravel()
        self._days = 0
        self._first = np.empty(0)
        self._steady = np.empty(0, dtype=bool)
        self._lowest = np.inf
        self._series = np.zeros(np.count_nonzero(self._near), dtype="uint64")
        self._filled = np.ones(len(self._series), dtype=bool)

    def look_at(self, days: pd.DatetimeIndex, values: np.ndarray) -> None:
        """Look at some days.

        Parameters
        ----------
        values : numpy.ndarray of shape (days, rows, columns)
            Soil water; NaN or infinite where it is missing.

        Raises
        ------
        InputError
            If at least half of the cells that are sea hold numbers on one of the days.
        """
        if not self._near.any() or not len(values):
            return
        at_sea = values[:, self._offshore]
        filled = np.isfinite(at_sea)
        wrong = filled.any(axis=1) & (2 * filled.sum(axis=1) >= filled.shape[1])
        if wrong.any():
            day = int(np.argmax(wrong))
            numbers = at_sea[day][filled[day]]
            found = f"numbers at {len(numbers)} of {filled.shape[1]} cells off the coast on {str(days[day])[:10]}"
            low, high = (f"{number:.4g}" for number in (numbers.min(), numbers.max()))
            raise self._error(f"{found}: {low if low == high else f'{low} to {high}'}")
        cells = values.reshape(len(values), -1)
        if not self._days:
            self._first, self._steady = cells[0], np.isfinite(cells[0])
        self._days += len(cells)
        self._steady &= (cells == self._first).all(axis=0)
        for day in cells[:, self._near].astype("float32"):
            self._series = self._series * np.uint64(MIXER) + day.view("uint32")
            self._filled &= np.isfinite(day)
        self._lowest = min(self._lowest, float(np.min(cells, where=np.isfinite(cells), initial=np.inf)))

    def conclude(self) -> None:
        """Judge the whole record.

        Raises
        ------
        InputError
            If several cells share the lowest value of all on every day, or several near the coast all their values.
        """
        shared = int((self._steady & (self._first == self._lowest)).sum())
        if self._days > 1 and shared >= SHARED:
            raise self._error(f"{self._lowest:.4g}, the lowest value, at the same {shared} cells on every day")
        _, counts = np.unique(self._series[self._filled], return_counts=True)
        if self._days >= LONG and counts.max(initial=0) >= SHARED:
            raise self._error(f"the same values on all {self._days} days at {counts.max()} cells along the coast")

    def _error(self, found: str) -> InputError:
        return InputError(f"ERA5-Land, {self.variable}", found, EXPECTED, ADVICE)

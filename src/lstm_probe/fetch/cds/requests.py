"""The requests that bring ERA5-Land: one per variable and year, or part of a year where a whole one is too much."""

import calendar
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Self

from lstm_probe.errors import InputError
from lstm_probe.fetch.cds.box import Box, cells

DAILY, HOURLY = "derived-era5-land-daily-statistics", "reanalysis-era5-land"
COLLECTIONS = {"daily": DAILY, "hourly": HOURLY}
YEAR = tuple(range(1, 13))
#: Months of a request, the most first: the first is asked for that does not cost too much.
PARTS = {"daily": (12, 6, 3, 1), "hourly": (1,)}
FLOAT, HOURS = 4, 24  # bytes of a value, and values of a day
FILE = re.compile(r"(?P<variable>[a-z][a-z0-9]*)_(?P<year>\d{4})(?:_(?P<first>\d\d)(?:-(?P<last>\d\d))?)?\.nc")

#: What requests call the states of ERA5-Land (values of the instant), by their short names in files.
NAMES = {
    **{f"swvl{layer}": f"volumetric_soil_water_layer_{layer}" for layer in (1, 2, 3, 4)},
    **{f"stl{layer}": f"soil_temperature_level_{layer}" for layer in (1, 2, 3, 4)},
    "sd": "snow_depth_water_equivalent",
    "sde": "snow_depth",
    "snowc": "snow_cover",
    "rsn": "snow_density",
    "asn": "snow_albedo",
    "tsn": "temperature_of_snow_layer",
    "src": "skin_reservoir_content",
    "skt": "skin_temperature",
    "t2m": "2m_temperature",
    "d2m": "2m_dewpoint_temperature",
}


@dataclass(frozen=True, order=True)
class Piece:
    """Name what one request brings: months of a variable, in one file.

    Parameters
    ----------
    variable : str
        Its short name.
    year : int
        The year.
    months : tuple of int
        Consecutive months of it.
    """

    variable: str
    year: int
    months: tuple[int, ...]

    @property
    def file(self) -> str:
        """Name of its file."""
        if self.months == YEAR:
            return f"{self.variable}_{self.year}.nc"
        last = f"-{self.months[-1]:02d}" if len(self.months) > 1 else ""
        return f"{self.variable}_{self.year}_{self.months[0]:02d}{last}.nc"

    @property
    def days(self) -> int:
        """Number of its days."""
        return sum(calendar.monthrange(self.year, month)[1] for month in self.months)

    @classmethod
    def of(cls, file: str) -> Self | None:
        """Read the name of a file; None if it is none of ours."""
        named = FILE.fullmatch(file)
        if not named:
            return None
        first = int(named["first"] or 1)
        last = int(named["last"] or named["first"] or 12)
        months = tuple(range(first, last + 1))
        return cls(named["variable"], int(named["year"]), months) if months and set(months) <= set(YEAR) else None

    def request(self, product: str, box: Box) -> dict[str, Any]:
        """Write its request, as the API of the Climate Data Store takes it."""
        shared = {
            "variable": [NAMES[self.variable]],
            "year": str(self.year),
            "month": [f"{month:02d}" for month in self.months],
            "day": [f"{day:02d}" for day in range(1, 32)],
            "area": list(box),
        }
        if product == "daily":
            return {**shared, "daily_statistic": "daily_mean", "time_zone": "utc+00:00", "frequency": "1_hourly"}
        times = [f"{hour:02d}:00" for hour in range(HOURS)]
        return {**shared, "time": times, "data_format": "netcdf", "download_format": "unarchived"}

    def bytes(self, product: str, box: Box) -> int:
        """Estimate its size, uncompressed: the file is smaller, as it is packed and half of Britain's box is sea."""
        return self.days * (1 if product == "daily" else HOURS) * cells(box) * FLOAT


def checked(variables: Iterable[str]) -> list[str]:
    """Check that variables are states that the daily statistics have.

    Raises
    ------
    InputError
        Naming those that are not.
    """
    variables = list(dict.fromkeys(variables))
    if unknown := [name for name in variables if name not in NAMES]:
        expected = f"of {', '.join(NAMES)}"
        advice = "correct variable in the target's entry, or get these files by hand and put them in the folder"
        raise InputError("targets with source: era5_land", f"variable {', '.join(unknown)}", expected, advice)
    return variables


def pieces(variable: str, lacking: Collection[tuple[int, int]], most: int) -> list[Piece]:
    """Cut the months that are lacking into requests of some months of a year at most.

    Parameters
    ----------
    lacking : collection of (int, int)
        Year and month.
    most : int
        Months of a request at most, a divisor of 12.
    """
    found = []
    for year in sorted({year for year, _ in lacking}):
        months = sorted(month for y, month in lacking if y == year)
        # consecutive months share the difference to their place; blocks begin where a year is cut evenly
        runs = groupby(enumerate(months), key=lambda at: (at[1] - at[0], (at[1] - 1) // most))
        found += [Piece(variable, year, tuple(month for _, month in run)) for _, run in runs]
    return found


def years(numbers: Iterable[int]) -> str:
    """Write years in short, as 1988-1990, 1995."""
    runs = groupby(enumerate(sorted(set(numbers))), key=lambda at: at[1] - at[0])
    spans = [[year for _, year in run] for _, run in runs]
    return ", ".join(str(span[0]) if len(span) == 1 else f"{span[0]}-{span[-1]}" for span in spans)

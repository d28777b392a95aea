"""Find and open the daily files of ESA CCI soil moisture COMBINED, versions 02.2 to 08.1, one day per file.

The file's name gives the day: the time inside a file of version 02.2 is off by rounding. Values are packed into 16
bits in version 02.2, and single precision in all later ones; flags have one byte, or two.
"""

import filecmp
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import netCDF4
import numpy as np
import pandas as pd

from lstm_probe.artefacts import listing
from lstm_probe.data.files import dimensions, opening
from lstm_probe.data.series import stamps
from lstm_probe.datasets.addresses import ESA_CCI
from lstm_probe.datasets.units import require
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

NAME = re.compile(r"ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-(?P<day>\d{8})000000-fv(?P<version>\d+\.\d+)\.nc")
DIMENSIONS = ("time", "lat", "lon")


@dataclass(frozen=True)
class Delivery:
    """Say which files a folder has.

    Parameters
    ----------
    folder : Path
        The folder that the user named.
    version : str
        Version of the product, for instance 05.2.
    files : dict of pandas.Timestamp to Path
        The file of each day, in the order of days.
    repeated_days : int
        Days with further, equal copies.
    """

    folder: Path
    version: str
    files: dict[pd.Timestamp, Path]
    repeated_days: int

    @property
    def days(self) -> pd.DatetimeIndex:
        """The days that have a file."""
        return pd.DatetimeIndex(list(self.files), name="time")

    def only(self, days: pd.DatetimeIndex) -> "Delivery":
        """Return the delivery without the files of other days."""
        return replace(self, files={day: path for day, path in self.files.items() if day in days})


def find(source: str | Path) -> Delivery:
    """List the daily files of a folder, searched to any depth.

    Raises
    ------
    InputError
        If there are none, they are of several versions, or two files of one day differ.
    """
    folder = Path(source)
    there = listing.files(folder)
    paths = [path for path in there.values() if NAME.fullmatch(path.name)]
    if not paths:
        found = shortlist(there, 3) if there else "no files" if folder.exists() else "no such folder"
        expected = "daily files ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-<day>000000-fv<version>.nc there or below"
        raise InputError(str(folder), found, expected, f"get them from {ESA_CCI}")
    versions: dict[str, list[Path]] = {}
    files: dict[pd.Timestamp, list[Path]] = {}
    for path in paths:
        day, version = _parsed(path)
        versions.setdefault(version, []).append(path)
        files.setdefault(day, []).append(path)
    _require_one_version(folder, versions)
    repeated = [copies for copies in files.values() if len(copies) > 1]
    for copies in repeated:
        _require_equal(copies)
    if repeated:
        logger.warning("ESA CCI: %d days have equal copies; one of each is read", len(repeated))
    chosen = {day: files[day][0] for day in sorted(files)}
    return Delivery(folder, next(iter(versions)), chosen, len(repeated))


def _parsed(path: Path) -> tuple[pd.Timestamp, str]:
    match, day = NAME.fullmatch(path.name), None
    with suppress(ValueError):
        day = pd.Timestamp(datetime.strptime(match["day"], "%Y%m%d")) if match else None
    if match is None or day is None:
        found = f"'{match['day']}' as day in its name" if match else "another name"
        raise InputError(str(path), found, "YYYYMMDD", f"get it again from {ESA_CCI}")
    return day, match["version"]


def _require_one_version(folder: Path, versions: dict[str, list[Path]]) -> None:
    if len(versions) > 1:
        found = ", ".join(f"{len(paths)} files of {version}" for version, paths in sorted(versions.items()))
        advice = "keep one version: their processing differs, and so would the record before and after"
        raise InputError(str(folder), found, "one version of the product", advice)


def _require_equal(copies: list[Path]) -> None:
    for copy in copies[1:]:
        if not filecmp.cmp(copies[0], copy, shallow=False):
            raise InputError(str(copy), f"other content than {copies[0]}", "one file per day", "remove the wrong one")


@contextmanager
def opened(path: Path) -> Iterator[netCDF4.Dataset]:
    """Open a file without decoding, and name it if it is damaged.

    Raises
    ------
    InputError
        If it is no netCDF, breaks off, or holds another day than its name says.
    """
    advice = f"get it again from {ESA_CCI}"
    with opening.explained(path, "a whole daily file (netCDF)", advice), netCDF4.Dataset(path) as file:
        file.set_auto_maskandscale(False)
        _require_its_day(path, file)
        yield file


def _require_its_day(path: Path, file: netCDF4.Dataset) -> None:
    time = file.variables.get("time")
    if time is not None and NAME.fullmatch(path.name) and " since " in getattr(time, "units", ""):
        named, advice = _parsed(path)[0], f"get it again from {ESA_CCI}"
        if (inside := stamps.date_of(time, str(path), advice)) != named:
            found, expected = f"values of {inside:%Y-%m-%d}", f"of {named:%Y-%m-%d}, as its name says"
            raise InputError(str(path), found, expected, advice)


def axes(file: netCDF4.Dataset) -> tuple[np.ndarray, np.ndarray]:
    """Return latitudes and longitudes of a file's cell centres (degrees), in its own order.

    Raises
    ------
    InputError
        If it has none, or longitudes run from 0 to 360.
    """
    if missing := [name for name in ("lat", "lon") if name not in file.variables]:
        found = f"no {shortlist(missing)} among {shortlist(file.variables)}"
        raise InputError(file.filepath(), found, "lat and lon", f"get it again from {ESA_CCI}")
    latitude, longitude = (np.asarray(file[name][:], dtype="float64") for name in ("lat", "lon"))
    for name, centres, limit in (("latitudes", latitude, 90), ("longitudes", longitude, 180)):
        if not (np.abs(centres) <= limit).all():
            found = f"{name} from {centres.min():g} to {centres.max():g}"
            advice = f"do not turn or swap them: get the file again from {ESA_CCI}"
            raise InputError(file.filepath(), found, f"-{limit} to {limit} degrees", advice)
    return latitude, longitude


def field(file: netCDF4.Dataset, name: str, box: tuple[slice, slice], units: str | None = None) -> np.ndarray:
    """Read a box of one variable.

    Parameters
    ----------
    file : netCDF4.Dataset
        From `opened`.
    box : tuple of slice
        Rows and columns in the file's own order.

    Returns
    -------
    numpy.ndarray of shape (rows, columns)
        float32; NaN where the file has the number that it declares for missing values.

    Raises
    ------
    InputError
        If the file lacks the variable, or it has another shape or other units.
    """
    variable = file.variables.get(name)
    index = dimensions.index_of(variable, {"time": 0, "lat": box[0], "lon": box[1]})
    if variable is None or index is None:
        gridded = [key for key, array in file.variables.items() if array.dimensions == DIMENSIONS]
        found = f"variables {shortlist(gridded, 12)}"
        if variable is not None:
            found = f"{name} on {dimensions.spelled(dict(zip(variable.dimensions, variable.shape, strict=True)))}"
        expected = f"'{name}' of one day on (time, lat, lon)"
        raise InputError(file.filepath(), found, expected, "correct 'variable' of the target, or get the file again")
    require(getattr(variable, "units", None), units, f"{file.filepath()}, {name}")
    stored = variable[index]
    scale, offset = getattr(variable, "scale_factor", 1.0), getattr(variable, "add_offset", 0.0)
    values = (stored * np.float64(scale) + np.float64(offset)).astype("float32")
    for declared in ("_FillValue", "missing_value"):
        values[np.isin(stored, getattr(variable, declared, np.nan))] = np.nan
    return values

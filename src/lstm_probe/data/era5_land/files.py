"""Open deliveries of the Copernicus Climate Data Store, old and new, in one form.

A file named .nc may be a ZIP of several; its members may count longitudes differently. Old files are packed,
each with its own scale, and may hold final and preliminary data side by side (``expver`` 1 and 5).
"""

import logging
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import netCDF4
import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.artefacts import listing
from lstm_probe.data.era5_land import times as era5_times
from lstm_probe.data.era5_land import versions
from lstm_probe.data.files import archives, dimensions, opening
from lstm_probe.data.series import stamps
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

SUFFIXES = (".nc", ".nc4", ".zip")
RENAMED = {"valid_time": "time", "lat": "latitude", "lon": "longitude"}
GRID = ("time", "latitude", "longitude")


@dataclass(frozen=True)
class Member:
    """Hold one opened file of a delivery.

    Parameters
    ----------
    name : str
        The file, and the member of it if it is a ZIP, for messages.
    dataset : xarray.Dataset
        Its variables on (time, latitude, longitude): latitude descending, longitude -180 to 180, ascending.
    stamps : era5_times.Stamps
        What the time stamps of the whole file show.
    days_only : bool
        Whether its times are days, as far as the file shows; the alternative is hours.
    """

    name: str
    dataset: xr.Dataset
    stamps: era5_times.Stamps
    days_only: bool

    @property
    def times(self) -> pd.DatetimeIndex:
        """Its times; those of daily values at midnight."""
        times = pd.DatetimeIndex(self.dataset.indexes["time"])
        return times.normalize() if self.days_only else times


def find(source: str | Path | Sequence[str | Path]) -> list[Path]:
    """List the files of a delivery.

    Raises
    ------
    InputError
        If there are none.
    """
    if not isinstance(source, str | Path):
        return [path for entry in source for path in find(entry)]
    source = Path(source)
    advice = "put the netCDF files or ZIPs of the Climate Data Store there"
    if not source.exists():
        raise InputError(str(source), "no such folder or file", "ERA5-Land files", advice)
    if source.is_file():
        return [source]
    there = listing.files(source)
    paths = [path for path in there.values() if path.suffix.lower() in SUFFIXES]
    if not paths:
        found = f"only {shortlist(there)}" if there else "no files"
        raise InputError(str(source), found, "files ending in .nc or .zip (GRIB is not read)", advice)
    return paths


def members(paths: Sequence[Path], unpacked: Path, *variables: str | None) -> Iterator[Member]:
    """Open all files, the members of ZIPs among them, with values read when they are used.

    Parameters
    ----------
    unpacked : Path
        A folder for the members of ZIPs, which must live as long as the datasets.
    variables : str, optional
        Pass over files that have none of these variables; without any, or for None, no file is passed over.

    Raises
    ------
    InputError
        If a file is damaged or no netCDF.
    """
    wanted = {variable for variable in variables if variable is not None}
    for path, name in _files(paths, unpacked):
        if (dataset := _open(path, name, wanted)) is not None:
            with reading(path, name):
                normalised = _normalised(dataset, name)
            stamped = era5_times.of_file(normalised)
            yield Member(name, normalised, stamped, stamped.kind != "hours")


def _files(paths: Sequence[Path], unpacked: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file and every member of a ZIP, and what messages call it."""
    for number, path in enumerate(paths):
        if not zipfile.is_zipfile(path) and opening.kind_of(path) not in opening.ZIP:
            yield path, str(path)
            continue
        place = unpacked / str(number)
        inside = archives.extract(path, place, lambda name: name.lower().endswith(SUFFIXES[:2]), lasting=False)
        if not inside:
            raise InputError(str(path), "a ZIP without netCDF", "netCDF members", "request data_format netcdf")
        yield from ((member, f"{path}, {member.name}") for member in inside)


def _open(path: Path, name: str, wanted: set[str]) -> xr.Dataset | None:
    """Open a file, unless it lacks all wanted: a look at the names is many times faster than xarray's opening."""
    with reading(path, name):
        with netCDF4.Dataset(path) as file:
            if wanted and wanted.isdisjoint(file.variables):
                return None
        return xr.open_dataset(path, engine="netcdf4", decode_timedelta=False)


def reading(path: str | Path, name: str = "") -> AbstractContextManager[None]:
    """Name the file that turns out to be damaged while it is opened or its values are read."""
    return opening.explained(path, "a netCDF file or a ZIP of them", "download it again", name)


def _normalised(dataset: xr.Dataset, name: str) -> xr.Dataset:
    """Give a file the common form; values stay unread."""
    known = {"time", "expver", *GRID, *RENAMED}
    dataset = dataset.squeeze([dim for dim, size in dataset.sizes.items() if size == 1 and dim not in known], drop=True)
    if "valid_time" in dataset.variables:
        dataset = _by_valid_time(dataset)
    dataset = dataset.rename({old: new for old, new in RENAMED.items() if old in dataset.variables})
    if missing := [dim for dim in GRID if dim not in dataset.coords or dataset[dim].dims not in ((), (dim,))]:
        found = f"no {shortlist(missing)} of its own: {dimensions.spelled(dataset.sizes)}"
        raise InputError(name, found, "time (days or hours), latitude and longitude", "request gridded data")
    if dataset["time"].dtype.kind != "M":
        advice = "write the stamps in such units, in the calendar 'standard'"
        raise InputError(name, stamps.not_gregorian(dataset["time"]), stamps.GREGORIAN_TIME, advice)
    if "time" not in dataset.dims:
        dataset = dataset.expand_dims("time")
    if not dataset.sizes["time"] or dataset.indexes["time"].hasnans:
        raise InputError(name, "no times, or a missing one", "a time for every field", "download it again")
    dataset = era5_times.without_noise(dataset)
    if "number" in dataset.variables and "number" not in dataset.dims:
        dataset = dataset.drop_vars("number")
    if "expver" in dataset.dims:
        dataset = versions.final_before_preliminary(dataset)
    if not (np.abs(dataset["latitude"].values) <= 90).all():
        found = f"latitudes from {dataset['latitude'].values.min():g} to {dataset['latitude'].values.max():g}"
        raise InputError(name, found, "-90 to 90 degrees", "latitudes and longitudes may be swapped: download it again")
    longitude = ((dataset["longitude"].values.astype("float64") + 180) % 360) - 180
    dataset = dataset.assign_coords(
        latitude=dataset["latitude"].values.astype("float64").round(4), longitude=longitude.round(4)
    )
    return _in_order(dataset)


def _by_valid_time(dataset: xr.Dataset) -> xr.Dataset:
    """Take the times that values are valid at, not those at which forecasts begin."""
    valid = dataset["valid_time"]
    if valid.dims != ("time",):
        return dataset.drop_vars("time", errors="ignore") if valid.ndim < 2 else dataset.drop_vars("valid_time")
    dataset = dataset.drop_vars("valid_time").assign_coords(time=("time", valid.values, valid.attrs))
    dataset["time"].encoding = valid.encoding
    return dataset


def _in_order(dataset: xr.Dataset) -> xr.Dataset:
    """Sort along each dimension that is not in order yet; slices of a file are read faster than lists."""
    for name, ascending in (("latitude", False), ("longitude", True), ("time", True)):
        index = dataset.indexes[name]
        if index[:: 1 if ascending else -1].is_monotonic_increasing:
            continue
        if index[:: -1 if ascending else 1].is_monotonic_increasing:
            dataset = dataset.isel({name: slice(None, None, -1)})
        else:
            dataset = dataset.sortby(name, ascending=ascending)
    return dataset

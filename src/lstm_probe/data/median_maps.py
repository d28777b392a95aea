"""Median maps of ERA5-Land and ESA CCI over the days that both have, each on its own grid (Fig. B4)."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.catchment_means.grid import Grid
from lstm_probe.data.era5_land import daily_means
from lstm_probe.data.esa_cci import fields as esa_cci
from lstm_probe.data.esa_cci import files
from lstm_probe.datasets.frames import Frame
from lstm_probe.errors import InputError

logger = logging.getLogger(__name__)

#: Cells whose days are sorted at once.
BLOCK = 500


def over_common_days(
    era5_folder: str | Path,
    layer: Mapping[str, object],
    satellite_folder: str | Path,
    satellite: Mapping[str, object],
    period: Sequence[str],
    frame: Frame | None,
) -> tuple[xr.Dataset, xr.Dataset]:
    """Take the median of every cell over the days of a period that both products have.

    Parameters
    ----------
    layer, satellite : mapping
        Targets' entries: ``variable``, ``units`` and ``long_name``; the satellite's may have ``flags``.
    frame : tuple of float
        West, south, east and north of what is mapped, degrees; None where no gauge has a place.

    Returns
    -------
    era5_land, esa_cci : xarray.Dataset
        The artefact `contracts.targets.GRID_MEDIAN`. A cell's median is over those of the common days on which it
        has a value: the satellite's have gaps. NaN where it never has one.

    Raises
    ------
    InputError
        If the products have no day of the period in common, or no frame is known.
    """
    if frame is None:
        raise InputError("attributes", "no place of any gauge", "gauge_lat and gauge_lon", "add them to the table")
    delivery = files.find(satellite_folder)
    since, until = map(pd.Timestamp, period)
    days = delivery.days[(delivery.days >= since) & (delivery.days <= until)]
    whole = daily_means.daily_means(era5_folder, str(layer["variable"]), str(layer["units"]))
    fields = (_cropped(field, frame) for field in whole)
    first = next(fields)
    grid, land = Grid(first["latitude"].values, first["longitude"].values), np.isfinite(first.values).any(axis=0)
    record, seen = _gathered(chain([first], fields), land, days)
    if not seen.any():
        found = f"no day of {period[0]} to {period[1]} among {len(days)} of ESA CCI and the days of ERA5-Land"
        advice = "choose a period that both have, or get their files for it"
        raise InputError(f"{era5_folder} and {satellite_folder}", found, "days that both have", advice)
    days = days[seen]
    reanalysis = _dataset(grid, land, record[seen], days, layer)
    grid, land = esa_cci.grid_and_land(satellite_folder, frame)
    variable, units = str(satellite["variable"]), str(satellite["units"])
    flags: list[int] | None = satellite.get("flags", [0])  # type: ignore[assignment]
    record, _ = _gathered(esa_cci.daily_fields(delivery.only(days), grid, variable, units, flags), land, days)
    return reanalysis, _dataset(grid, land, record, days, satellite)


def _cropped(field: xr.DataArray, frame: Frame) -> xr.DataArray:
    west, south, east, north = frame
    return field.sel(latitude=slice(north, south), longitude=slice(west, east))


def _gathered(
    fields: Iterable[xr.DataArray], land: np.ndarray, days: pd.DatetimeIndex
) -> tuple[np.ndarray, np.ndarray]:
    """Hold the land cells of some days (day, cell), and say which of the days (day,) there are."""
    record = np.full((len(days), int(land.sum())), np.nan, dtype="float32")
    logger.info("%d days of %d land cells take %.0f MB", *record.shape, record.nbytes / 1e6)
    seen = np.zeros(len(days), dtype=bool)
    for field in fields:
        place = days.get_indexer(field.indexes["time"])
        record[place[place >= 0]] = field.values[place >= 0][:, land]
        seen[place[place >= 0]] = True
    return record, seen


def _dataset(
    grid: Grid, land: np.ndarray, record: np.ndarray, days: pd.DatetimeIndex, entry: Mapping[str, object]
) -> xr.Dataset:
    """Put medians of a record (day, cell) on the map."""
    median = np.full(land.shape, np.nan, dtype="float32")
    median[land] = _medians(record)
    attrs = {"units": str(entry["units"]), "long_name": f"median of {entry.get('long_name', entry['variable'])}"}
    return xr.Dataset(
        {"median": (("latitude", "longitude"), median, attrs)},
        {"latitude": grid.latitude, "longitude": grid.longitude},
        {
            "first_day": f"{days[0]:%Y-%m-%d}",
            "last_day": f"{days[-1]:%Y-%m-%d}",
            "days": len(days),
            "units": str(entry["units"]),
        },
    )


def _medians(record: np.ndarray) -> np.ndarray:
    """Return the median of each column's values, NaN for a column without any; exact, some columns at a time."""
    medians = np.full(record.shape[1], np.nan, dtype="float32")
    for start in range(0, record.shape[1], BLOCK):
        values = np.sort(record[:, start : start + BLOCK], axis=0)  # NaN comes last
        count = np.isfinite(values).sum(axis=0)
        column = np.flatnonzero(count)
        low, high = values[(count[column] - 1) // 2, column], values[count[column] // 2, column]
        medians[start + column] = (low.astype("float64") + high) / 2
    return medians

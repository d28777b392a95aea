"""ESA CCI soil moisture COMBINED, version 05.2, one file a day, cropped to Great Britain."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import netCDF4
import numpy as np
import pandas as pd
from scipy import sparse

from lstm_probe.world.grid import Grid
from lstm_probe.world.simulation import Piece

LATITUDE = np.arange(61.875, 49.0, -0.25)  # pixel centres, descending (row), degrees north
LONGITUDE = np.arange(-8.875, 3.0, 0.25)  # pixel centres, ascending (column), degrees east
SHAPE = (1, len(LATITUDE), len(LONGITUDE))  # time, rows and columns of a file
FROZEN, DENSE = 1, 2  # bits of the flag
RETRIEVAL_ERROR = 0.03  # m3 m-3

#: Name: type, fill value, long name, units.
VARIABLES = {
    "t0": ("f8", -9999.0, "Observation Timestamp", "days since 1970-01-01 00:00:00 UTC"),
    "sm": ("f4", -9999.0, "Volumetric Soil Moisture", "m3 m-3"),
    "sm_uncertainty": ("f4", -9999.0, "Volumetric Soil Moisture Uncertainty", "m3 m-3"),
    "dnflag": ("i1", 0, "Day / Night Flag", None),
    "flag": ("i1", 127, "Flag", None),
    "freqbandID": ("i2", 0, "Frequency Band Identification", None),
    "mode": ("i1", 0, "Satellite  Mode", None),
    "sensor": ("i2", 0, "Sensor", None),
}


@dataclass(frozen=True)
class Pixels:
    """Hold which land cells make up each satellite pixel.

    Parameters
    ----------
    weights : scipy.sparse.csr_array
        Share of each cell in each pixel (pixel, cell); rows add up to 1.
    number : numpy.ndarray
        Position of each pixel on the satellite's grid, row by row (pixel,).
    wooded : numpy.ndarray
        Whether woods hide the soil (pixel,).
    """

    weights: sparse.csr_array
    number: np.ndarray
    wooded: np.ndarray


@dataclass(frozen=True)
class Day:
    """Hold what the satellite sees on one day.

    Parameters
    ----------
    date : pandas.Timestamp
        The day.
    number : numpy.ndarray
        Positions on the satellite's grid of the pixels that its swaths reach (pixel,).
    values : dict of str to numpy.ndarray
        What is delivered of them (pixel,), by the name of the variable.
    """

    date: pd.Timestamp
    number: np.ndarray
    values: dict[str, np.ndarray]


def pixels(grid: Grid, ground: pd.DataFrame) -> Pixels:
    """Assign land cells to the pixel that holds their centre; pixels of three cells or more are seen."""
    rows = np.floor((LATITUDE[0] + 0.125 - grid.cell_latitude) / 0.25).astype(int)
    columns = np.floor((grid.cell_longitude - LONGITUDE[0] + 0.125) / 0.25).astype(int)
    inside = (rows >= 0) & (rows < len(LATITUDE)) & (columns >= 0) & (columns < len(LONGITUDE))
    number = rows[inside] * len(LONGITUDE) + columns[inside]
    seen, pixel, count = np.unique(number, return_inverse=True, return_counts=True)
    cells = np.nonzero(inside)[0]
    shape = (len(seen), len(rows))
    weights = sparse.csr_array((1.0 / count[pixel], (pixel, cells)), shape=shape)[count >= 3]
    wood = (ground["dwood_perc"] + ground["ewood_perc"]).to_numpy()
    return Pixels(weights, seen[count >= 3], weights @ wood > 55.0)


def observe(piece: Piece, chosen: np.ndarray, pixel: Pixels, rng: np.random.Generator) -> list[Day]:
    """Observe the chosen days (day,) of a piece.

    The satellite sees the top layer, drier and with errors of its own, along slanting swaths that miss some
    pixels every day, and not at all under snow or on frozen ground.
    """
    frozen = (piece.weather.temperature < 0.0) | (piece.record.snow > 2.0)
    days = []
    for day in map(int, np.nonzero(chosen)[0]):
        date = piece.weather.days[day]
        error = RETRIEVAL_ERROR * rng.standard_normal(len(pixel.number))
        moisture = np.clip(0.02 + 0.8 * (pixel.weights @ piece.moisture[day, 0]) + error, 0.0, 0.7)
        flag = FROZEN * (pixel.weights @ frozen[day] > 0.3) + DENSE * pixel.wooded
        overpass = rng.uniform(-0.4, 0.4)
        values = {
            "t0": (date - pd.Timestamp("1970-01-01")).days + overpass + 0.01 * rng.random(len(flag)),
            "sm": np.where(flag == 0, moisture, -9999.0),
            "sm_uncertainty": np.where(flag == 0, RETRIEVAL_ERROR / 3.0 * rng.uniform(0.6, 1.4, len(flag)), -9999.0),
            "dnflag": np.full(len(flag), 3),
            "flag": flag,
            "freqbandID": np.full(len(flag), 34),
            "mode": np.full(len(flag), 3),
            "sensor": np.full(len(flag), 288),
        }
        reached = _swath(date, pixel.number)
        days.append(Day(date, pixel.number[reached], {name: of_all[reached] for name, of_all in values.items()}))
    return days


def write(folder: Path, days: Sequence[Day]) -> None:
    """Write what was observed, one file a day."""
    for day in days:
        _write_file(folder, day)


def _swath(date: pd.Timestamp, number: np.ndarray) -> np.ndarray:
    """Say which pixels (pixel,) the day's overpasses reach: slanting stripes with gaps between them."""
    latitude, longitude = LATITUDE[number // len(LONGITUDE)], LONGITUDE[number % len(LONGITUDE)]
    across = (longitude + 0.35 * latitude + 4.7 * date.toordinal()) % 22.0
    return across > 3.0


def _write_file(folder: Path, day: Day) -> None:
    """Encode one day as delivered; what is defined before anything is written takes the library half the time."""
    name = f"ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-{day.date:%Y%m%d}000000-fv05.2.nc"
    with netCDF4.Dataset(folder / name, "w") as file:
        file.title = "ESA CCI Surface Soil Moisture COMBINED active+passive Product"
        file.product_version, file.id, file.Conventions = "05.2", name, "CF-1.6"
        file.source = "a synthetic world of lstm-probe, in the layout of ESA CCI soil moisture v05.2"
        for dimension, size in zip(("time", "lat", "lon"), SHAPE, strict=True):
            file.createDimension(dimension, size)
        for variable, values in [*_define_fields(file, day), *_define_axes(file, day.date)]:
            variable.set_auto_maskandscale(False)
            variable[:] = values.astype(variable.dtype)


def _define_fields(file: netCDF4.Dataset, day: Day) -> list[tuple[netCDF4.Variable, np.ndarray]]:
    """Define the fields of a day, each with the values to write."""
    fields = []
    for name, (kind, fill, long_name, units) in VARIABLES.items():
        variable = file.createVariable(name, kind, ("time", "lat", "lon"), zlib=True, fill_value=fill)
        variable.setncatts({"long_name": long_name, **({"units": units} if units else {})})
        whole = np.full(SHAPE, fill, dtype=kind)
        whole[0].reshape(-1)[day.number] = day.values[name]
        fields.append((variable, whole))
    return fields


def _define_axes(file: netCDF4.Dataset, date: pd.Timestamp) -> list[tuple[netCDF4.Variable, np.ndarray]]:
    """Define latitude, longitude and the day, each with the values to write."""
    axes = []
    places = {"lat": (LATITUDE, "degrees_north", "latitude"), "lon": (LONGITUDE, "degrees_east", "longitude")}
    for axis, (centres, units, standard_name) in places.items():
        variable = file.createVariable(axis, "f4", (axis,), fill_value=np.nan)
        variable.setncatts({"units": units, "standard_name": standard_name})
        axes.append((variable, centres))
    time = file.createVariable("time", "f8", ("time",), fill_value=np.nan)
    time.setncatts({"units": "days since 1970-01-01 00:00:00 UTC", "calendar": "standard", "standard_name": "time"})
    axes.append((time, np.array([(date - pd.Timestamp("1970-01-01")).days])))
    return axes

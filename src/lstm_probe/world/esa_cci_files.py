"""ESA CCI soil moisture COMBINED, version 05.2, one file a day, cropped to Great Britain."""

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


def write(folder: Path, piece: Piece, chosen: np.ndarray, pixel: Pixels, rng: np.random.Generator) -> None:
    """Write the chosen days (day,) of a piece, one file each.

    The satellite sees the top layer, drier and with errors of its own, along slanting swaths that miss some
    pixels every day, and not at all under snow or on frozen ground.
    """
    frozen = (piece.weather.temperature < 0.0) | (piece.record.snow > 2.0)
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
        _write_file(folder, date, values, pixel.number, _swath(date, pixel.number))


def _swath(date: pd.Timestamp, number: np.ndarray) -> np.ndarray:
    """Say which pixels (pixel,) the day's overpasses reach: slanting stripes with gaps between them."""
    latitude, longitude = LATITUDE[number // len(LONGITUDE)], LONGITUDE[number % len(LONGITUDE)]
    across = (longitude + 0.35 * latitude + 4.7 * date.toordinal()) % 22.0
    return across > 3.0


def _write_file(
    folder: Path, date: pd.Timestamp, values: dict[str, np.ndarray], number: np.ndarray, reached: np.ndarray
) -> None:
    """Encode one day as delivered."""
    name = f"ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-{date:%Y%m%d}000000-fv05.2.nc"
    shape = (1, len(LATITUDE), len(LONGITUDE))
    with netCDF4.Dataset(folder / name, "w") as file:
        file.title = "ESA CCI Surface Soil Moisture COMBINED active+passive Product"
        file.product_version, file.id, file.Conventions = "05.2", name, "CF-1.6"
        file.source = "a synthetic world of lstm-probe, in the layout of ESA CCI soil moisture v05.2"
        for dimension, size in zip(("time", "lat", "lon"), shape, strict=True):
            file.createDimension(dimension, size)
        for variable, (kind, fill, long_name, units) in VARIABLES.items():
            whole = np.full(shape, fill, dtype=kind)
            whole[0].reshape(-1)[number[reached]] = values[variable][reached]
            target = file.createVariable(variable, kind, ("time", "lat", "lon"), zlib=True, fill_value=fill)
            target.set_auto_maskandscale(False)
            target.setncatts({"long_name": long_name, **({"units": units} if units else {})})
            target[:] = whole
        _write_axes(file, date)


def _write_axes(file: netCDF4.Dataset, date: pd.Timestamp) -> None:
    """Write latitude, longitude and the day."""
    axes = {"lat": (LATITUDE, "degrees_north", "latitude"), "lon": (LONGITUDE, "degrees_east", "longitude")}
    for axis, (places, units, standard_name) in axes.items():
        variable = file.createVariable(axis, "f4", (axis,), fill_value=np.nan)
        variable.setncatts({"units": units, "standard_name": standard_name})
        variable[:] = places
    time = file.createVariable("time", "f8", ("time",), fill_value=np.nan)
    time.setncatts({"units": "days since 1970-01-01 00:00:00 UTC", "calendar": "standard", "standard_name": "time"})
    time[:] = (date - pd.Timestamp("1970-01-01")).days

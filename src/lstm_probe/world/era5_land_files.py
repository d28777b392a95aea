"""ERA5-Land as the Climate Data Store delivers its daily statistics: one file a variable and year."""

from pathlib import Path

import netCDF4
import numpy as np
import pandas as pd

from lstm_probe.world.fields import TravellingField
from lstm_probe.world.grid import Grid
from lstm_probe.world.settings import World
from lstm_probe.world.simulation import Piece

PACKING = 2.0**-16  # steps in which values are delivered, as from packed GRIB

#: Short name: request name, GRIB parameter, long name, units.
VARIABLES = {
    "swvl1": ("volumetric_soil_water_layer_1", 39, "Volumetric soil water layer 1", "m**3 m**-3"),
    "swvl2": ("volumetric_soil_water_layer_2", 40, "Volumetric soil water layer 2", "m**3 m**-3"),
    "swvl3": ("volumetric_soil_water_layer_3", 41, "Volumetric soil water layer 3", "m**3 m**-3"),
    "swvl4": ("volumetric_soil_water_layer_4", 42, "Volumetric soil water layer 4", "m**3 m**-3"),
    "sd": ("snow_depth_water_equivalent", 141, "Snow depth water equivalent", "m of water equivalent"),
}


class Reanalysis:
    """Deliver soil water and snow with the errors of a reanalysis, correlated in space and time.

    Soil water is off by a share of each cell's own standard deviation, as it was in the spin-up, and stays
    between nothing and saturation; snow is off by a factor, so that bare ground stays bare.

    Parameters
    ----------
    world : World
        The settings.
    grid : Grid
        The grid.
    saturation : numpy.ndarray
        Water content at saturation (layer, cell), m3 m-3.
    spin_up : Piece
        Days before the first that is delivered.
    """

    def __init__(self, world: World, grid: Grid, saturation: np.ndarray, spin_up: Piece) -> None:
        self._error = world.reanalysis_error
        self._spread = spin_up.moisture.std(axis=0)
        self._saturation = saturation
        streams = world.rng("reanalysis").spawn(len(VARIABLES))
        memories = (0.80, 0.90, 0.95, 0.98, 0.90)
        self._fields = [
            TravellingField(grid.cell_km, 120.0, memory, (0.0, 0.0), stream, waves=64)
            for memory, stream in zip(memories, streams, strict=True)
        ]

    def observe(self, piece: Piece) -> dict[str, np.ndarray]:
        """Return soil water (m3 m-3) and snow (m of water) of the next days (day, cell), by short name."""
        days = len(piece.weather.days)
        errors = [self._error * field.draw(days) for field in self._fields]
        seen = {}
        for layer, name in enumerate(("swvl1", "swvl2", "swvl3", "swvl4")):
            values = piece.moisture[:, layer] + self._spread[layer] * errors[layer]
            seen[name] = np.clip(values, 0.001, self._saturation[layer])
        seen["sd"] = piece.record.snow / 1000.0 * np.exp(errors[4])
        return seen


def write(folder: Path, days: pd.DatetimeIndex, seen: dict[str, np.ndarray], grid: Grid) -> None:
    """Write one file a variable for days of one calendar year.

    Parameters
    ----------
    folder : Path
        Where.
    days : pandas.DatetimeIndex
        Days, all of one year.
    seen : dict of str to numpy.ndarray
        Values over land (day, cell), by short name.
    grid : Grid
        The grid.
    """
    for name, values in seen.items():
        request = VARIABLES[name][0]
        path = folder / f"{request}_0_daily-mean_{days[0].year}.nc"
        whole = np.round(grid.fill(values) / PACKING) * np.float32(PACKING)
        _write_file(path, name, whole.astype("float32"), days, grid)


def _write_file(path: Path, name: str, values: np.ndarray, days: pd.DatetimeIndex, grid: Grid) -> None:
    """Encode one variable (day, row, column) as delivered."""
    request, parameter, long_name, units = VARIABLES[name]
    with netCDF4.Dataset(path, "w") as file:
        file.setncatts(
            {
                "GRIB_centre": "ecmf",
                "GRIB_subCentre": np.int64(0),
                "Conventions": "CF-1.7",
                "institution": "a synthetic world of lstm-probe, in the layout of the Climate Data Store",
                "history": f"synthetic {request}; daily_reduce({request}_0, how=mean, time_shift 0 hours)",
            }
        )
        _write_coordinates(file, days, grid)
        variable = file.createVariable(
            name,
            "f4",
            ("valid_time", "latitude", "longitude"),
            zlib=True,
            complevel=1,
            shuffle=True,
            chunksizes=values.shape,
            fill_value=np.float32(np.nan),
        )
        variable.setncatts(
            {
                "GRIB_paramId": np.int64(parameter),
                "GRIB_dataType": "fc",
                "GRIB_stepType": "instant",
                "GRIB_gridType": "regular_ll",
                "GRIB_shortName": name,
                "GRIB_units": units,
                "long_name": long_name,
                "units": units,
                "standard_name": "unknown",
                "coordinates": "number",
            }
        )
        variable[:] = values


def _write_coordinates(file: netCDF4.Dataset, days: pd.DatetimeIndex, grid: Grid) -> None:
    """Write the ensemble number, descending latitude, longitude, and days since the first of them."""
    number = file.createVariable("number", "i8", ())
    number.setncatts({"long_name": "ensemble member numerical id", "units": "1", "standard_name": "realization"})
    number[...] = 0
    axes = {"latitude": (grid.latitude, "degrees_north"), "longitude": (grid.longitude, "degrees_east")}
    file.createDimension("valid_time", len(days))
    for axis, (places, units) in axes.items():
        file.createDimension(axis, len(places))
        variable = file.createVariable(axis, "f8", (axis,), fill_value=np.nan)
        variable.setncatts({"units": units, "standard_name": axis, "long_name": axis})
        variable[:] = places
    file["latitude"].stored_direction = "decreasing"
    time = file.createVariable("valid_time", "i8", ("valid_time",))
    since = f"days since {days[0].date()} 00:00:00"
    time.setncatts({"time_shift": "0 days 00:00:00", "units": since, "calendar": "proleptic_gregorian"})
    time[:] = np.arange(len(days))

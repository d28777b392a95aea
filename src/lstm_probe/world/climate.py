"""The long-term climate of every cell, and potential evapotranspiration from temperature."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lstm_probe.world.grid import Grid

LAPSE_RATE = 6.5e-3  # K m-1


@dataclass(frozen=True)
class Climate:
    """Hold the long-term climate of the land cells.

    Parameters
    ----------
    precipitation : numpy.ndarray
        Mean precipitation (cell), mm d-1.
    winter_excess : numpy.ndarray
        Relative amplitude of precipitation's annual cycle, wettest in early December (cell), 1.
    temperature : numpy.ndarray
        Mean temperature (cell), degC.
    annual_range : numpy.ndarray
        Half the range of temperature's annual cycle, warmest in late July (cell), K.
    """

    precipitation: np.ndarray
    winter_excess: np.ndarray
    temperature: np.ndarray
    annual_range: np.ndarray


def build(grid: Grid, elevation: np.ndarray) -> Climate:
    """Set the climate by latitude, distance from the Atlantic, and elevation (cell), m.

    It is wetter in the west and uphill, more so uphill in the west; colder in the north and uphill.
    """
    latitude, longitude = grid.cell_latitude, grid.cell_longitude
    atlantic_edge = -5.6 + 0.18 * (latitude - 54.0) * (latitude < 54.0) - 0.1 * (latitude - 54.0)
    west = 1.0 / (1.0 + np.exp((longitude - atlantic_edge - 2.0) / 0.6))  # 1 at the west coast, 0 in the east
    uphill = elevation / 1000.0
    precipitation = 1.85 + 1.15 * west + uphill * (2.6 + 4.8 * west)
    return Climate(
        precipitation=precipitation,
        winter_excess=0.09 + 0.26 * west,
        temperature=10.6 - 0.33 * (latitude - 50.0) + 0.3 * west - LAPSE_RATE * elevation,
        annual_range=6.4 - 1.2 * west - 0.05 * (latitude - 50.0),
    )


def extraterrestrial_radiation(days: pd.DatetimeIndex, latitude: np.ndarray) -> np.ndarray:
    """Compute daily radiation at the top of the atmosphere (FAO-56, ISBN 92-5-104219-5, eq. 21).

    Parameters
    ----------
    days : pandas.DatetimeIndex
        Days.
    latitude : numpy.ndarray
        Latitudes (place,), degrees.

    Returns
    -------
    numpy.ndarray
        Radiation (day, place), MJ m-2 d-1.
    """
    angle = 2.0 * np.pi * days.day_of_year.to_numpy()[:, None] / 365.0
    distance = 1.0 + 0.033 * np.cos(angle)
    declination = 0.409 * np.sin(angle - 1.39)
    phi = np.radians(latitude)[None, :]
    sunset = np.arccos(np.clip(-np.tan(phi) * np.tan(declination), -1.0, 1.0))
    height = sunset * np.sin(phi) * np.sin(declination) + np.cos(phi) * np.cos(declination) * np.sin(sunset)
    return 24.0 * 60.0 / np.pi * 0.0820 * distance * height


def potential_evapotranspiration(radiation: np.ndarray, temperature: np.ndarray) -> np.ndarray:
    """Compute potential evapotranspiration by the formula of Oudin et al. (2005).

    ``PET = Ra / (λ ρ) (T + 5) / 100`` where T + 5 > 0, else 0 (doi:10.1016/j.jhydrol.2004.08.026, eq. 3).

    Parameters
    ----------
    radiation : numpy.ndarray
        Extraterrestrial radiation, MJ m-2 d-1.
    temperature : numpy.ndarray
        Daily mean temperature, same shape, degC.

    Returns
    -------
    numpy.ndarray
        Potential evapotranspiration, same shape, mm d-1.
    """
    return radiation / 2.45 * np.maximum(temperature + 5.0, 0.0) / 100.0

"""Potential evapotranspiration from temperature and latitude, where a data set has none that can be used."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from lstm_probe.datasets import variables
from lstm_probe.errors import InputError

#: Solar constant (MJ m-2 min-1) and density of water times its latent heat of vaporisation (MJ m-2 mm-1).
SOLAR_CONSTANT, LATENT_HEAT = 0.0820, 2.45


def extraterrestrial_radiation(latitude: npt.NDArray[np.floating], days: pd.DatetimeIndex) -> np.ndarray:
    """Return the radiation at the top of the atmosphere, FAO-56 Eqs 21 to 25 (Allen et al., 1998).

    Parameters
    ----------
    latitude : numpy.ndarray of float, shape (gauges,)
        Degrees north.
    days : pandas.DatetimeIndex of length days
        Which days.

    Returns
    -------
    numpy.ndarray of float64, shape (gauges, days)
        MJ m-2 d-1; zero in the polar night.
    """
    angle = 2 * np.pi * days.day_of_year.to_numpy() / 365
    distance, declination = 1 + 0.033 * np.cos(angle), 0.409 * np.sin(angle - 1.39)
    place = np.deg2rad(np.asarray(latitude, dtype="float64"))[:, None]
    sunset = np.arccos(np.clip(-np.tan(place) * np.tan(declination), -1, 1))
    high = sunset * np.sin(place) * np.sin(declination) + np.cos(place) * np.cos(declination) * np.sin(sunset)
    return np.asarray(24 * 60 / np.pi * SOLAR_CONSTANT * distance * high)


def oudin(temperature: npt.NDArray[np.floating], radiation: npt.NDArray[np.floating]) -> np.ndarray:
    """Return potential evapotranspiration (mm d-1): R (T + 5) / (100 lambda rho) above -5 degC, else none.

    Oudin et al. (2005), https://doi.org/10.1016/j.jhydrol.2004.08.026, Eq. 3.

    Parameters
    ----------
    temperature, radiation : numpy.ndarray of float, shape (gauges, days)
        Daily mean (degC) and extraterrestrial radiation (MJ m-2 d-1).
    """
    return np.asarray(radiation / LATENT_HEAT * np.maximum(temperature + 5, 0) / 100)


#: How it can be computed.
METHODS = ("oudin",)


def with_pet(series: xr.Dataset, latitude: npt.NDArray[np.floating], method: str) -> xr.Dataset:
    """Add potential evapotranspiration to series that have the temperature.

    Parameters
    ----------
    series : xarray.Dataset
        With ``temperature`` (degC), or its daily extremes, of shape (gauge_id, time).
    latitude : numpy.ndarray of float, shape (gauges,)
        Degrees north.
    method : str
        One of `METHODS`.

    Returns
    -------
    xarray.Dataset
        With ``pet`` (mm d-1, float32); its attr ``method`` says how.

    Raises
    ------
    InputError
        If there is no temperature.
    """
    if "temperature" in series:
        temperature = series["temperature"].values.astype("float64")
    elif {"temperature_min", "temperature_max"} <= set(series.data_vars):
        temperature = (series["temperature_min"].values.astype("float64") + series["temperature_max"].values) / 2
    else:
        expected = "temperature, or temperature_min and temperature_max, among the forcings that are read"
        raise InputError("data.dataset.pet", "no temperature", expected, "add a column of temperature")
    days = pd.DatetimeIndex(series["time"].values)
    values = oudin(temperature, extraterrestrial_radiation(latitude, days))
    about = {"units": variables.units_of("pet"), "long_name": variables.LONG_NAMES["pet"], "method": method}
    return series.assign(pet=(("gauge_id", "time"), values.astype("float32"), about))

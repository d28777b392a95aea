"""Potential evapotranspiration from temperature and latitude, where a data set has none that can be used."""

import logging
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from lstm_probe.datasets import variables
from lstm_probe.errors import InputError

logger = logging.getLogger(__name__)

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


def method_of(settings: Mapping[str, Any]) -> str | None:
    """Name the method by which a data set's PET is computed, from its settings; None where PET is read."""
    return (settings.get("pet") or {}).get("method")


def forcings_of_files(forcings: Sequence[str], method: str | None, known: Collection[str]) -> list[str]:
    """Name the forcings that are read from files: PET that is computed needs temperature instead.

    Parameters
    ----------
    forcings : sequence of str
        Daily inputs of the LSTM.
    method : str or None
        One of `METHODS`; None where PET is read like any other forcing.
    known : collection of str
        Forcings that the files have.
    """
    if method is None or "pet" not in forcings:
        return list(forcings)
    needed = ["temperature"] if "temperature" in known else ["temperature_min", "temperature_max"]
    return list(dict.fromkeys([*(name for name in forcings if name != "pet"), *needed]))


def completed(
    series: xr.Dataset, forcings: Sequence[str], latitude: npt.NDArray[np.floating], method: str | None
) -> xr.Dataset:
    """Keep discharge and the forcings alone, PET computed where a method is given.

    Parameters
    ----------
    series : xarray.Dataset
        Discharge and `forcings_of_files`, of shape (gauge_id, time).
    latitude : numpy.ndarray of float, shape (gauges,)
        Degrees north.

    Returns
    -------
    xarray.Dataset
        ``discharge`` and `forcings`, with the attrs of `series`.
    """
    if method and "pet" in forcings:
        series = with_pet(series, latitude, method)
        mean = float(series["pet"].mean())
        logger.info("pet: computed of temperature and latitude (%s), %.2f mm d-1 in the mean", method, mean)
    return series[["discharge", *forcings]]


def completed_table(table: pd.DataFrame, forcings: Sequence[str], latitude: float, method: str | None) -> pd.DataFrame:
    """Return the table of one gauge with PET, where a method is given.

    Parameters
    ----------
    table : pandas.DataFrame
        Discharge and `forcings_of_files`, by day.
    latitude : float
        Degrees north.

    Returns
    -------
    pandas.DataFrame
        `table`, with its ``pet`` made or replaced.
    """
    if not method or "pet" not in forcings:
        return table
    arrays = {str(name): (("gauge_id", "time"), table[[name]].to_numpy().T) for name in table}
    made = with_pet(xr.Dataset(arrays, {"time": table.index}), np.array([latitude]), method)
    return table.assign(pet=made["pet"].values[0])

"""Decoys: targets that follow from the weather, or from nothing, and are no store; what a probe must not call one."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

MILLIMETRES = "mm d-1"


@dataclass(frozen=True)
class Weather:
    """Hold the daily weather of gauges, and a store of theirs.

    Parameters
    ----------
    precipitation, temperature, pet : numpy.ndarray
        Catchment means (gauge, day): mm d-1, degC, mm d-1.
    store : numpy.ndarray
        A store (gauge, day) whose autocorrelation a noise takes over, in any units.
    days : pandas.DatetimeIndex
        Days.
    """

    precipitation: np.ndarray
    temperature: np.ndarray
    pet: np.ndarray
    store: np.ndarray
    days: pd.DatetimeIndex


@dataclass(frozen=True)
class Decoy:
    """Say what a decoy is: in words, its units, and how it is made of the weather and a source of randomness."""

    long_name: str
    units: str
    make: Callable[[Weather, np.random.Generator], np.ndarray]


def moving_mean(values: np.ndarray, days: int) -> np.ndarray:
    """Average each day and those before it (gauge, day); the first days average what there is."""
    return pd.DataFrame(values.T).rolling(days, min_periods=1).mean().to_numpy().T


def thawed_rain(weather: Weather, days: int) -> np.ndarray:
    """Average what falls on days above 0 degC (gauge, day), mm d-1: not linear in the weather."""
    return moving_mean(np.where(weather.temperature > 0.0, weather.precipitation, 0.0), days)


def noise_like(store: np.ndarray, days: pd.DatetimeIndex, rng: np.random.Generator) -> np.ndarray:
    """Draw a series with the season and the autocorrelation of a store, and with nothing of its days.

    The store's deviations from its day-of-year mean keep the amplitudes of their Fourier transform and are given
    random phases, the same at all gauges, so that gauges stay as alike as they are (Theiler et al., 1992,
    https://doi.org/10.1016/0167-2789(92)90102-S).

    Parameters
    ----------
    store : numpy.ndarray
        Store (gauge, day).
    days : pandas.DatetimeIndex
        Days.
    rng : numpy.random.Generator
        Source of the phases.
    """
    season = pd.DataFrame(store.T, index=days).groupby(days.day_of_year).transform("mean").to_numpy().T
    spectrum = np.fft.rfft(store - season, axis=1)
    turned = np.exp(2j * np.pi * rng.random(spectrum.shape[1]))
    turned[0] = 1.0
    return season + np.fft.irfft(spectrum * turned, store.shape[1], axis=1)


#: Every decoy by the name of its target.
DECOYS: dict[str, Decoy] = {
    "rain_10": Decoy("rain of 10 days", MILLIMETRES, lambda weather, _: moving_mean(weather.precipitation, 10)),
    "rain_30": Decoy("rain of 30 days", MILLIMETRES, lambda weather, _: moving_mean(weather.precipitation, 30)),
    "rain_90": Decoy("rain of 90 days", MILLIMETRES, lambda weather, _: moving_mean(weather.precipitation, 90)),
    "rain_less_pet_60": Decoy(
        "rain less potential evapotranspiration of 60 days",
        MILLIMETRES,
        lambda weather, _: moving_mean(weather.precipitation - weather.pet, 60),
    ),
    "temperature_30": Decoy(
        "temperature of 30 days, as of soil", "degC", lambda weather, _: moving_mean(weather.temperature, 30)
    ),
    "thawed_rain_20": Decoy("rain of 20 days above 0 °C", MILLIMETRES, lambda weather, _: thawed_rain(weather, 20)),
    "noise": Decoy(
        "noise with the autocorrelation of a store",
        "1",
        lambda weather, rng: noise_like(weather.store, weather.days, rng),
    ),
}


def make(weather: Weather, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Make all decoys (gauge, day), by name, in the units of `DECOYS`."""
    return {name: decoy.make(weather, rng) for name, decoy in DECOYS.items()}

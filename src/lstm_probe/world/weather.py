"""Daily weather: fronts and showers that travel, spells that stay, and the year's turn."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from lstm_probe.world import climate
from lstm_probe.world.climate import Climate
from lstm_probe.world.fields import TravellingField
from lstm_probe.world.grid import Grid

HEAVINESS = 2.0  # exponent from a Gaussian exceedance to rain: the tail of storms
SHARES = {"fronts": 0.56, "spells": 0.26, "showers": 0.18}  # of the variance behind precipitation
TEMPERATURE_SPREAD = 2.6  # K, day to day


@dataclass(frozen=True)
class Days:
    """Hold some days of weather over the land cells.

    Parameters
    ----------
    days : pandas.DatetimeIndex
        Days.
    precipitation, temperature, pet : numpy.ndarray
        Weather (day, cell): mm d-1, degC, mm d-1.
    """

    days: pd.DatetimeIndex
    precipitation: np.ndarray
    temperature: np.ndarray
    pet: np.ndarray


class Weather:
    """The weather of a world, drawn piece by piece in time.

    Parameters
    ----------
    grid : Grid
        The grid.
    normals : Climate
        Its long-term climate.
    rng : numpy.random.Generator
        Source of randomness.
    """

    def __init__(self, grid: Grid, normals: Climate, rng: np.random.Generator) -> None:
        self._normals = normals
        self._latitude = grid.latitude
        self._row = np.nonzero(grid.land)[0]
        streams = rng.spawn(4)
        self._fronts = TravellingField(grid.cell_km, 210.0, 0.68, (300.0, 40.0), streams[0])
        self._spells = TravellingField(grid.cell_km, 480.0, 0.82, (0.0, 0.0), streams[1])
        self._showers = TravellingField(grid.cell_km, 75.0, 0.30, (150.0, 0.0), streams[2])
        self._warmth = TravellingField(grid.cell_km, 650.0, 0.80, (60.0, 0.0), streams[3])
        self._threshold = stats.norm.isf(np.clip(0.42 + 0.06 * normals.precipitation, 0.0, 0.78))
        self._scale = normals.precipitation / _mean_exceedance(self._threshold)

    def keep(self, cells: np.ndarray) -> None:
        """Draw the weather of some of the land cells only (cell,), positions; it is the same there."""
        for field in (self._fronts, self._spells, self._showers, self._warmth):
            field.keep(cells)
        self._normals = Climate(**{name: values[cells] for name, values in vars(self._normals).items()})
        self._row, self._threshold, self._scale = self._row[cells], self._threshold[cells], self._scale[cells]

    def draw(self, days: pd.DatetimeIndex) -> Days:
        """Draw the next days, which must follow the days drawn before."""
        turn = 2.0 * np.pi * (days.day_of_year.to_numpy() - 1.0)[:, None] / 365.25
        winter = np.cos(turn - 2.0 * np.pi * 335.0 / 365.25)
        spells = self._spells.draw(len(days))
        precipitation = self._precipitation(spells, winter)
        temperature = self._temperature(spells, turn)
        radiation = climate.extraterrestrial_radiation(days, self._latitude)[:, self._row]
        pet = climate.potential_evapotranspiration(radiation, temperature)
        return Days(days, precipitation, temperature, pet)

    def _precipitation(self, spells: np.ndarray, winter: np.ndarray) -> np.ndarray:
        """Turn Gaussian wetness (day, cell) into rain: none below a threshold, a heavy tail above it."""
        wetness = np.sqrt(SHARES["spells"]) * spells
        wetness += np.sqrt(SHARES["fronts"]) * self._fronts.draw(len(spells))
        wetness += np.sqrt(SHARES["showers"]) * self._showers.draw(len(spells))
        exceedance = np.maximum(wetness - self._threshold, 0.0) ** HEAVINESS
        return exceedance * self._scale * (1.0 + self._normals.winter_excess * winter)

    def _temperature(self, spells: np.ndarray, turn: np.ndarray) -> np.ndarray:
        """Add the year's turn, mild wet winters and cool wet summers, and what changes from day to day."""
        summer = np.cos(turn - 2.0 * np.pi * 202.0 / 365.25)
        anomaly = 0.95 * self._warmth.draw(len(spells)) - 0.31 * summer * spells
        return self._normals.temperature + self._normals.annual_range * summer + TEMPERATURE_SPREAD * anomaly


def _mean_exceedance(threshold: np.ndarray) -> np.ndarray:
    """Integrate ``E[max(z - threshold, 0) ** HEAVINESS]`` for a standard normal z (cell,)."""
    z = np.linspace(-8.0, 8.0, 4001)
    levels = np.linspace(threshold.min() - 0.01, threshold.max() + 0.01, 50)
    above = np.maximum(z[None, :] - levels[:, None], 0.0) ** HEAVINESS
    means = (above * stats.norm.pdf(z)).sum(axis=1) * (z[1] - z[0])
    return np.interp(threshold, levels, means)

"""The land model: a snow store over four soil layers, every cell at once, one day at a time."""

from dataclasses import dataclass

import numpy as np

from lstm_probe.world.parameters import Parameters
from lstm_probe.world.weather import Days

CREEP = 0.0015  # share of the water that roots can reach which percolates in a day, however dry the soil


@dataclass
class Stores:
    """Hold the water of every cell at the end of a day.

    Parameters
    ----------
    snow : numpy.ndarray
        Snow water equivalent (cell), mm.
    water : numpy.ndarray
        Soil water (layer, cell), mm.
    """

    snow: np.ndarray
    water: np.ndarray


@dataclass(frozen=True)
class Record:
    """Hold what happened on some days.

    Parameters
    ----------
    runoff, evapotranspiration : numpy.ndarray
        Fluxes of each day (day, cell), mm d-1.
    snow : numpy.ndarray
        Snow water equivalent at the end of each day (day, cell), mm.
    water : numpy.ndarray
        Soil water at the end of each day (day, layer, cell), mm.
    """

    runoff: np.ndarray
    evapotranspiration: np.ndarray
    snow: np.ndarray
    water: np.ndarray


def initial_stores(parameters: Parameters) -> Stores:
    """Start without snow, every layer at field capacity."""
    return Stores(np.zeros_like(parameters.melt), parameters.field_capacity.copy())


def run(parameters: Parameters, stores: Stores, weather: Days) -> Record:
    """Run the model over some days, leaving the stores as they are at the end of the last.

    Parameters
    ----------
    parameters : Parameters
        What each cell is like.
    stores : Stores
        Water at the start; changed in place.
    weather : Days
        Precipitation, temperature and potential evapotranspiration (day, cell).
    """
    shape = weather.precipitation.shape
    record = Record(np.empty(shape), np.empty(shape), np.empty(shape), np.empty((shape[0], 4, shape[1])))
    days = zip(weather.precipitation, weather.temperature, weather.pet, strict=True)
    for day, (precipitation, temperature, pet) in enumerate(days):
        supply = _melt(parameters, stores, precipitation, temperature)
        excess = _infiltrate(parameters, stores.water, supply)
        record.evapotranspiration[day] = _evaporate(parameters, stores.water, pet)
        record.runoff[day] = excess + _drain(parameters, stores.water)
        record.snow[day], record.water[day] = stores.snow, stores.water
    return record


def _melt(parameters: Parameters, stores: Stores, precipitation: np.ndarray, temperature: np.ndarray) -> np.ndarray:
    """Part snow from rain between -1 and 1 °C, and melt by degree-days; returns rain and melt (cell), mm."""
    snowfall = precipitation * np.clip((1.0 - temperature) / 2.0, 0.0, 1.0)
    stores.snow += snowfall
    melt = np.minimum(stores.snow, parameters.melt * np.maximum(temperature, 0.0))
    stores.snow -= melt
    return precipitation - snowfall + melt


def _infiltrate(parameters: Parameters, water: np.ndarray, supply: np.ndarray) -> np.ndarray:
    """Shed water from saturated and sealed ground, and take in the rest; returns the excess (cell), mm.

    The saturated area grows as a power of the relative wetness of the two upper layers, the first counting
    for more. What the first layer cannot hold passes to the next.
    """
    held = (water[:2] - parameters.wilting_point[:2]) / (parameters.saturation[:2] - parameters.wilting_point[:2])
    saturated = (0.7 * held[0] + 0.3 * held[1]) ** parameters.shape
    excess = supply * np.maximum(np.clip(saturated, 0.0, 1.0), parameters.sealed)
    passing = supply - excess
    for layer in range(4):
        water[layer] += passing
        passing = np.maximum(water[layer] - parameters.saturation[layer], 0.0)
        water[layer] -= passing
    return excess + passing


def _evaporate(parameters: Parameters, water: np.ndarray, pet: np.ndarray) -> np.ndarray:
    """Take up water by the roots, less as soil dries; returns evapotranspiration (cell), mm.

    Uptake falls from potential, at 60 % of the way from wilting point to field capacity, to none at wilting.
    """
    available = water - parameters.wilting_point
    ample = 0.6 * (parameters.field_capacity - parameters.wilting_point)
    uptake = pet * parameters.roots * np.clip(available / ample, 0.0, 1.0)
    uptake = np.minimum(uptake, np.maximum(available, 0.0))
    water -= uptake
    return uptake.sum(axis=0)


def _drain(parameters: Parameters, water: np.ndarray) -> np.ndarray:
    """Drain water down and sideways; returns interflow and baseflow (cell), mm.

    What is above field capacity drains at each layer's pace; of the rest a little creeps down every day.
    """
    drained = parameters.drainage * np.maximum(water - parameters.field_capacity, 0.0)
    sideways = parameters.sideways * drained
    creeping = CREEP * np.maximum(water[:3] - parameters.wilting_point[:3] - drained[:3], 0.0)
    water -= drained
    water[:3] -= creeping
    water[1:] += (drained - sideways)[:-1] + creeping
    rejected = np.maximum(water - parameters.saturation, 0.0)  # no room below: returns to the stream
    water -= rejected
    return sideways.sum(axis=0) + rejected.sum(axis=0)

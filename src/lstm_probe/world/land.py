"""The land model: a snow store over four soil layers, every cell at once, one day at a time."""

from collections.abc import Mapping
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
class Coupling:
    """Say how much of what a store gives to the stream gets there; the rest leaves the world.

    Parameters
    ----------
    snow : float
        Share of the melt that reaches the ground (0 to 1).
    layers : numpy.ndarray
        For each layer, the share of what it sheds or drains to the stream (layer, 1), 0 to 1. What percolates to the
        layer below is not touched, so soil moisture is the same for every share.
    """

    snow: float
    layers: np.ndarray


def coupling(shares: Mapping[str, float]) -> Coupling:
    """Couple the stores ``snow`` and ``swvl1`` to ``swvl4`` to the stream by these shares, and the others wholly."""
    layers = [float(shares.get(f"swvl{layer}", 1.0)) for layer in range(1, 5)]
    return Coupling(float(shares.get("snow", 1.0)), np.array(layers)[:, None])


@dataclass(frozen=True)
class Record:
    """Hold what happened on some days.

    Parameters
    ----------
    runoff, evapotranspiration, lost : numpy.ndarray
        Fluxes of each day (day, cell), mm d-1; lost is what stores that are not wholly coupled give to no stream.
    snow : numpy.ndarray
        Snow water equivalent at the end of each day (day, cell), mm.
    water : numpy.ndarray
        Soil water at the end of each day (day, layer, cell), mm.
    """

    runoff: np.ndarray
    evapotranspiration: np.ndarray
    lost: np.ndarray
    snow: np.ndarray
    water: np.ndarray


def initial_stores(parameters: Parameters) -> Stores:
    """Start without snow, every layer at field capacity."""
    return Stores(np.zeros_like(parameters.melt), parameters.field_capacity.copy())


def run(parameters: Parameters, stores: Stores, weather: Days, coupled: Coupling | None = None) -> Record:
    """Run the model over some days, leaving the stores as they are at the end of the last.

    Parameters
    ----------
    parameters : Parameters
        What each cell is like.
    stores : Stores
        Water at the start; changed in place.
    weather : Days
        Precipitation, temperature and potential evapotranspiration (day, cell).
    coupled : Coupling, optional
        How far the stores feed the stream; wholly where not given.
    """
    coupled = coupled or coupling({})
    shape = weather.precipitation.shape
    runoff, evapotranspiration, lost, snow = np.empty((4, *shape))
    record = Record(runoff, evapotranspiration, lost, snow, np.empty((shape[0], 4, shape[1])))
    days = zip(weather.precipitation, weather.temperature, weather.pet, strict=True)
    for day, (precipitation, temperature, pet) in enumerate(days):
        supply, blown = _melt(parameters, stores, precipitation, temperature, coupled.snow)
        shed, unshed = _infiltrate(parameters, stores.water, supply, coupled.layers)
        record.evapotranspiration[day] = _evaporate(parameters, stores.water, pet)
        drained, undrained = _drain(parameters, stores.water, coupled.layers)
        record.runoff[day] = shed + drained
        record.lost[day] = blown + unshed + undrained
        record.snow[day], record.water[day] = stores.snow, stores.water
    return record


def _melt(
    parameters: Parameters, stores: Stores, precipitation: np.ndarray, temperature: np.ndarray, share: float
) -> tuple[np.ndarray, np.ndarray]:
    """Part snow from rain between -1 and 1 °C, and melt by degree-days.

    Returns
    -------
    supply, lost : numpy.ndarray
        Rain and the share of the melt that reaches the ground, and the rest of the melt (cell), mm.
    """
    snowfall = precipitation * np.clip((1.0 - temperature) / 2.0, 0.0, 1.0)
    stores.snow += snowfall
    melt = np.minimum(stores.snow, parameters.melt * np.maximum(temperature, 0.0))
    stores.snow -= melt
    return precipitation - snowfall + share * melt, (1.0 - share) * melt


def _infiltrate(
    parameters: Parameters, water: np.ndarray, supply: np.ndarray, shares: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Shed water from saturated and sealed ground, and take in the rest.

    The saturated area grows as a power of the relative wetness of the two upper layers, the first counting
    for more. What the first layer cannot hold passes to the next. To the stream the wetness of a layer counts by its
    share, as does what the last layer cannot hold.

    Returns
    -------
    shed, lost : numpy.ndarray
        The excess that gets to the stream, and the rest of it (cell), mm.
    """
    held = (water[:2] - parameters.wilting_point[:2]) / (parameters.saturation[:2] - parameters.wilting_point[:2])
    area = _saturated_area(parameters, held)
    excess = supply * area
    shed = supply * _saturated_area(parameters, shares[:2] * held)
    passing = supply - excess
    for layer in range(4):
        water[layer] += passing
        passing = np.maximum(water[layer] - parameters.saturation[layer], 0.0)
        water[layer] -= passing
    return shed + shares[3] * passing, excess - shed + (1.0 - shares[3]) * passing


def _saturated_area(parameters: Parameters, held: np.ndarray) -> np.ndarray:
    """Give the share of a cell (cell) that is saturated or sealed, from the wetness of two layers (layer, cell), 1."""
    saturated = (0.7 * held[0] + 0.3 * held[1]) ** parameters.shape
    return np.maximum(np.clip(saturated, 0.0, 1.0), parameters.sealed)


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


def _drain(parameters: Parameters, water: np.ndarray, shares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Drain water down and sideways.

    What is above field capacity drains at each layer's pace; of the rest a little creeps down every day.

    Returns
    -------
    drained, lost : numpy.ndarray
        Interflow and baseflow that get to the stream, and the rest of them (cell), mm.
    """
    drained = parameters.drainage * np.maximum(water - parameters.field_capacity, 0.0)
    sideways = parameters.sideways * drained
    creeping = CREEP * np.maximum(water[:3] - parameters.wilting_point[:3] - drained[:3], 0.0)
    water -= drained
    water[:3] -= creeping
    water[1:] += (drained - sideways)[:-1] + creeping
    rejected = np.maximum(water - parameters.saturation, 0.0)  # no room below: returns to the stream
    water -= rejected
    kept = (shares * sideways).sum(axis=0) + (shares * rejected).sum(axis=0)
    rest = 1.0 - shares
    return kept, (rest * sideways).sum(axis=0) + (rest * rejected).sum(axis=0)

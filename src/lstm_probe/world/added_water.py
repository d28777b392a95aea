"""What comes down the rivers of a world after water was put into one of its stores: the truth of steering."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from lstm_probe.world import catchments, gauging, land, parameters, simulation
from lstm_probe.world.land import Coupling, Stores
from lstm_probe.world.parameters import Parameters
from lstm_probe.world.settings import World
from lstm_probe.world.simulation import Country
from lstm_probe.world.weather import Days

logger = logging.getLogger(__name__)

#: Stores that water can be added to, by the names of their targets.
STORES = ("swvl1", "swvl2", "swvl3", "swvl4", "sd")
WEATHER = ("precipitation", "temperature", "pet")


def responses(
    world: World, added: Mapping[str, float], days: pd.DatetimeIndex, lead_days: int
) -> tuple[list[str], dict[str, np.ndarray]]:
    """Add water to a store in the evening of some days, and run the world on from there under the same weather.

    Parameters
    ----------
    world : World
        Its settings.
    added : mapping of str to float
        By store: ``swvl1`` to ``swvl4`` (m3 m-3), ``sd`` (m of water).
    days : pandas.DatetimeIndex
        Days after which water is added, each time to a world without what was added before.
    lead_days : int
        Days that the world is run on.

    Returns
    -------
    gauge_ids : list of str
        The gauges.
    responses : dict of str to numpy.ndarray
        For each store, the discharge at the gauges less that without the added water (gauge, day, lead), mm d-1.
    """
    country = simulation.build(world)
    gauged = catchments.build(world.gauges, country.grid, country.relief, world.rng("catchments"))
    weights = catchments.weights(gauged, country.grid)
    cells = np.flatnonzero(np.asarray(weights.sum(axis=0)).ravel() > 0.0)  # no other gives a gauge its water
    model, weights = parameters.within(country.model, cells), weights[:, cells]
    coupled = land.coupling(world.coupling)
    hydrographs = gauging.unit_hydrographs(gauged["area"].to_numpy())
    found = {store: np.zeros((len(gauged), len(days), lead_days)) for store in added}
    for which, (stores, weather) in enumerate(_evenings(world, country, cells, days, lead_days)):
        usual = _runoff(model, stores, weather, coupled)
        for store, amount in added.items():
            runoff = _runoff(model, _with_water(stores, store, amount), weather, coupled) - usual
            before = np.zeros((gauging.LONGEST - 1, len(gauged)))
            found[store][:, which] = gauging.route((weights @ runoff.T).T, before, hydrographs).T
    logger.info("ran the world on from %d days, with water added to %s", len(days), ", ".join(added))
    return gauged["gauge_id"].astype(str).tolist(), found


def _evenings(
    world: World, country: Country, cells: np.ndarray, days: pd.DatetimeIndex, lead_days: int
) -> Iterator[tuple[Stores, Days]]:
    """Give the stores at the end of each of some days, and the weather of the days that follow it."""
    last = days[-1] + pd.Timedelta(days=lead_days)
    held, weather = {}, []
    for piece in simulation.run(replace(world, last_day=f"{last:%Y-%m-%d}"), country, cells=cells):
        if piece.weather.days[-1] < days[0]:
            continue
        weather.append(piece.weather)
        for day in days.intersection(piece.weather.days):
            row = piece.weather.days.get_loc(day)
            held[day] = Stores(piece.record.snow[row].copy(), piece.record.water[row].copy())
    whole = _joined(weather)
    for day in days:
        first = (day - whole.days[0]).days + 1
        after = slice(first, first + lead_days)
        yield held[day], Days(whole.days[after], *(getattr(whole, name)[after] for name in WEATHER))


def _joined(pieces: Sequence[Days]) -> Days:
    """Put pieces of weather together."""
    days = pd.DatetimeIndex(np.concatenate([piece.days for piece in pieces]))
    return Days(days, *(np.concatenate([getattr(piece, name) for piece in pieces]) for name in WEATHER))


def _with_water(stores: Stores, store: str, amount: float) -> Stores:
    """Copy the stores with an amount more in one of them, in the units of its target."""
    more = Stores(stores.snow.copy(), stores.water.copy())
    if store == "sd":
        more.snow += 1000.0 * amount
    else:
        layer = int(store.removeprefix("swvl")) - 1
        more.water[layer] += amount * parameters.THICKNESS[layer]
    return more


def _runoff(model: Parameters, stores: Stores, weather: Days, coupled: Coupling) -> np.ndarray:
    """Run the land model from the stores, which stay as they are; returns runoff (day, cell), mm d-1."""
    start = Stores(stores.snow.copy(), stores.water.copy())
    return land.run(model, start, weather, coupled).runoff

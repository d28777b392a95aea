"""A world, year by year: weather, land, and nothing kept that a later year does not need."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from lstm_probe.world import climate, land, parameters, soil, terrain
from lstm_probe.world.grid import Grid
from lstm_probe.world.grid import build as build_grid
from lstm_probe.world.land import Record
from lstm_probe.world.parameters import Parameters
from lstm_probe.world.settings import World
from lstm_probe.world.terrain import Terrain
from lstm_probe.world.weather import Days, Weather

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Country:
    """Hold what does not change in a world.

    Parameters
    ----------
    grid : Grid
        The grid and its land cells.
    relief : Terrain
        Elevation and steepness of the land cells.
    normals : climate.Climate
        Their long-term climate.
    ground : pandas.DataFrame
        Their soil and land cover, one row a cell.
    model : Parameters
        The land model's parameters.
    """

    grid: Grid
    relief: Terrain
    normals: climate.Climate
    ground: pd.DataFrame
    model: Parameters


@dataclass(frozen=True)
class Piece:
    """Hold some consecutive days of a world.

    Parameters
    ----------
    weather : Days
        Precipitation, temperature and potential evapotranspiration (day, cell).
    record : Record
        Runoff, evapotranspiration, snow and soil water.
    """

    weather: Days
    record: Record

    @cached_property
    def moisture(self) -> np.ndarray:
        """Soil water content (day, layer, cell), m3 m-3."""
        return self.record.water / parameters.THICKNESS[:, None]


def build(world: World) -> Country:
    """Make the land of a world: relief, climate, soil and what the land model needs."""
    grid = build_grid(world)
    relief = terrain.build(grid.cell_longitude, grid.cell_latitude, world.rng("terrain"))
    normals = climate.build(grid, relief.elevation)
    ground = soil.build(grid, relief, world.rng("soil"))
    return Country(grid, relief, normals, ground, parameters.build(ground, relief.steepness))


def run(
    world: World, country: Country, days_a_piece: int | None = None, cells: np.ndarray | None = None
) -> Iterator[Piece]:
    """Simulate a world from the start of its spin-up, a calendar year at a time.

    The first piece is the whole spin-up: the days before the world's first day.

    Parameters
    ----------
    world : World
        Its settings.
    country : Country
        Its land.
    days_a_piece : int, optional
        Length of the later pieces; a calendar year where not given. The result does not depend on it.
    cells : numpy.ndarray, optional
        Positions of the land cells to simulate (cell,); all where not given.

    Yields
    ------
    Piece
        Consecutive days.
    """
    weather = Weather(country.grid, country.normals, world.rng("weather"))
    model = country.model
    if cells is not None:
        weather.keep(cells)
        model = parameters.within(model, cells)
    stores, coupled = land.initial_stores(model), land.coupling(world.coupling)
    spin_up = pd.date_range(end=world.days[0], periods=world.spin_up_days + 1, freq="D")[:-1]
    for days in (spin_up, *pieces(world.days, days_a_piece)):
        drawn = weather.draw(days)
        yield Piece(drawn, land.run(model, stores, drawn, coupled))
        logger.info("simulated %s to %s", days[0].date(), days[-1].date())


def pieces(days: pd.DatetimeIndex, length: int | None) -> list[pd.DatetimeIndex]:
    """Cut days into calendar years, or into pieces of a given length."""
    if length is None:
        return [days[days.year == year] for year in days.year.unique()]
    return [days[first : first + length] for first in range(0, len(days), length)]

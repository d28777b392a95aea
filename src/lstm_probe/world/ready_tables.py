"""Ready tables of targets: the true stores, decoys, and the stores that other weather gives on the same land."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr
from scipy import sparse

from lstm_probe.contracts.world import TRUTH
from lstm_probe.world import decoys, delivery, simulation
from lstm_probe.world.settings import World
from lstm_probe.world.simulation import Country

#: Before the name of a store that the weather of another seed gives.
PSEUDO = "pseudo_"
#: The store whose autocorrelation the noise takes over.
NOISE_OF = "swvl3"
#: What is added to the seed of the weather for the pseudo-stores.
OTHER_WEATHER = 100_000


def other_weather(world: World) -> World:
    """Give the same land another weather, without satellite files and decoys."""
    own = world.seed if world.weather_seed is None else world.weather_seed
    return replace(world, weather_seed=own + OTHER_WEATHER, esa_cci_days=None, decoys=False)


def make(world: World) -> xr.Dataset:
    """Simulate the catchments of a world, without its grids, and make its ready tables.

    Returns
    -------
    xarray.Dataset
        As `contracts.world.READY`: a variable a target, of shape (gauge_id, time).
    """
    country, gauged, weights = delivery.land_and_catchments(world)
    return _ready(world, gauged["gauge_id"].to_numpy(), _means(world, country, weights))


def write_camels_gb(world: World, folder: Path) -> xr.Dataset:
    """Make the ready tables of a world, and write its CAMELS-GB and no grid.

    Parameters
    ----------
    world : World
        Its settings.
    folder : pathlib.Path
        Of CAMELS-GB; it is made.

    Returns
    -------
    xarray.Dataset
        As of `make`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    country, gauged, weights = delivery.land_and_catchments(world)
    means = _means(world, country, weights)
    delivery.write_camels_gb(world, country, gauged, weights, means, folder)
    return _ready(world, gauged["gauge_id"].to_numpy(), means)


def _means(world: World, country: Country, weights: sparse.csr_array) -> dict[str, np.ndarray]:
    """Run the cells of the catchments alone; returns catchment means (gauge, day), spin-up first, by name."""
    cells = np.flatnonzero(np.asarray(weights.sum(axis=0)).ravel() > 0.0)
    means, first = delivery.room(world, weights), 0
    for piece in simulation.run(world, country, cells=cells):
        first = delivery.keep(means, piece, weights[:, cells], first)
    return means


def _ready(world: World, gauges: np.ndarray, means: Mapping[str, np.ndarray]) -> xr.Dataset:
    """Put stores, decoys and pseudo-stores together; means are of shape (gauge, day), spin-up first."""
    found = delivery.true_means(world.days, gauges, dict(means))
    total = means[NOISE_OF].shape[1]
    weather = decoys.Weather(
        **{name: means[name] for name in delivery.WEATHER},
        store=means[NOISE_OF],
        days=pd.date_range(end=world.days[-1], periods=total, freq="D"),
    )
    for name, values in decoys.make(weather, world.rng("decoys")).items():
        about = {"units": decoys.DECOYS[name].units, "long_name": decoys.DECOYS[name].long_name}
        found[name] = (("gauge_id", "time"), values[:, -len(world.days) :].astype("float32"), about)
    other = other_weather(world)
    country, _, weights = delivery.land_and_catchments(other)
    pseudo = delivery.true_means(world.days, gauges, _means(other, country, weights))
    for name in TRUTH.variables:
        about = {"long_name": f"{pseudo[name].attrs['long_name']}, in another weather"}
        found[PSEUDO + name] = pseudo[name].assign_attrs(pseudo[name].attrs | about)
    return found

"""Make a world and deliver it: the files users have, and the truth they never see."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import xarray as xr
from scipy import sparse
from threadpoolctl import threadpool_limits

from lstm_probe.contracts.world import TRUTH
from lstm_probe.world import (
    attributes,
    camels_files,
    catchments,
    climate_indices,
    era5_land_files,
    esa_cci_files,
    gauging,
    signatures,
    simulation,
)
from lstm_probe.world.beside import Beside
from lstm_probe.world.settings import World
from lstm_probe.world.simulation import Country, Piece

logger = logging.getLogger(__name__)

WEATHER = ("precipitation", "temperature", "pet")


def write(world: World, camels_gb: Path, era5_land: Path, esa_cci: Path, processes: int = 1) -> xr.Dataset:
    """Simulate a world year by year, write its files, and return the true catchment means.

    Parameters
    ----------
    world : World
        Its settings.
    camels_gb, era5_land, esa_cci : pathlib.Path
        Folders of the three data sets; they are made.
    processes : int
        With two or more, files of the satellite are written by another process; no byte depends on it.

    Returns
    -------
    xarray.Dataset
        The true stores of every catchment, by the contract `TRUTH`.
    """
    for folder in (camels_gb, era5_land, esa_cci):
        folder.mkdir(parents=True, exist_ok=True)
    country, gauged, weights = land_and_catchments(world)
    with Beside(processes) as beside, threadpool_limits(1):
        means = _simulate(world, country, weights, era5_land, partial(beside.call, esa_cci_files.write, esa_cci))
    write_camels_gb(world, country, gauged, weights, means, camels_gb)
    return true_means(world.days, gauged["gauge_id"].to_numpy(), means)


def land_and_catchments(world: World) -> tuple[Country, gpd.GeoDataFrame, sparse.csr_array]:
    """Make the land, its catchments, and the share of each cell in them (gauge, cell)."""
    country = simulation.build(world)
    gauged = catchments.build(world.gauges, country.grid, country.relief, world.rng("catchments"))
    weights = catchments.weights(gauged, country.grid)
    logger.info("%d catchments on %d land cells", len(gauged), weights.shape[1])
    return country, gauged, weights


def _simulate(
    world: World,
    country: Country,
    weights: sparse.csr_array,
    era5_land: Path,
    write_satellite: Callable[[Sequence[esa_cci_files.Day]], None],
) -> dict[str, np.ndarray]:
    """Run the world and write its grids; returns catchment means (gauge, day), spin-up first, by name."""
    run = simulation.run(world, country)
    spin_up = next(run)
    saturation = country.model.saturation / simulation.parameters.THICKNESS[:, None]
    reanalysis = era5_land_files.Reanalysis(world, country.grid, saturation, spin_up)
    satellite = esa_cci_files.pixels(country.grid, country.ground)
    satellite_rng = world.rng("satellite")
    if world.esa_cci_days is None:
        logger.info("no satellite files: esa_cci_days is not set, and their folder stays empty")
    means = room(world, weights)
    first = keep(means, spin_up, weights, 0)
    for piece in run:
        days = piece.weather.days
        if (chosen := _within(days, world.era5_land_days or (world.first_day, world.last_day))).any():
            seen = {name: values[chosen] for name, values in reanalysis.observe(piece).items()}
            era5_land_files.write(era5_land, days[chosen], seen, country.grid)
        if world.esa_cci_days is not None:
            write_satellite(esa_cci_files.observe(piece, _within(days, world.esa_cci_days), satellite, satellite_rng))
        first = keep(means, piece, weights, first)
    return means


def room(world: World, weights: sparse.csr_array) -> dict[str, np.ndarray]:
    """Make room for the catchment means (gauge, day) of all days, spin-up first, by name."""
    shape = (weights.shape[0], world.spin_up_days + len(world.days))
    return {name: np.empty(shape) for name in (*WEATHER, "runoff", *TRUTH.variables)}


def keep(means: dict[str, np.ndarray], piece: Piece, weights: sparse.csr_array, first: int) -> int:
    """Fill in the catchment means of a piece from its first day on; returns the day after its last."""
    last = first + len(piece.weather.days)
    for name, values in _catchment_means(piece, weights).items():
        means[name][:, first:last] = values
    return last


def _within(days: pd.DatetimeIndex, span: Sequence[str]) -> np.ndarray:
    """Say which days (day,) lie within a first and a last one."""
    first, last = (pd.Timestamp(day) for day in span)
    return np.asarray((days >= first) & (days <= last))


def _catchment_means(piece: Piece, weights: sparse.csr_array) -> dict[str, np.ndarray]:
    """Average weather, runoff and stores over the catchments (gauge, day), by name."""
    means = {name: weights @ getattr(piece.weather, name).T for name in WEATHER}
    means["runoff"] = weights @ piece.record.runoff.T
    for layer in range(4):
        means[f"swvl{layer + 1}"] = weights @ piece.moisture[:, layer].T
    means["sd"] = weights @ piece.record.snow.T / 1000.0
    return means


def write_camels_gb(
    world: World,
    country: Country,
    gauged: gpd.GeoDataFrame,
    weights: sparse.csr_array,
    means: dict[str, np.ndarray],
    folder: Path,
) -> None:
    """Route and gauge the discharge, describe the catchments, and write CAMELS-GB."""
    count = len(world.days)
    before = means["runoff"][:, :-count][:, -(gauging.LONGEST - 1) :]
    hydrographs = gauging.unit_hydrographs(gauged["area"].to_numpy())
    routed = gauging.route(means["runoff"][:, -count:].T, before.T, hydrographs).T
    discharge = gauging.disturb(routed, world.discharge_noise, world.rng("gauging"))
    recorded = gauging.gaps(len(gauged), count, world.rng("gaps"))
    series = {name: means[name][:, -count:] for name in WEATHER}
    logger.info("%.1f %% of discharge recorded at %d gauges", 100.0 * recorded.mean(), len(gauged))
    camels_files.write_series(
        folder, world.days, gauged, {**series, "discharge_spec": np.where(recorded, discharge, np.nan)}
    )
    climatic = climate_indices.indices(world.days, **series)
    hydrologic = signatures.signatures(world.days, discharge, series["precipitation"])
    tables = attributes.tables(gauged, weights, country, climatic, hydrologic, recorded, world.days)
    camels_files.write_attributes(folder, tables)
    camels_files.write_boundaries(folder, gauged)


def true_means(days: pd.DatetimeIndex, gauge_id: np.ndarray, means: dict[str, np.ndarray]) -> xr.Dataset:
    """Arrange the true catchment means of the written days by their contract."""
    truth = xr.Dataset(coords={"gauge_id": gauge_id.astype(object), "time": days})
    for name, promise in TRUTH.variables.items():
        values = means[name][:, -len(days) :].astype(promise.dtype)
        truth[name] = (promise.dims, values, {"units": promise.units, "long_name": promise.long_name})
    return truth

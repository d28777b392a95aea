"""A dozen gauges with eight years of weather, two soil stores and snow, and the states of an LSTM that follows them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import torch
import xarray as xr
from scipy.signal import lfilter

from lstm_probe.model import untrained
from tests.small_study import Study

PERIODS = {"fit": slice("2001-10-01", "2004-09-30"), "test": slice("2004-10-01", "2007-09-30")}
DAYS = pd.date_range("1999-10-01", "2007-09-30", name="time")
FORCINGS, ATTRIBUTES = ["precipitation", "temperature", "pet"], ["elev_mean", "soil_depth_pelletier"]
LSTM = {"forcings": FORCINGS, "attributes": ATTRIBUTES}
#: mm; the lower store holds more and drains slowly.
UPPER, LOWER = 60.0, 180.0


@dataclass(frozen=True)
class World:
    """Hold weather, attributes and true stores of shape (gauge_id, time)."""

    series: xr.Dataset
    attributes: xr.Dataset
    stores: dict[str, xr.DataArray]


def daily(name: str, values: np.ndarray, gauges: np.ndarray, units: str = "mm") -> xr.DataArray:
    """Name the axes of a daily series of every gauge, as a user's ready table of a target."""
    coords = {"gauge_id": gauges, "time": DAYS}
    return xr.DataArray(
        values.astype("float32"), coords, ("gauge_id", "time"), name, {"units": units, "long_name": name}
    )


def autocorrelated(rng: np.random.Generator, share: float, *shape: int) -> np.ndarray:
    """Draw noise of unit variance that keeps this share of itself from day to day."""
    return lfilter([np.sqrt(1 - share**2)], [1.0, -share], rng.normal(size=(*shape, len(DAYS))))


def make_world(gauges: int = 12, seed: int = 4) -> World:
    """Let weather fall on gauges that lie some 200 km apart, and run their stores."""
    rng = np.random.default_rng(seed)
    ids = np.array([str(9001 + i) for i in range(gauges)], dtype=object)
    elevation, depth = rng.uniform(50, 600, gauges), rng.uniform(0.5, 2.0, gauges)
    year = np.cos(2 * np.pi * (DAYS.day_of_year.to_numpy() - 20) / 365.25)
    wet = 0.6 * autocorrelated(rng, 0.7, 1) + 0.8 * autocorrelated(rng, 0.7, gauges)
    rain = np.maximum(wet + 0.2 * year - 0.2, 0.0) ** 2 * 5.0
    temperature = 8 - 0.006 * elevation[:, None] - 7 * year + 3.0 * autocorrelated(rng, 0.8, gauges)
    pet = np.maximum(1.6 - 1.4 * year + 0.1 * (temperature - 8), 0.0)
    stores, runoff = run_stores(rain, temperature, pet, depth)
    weather = {"precipitation": rain, "temperature": temperature, "pet": pet, "discharge": runoff}
    places = {
        "gauge_lat": (50.0 + 2.0 * (np.arange(gauges) // 3), "degrees_north"),
        "gauge_lon": (-6.0 + 3.0 * (np.arange(gauges) % 3), "degrees_east"),
        "area": (np.linspace(20.0, 900.0, gauges), "km2"),
        "elev_mean": (elevation, "m"),
        "soil_depth_pelletier": (depth, "m"),
    }
    series = xr.Dataset({name: daily(name, values, ids, "mm d-1") for name, values in weather.items()})
    attributes = {name: ("gauge_id", values, {"units": units}) for name, (values, units) in places.items()}
    return World(
        series,
        xr.Dataset(attributes, {"gauge_id": ids}),
        {name: daily(name, values, ids) for name, values in stores.items()},
    )


def run_stores(
    rain: np.ndarray, temperature: np.ndarray, pet: np.ndarray, depth: np.ndarray
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Run snow by degree-days and two soil stores that drain the faster the fuller they are; all in mm."""
    snow, upper, lower = (np.zeros(len(depth)) for _ in range(3))
    kept: dict[str, list[np.ndarray]] = {"snow": [], "upper": [], "lower": []}
    runoff = []
    for day in range(rain.shape[1]):
        cold = temperature[:, day] < 1.0
        melt = np.where(cold, 0.0, np.minimum(snow, 3.0 * np.maximum(temperature[:, day], 0.0)))
        snow = snow + np.where(cold, rain[:, day], 0.0) - melt
        upper = upper + np.where(cold, 0.0, rain[:, day]) + melt
        over = np.maximum(upper - UPPER, 0.0)
        full = np.minimum(upper / UPPER, 1.0)
        drained = 6.0 * full**4
        upper = np.maximum(upper - over - drained - pet[:, day] * np.minimum(2 * full, 1.0), 0.0)
        slow = 2.0 * (lower / LOWER) ** 2
        lower = np.maximum(lower + drained - slow - 0.4 * pet[:, day] * lower / LOWER, 0.0)
        runoff.append(over + slow)
        for name, store in zip(kept, (snow, upper, lower), strict=True):
            kept[name].append(store)
    return {name: np.stack(values, axis=1) for name, values in kept.items()}, np.stack(runoff, axis=1)


def trained_states(world: World, seed: int, units: int = 12) -> xr.Dataset:
    """Mix the stores, linear memories of the weather and noise into the units of an LSTM."""
    rng = np.random.default_rng([9, seed])
    kinds = [store.values for store in world.stores.values()]
    for name in ("precipitation", "pet"):
        kinds += [
            lfilter([1 / days], [1.0, 1 / days - 1], world.series[name].values, axis=1) for days in (8.0, 30.0, 90.0)
        ]
    scores = np.stack([(values - values.mean()) / values.std() for values in kinds], axis=-1)
    mixed = scores @ rng.normal(size=(len(kinds), units)) + 0.3 * rng.normal(size=(*scores.shape[:2], units))
    return labelled(mixed, world)


def labelled(values: np.ndarray, world: World) -> xr.Dataset:
    """Name the axes of cell states."""
    coords = {"gauge_id": world.series["gauge_id"].values, "time": DAYS, "unit": np.arange(values.shape[-1])}
    return xr.Dataset({"cell_state": (("gauge_id", "time", "unit"), values.astype("float32"), {"units": "1"})}, coords)


def untrained_states(world: World, draws: int = 2) -> dict[str, dict[int, xr.Dataset]]:
    """Draw LSTMs of 12 units and extract their states from one continuous pass each."""
    entry = {**LSTM, "hidden_size": 12, "dropout": 0.0, "forget_bias": 3.0, "memory_days": None, "window_days": 365}
    entry |= {"states": "continuous", "spin_up_days": 365, "windows_at_once": 64, "threads": 1}
    periods = {f"probe_{name}": (part.start, part.stop) for name, part in PERIODS.items()}
    periods |= {"lstm_train": periods["probe_fit"], "state_lead_days": 365}
    return {
        name: {
            draw: untrained.states(world.series, world.attributes, {**entry, **own}, periods, draw, torch.device("cpu"))
            for draw in range(1, draws + 1)
        }
        for name, own in (("untrained", {}), ("untrained_spread", {"memory_days": [1.5, 500.0]}))
    }


def make_study(world: World, untrained_ones: dict[str, dict[int, xr.Dataset]]) -> Study:
    """Set up the study of the world's stores, with two seeds of the trained LSTM."""
    states = {seed: trained_states(world, seed) for seed in (1, 2)}
    return Study(states, untrained_ones, world.series, world.attributes, world.stores, PERIODS, LSTM)

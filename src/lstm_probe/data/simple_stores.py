"""Two simple models of a catchment's stores, as probe targets where there are no others: snow, and water in the soil.

They are models and no observations: a probe that finds them shows that a cell state follows such a store, driven by
the same weather, and not that the catchment does.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import xarray as xr

from lstm_probe.errors import InputError, shortlist

Floats = npt.NDArray[np.float64]

#: Snow falls up to this mean temperature of a day, and melts above it (degC).
THRESHOLD = 1.0
#: Melt a day and degree, mm d-1 degC-1: of the order that Hock (2003) tabulates for snow.
MELT = 3.0
#: Water that the soil holds (mm), and the share of it above which evaporation is potential, as Manabe (1969) has them.
CAPACITY, ENOUGH = 150.0, 0.75


def snow(series: xr.Dataset) -> xr.DataArray:
    """Simulate snow water equivalent by degree-days, from none on the first day.

    With P and T of a day, S' = S + P where T ≤ 1 degC, else S' = S - min(S, 3 (T - 1)).
    Hock (2003), https://doi.org/10.1016/S0022-1694(03)00257-9.

    Parameters
    ----------
    series : xarray.Dataset
        precipitation (mm d-1) and temperature (degC), dimensions (gauge_id, time).

    Returns
    -------
    xarray.DataArray of shape (gauge_id, time)
        mm; NaN on days without weather, over which the store stays as it is.
    """
    rain, temperature = _inputs(series, "precipitation", "temperature")

    def step(store: Floats, day: int) -> tuple[Floats, Floats]:
        return _snow_step(store, rain[:, day], temperature[:, day])

    return _run(series, step, np.zeros(len(rain)))


def soil_water(series: xr.Dataset) -> xr.DataArray:
    """Simulate water in the soil by a bucket, half full on the first day, which rain and snowmelt fill.

    Evaporation is potential from three quarters of the capacity (150 mm) on and proportional to the water below; what
    the bucket cannot hold runs off. Manabe (1969), https://doi.org/10.1175/1520-0493(1969)097<0739:CATOC>2.3.CO;2.

    Parameters
    ----------
    series : xarray.Dataset
        precipitation, pet (mm d-1) and temperature (degC), dimensions (gauge_id, time).

    Returns
    -------
    xarray.DataArray of shape (gauge_id, time)
        mm; NaN on days without weather, over which the store stays as it is.
    """
    rain, temperature, demand = _inputs(series, "precipitation", "temperature", "pet")
    packs = np.zeros(len(rain))

    def step(store: Floats, day: int) -> tuple[Floats, Floats]:
        nonlocal packs
        after, water = _snow_step(packs, rain[:, day], temperature[:, day])
        packs = np.where(np.isnan(after), packs, after)
        evaporation = demand[:, day] * np.minimum(store / (ENOUGH * CAPACITY), 1.0)
        return np.clip(store + water - evaporation, 0.0, CAPACITY), water

    return _run(series, step, np.full(len(rain), CAPACITY / 2))


#: The stores by the name that a target's `variable` gives.
STORES: dict[str, Callable[[xr.Dataset], xr.DataArray]] = {"snow": snow, "soil_water": soil_water}


def simulate(series: xr.Dataset, entry: dict[str, Any], name: str) -> xr.DataArray:
    """Simulate the store that a target's entry names.

    Raises
    ------
    InputError
        If there is no such store, or the units are not mm.
    """
    if entry.get("variable") not in STORES or entry["units"] != "mm":
        found = f"variable '{entry.get('variable')}' in {entry['units']}"
        raise InputError(f"targets.{name}", found, f"one of {shortlist(STORES)}, in mm", "correct the entry")
    return STORES[entry["variable"]](series)


def _snow_step(store: Floats, rain: Floats, temperature: Floats) -> tuple[Floats, Floats]:
    """Give the snow after a day, and the rain and melt that leave it."""
    falls = temperature <= THRESHOLD
    store = np.where(np.isnan(rain + temperature), np.nan, store)
    melt = np.minimum(store, MELT * np.maximum(temperature - THRESHOLD, 0.0))
    return np.where(falls, store + rain, store - melt), np.where(falls, 0.0 * rain, rain + melt)


def _run(series: xr.Dataset, step: Callable[[Floats, int], tuple[Floats, Floats]], store: Floats) -> xr.DataArray:
    n_days = series.sizes["time"]
    stores = np.empty((len(store), n_days))
    for day in range(n_days):
        after, _ = step(store, day)
        stores[:, day] = after
        store = np.where(np.isnan(after), store, after)
    coords = {"gauge_id": series["gauge_id"], "time": series["time"]}
    return xr.DataArray(stores, coords=coords, dims=("gauge_id", "time"), attrs={"model": "a model, no observation"})


def _inputs(series: xr.Dataset, *names: str) -> list[Floats]:
    if missing := [name for name in names if name not in series]:
        found = f"no {shortlist(missing)}; it has {shortlist(series.data_vars)}"
        advice = "choose LSTMs that read these forcings, or leave the target out"
        raise InputError("catchments.nc", found, f"{shortlist(names)} for a target of source: simple_store", advice)
    return [series[name].transpose("gauge_id", "time").values.astype("float64") for name in names]

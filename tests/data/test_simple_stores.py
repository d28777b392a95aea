"""Simple stores lose no water but by evaporation and overflow, and hold what their weather gives."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.data import simple_stores
from lstm_probe.errors import InputError


def weather(rain: list[float], temperature: list[float], demand: float = 0.0) -> xr.Dataset:
    """Make the weather of one gauge."""
    values = {"precipitation": rain, "temperature": temperature, "pet": [demand] * len(rain)}
    days = pd.date_range("2000-01-01", periods=len(rain))
    arrays = {name: (("gauge_id", "time"), np.array([series], dtype="float32")) for name, series in values.items()}
    return xr.Dataset(arrays, {"gauge_id": ["1"], "time": days})


def test_snow_falls_in_the_cold_and_melts_by_degree_days() -> None:
    """Cold days add their precipitation; warm ones melt 3 mm for every degree above the threshold, and no more."""
    found = simple_stores.snow(weather([5, 4, 0, 9, 0], [-1, 1, 2, 2, 9]))
    assert found.values.tolist() == [[5, 9, 6, 3, 0]]


def test_a_bucket_fills_and_runs_over() -> None:
    """Without evaporation the soil takes rain and melt up to its capacity."""
    found = simple_stores.soil_water(weather([10, 100, 100, 0], [10, 10, 10, 10]))
    assert found.values.tolist() == [[85, 150, 150, 150]]


def test_evaporation_falls_with_the_water() -> None:
    """Above three quarters evaporation is potential, below it is proportional to the water."""
    found = simple_stores.soil_water(weather([0, 0], [10, 10], demand=9.0)).values[0]
    first = 75 - 9 * 75 / 112.5
    assert found == pytest.approx([first, first - 9 * first / 112.5])


def test_a_day_without_weather_has_no_value_and_changes_nothing() -> None:
    """The store is unknown on that day and goes on from the day before."""
    for store in simple_stores.STORES.values():
        broken = store(weather([5, np.nan, 5], [-1, -1, -1])).values[0]
        whole = store(weather([5, 5], [-1, -1])).values[0]
        assert np.isnan(broken[1])
        assert broken[[0, 2]].tolist() == whole.tolist()


def test_a_store_without_its_weather_is_refused() -> None:
    """Missing forcings and unknown stores are named."""
    series = weather([1], [1]).drop_vars("pet")
    with pytest.raises(InputError, match="no pet"):
        simple_stores.simulate(series, {"variable": "soil_water", "units": "mm"}, "soil")
    with pytest.raises(InputError, match="one of snow, soil_water"):
        simple_stores.simulate(series, {"variable": "groundwater", "units": "mm"}, "deep")

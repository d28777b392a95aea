"""Daily weather."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.world.weather import Days, Weather


@pytest.fixture(scope="module")
def decade(britain) -> Days:
    """Give ten years of weather at every fortieth land cell's worth of statistics."""
    weather = Weather(britain.country.grid, britain.country.normals, np.random.default_rng(8))
    years = [weather.draw(pd.date_range(f"{year}-01-01", f"{year}-12-31")) for year in range(2000, 2010)]
    days = years[0].days.append([year.days for year in years[1:]])
    parts = ("precipitation", "temperature", "pet")
    return Days(days, *(np.concatenate([getattr(year, name)[:, ::40] for year in years]) for name in parts))


def test_means_are_the_normals(britain, decade: Days) -> None:
    """Over ten years, precipitation and temperature come within 15 % and 1 K of the long-term climate."""
    normals = britain.country.normals
    assert abs(np.mean(decade.precipitation.mean(axis=0) / normals.precipitation[::40]) - 1.0) < 0.15
    assert np.abs(decade.temperature.mean(axis=0) - normals.temperature[::40]).max() < 1.0


def test_the_year_turns(decade: Days) -> None:
    """July is 8 K warmer than January and evaporates more; where it is wet it rains in winter."""
    month = decade.days.month
    january, july = month == 1, month == 7
    assert (decade.temperature[july].mean(axis=0) - decade.temperature[january].mean(axis=0)).min() > 8.0
    assert (decade.pet[july].mean(axis=0) > 3.0 * decade.pet[january].mean(axis=0)).all()
    wet = decade.precipitation.mean(axis=0) > np.median(decade.precipitation.mean(axis=0))
    winter, summer = month.isin([10, 11, 12, 1, 2, 3]), month.isin([4, 5, 6, 7, 8, 9])
    assert decade.precipitation[winter][:, wet].mean() > 1.1 * decade.precipitation[summer][:, wet].mean()


def test_there_are_dry_spells_and_storms(decade: Days) -> None:
    """At every place some ten days pass without 1 mm, and some day brings ten times the mean."""
    dry = decade.precipitation < 1.0
    spell = np.lib.stride_tricks.sliding_window_view(dry, 10, axis=0).all(axis=2).any(axis=0)
    assert spell.mean() > 0.95
    assert (decade.precipitation.max(axis=0) > 10.0 * decade.precipitation.mean(axis=0)).mean() > 0.9
    assert (decade.precipitation >= 0.0).all()


def test_weather_is_alike_nearby_and_different_far_away(britain, decade: Days) -> None:
    """Daily precipitation correlates above 0.7 around 50 km and below 0.4 beyond 400 km."""
    places = britain.country.grid.cell_km[::40]
    distance = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    alike = np.corrcoef(decade.precipitation.T)
    assert np.median(alike[(distance > 40.0) & (distance < 60.0)]) > 0.7
    assert np.median(alike[distance > 400.0]) < 0.4

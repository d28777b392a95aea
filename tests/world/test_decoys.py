"""Decoys are what they say they are: means of the weather that can be computed by hand, and a noise like a store."""

import numpy as np
import pandas as pd
import pytest
from scipy.signal import lfilter

from lstm_probe.world import decoys

DAYS = pd.date_range("1990-10-01", "1998-09-30", name="time")


def weather(seed: int = 1, gauges: int = 3) -> decoys.Weather:
    """Draw some weather, and a store that keeps 98 % of itself and has a season."""
    rng = np.random.default_rng(seed)
    rain = rng.gamma(0.4, 8.0, (gauges, len(DAYS)))
    season = np.cos(2 * np.pi * DAYS.day_of_year.to_numpy() / 365.25)
    temperature = 4.0 - 8.0 * season + rng.normal(size=rain.shape)
    store = lfilter([1.0], [1.0, -0.98], rng.normal(size=rain.shape), axis=1) + 5.0 * season
    return decoys.Weather(rain, temperature, np.full(rain.shape, 1.5), store, DAYS)


def test_moving_means_are_those_of_the_last_days() -> None:
    """A day's mean is that of so many days up to and with it, as computed by hand; the first days average what is."""
    given = weather()
    made = decoys.make(given, np.random.default_rng(0))
    for name, days in (("rain_10", 10), ("rain_30", 30), ("rain_90", 90)):
        assert made[name][1, 400] == pytest.approx(given.precipitation[1, 401 - days : 401].mean())
    assert made["rain_30"][0, 4] == pytest.approx(given.precipitation[0, :5].mean())
    net = given.precipitation - given.pet
    assert made["rain_less_pet_60"][2, 300] == pytest.approx(net[2, 241:301].mean())
    assert made["temperature_30"][2, 300] == pytest.approx(given.temperature[2, 271:301].mean())


def test_thawed_rain_counts_only_days_above_freezing() -> None:
    """What falls at or below 0 °C does not count, so that it is no linear function of the rain."""
    given = weather()
    counted = [rain for rain, warmth in zip(given.precipitation[0], given.temperature[0], strict=True) if warmth > 0]
    mean = decoys.thawed_rain(given, len(DAYS))[0, -1]
    assert mean == pytest.approx(sum(counted) / len(DAYS))
    assert mean < given.precipitation[0].mean()


def test_noise_has_the_memory_and_the_season_of_the_store_and_nothing_of_its_days() -> None:
    """Its variance, autocorrelation and seasonal mean are those of the store; its deviations do not follow the store's.

    The phases are those of all gauges, so that gauges stay as alike as they are.
    """
    given = weather(gauges=5)
    noise = decoys.noise_like(given.store, given.days, np.random.default_rng(3))
    own, other = (deviations(values) for values in (given.store, noise))
    assert np.allclose(own.std(axis=1), other.std(axis=1), rtol=0.05)
    for lag in (1, 10, 40):
        assert np.allclose(autocorrelation(own, lag), autocorrelation(other, lag), atol=0.05)
    rng = np.random.default_rng(4)
    drawn = [deviations(decoys.noise_like(given.store[:1], given.days, rng))[0] for _ in range(30)]
    assert abs(np.mean([np.corrcoef(own[0], one)[0, 1] for one in drawn])) < 0.1
    assert np.corrcoef(own)[0, 1:] == pytest.approx(np.corrcoef(other)[0, 1:], abs=0.05)


def test_every_decoy_has_a_name_and_units() -> None:
    """All decoys are made, of the shape of the weather, without a gap."""
    made = decoys.make(weather(), np.random.default_rng(0))
    assert set(made) == set(decoys.DECOYS)
    assert all(values.shape == (3, len(DAYS)) and np.isfinite(values).all() for values in made.values())


def deviations(values: np.ndarray) -> np.ndarray:
    """Take the day-of-year mean out of a series (gauge, day)."""
    table = pd.DataFrame(values.T, index=DAYS)
    return (table - table.groupby(DAYS.day_of_year).transform("mean")).to_numpy().T


def autocorrelation(values: np.ndarray, lag: int) -> np.ndarray:
    """Correlate a series with itself some days before, gauge by gauge."""
    return np.array([np.corrcoef(row[lag:], row[:-lag])[0, 1] for row in values])

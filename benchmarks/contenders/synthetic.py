"""Synthetic series of realistic scale, the same for every contender: rain, temperature, evapotranspiration, flow."""

import numpy as np

FORCINGS = ("precipitation", "temperature", "pet")
ATTRIBUTES = tuple(f"attribute_{number:02d}" for number in range(1, 23))
FIRST_DAY = "1990-01-01"


def draw(gauges: int, days: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw the series of some gauges.

    Parameters
    ----------
    gauges, days : int
        How many.

    Returns
    -------
    forcings : numpy.ndarray of shape (gauges, days, 3)
        mm d-1, degC, mm d-1.
    attributes : numpy.ndarray of shape (gauges, 22)
        Of no units.
    discharge : numpy.ndarray of shape (gauges, days)
        mm d-1: rain less evapotranspiration through a linear store of 20 days.
    """
    rng = np.random.default_rng(1)
    season = np.sin(2.0 * np.pi * (np.arange(days) - 110.0) / 365.25)
    rain = rng.gamma(0.4, 7.0, (gauges, days))
    warmth = 9.0 + 6.0 * season + rng.normal(0.0, 2.0, (gauges, days))
    thirst = np.clip(1.5 + 1.3 * season + rng.normal(0.0, 0.3, (gauges, days)), 0.0, None)
    discharge, store = np.empty((gauges, days)), np.full(gauges, 25.0)
    for day in range(days):
        store = np.maximum(store + rain[:, day] - thirst[:, day], 0.0)
        discharge[:, day] = store / 20.0
        store = store - discharge[:, day]
    return np.stack([rain, warmth, thirst], axis=-1), rng.normal(size=(gauges, 22)), discharge

"""From the runoff of cells to the discharge that a gauge records: routing, errors and gaps."""

import numpy as np
from scipy import stats

LONGEST = 15  # days that the routing of the largest catchment may take


def unit_hydrographs(areas: np.ndarray) -> np.ndarray:
    """Spread a day's runoff over the days after it: a gamma distribution, slower in larger catchments.

    The mean travel time is 0.6 d in the smallest catchments and grows with the square root of the area
    (Nash 1957 cascade with shape 2).

    Parameters
    ----------
    areas : numpy.ndarray
        Catchment areas (gauge,), km2.

    Returns
    -------
    numpy.ndarray
        Share of the runoff that arrives after 0, 1, … days (gauge, lag); rows add up to 1.
    """
    mean_days = 0.6 + 0.03 * np.sqrt(areas)
    arrived = stats.gamma.cdf(np.arange(1, LONGEST + 1)[None, :], a=2.0, scale=mean_days[:, None] / 2.0)
    shares = np.diff(arrived, axis=1, prepend=0.0)
    return shares / shares.sum(axis=1, keepdims=True)


def route(runoff: np.ndarray, before: np.ndarray, hydrographs: np.ndarray) -> np.ndarray:
    """Delay catchment runoff on its way to the gauge.

    Parameters
    ----------
    runoff : numpy.ndarray
        Catchment-mean runoff (day, gauge), mm d-1.
    before : numpy.ndarray
        Runoff of the days just before (LONGEST - 1, gauge), mm d-1.
    hydrographs : numpy.ndarray
        Unit hydrographs (gauge, lag).

    Returns
    -------
    numpy.ndarray
        Discharge (day, gauge), mm d-1.
    """
    whole = np.concatenate([before, runoff])
    days = len(runoff)
    lags = range(LONGEST)
    parts = (whole[LONGEST - 1 - lag : LONGEST - 1 - lag + days] * hydrographs[:, lag] for lag in lags)
    return sum(parts, np.zeros_like(runoff))


def disturb(discharge: np.ndarray, noise: float, rng: np.random.Generator) -> np.ndarray:
    """Multiply discharge (gauge, day) by errors of mean 1 and relative standard deviation `noise`."""
    spread = np.sqrt(np.log1p(noise**2))
    return discharge * np.exp(spread * rng.standard_normal(discharge.shape) - spread**2 / 2.0)


def gaps(gauges: int, days: int, rng: np.random.Generator) -> np.ndarray:
    """Say which days a gauge recorded: some start late, most miss a few spells.

    Parameters
    ----------
    gauges, days : int
        Size of the record.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    numpy.ndarray
        True where discharge was recorded (gauge, day).
    """
    recorded = np.ones((gauges, days), dtype=bool)
    for record in recorded:
        if rng.random() < 0.15:
            record[: int(rng.uniform(0.02, 0.3) * days)] = False
        for _ in range(rng.poisson(days / 365.25 * 0.15)):
            first = rng.integers(0, days)
            record[first : first + rng.geometric(1.0 / 12.0)] = False
    return recorded

"""Resample years, blocks of gauges and seeds by weights, from which medians of any resample follow."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import stats

Floats = npt.NDArray[np.float64]

DRAWS = 2000
SEED = 20221
#: Fewest years of the test period that are resampled, and fewest blocks of gauges.
FEWEST_YEARS, FEWEST_BLOCKS = 8, 3
#: Side of a block of gauges (km), and length of a degree of latitude (km).
BLOCK, DEGREE = 100.0, 111.195
LEVEL = 0.95


@dataclass(frozen=True)
class Weights:
    """Hold how much each year, gauge and seed counts in every draw, and how many units each axis has.

    Parameters
    ----------
    years : ndarray of shape (n_draws, n_years)
        Weights (1); all 1 where years are not resampled.
    gauges : ndarray of shape (n_draws, n_gauges)
        Weights (1) of each gauge's block.
    seeds : ndarray of shape (n_draws, n_seeds)
        Weights (1).
    units : tuple of int
        Numbers of units of the axes that are resampled, years and blocks; seeds do not count.
    """

    years: Floats
    gauges: Floats
    seeds: Floats
    units: tuple[int, ...]

    @cached_property
    def distinct(self) -> tuple[Floats, Floats, npt.NDArray[np.intp]]:
        """Weights of years and of seeds, each pair of rows once, and the row of every draw.

        Few seeds, and years that are not resampled, have few: r need not be found anew in every draw.
        """
        both = np.concatenate([self.years, self.seeds], axis=1)
        rows, case = np.unique(both, axis=0, return_inverse=True)
        years = self.years.shape[1]
        return rows[:, :years], rows[:, years:], case.reshape(-1)


def blocks(latitude: Floats, longitude: Floats) -> npt.NDArray[np.int64]:
    """Put gauges into squares of about 100 km: rows of latitude, divided by longitude at the middle of the row.

    Parameters
    ----------
    latitude, longitude : ndarray of shape (n_gauges,)
        Degrees.

    Returns
    -------
    ndarray of shape (n_gauges,)
        Number of each gauge's block, counted from the south-west; the order of gauges changes none.
    """
    row = np.floor(latitude * DEGREE / BLOCK)
    middle = np.radians((row + 0.5) * BLOCK / DEGREE)
    column = np.floor(longitude * DEGREE * np.cos(middle) / BLOCK)
    return np.unique(np.stack([row, column], axis=1), axis=0, return_inverse=True)[1].astype("int64").reshape(-1)


def draw(units: int, draws: int, rng: np.random.Generator) -> Floats:
    """Draw n - 1 of n units with replacement, and weight them by n / (n - 1).

    The variance of a mean over such draws is that of the mean itself, where n of n gives (n - 1) / n of it (Rao and
    Wu, 1988, https://doi.org/10.1080/01621459.1988.10478591).

    Returns
    -------
    ndarray of shape (draws, units)
        Weights (1), whose sum over units is n; all 1 for a single unit.
    """
    if units < 2:
        return np.ones((draws, units))
    counts = rng.multinomial(units - 1, np.full(units, 1 / units), size=draws)
    return counts.astype("float64") * (units / (units - 1))


def weights(block: Sequence[int], years: int, seeds: int, name: str, draws: int = DRAWS) -> Weights:
    """Draw the weights of every resample.

    Parameters
    ----------
    block : sequence of int
        The block of each gauge, as `blocks`.
    years, seeds : int
        How many there are. Fewer than `FEWEST_YEARS` years, or `FEWEST_BLOCKS` blocks, are not resampled.
    name : str
        The target, which has a source of randomness of its own.
    draws : int
        How many resamples.
    """
    rng = np.random.default_rng([SEED, zlib.crc32(name.encode())])
    count = int(np.max(block, initial=-1)) + 1
    of_years = draw(years, draws, rng) if years >= FEWEST_YEARS else np.ones((draws, years))
    of_blocks = draw(count, draws, rng) if count >= FEWEST_BLOCKS else np.ones((draws, count))
    of_seeds = draw(seeds, draws, rng)
    units = [years] * (years >= FEWEST_YEARS) + [count] * (count >= FEWEST_BLOCKS)
    return Weights(of_years, of_blocks[:, np.asarray(block, dtype="int64")], of_seeds, tuple(units))


def interval(values: Floats, units: Sequence[int]) -> tuple[float, float]:
    """Take the 95 % interval of draws, with percentiles that are wider the fewer units were resampled.

    A percentile interval of few units is too narrow as that of a normal distribution is beside Student's t: the
    percentiles are those of the normal distribution at t's bound of n - 1 degrees of freedom, n the smallest number of
    units (Hesterberg, 2015, https://doi.org/10.1080/00031305.2015.1089789).

    Parameters
    ----------
    values : ndarray of shape (n_draws,)
        A statistic in every draw; NaN where it has no value.
    units : sequence of int
        Numbers of units of the axes that were resampled; without any there is no interval, and both bounds are NaN.
    """
    finite = values[np.isfinite(values)]
    if not len(finite) or not units:
        return np.nan, np.nan
    tail = (1 - LEVEL) / 2
    share = stats.norm.cdf(stats.t.ppf(tail, min(units) - 1))
    low, high = np.quantile(finite, [share, 1 - share])
    return float(low), float(high)

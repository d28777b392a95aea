"""Measure how often the 95 % intervals of medians over gauges hold the true value, on simulated sums by year.

python -m benchmarks.coverage [REPLICATES [CASE ...]]    (1000 take some 10 minutes; results: docs/credibility.md)
"""

import sys
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lstm_probe.results import correlations
from lstm_probe.results.resampling import Weights, draw, interval

Floats = npt.NDArray[np.float64]
DAYS, DRAWS = 365, 1000
#: Standard deviations, on Fisher's scale (atanh r), of years (shared by all gauges, and a gauge's own), of blocks, of
#: gauges and of seeds; the middle of all r.
YEARS, OWN_YEARS, BLOCKS, GAUGES, SEEDS, MIDDLE = 0.15, 0.2, 0.25, 0.25, 0.1, 1.2


@dataclass(frozen=True)
class Case:
    """Hold how many years, blocks (of so many gauges each) and seeds vary from replicate to replicate; 1: none."""

    years: int = 1
    blocks: int = 1
    seeds: int = 1
    gauges_in_a_block: int = 3


CASES = {
    "30 years alone": Case(years=30, gauges_in_a_block=30),
    "30 blocks alone": Case(blocks=30),
    "30 seeds alone": Case(seeds=30, gauges_in_a_block=30),
    "30 years, 30 blocks and 30 seeds": Case(30, 30, 30),
    "20 years, 30 blocks and 3 seeds": Case(20, 30, 3),
    "11 years alone": Case(years=11, gauges_in_a_block=30),
    "8 years alone": Case(years=8, gauges_in_a_block=30),
    "10 blocks alone": Case(blocks=10),
    "11 years, 10 blocks and 2 seeds": Case(11, 10, 2),
    "8 years, 10 blocks and 2 seeds": Case(8, 10, 2),
}


def sums(case: Case, rng: np.random.Generator, fixed: Floats) -> Floats:
    """Draw sums by year of shape (n_seeds, n_gauges, n_years, 6): unit variances, r of a year as the effects say."""
    count = case.blocks * case.gauges_in_a_block
    places = np.repeat(rng.normal(0, BLOCKS, case.blocks), case.gauges_in_a_block) + rng.normal(0, GAUGES, count)
    gauge = places if case.blocks > 1 else fixed
    z = MIDDLE + gauge[None, :, None] + np.zeros((case.seeds, count, case.years))
    if case.years > 1:
        z = z + rng.normal(0, YEARS, case.years) + rng.normal(0, OWN_YEARS, (count, case.years))
    if case.seeds > 1:
        z = z + rng.normal(0, SEEDS, case.seeds)[:, None, None]
    n = np.full(z.shape, float(DAYS))
    return np.stack([n, 0 * n, 0 * n, n, n, n * np.tanh(z)], axis=-1)


def weights(case: Case, rng: np.random.Generator) -> Weights:
    """Draw weights of the axes that vary."""
    count = case.blocks * case.gauges_in_a_block
    gauges = np.repeat(draw(case.blocks, DRAWS, rng), case.gauges_in_a_block, axis=1)
    axes = [units for units in (case.years, case.blocks) if units > 1] or [case.seeds]
    return Weights(
        draw(case.years, DRAWS, rng), gauges.reshape(DRAWS, count), draw(case.seeds, DRAWS, rng), tuple(axes)
    )


def median(found: Floats, drawn: Weights) -> Floats:
    """Take the median over gauges in every draw."""
    return correlations.weighted_median(correlations.of_draws(found, drawn.years, drawn.seeds), drawn.gauges)


def truth(case: Case, fixed: Floats) -> float:
    """Find the median over infinitely many years, blocks and seeds, of those that vary.

    r of infinitely many days is the mean over years and seeds, which rises with a gauge's effect: the median gauge is
    that of the median effect.
    """
    nodes, shares = np.polynomial.hermite_e.hermegauss(64)
    spread = np.sqrt((case.years > 1) * (YEARS**2 + OWN_YEARS**2) + (case.seeds > 1) * SEEDS**2)
    gauge = np.zeros(1) if case.blocks > 1 else fixed
    r = np.tanh(MIDDLE + gauge[:, None] + spread * nodes) @ shares / shares.sum()
    return float(np.median(r))


def coverage(case: Case, replicates: int, seed: int = 1) -> float:
    """Find the share of replicates whose interval holds the truth."""
    rng, held = np.random.default_rng(seed), 0
    for _ in range(replicates):
        fixed = rng.normal(0, np.hypot(BLOCKS, GAUGES), case.gauges_in_a_block)
        drawn = weights(case, rng)
        low, high = interval(median(sums(case, rng, fixed), drawn), drawn.units)
        held += low <= truth(case, fixed) <= high
    return held / replicates


if __name__ == "__main__":
    wanted = sys.argv[2:] or list(CASES)
    replicates = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for name in wanted:
        sys.stdout.write(f"{name}: {100 * coverage(CASES[name], replicates):.1f} %\n")
        sys.stdout.flush()

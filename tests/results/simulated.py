"""Simulated sums by year, and the evidence of a run in which a store climbs every rung."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.contracts.nulls import NULLS
from lstm_probe.contracts.tables import SEEDS
from lstm_probe.results import intervals
from lstm_probe.results.evidence import Evidence
from lstm_probe.results.intervals import Target

SUMS = ["n", "x", "y", "xx", "yy", "xy"]
#: r and r of anomalies of a store: main far above what needs no training, and partial r high.
STORE: Mapping[str, tuple[float, float]] = {
    "main": (0.90, 0.85),
    "year_shift": (0.70, 0.20),
    "season": (0.50, 0.02),
    "untrained": (0.60, 0.50),
    "untrained_spread": (0.65, 0.55),
    "inputs": (0.70, 0.60),
    "inputs_and_attributes": (0.72, 0.62),
    "ceiling": (0.97, 0.95),
    "main_unseen": (0.88, 0.82),
    "partial": (0.70, 0.65),
    "partial_untrained": (0.20, 0.15),
    "partial_untrained_spread": (0.25, 0.20),
    "inputs_parted": (0.71, 0.61),
}


def sums(
    r: Mapping[str, float], gauges: int, years: int, seeds: int, rng: np.random.Generator, scatter: float = 0.05
) -> xr.DataArray:
    """Make sums of shape (seed, gauge_id, kind, year, sum) of series of unit variance that correlate as asked."""
    values = []
    for level in r.values():
        z = np.arctanh(level) + scatter * rng.normal(size=(seeds, gauges, years))
        n = np.full(z.shape, 365.0)
        values.append(np.stack([n, 0 * n, 0 * n, n, n, n * np.tanh(z)], axis=-1))
    return xr.DataArray(
        np.stack(values, axis=2),
        dims=("seed", "gauge_id", "kind", "year", "sum"),
        coords={
            "seed": np.arange(1, seeds + 1),
            "gauge_id": np.array([f"{1001 + i}" for i in range(gauges)], dtype=object),
            "kind": list(r),
            "year": np.arange(2000, 2000 + years),
            "sum": SUMS,
        },
    )


def target(
    levels: Mapping[str, tuple[float, float]] = STORE,
    gauges: int = 24,
    years: int = 3,
    seeds: int = 2,
    draws: int = 200,
) -> Target:
    """Make the sums of all experiments for one target, two gauges a block."""
    rng = np.random.default_rng(5)
    with_states = ("main", "year_shift", "main_unseen", "partial")
    made = {
        name: sums(
            dict(zip(("values", "anomalies"), r, strict=True)), gauges, years, seeds if name in with_states else 1, rng
        )
        for name, r in levels.items()
    }
    ids = made["main"]["gauge_id"].values
    return Target("soil", made, pd.Series(np.arange(gauges) // 2, index=ids), draws)


@cache
def estimated(levels: tuple[tuple[str, tuple[float, float]], ...], gauges: int) -> pd.DataFrame:
    """Estimate intervals, once for the same levels."""
    return intervals.estimate(target(dict(levels), gauges))


def nulls(partial: float = 0.1, whole: float = 0.3, draws: int = 199) -> pd.DataFrame:
    """Make the medians of derangements that scatter around two levels."""
    rng = np.random.default_rng(1)
    rows = [
        ("soil", null, draw + 1, level + noise, level + noise, 1, 150.0, np.nan, "")
        for null, level in (("derangement", whole), ("partial_derangement", partial))
        for draw, noise in enumerate(0.03 * rng.normal(size=draws))
    ]
    return NULLS.check(pd.DataFrame(rows, columns=list(NULLS.columns)))


def seeds_of(found: pd.DataFrame) -> pd.DataFrame:
    """Make the medians of one seed from the levels of an interval table."""
    levels = found[found["against"] == ""].assign(seed=1)
    return SEEDS.check(levels[["target", "experiment", "period", "metric", "seed", "median"]])


def sampled(gauges: int = 24) -> pd.DataFrame:
    """Make the account of what intervals rest on."""
    columns = ["target", "gauges", "effective_gauges", "blocks", "years", "years_resampled", "seeds"]
    return pd.DataFrame([("soil", gauges, 9.5, gauges // 2, 3, False, 2)], columns=columns)


def evidence(levels: Mapping[str, tuple[float, float]] = STORE, gauges: int = 24, **changes: object) -> Evidence:
    """Make the evidence of one target, by default of a store."""
    found = estimated(tuple(levels.items()), gauges)
    given = {"nulls": nulls(), "residual_shares": {"soil": 0.4}, "family": ("soil",), "seeds": seeds_of(found)}
    return Evidence(found, sampled(gauges), **(given | changes))  # type: ignore[arg-type]

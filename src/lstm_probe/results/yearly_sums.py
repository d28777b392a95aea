"""Put the sums by year of all experiments together, target by target."""

from collections.abc import Mapping, Sequence

import pandas as pd
import xarray as xr

from lstm_probe.contracts.comparisons import MAIN, YEAR_SHIFT
from lstm_probe.results import resampling
from lstm_probe.results.evidence import draws
from lstm_probe.results.intervals import Target

#: An experiment, one of its seeds, and its sums (`contracts.probe.YEARLY_SUMS`), which are read when they are used.
Run = tuple[str, int, xr.Dataset]


def targets(
    runs: Sequence[Run], attributes: xr.Dataset, best: Mapping[tuple[str, str], int], shifts: Sequence[Run] = ()
) -> list[Target]:
    """Gather the sums of every target of main.

    Parameters
    ----------
    runs : sequence of Run
        All experiments and seeds.
    attributes : xarray.Dataset
        gauge_lat and gauge_lon (degrees) along gauge_id.
    best : mapping of (experiment, target) to int
        The draw that stands for an untrained experiment, as `draws.best`.
    shifts : sequence of Run
        Sums with the states of one other year for each target, as `of_highest_shift`.

    Returns
    -------
    list of Target
        In the order of main's file.
    """
    gauges = attributes["gauge_id"].values.astype(str)
    block = resampling.blocks(attributes["gauge_lat"].values, attributes["gauge_lon"].values)
    blocks = pd.Series(block, index=gauges)
    names = next(sums["target"].values.astype(str).tolist() for name, _, sums in runs if name == MAIN)
    return [Target(name, of_target([*runs, *shifts], name, best), blocks) for name in names]


def of_target(runs: Sequence[Run], target: str, best: Mapping[tuple[str, str], int]) -> dict[str, xr.DataArray]:
    """Gather the sums of one target by experiment, of shape (seed, gauge_id, kind, year, sum); 0: there is none."""
    found: dict[str, dict[int, xr.DataArray]] = {}
    for experiment, seed, sums in runs:
        if target in sums["target"].values and best.get((experiment, target), seed) == seed:
            found.setdefault(experiment, {})[seed] = sums["sums"].sel(target=target, drop=True).load()
    return {
        name: xr.concat(list(seeds.values()), pd.Index(list(seeds), name="seed"), join="outer").fillna(0.0)
        for name, seeds in found.items()
    }


def of_highest_shift(seeds: Mapping[int, xr.Dataset], nulls: pd.DataFrame) -> list[Run]:
    """Take, for every target, the sums with the states of the other year with the highest median r of anomalies.

    Parameters
    ----------
    seeds : mapping of int to xarray.Dataset
        By seed, sums as `contracts.probe.YEARLY_SUMS` with a further dimension shift (years).
    nulls : pandas.DataFrame
        As `contracts.nulls.NULLS`.
    """
    runs: list[Run] = []
    for seed, sums in seeds.items():
        for target in sums["target"].values.astype(str):
            drawn = draws(nulls, target, YEAR_SHIFT, "anomaly_r")
            if len(drawn):
                shift = nulls.loc[
                    (nulls["null"] == YEAR_SHIFT) & (nulls["draw"] == drawn.idxmax()) & (nulls["target"] == target),
                    "shift_years",
                ].iloc[0]
                runs.append((YEAR_SHIFT, seed, sums.sel(target=[target], shift=int(shift)).drop_vars("shift")))
    return runs

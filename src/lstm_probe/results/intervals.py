"""Give medians over gauges, and medians of paired differences, their 95 % intervals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from lstm_probe.contracts.comparisons import DRAWN, MAIN, PARTIAL, UNTRAINED_BESIDE
from lstm_probe.contracts.verdict import INTERVALS
from lstm_probe.results import correlations, resampling

Floats = npt.NDArray[np.float64]

#: Kinds of sums, and the metric that follows from each.
METRICS = {"values": "r", "anomalies": "anomaly_r"}
PERIOD = "test"
#: What experiments are set beside, other than main.
OTHERS = {PARTIAL: UNTRAINED_BESIDE[PARTIAL]}


@dataclass
class Target:
    """Hold the sums of all experiments for one target, and the draws that they share.

    Parameters
    ----------
    name : str
        The target.
    sums : mapping of str to xarray.DataArray
        By experiment, of shape (seed, gauge_id, kind, year, sum).
    blocks : pandas.Series
        Block of every gauge, by gauge_id.
    draws : int
        Resamples.
    """

    name: str
    sums: Mapping[str, xr.DataArray]
    blocks: pd.Series
    draws: int = resampling.DRAWS
    _drawn: dict[tuple[str, ...], resampling.Weights] = field(default_factory=dict, init=False)
    _gauges: dict[str, list[str]] = field(default_factory=dict, init=False)
    _ordered: dict[str, xr.DataArray] = field(default_factory=dict, init=False)
    _r: dict[tuple[str, ...], tuple[Floats, Floats]] = field(default_factory=dict, init=False)

    @cached_property
    def years(self) -> list[int]:
        """Years of main that have a day, in order."""
        counted = self.sums[MAIN].sel(kind="values", sum="n").sum(["seed", "gauge_id"])
        return [int(year) for year in sorted(counted["year"].values[counted.values > 0])]

    @cached_property
    def seeds(self) -> list[int]:
        """Seeds of main, in order."""
        return sorted(int(seed) for seed in self.sums[MAIN]["seed"].values)

    def gauges(self, experiment: str) -> list[str]:
        """List the gauges that have a day, sorted: the order in which a file has them changes nothing."""
        if experiment not in self._gauges:
            counted = self.sums[experiment].sel(sum="n").sum(["seed", "year", "kind"])
            self._gauges[experiment] = sorted(counted["gauge_id"].values[counted.values > 0].astype(str).tolist())
        return self._gauges[experiment]

    def weights(self, gauges: list[str]) -> resampling.Weights:
        """Draw the weights for some gauges, the same whenever these gauges are asked for."""
        key = tuple(gauges)
        if key not in self._drawn:
            block = np.unique(self.blocks.loc[gauges].to_numpy(), return_inverse=True)[1]
            self._drawn[key] = resampling.weights(
                block.tolist(), len(self.years), len(self.seeds), self.name, self.draws
            )
        return self._drawn[key]

    def _complete(self, experiment: str) -> xr.DataArray:
        """Order the sums of an experiment, shape (seed, gauge_id, kind, year, sum), with all years of main."""
        if experiment not in self._ordered:
            sums = self.sums[experiment].sel(kind=list(METRICS)).sortby("seed").reindex(year=self.years, fill_value=0.0)
            self._ordered[experiment] = sums.transpose("seed", "gauge_id", "kind", "year", "sum")
        return self._ordered[experiment]

    def r(self, experiment: str, kind: str, gauges: list[str]) -> tuple[Floats, Floats]:
        """Find r of some gauges as it is, shape (1, n_gauges), and in all distinct draws of years and seeds.

        Seeds are resampled where they are those of main; a draw of untrained weights, or an experiment that has no
        states, counts as it is.
        """
        key = (experiment, kind, *gauges)
        if key in self._r:
            return self._r[key]
        sums = self._complete(experiment)
        place = sums.get_index("gauge_id").get_indexer(pd.Index(gauges))
        values = sums.values[:, place, list(METRICS).index(kind)]
        years, seeds, _ = self.weights(gauges).distinct
        own = experiment in DRAWN or [int(seed) for seed in sums["seed"].values] != self.seeds
        seeds = np.ones((len(years), len(values))) if own else seeds
        once = correlations.of_draws(values, np.ones((1, len(self.years))), np.ones((1, len(values))))
        found = once, correlations.of_draws(values, years, seeds)
        if experiment in {MAIN, *OTHERS}:  # needed for every difference
            self._r[key] = found
        return found


def estimate(target: Target) -> pd.DataFrame:
    """Estimate the level of every experiment, what main lies above it, and other differences that rungs need.

    Parameters
    ----------
    target : Target
        Sums of one target.

    Returns
    -------
    pandas.DataFrame
        As `contracts.verdict.INTERVALS`; a level without a score or an interval has no row.
    """
    rows = []
    for kind, metric in METRICS.items():
        for experiment, against, found in _found(target, kind):
            rows.append((experiment, against, target.name, PERIOD, metric, *summary(target, *found)))
    table = pd.DataFrame(rows, columns=list(INTERVALS.columns))
    return table.dropna().sort_values(["against", "metric"], kind="stable", ignore_index=True)


def summary(target: Target, once: Floats, every: Floats, gauges: list[str]) -> tuple[float, float, float]:
    """Take the median over gauges of a statistic, and its 95 % interval.

    Parameters
    ----------
    target : Target
        Whose draws weight the gauges.
    once : ndarray of shape (1, n_gauges)
        The statistic as it is.
    every : ndarray of shape (n_distinct, n_gauges)
        The statistic in every distinct draw of years and seeds (`Target.r`).
    gauges : list of str
        The gauges, in order.
    """
    drawn = target.weights(gauges)
    middle = correlations.weighted_median(once, np.ones_like(once))[0]
    medians = correlations.weighted_median(every, drawn.gauges, drawn.distinct[2])
    return float(middle), *resampling.interval(medians, drawn.units)


def difference(target: Target, name: str, other: str, kind: str) -> tuple[Floats, Floats, list[str]]:
    """Subtract r of one experiment from that of another, at the gauges that both have: once, in draws, and the gauges.

    The draws are the same for both, so that what years, gauges and seeds have in common cancels.
    """
    theirs = set(target.gauges(other))
    both = [gauge for gauge in target.gauges(name) if gauge in theirs]
    if not both:
        return np.empty((1, 0)), np.empty((1, 0)), both
    (once, every), (others_once, others) = target.r(name, kind, both), target.r(other, kind, both)
    return once - others_once, every - others, both


def below(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put the intervals of all targets below each other; a table without rows where there are none."""
    return pd.concat([pd.DataFrame(columns=list(INTERVALS.columns)), *parts], ignore_index=True).astype(
        dict(INTERVALS.columns)
    )


def _found(target: Target, kind: str) -> Iterator[tuple[str, str, tuple[Floats, Floats, list[str]]]]:
    """Go through levels and differences: the two experiments, r or its difference once and in draws, and the gauges."""
    own = [name for name in target.sums if target.gauges(name)]
    for name in own:
        yield name, "", (*target.r(name, kind, target.gauges(name)), target.gauges(name))
    pairs = [(MAIN, name) for name in own if name != MAIN and MAIN in own]
    pairs += [(name, other) for name, others in OTHERS.items() for other in others if {name, other} <= set(own)]
    for name, other in pairs:
        found = difference(target, name, other, kind)
        if found[2]:
            yield name, other, found

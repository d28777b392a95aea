"""Score the nulls some at a time: their sums, many times those of the gauges' own states, are never held together."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
import xarray as xr
from threadpoolctl import threadpool_limits

from lstm_probe.probe import features, lag_curve, null_skill, year_shifts
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.derangements import Derangements
from lstm_probe.probe.features import Sources
from lstm_probe.probe.lags import Lags
from lstm_probe.probe.null_moments import pair_moments, shift_moments
from lstm_probe.probe.null_skill import Answers
from lstm_probe.probe.null_targets import RESIDUAL
from lstm_probe.probe.second_moments import one_pass
from lstm_probe.probe.stacks import all_samples
from lstm_probe.probe.year_parts import calendar, pair_parts, shift_parts

logger = logging.getLogger(__name__)
ROOM = 400e6  # bytes of the sums of one part
DOUBLE, SINGLE = 8, 4  # bytes of a number


@dataclass(frozen=True)
class Nulls:
    """Score the nulls of all targets of one LSTM; every part reads the states once, whatever it scores.

    Parameters
    ----------
    kinds : sequence of Choice
        What the probes of main see.
    sources : Sources
        What it is made of.
    observed : mapping of str to xarray.DataArray
        Targets and residuals, as of `second_moments.one_pass`.
    periods : mapping of str to slice
        First and last day of ``fit`` and ``test``.
    draws : mapping of str to Derangements
        Of every target and residual.
    answers : mapping of str to Answers
        How the probes of each are fitted; what is not here is not scored.
    threads : int
        Parts that are scored at the same time; no score depends on it.
    room : float
        Bytes that the sums of one part take at the most, unless a single draw or shift takes more.
    """

    kinds: Sequence[Choice]
    sources: Sources
    observed: Mapping[str, xr.DataArray]
    periods: Mapping[str, slice]
    draws: Mapping[str, Derangements]
    answers: Mapping[str, Answers]
    threads: int = 1
    room: float = ROOM

    def derangements(self) -> dict[str, pd.DataFrame]:
        """Score every draw of every target and residual, as `null_skill.derangements` does."""
        found: dict[str, list[pd.DataFrame]] = {name: [] for name in self.observed if name in self.answers}
        with threadpool_limits(1), ThreadPoolExecutor(self.threads) as workers:
            for tables in workers.map(self._pairs, self._parts_of_draws()):
                for name, table in tables.items():
                    found[name].append(table.assign(draw=table["draw"] + sum(map(len, found[name]))))
        return {name: pd.concat(tables, ignore_index=True) for name, tables in found.items()}

    def year_shifts(self) -> tuple[dict[str, pd.DataFrame], xr.Dataset]:
        """Score every shift of every target, and sum its predictions by year, as `null_skill.year_shifts` does.

        Returns
        -------
        tables : dict of str to pandas.DataFrame
            By target.
        sums : xarray.Dataset
            As `contracts.nulls.YEAR_SHIFT_SUMS`.
        """
        years = year_shifts.shifts(calendar(self.periods), self.sources.days)
        at_once = max(1, int(self.room // self._bytes_of_shift))
        parts = [years[first : first + at_once] for first in range(0, len(years), at_once)] or [[]]
        with threadpool_limits(1), ThreadPoolExecutor(self.threads) as workers:
            scored = list(workers.map(self._shifts, parts))
        tables = {}
        for name in self._targets:
            table = pd.concat([of_part[0][name] for of_part in scored], ignore_index=True)
            tables[name] = table.assign(draw=np.arange(1, len(table) + 1))
        return tables, xr.concat([of_part[1] for of_part in scored], "shift")

    def lags(self, probe: xr.Dataset, step_days: int) -> xr.Dataset:
        """Score `main`'s probe, not fitted again, with the states of other days: r and anomaly r of every lag.

        Parameters
        ----------
        probe : xarray.Dataset
            As `contracts.probe.PROBE`; targets that it lacks, and one that is not linear, have no lag curve.
        step_days : int
            Days between lags more than 10 days away.
        """
        days = lag_curve.lags(step_days)
        given = (self.kinds, self.sources, self._targets, self.periods)
        with threadpool_limits(1):
            return one_pass(*given, lambda targets, _: [Lags(targets, probe, days)])

    @property
    def _targets(self) -> dict[str, xr.DataArray]:
        return {name: values for name, values in self.observed.items() if RESIDUAL not in name}

    def _pairs(self, draws: Mapping[str, Derangements]) -> dict[str, pd.DataFrame]:
        logger.info("derangements of %s", ", ".join(f"{name} ({len(of.partner)})" for name, of in draws.items()))
        observed = {name: self.observed[name] for name in draws}
        moments = pair_moments(self.kinds, self.sources, observed, self.periods, draws)
        samples = all_samples(moments)
        return {name: null_skill.derangements(moments, name, self.answers[name], samples) for name in draws}

    def _shifts(self, years: Sequence[int]) -> tuple[dict[str, pd.DataFrame], xr.Dataset]:
        logger.info("states of so many years earlier: %s", ", ".join(map(str, years)) or "none")
        moments = shift_moments(self.kinds, self.sources, self._targets, self.periods, years)
        scored = {name: null_skill.year_shifts(moments, name, self.answers[name]) for name in self._targets}
        sums = null_skill.together({name: of[1] for name, of in scored.items()}, moments["gauge_id"].values)
        return {name: of[0] for name, of in scored.items()}, sums

    def _parts_of_draws(self) -> Iterator[dict[str, Derangements]]:
        """Part the draws of all targets, in order, such that the sums of every part find room."""
        part: dict[str, Derangements] = {}
        left = self.room
        for name in self.observed:
            if name not in self.answers:
                continue
            fixed, a_draw = self._bytes_of_draws(name)
            start, whole = 0, self.draws[name]
            while start < len(whole.partner) or name not in part:
                fitting = int((left - fixed) // a_draw)
                if fitting < min(len(whole.partner) - start, 1) and part:
                    yield part
                    part, left = {}, self.room
                    continue
                some = whole.partner[start : start + max(fitting, 1)]
                part[name], left = replace(whole, partner=some), left - fixed - len(some) * a_draw
                start += len(some)
                if start >= len(whole.partner):
                    break
                yield part
                part, left = {}, self.room
        if part:
            yield part

    def _bytes_of_draws(self, name: str) -> tuple[int, int]:
        """Count the bytes that a target takes in a part, and those that each of its draws takes besides."""
        gauges, parts = self.observed[name].sizes["gauge_id"], pair_parts(calendar(self.periods))
        fixed = gauges * sum(part.days.stop - part.days.start for part in parts) * DOUBLE
        each = gauges * (len(parts) - 1) * self._features * SINGLE
        apart = len(_days(self.observed[name])) > 1
        return fixed, each + apart * gauges * len(parts) * self._products * DOUBLE

    @property
    def _bytes_of_shift(self) -> int:
        """Count the bytes that the sums of one shift of all targets take."""
        scored = len(shift_parts(calendar(self.periods)))
        days = [_days(values) for values in self._targets.values()]
        samples = {(gauge, known) for of_target in days for known, gauges in of_target.items() for gauge in gauges}
        pairs = sum(values.sizes["gauge_id"] for values in self._targets.values())
        of_states = len(samples) * self._products * (DOUBLE + scored * SINGLE)
        return of_states + pairs * (scored + 1) * self._features * SINGLE

    @cached_property
    def _features(self) -> int:
        return len(features.names(self.kinds, self.sources))

    @property
    def _products(self) -> int:
        return self._features * (self._features + 1) // 2


def _days(values: xr.DataArray) -> dict[bytes, list[str]]:
    """List the gauges of every distinct set of days with a value."""
    found: dict[bytes, list[str]] = {}
    for gauge, known in zip(values["gauge_id"].values.astype(str), np.isfinite(values.values), strict=True):
        found.setdefault(known.tobytes(), []).append(str(gauge))
    return found

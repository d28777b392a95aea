"""The days over which products are summed: whole periods and their years, of values or of anomalies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from lstm_probe.probe import selection

Days = npt.NDArray[np.intp]
#: The kind of parts that are quarters of a year, of values.
QUARTERS = "quarters"


@dataclass(frozen=True)
class Part:
    """Name the days of one sum.

    Parameters
    ----------
    kind : {"values", "anomalies", "quarters"}
        Whether the day-of-year climatology of the fit period is taken off first; quarters are of values.
    period : {"fit", "test"}
        The period that the days belong to.
    year : int
        Year of the first day.
    days : slice
        Their positions among all days.
    """

    kind: str
    period: str
    year: int
    days: slice


@dataclass(frozen=True)
class Calendar:
    """Hold all days from the first to the last of the periods, and where the periods lie among them.

    Parameters
    ----------
    days : pandas.DatetimeIndex
        All days.
    periods : mapping of str to slice
        Positions of the days of ``fit`` and ``test``.
    """

    days: pd.DatetimeIndex
    periods: Mapping[str, slice]

    @property
    def day_of_year(self) -> Days:
        """Position of every day in its year, from 0; the 366th counts as the 365th, as in `metrics.anomalies`."""
        return np.minimum(self.days.day_of_year.to_numpy(), 365).astype(np.intp) - 1

    def whole(self, kind: str, period: str) -> Part:
        """Take a period as one part."""
        days = self.periods[period]
        return Part(kind, period, int(self.days[days.start].year), days)

    def years(self, kind: str, period: str) -> list[Part]:
        """Part a period into years: twelve months from the day of the year on which it begins, the last may be cut."""
        days = self.periods[period]
        first, parts = self.days[days.start], []
        for count in range(len(self.days) // 365 + 2):
            begin, end = (first + pd.DateOffset(years=count + later) for later in (0, 1))
            start = min(days.start + (begin - first).days, days.stop)
            stop = min(days.start + (end - first).days, days.stop)
            if start < stop:
                parts.append(Part(kind, period, int(begin.year), slice(start, stop)))
        return parts

    def quarters(self, period: str) -> list[Part]:
        """Part every year of a period into four quarters, equal to one day."""
        parts = []
        for year in self.years(QUARTERS, period):
            length = year.days.stop - year.days.start
            ends = [year.days.start + length * count // 4 for count in range(5)]
            spans = [slice(start, stop) for start, stop in pairwise(ends) if start < stop]
            parts += [Part(QUARTERS, period, year.year, days) for days in spans]
        return parts


def calendar(periods: Mapping[str, slice]) -> Calendar:
    """Set up the days of the periods ``fit`` and ``test``, each from its first to its last day."""
    days = selection.span(periods)
    return Calendar(days, {name: days.slice_indexer(period.start, period.stop) for name, period in periods.items()})


def own_parts(dates: Calendar, quarters: bool = False) -> list[Part]:
    """List the parts of a gauge's own states: the fit as a whole and every year of the test, values and anomalies.

    Years of the fit are never told apart: probes are fitted to all of it, and only test years are resampled. With
    `quarters` follow those of every year of the fit, whose kind is named after them.
    """
    years = [
        part for kind in ("values", "anomalies") for part in (dates.whole(kind, "fit"), *dates.years(kind, "test"))
    ]
    return [*years, *(dates.quarters("fit") if quarters else [])]


def pair_parts(dates: Calendar) -> list[Part]:
    """List the parts of another gauge's states: values of fit and test, and the anomalies of the test."""
    return [dates.whole("values", "fit"), dates.whole("values", "test"), dates.whole("anomalies", "test")]


def shift_parts(dates: Calendar) -> list[Part]:
    """List the scored parts of the states of other years: values of the test, and anomalies of each of its years."""
    return [dates.whole("values", "test"), *dates.years("anomalies", "test")]


def select(parts: Sequence[Part], kind: str, period: str) -> list[int]:
    """Find the positions of the parts of one kind and period."""
    return [i for i, part in enumerate(parts) if (part.kind, part.period) == (kind, period)]

"""Look at daily fields: the sea where it always is, no field of one value, none that stands twice, values in bounds."""

import hashlib
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from lstm_probe.checkup.findings import Findings
from lstm_probe.checkup.periods import spell
from lstm_probe.datasets.bounds import Bounds

#: Fields of fewer cells may stay the same from day to day.
ENOUGH_CELLS = 30
#: By the digest of a field, the variable and the day that had it first.
Seen = dict[bytes, tuple[str, pd.Timestamp]]
ADVICE = "get these days again: the file is damaged there, or another field was put in"


@dataclass
class Masks:
    """Hold which cells have data, by variable and day: few different masks, many days."""

    cells: dict[bytes, np.ndarray] = field(default_factory=dict)
    days: dict[tuple[bytes, str], list[pd.Timestamp]] = field(default_factory=dict)

    def take(self, variable: str, days: pd.DatetimeIndex, finite: np.ndarray) -> None:
        """Take the masks of some days.

        Parameters
        ----------
        finite : numpy.ndarray of bool, shape (days, rows, columns)
            Where there is a value.
        """
        before, mark = None, b""
        for day, mask in zip(days, finite, strict=True):
            if before is None or not np.array_equal(mask, before):
                before, mark = mask, digest(np.packbits(mask))
                self.cells.setdefault(mark, mask)
            self.days.setdefault((mark, variable), []).append(day)

    def join(self, others: "Masks") -> None:
        """Take the masks of another variable."""
        self.cells |= others.cells
        self.days |= others.days

    def land(self) -> np.ndarray:
        """Give the mask of most variables and days."""
        counts: dict[bytes, int] = {}
        for (mark, _), days in self.days.items():
            counts[mark] = counts.get(mark, 0) + len(days)
        return self.cells[max(counts, key=lambda mark: counts[mark])]

    def check(self, source: str, findings: Findings) -> None:
        """Report the days whose mask is not that of most days."""
        if len(self.cells) < 2:
            return
        land = self.land()
        for (mark, variable), days in self.days.items():
            other = self.cells[mark]
            if other.shape != land.shape or (other != land).any():
                cells = int((other != land).sum()) if other.shape == land.shape else other.size
                found = f"{spell(days)}: {cells} cells have data where others have none, or none where others have"
                expected = f"the {int(land.sum())} cells of most days and layers"
                findings.add("refuse", source, "sea mask", variable, found, expected, ADVICE)


class Look:
    """Look at the fields of one variable, block by block.

    Parameters
    ----------
    variable : str
        Its name.
    bounds : Bounds or None
        What is plausible, where known.
    """

    def __init__(self, variable: str, bounds: Bounds | None) -> None:
        self.variable, self.bounds = variable, bounds
        self.days: list[pd.Timestamp] = []
        self.constant: list[pd.Timestamp] = []
        self.marks: list[tuple[bytes, pd.Timestamp]] = []
        self.outside: dict[str, list[pd.Timestamp]] = {"refuse": [], "warn": []}
        self.extremes = [np.inf, -np.inf]
        self._sum, self._count = 0.0, 0

    def at(self, days: pd.DatetimeIndex, values: np.ndarray) -> None:
        """Look at some days.

        Parameters
        ----------
        values : numpy.ndarray of float32, shape (days, cells)
            NaN where there is no value.
        """
        self.days += list(days)
        for day, cells in zip(days, values, strict=True):
            here = cells[np.isfinite(cells)]
            if not here.size:
                continue
            low, high = float(here.min()), float(here.max())
            self._sum, self._count = self._sum + float(here.sum(dtype="float64")), self._count + here.size
            self.extremes = [min(self.extremes[0], low), max(self.extremes[1], high)]
            if low == high:
                if low and here.size >= ENOUGH_CELLS:
                    self.constant.append(day)
                continue
            self._bounded(day, low, high)
            if here.size >= ENOUGH_CELLS and np.count_nonzero(np.diff(here)) >= ENOUGH_CELLS:
                self.marks.append((digest(here), day))

    def _bounded(self, day: pd.Timestamp, low: float, high: float) -> None:
        if self.bounds is None:
            return
        for severity, (least, most) in (("refuse", self.bounds.hard), ("warn", self.bounds.soft)):
            if low < least or high > most:
                self.outside[severity].append(day)
                return

    def conclude(self, source: str, findings: Findings, seen: Seen) -> None:
        """Report what was seen; fields that stand in `seen`, of this or another variable, are copies."""
        if self.constant:
            found = f"{spell(self.constant)}: one value in all cells"
            findings.add("refuse", source, "constant fields", self.variable, found, "fields that vary", ADVICE)
        by_variable: dict[str, list[tuple[pd.Timestamp, pd.Timestamp]]] = {}
        for mark, day in self.marks:
            variable, first = seen.setdefault(mark, (self.variable, day))
            if (variable, first) != (self.variable, day):
                by_variable.setdefault(variable, []).append((day, first))
        for variable, pairs in by_variable.items():
            as_of = f"as {variable} " if variable != self.variable else "as "
            found = f"{spell([day for day, _ in pairs])}: {as_of}on {pairs[0][1]:%Y-%m-%d}"
            found += " and later" if len({first for _, first in pairs}) > 1 else ""
            expected = "every day and layer a field of its own"
            findings.add("refuse", source, "repeated fields", self.variable, found, expected, ADVICE)
        if self.bounds is not None and self._count:
            self._values(source, findings)

    def _values(self, source: str, findings: Findings) -> None:
        bounds = self.bounds
        if bounds is None:
            return
        if wrong := list(bounds.of_mean(self._sum / self._count)):
            findings.collect(source, self.variable, wrong)
            return
        for severity, (low, high) in (("refuse", bounds.hard), ("warn", bounds.soft)):
            if days := self.outside[severity]:
                found = f"{spell(days)}; all values lie between {self.extremes[0]:.4g} and {self.extremes[1]:.4g}"
                expected = f"{low:g} to {high:g} {bounds.units}"
                findings.add(
                    severity, source, "values out of bounds", self.variable, found, expected, "look at these days"
                )


def digest(values: np.ndarray) -> bytes:
    """Digest an array: 16 bytes that two different fields do not share."""
    return hashlib.blake2b(values.tobytes(), digest_size=16).digest()

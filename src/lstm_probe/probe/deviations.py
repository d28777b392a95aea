"""Deviations of daily series from their means over parts of the days with a target: every product is made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import sparse

from lstm_probe.probe.moments import Floats
from lstm_probe.probe.year_parts import QUARTERS, Calendar, Days, Part


class Observed:
    """Hold the days with a target, part by part, and the averaging over days of the year in the fit period.

    Parameters
    ----------
    observed : ndarray of bool of shape (n_days,)
        Days with a target.
    dates : Calendar
        All days.
    parts : sequence of Part
        What is summed; a day of the year without a value in the fit period has no anomaly.
    """

    def __init__(self, observed: npt.NDArray[np.bool_], dates: Calendar, parts: Sequence[Part]) -> None:
        self.day_of_year = dates.day_of_year
        fit = np.zeros(len(observed), dtype=bool)
        fit[dates.periods["fit"]] = True
        sample = np.flatnonzero(fit & observed)
        count = np.bincount(self.day_of_year[sample], minlength=365)
        share = 1.0 / count[self.day_of_year[sample]]
        self.averaging = sparse.csr_array((share, (self.day_of_year[sample], sample)), shape=(365, len(observed)))
        counted = {kind: observed for kind in ("values", QUARTERS)}
        counted["anomalies"] = observed & (count > 0)[self.day_of_year]
        self.kinds = [part.kind for part in parts]
        self.rows: list[Days] = []
        for part in parts:
            first = np.flatnonzero(counted[part.kind][part.days])
            self.rows.append((first + part.days.start).astype(np.intp))


@dataclass(frozen=True)
class Deviations:
    """Hold the means of some series over each part, and the days' deviations from them, in double precision.

    Parameters
    ----------
    mean : ndarray of shape (n_parts, n_series)
        0 where a part has no day.
    days : list of ndarray of shape (n_days_of_part, n_series)
        One array a part.
    """

    mean: Floats
    days: list[Floats]

    @property
    def count(self) -> npt.NDArray[np.int64]:
        """Days of every part."""
        return np.array([len(days) for days in self.days], dtype="int64")

    @property
    def squares(self) -> Floats:
        """Sum the squared deviations of every series, shape (n_parts, n_series)."""
        return np.array([np.einsum("ds,ds->s", days, days) for days in self.days])

    @property
    def products(self) -> Floats:
        """Sum the products of all series, shape (n_parts, n_products), as `packed` orders them."""
        return np.array([packed(days.T @ days) for days in self.days])

    def with_series(self, others: "Deviations") -> Floats:
        """Sum the products of other series on the same days and these, shape (n_parts, n_others, n_series)."""
        return np.array([other.T @ own for other, own in zip(others.days, self.days, strict=True)])


def packed(square: Floats) -> Floats:
    """Take the upper triangle of a symmetric matrix, shape (..., n, n) to (..., n (n + 1) / 2), row by row."""
    return np.asarray(square[..., *upper(square.shape[-1])])


@cache
def upper(features: int) -> tuple[Days, Days]:
    """Give rows and columns of the upper triangle of a square matrix, row by row: the order of products."""
    rows, columns = np.triu_indices(features)
    return rows, columns


def unpacked(products: Floats, features: int) -> Floats:
    """Restore the symmetric matrix of shape (n_features, n_features) from its upper triangle."""
    square = np.zeros((features, features))
    rows, columns = upper(features)
    square[rows, columns] = square[columns, rows] = products
    return square


def deviations(values: Floats, observed: Observed) -> Deviations:
    """Take the mean off each part of some series.

    Anomalies are values less their mean on that day of the year over the days of the fit period with a target, as
    `metrics.anomalies` takes it; it is linear, so the anomalies of a linear probe's prediction are the probe of the
    anomalies of its features.

    Parameters
    ----------
    values : ndarray of shape (n_days, n_series), float64
        Daily series; whatever stands on days without a target is not used.
    observed : Observed
        Days with a target.
    """
    season = observed.averaging @ values if "anomalies" in observed.kinds else np.empty((0, 0))
    means, days = [], []
    for kind, rows in zip(observed.kinds, observed.rows, strict=True):
        some = values[rows]
        if kind == "anomalies":
            some -= season[observed.day_of_year[rows]]
        means.append(some.mean(axis=0) if len(rows) else np.zeros(values.shape[1]))
        some -= means[-1]
        days.append(some)
    return Deviations(np.array(means), days)

"""How well a probe that is not fitted again follows its target with the state of an earlier or a later day."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from lstm_probe.probe.moments import Floats
from lstm_probe.probe.scores_from_moments import anomaly_r, correlation
from lstm_probe.probe.year_parts import Calendar, Days

EARLIEST, LATEST, DAILY = -60, 365, 10  # days: the first lag, the last, and within which every day is taken


def lags(step: int) -> list[int]:
    """List the lags (days; positive is the state of an earlier day): every day within ±10, then every few days.

    Parameters
    ----------
    step : int
        Days between lags beyond that; the first and the last are always there.
    """
    coarse = {*range(0, EARLIEST - 1, -step), *range(0, LATEST + 1, step), EARLIEST, LATEST}
    return sorted(coarse | {*range(-DAILY, DAILY + 1)})


def by_lag(predicted: Floats, first: int, observed: Floats, dates: Calendar, days: list[int]) -> tuple[Floats, Floats]:
    """Correlate the prediction of the state of other days with the target in the test period, lag by lag.

    Parameters
    ----------
    predicted : ndarray of shape (n_states,)
        Prediction of the state of every day (target units).
    first : int
        Position of the first of all days among the states.
    observed : ndarray of shape (n_days,)
        Target (target units); NaN where there is none.
    dates : Calendar
        All days.
    days : list of int
        Lags (days).

    Returns
    -------
    r, anomaly_r : ndarray of shape (n_lags,)
        As `metrics.correlation` and `metrics.anomaly_r` of the lagged prediction, on the days whose lagged state
        exists; a constant prediction has r 0.
    """
    where = first + np.arange(len(observed))[:, None] - np.array(days)
    known = (where >= 0) & (where < len(predicted)) & np.isfinite(observed)[:, None]
    size_p, size_y = predicted.mean(), np.nanmean(observed, dtype="float64")
    lagged = np.where(known, (predicted - size_p)[np.clip(where, 0, len(predicted) - 1)], 0.0)
    target = np.where(known, (observed.astype("float64") - size_y)[:, None], 0.0)
    fit, test = (Lagged(*(one[dates.periods[name]] for one in (known, lagged, target))) for name in ("fit", "test"))
    season_p, season_y, seen = _climatology(fit.by_day_of_year(dates.day_of_year[dates.periods["fit"]]))
    day = dates.day_of_year[dates.periods["test"]]
    r = _correlate(test.sums(), size_p, size_y)
    if not (seen[day] | ~test.known).all():
        test = Lagged(*(np.where(seen[day], one, 0) for one in (test.known, test.predicted, test.observed)))
    anomalies = _anomalies(test.sums(), test.by_day_of_year(day), season_p, season_y)
    return r, anomaly_r(r, _correlate(anomalies, 0.0, 0.0))


@dataclass(frozen=True)
class Lagged:
    """Hold the days of a period at every lag, shape (n_days, n_lags): which are known, prediction and target there."""

    known: npt.NDArray[np.bool_]
    predicted: Floats
    observed: Floats

    def sums(self) -> list[Floats]:
        """Sum days, x, y, xx, yy and xy over the days, each of shape (n_lags,); x is predicted, y observed."""
        x, y = self.predicted, self.observed
        squares = [np.einsum("dl,dl->l", one, other) for one, other in ((x, x), (y, y), (x, y))]
        return [self.known.sum(axis=0).astype("float64"), x.sum(axis=0), y.sum(axis=0), *squares]

    def by_day_of_year(self, day: Days) -> list[Floats]:
        """Sum days, x and y over every day of the year, each of shape (365, n_lags)."""
        of_year = sparse.csr_array((np.ones(len(day)), (day, np.arange(len(day)))), shape=(365, len(day)))
        return [of_year @ one for one in (self.known.astype("float64"), self.predicted, self.observed)]


def _climatology(of_year: list[Floats]) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Take the means of prediction and target on every day of the year, and which days have one."""
    n, x, y = of_year
    return x / np.maximum(n, 1), y / np.maximum(n, 1), n > 0


def _anomalies(sums: list[Floats], of_year: list[Floats], season_p: Floats, season_y: Floats) -> list[Floats]:
    """Take the climatologies off the sums over days, by the sums over days of the year."""
    (n, x, y, xx, yy, xy), (count, of_x, of_y) = sums, of_year

    def total(left: Floats, right: Floats) -> Floats:
        return np.asarray(np.einsum("dl,dl->l", left, right))

    return [
        n,
        x - total(count, season_p),
        y - total(count, season_y),
        xx - 2 * total(season_p, of_x) + total(count * season_p, season_p),
        yy - 2 * total(season_y, of_y) + total(count * season_y, season_y),
        xy - total(season_p, of_y) - total(season_y, of_x) + total(count * season_p, season_y),
    ]


def _correlate(sums: list[Floats], size_p: float, size_y: float) -> Floats:
    """Correlate prediction and target by their sums, lag by lag."""
    n, x, y, xx, yy, xy = sums
    days = np.maximum(n, 1)
    pp, oo = np.maximum(xx - x**2 / days, 0.0), np.maximum(yy - y**2 / days, 0.0)
    return correlation(n, xy - x * y / days, pp, oo, size_p + x / days, size_y + y / days)

"""How well a probe that is not fitted again follows its target with the state of an earlier or a later day."""

import numpy as np
import numpy.typing as npt

from lstm_probe.metrics import MINIMUM_PAIRS, STEADY
from lstm_probe.probe.moments import Floats
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
    where = first + np.arange(len(observed)) - np.array(days)[:, None]
    known = (where >= 0) & (where < len(predicted)) & np.isfinite(observed)
    lagged = np.where(known, predicted[np.clip(where, 0, len(predicted) - 1)], 0.0)
    target = np.where(known, observed.astype("float64"), 0.0)
    test, of_year = dates.periods["test"], dates.day_of_year
    some = known[:, test]
    r = correlate(lagged[:, test], target[:, test], some)
    (season_p, count), (season_y, _) = (
        _climatology(series, known, dates.periods["fit"], of_year) for series in (lagged, target)
    )
    day = of_year[test]
    some = some & (count[:, day] > 0)
    anomaly_r = correlate(lagged[:, test] - season_p[:, day], target[:, test] - season_y[:, day], some)
    return r, np.where(np.isfinite(r), np.where(r == 0, 0.0, anomaly_r), np.nan)


def _climatology(series: Floats, known: npt.NDArray[np.bool_], fit: slice, of_year: Days) -> tuple[Floats, Floats]:
    """Average each series over every day of the year of the fit period; and count the days."""
    order = np.argsort(of_year[fit], kind="stable") + fit.start
    present, starts = np.unique(of_year[order], return_index=True)
    total, count = np.zeros((len(series), 365)), np.zeros((len(series), 365))
    if len(order):
        total[:, present] = np.add.reduceat(np.where(known, series, 0.0)[:, order], starts, axis=1)
        count[:, present] = np.add.reduceat(known[:, order].astype("float64"), starts, axis=1)
    return total / np.where(count > 0, count, 1.0), count


def correlate(predicted: Floats, observed: Floats, known: npt.NDArray[np.bool_]) -> Floats:
    """Correlate series of shape (n, n_days) on the known days, as `metrics.correlation`, a constant prediction by 0."""
    n = known.sum(axis=1)
    deviations, vary = [], []
    for series in (predicted, observed):
        largest = np.abs(np.where(known, series, 0.0)).max(axis=1, initial=0.0)
        mean = np.where(known, series, 0.0).sum(axis=1) / np.maximum(n, 1)
        deviations.append(np.where(known, series - mean[:, None], 0.0))
        vary.append(np.sqrt((deviations[-1] ** 2).sum(axis=1) / np.maximum(n, 1)) > STEADY * largest)
    left, right = deviations
    size = np.sqrt((left**2).sum(axis=1) * (right**2).sum(axis=1))
    r = (left * right).sum(axis=1) / np.where(size > 0, size, 1.0)
    return np.where((n >= MINIMUM_PAIRS) & vary[1], np.where(vary[0], r, 0.0), np.nan)

"""States of the same day of other years: they keep season and place, and miss what happened."""

import numpy as np
import pandas as pd

from lstm_probe.probe.year_parts import Calendar, Days

LEAST = 0.5  # share of the days of both periods that must have a state: a short fit leaks into its own climatology


def positions(dates: Calendar, states: pd.DatetimeIndex, years: int) -> Days:
    """Find the state of the same date some years before each day; of 28 February where there is no 29th.

    Parameters
    ----------
    dates : Calendar
        All days.
    states : pandas.DatetimeIndex
        Days with states.
    years : int
        How many years earlier; later if negative.

    Returns
    -------
    ndarray of int of shape (n_days,)
        Positions among the states; -1 where there is none.
    """
    return states.get_indexer(dates.days - pd.DateOffset(years=years)).astype(np.intp)


def shifts(dates: Calendar, states: pd.DatetimeIndex) -> list[int]:
    """List the shifts (years; positive is earlier) at which half the days of fit and of test at least have a state."""
    most = len(states) // 365 + 1
    found = []
    for years in (*range(1, most + 1), *range(-1, -most - 1, -1)):
        known = positions(dates, states, years) >= 0
        if all(known[days].mean() >= LEAST for days in dates.periods.values()):
            found.append(years)
    return found

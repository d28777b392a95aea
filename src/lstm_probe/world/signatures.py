"""Hydrological signatures of catchments, by the definitions of CAMELS.

Addor et al. (2017, doi:10.5194/hess-21-5293-2017, table 3), as in CAMELS-GB (Coxon et al. 2020,
doi:10.5194/essd-12-2459-2020, table 2). Series are arrays (gauge, day) without gaps.
"""

import numpy as np
import pandas as pd
from scipy import signal

from lstm_probe.world.climate_indices import DAYS_A_YEAR, mean_duration

FILTER = 0.925  # of the digital baseflow filter


def signatures(days: pd.DatetimeIndex, discharge: np.ndarray, precipitation: np.ndarray) -> pd.DataFrame:
    """Compute every column of the hydrologic attribute table.

    Parameters
    ----------
    days : pandas.DatetimeIndex
        Days.
    discharge, precipitation : numpy.ndarray
        Series (gauge, day), mm d-1.

    Returns
    -------
    pandas.DataFrame
        One row a gauge: q_mean, Q5, Q95 (mm d-1; the flows that 95 and 5 % of days exceed), runoff_ratio,
        stream_elas, slope_fdc, baseflow indices, zero_q_freq (1), hfd_mean (days since 1 October),
        frequencies (d yr-1) and durations (d) of high and low flow.
    """
    mean, median = discharge.mean(axis=1), np.median(discharge, axis=1)
    high = discharge > 9.0 * median[:, None]
    low = discharge < 0.2 * mean[:, None]
    return pd.DataFrame(
        {
            "q_mean": mean,
            "runoff_ratio": mean / precipitation.mean(axis=1),
            "stream_elas": _elasticity(days, discharge, precipitation),
            "slope_fdc": _slope(discharge),
            "baseflow_index": baseflow_index(discharge),
            "baseflow_index_ceh": smoothed_minima_index(discharge),
            "hfd_mean": _half_flow_date(days, discharge),
            "Q5": np.quantile(discharge, 0.05, axis=1),
            "Q95": np.quantile(discharge, 0.95, axis=1),
            "high_q_freq": high.mean(axis=1) * DAYS_A_YEAR,
            "high_q_dur": mean_duration(high),
            "low_q_freq": low.mean(axis=1) * DAYS_A_YEAR,
            "low_q_dur": mean_duration(low),
            "zero_q_freq": (discharge < 0.005).mean(axis=1),
        }
    )


def baseflow_index(discharge: np.ndarray) -> np.ndarray:
    """Divide baseflow by flow (gauge,), by three passes of the digital filter of Lyne and Hollick.

    Ladson et al. (2013, doi:10.7158/W12-028.2013.17.1): forward, backward, forward, filter 0.925.
    """
    base = discharge
    for _ in range(3):
        rise = np.diff(base, axis=1, prepend=base[:, :1])
        start = FILTER * (base[:, :1] / 2.0)
        quick, _ = signal.lfilter([(1.0 + FILTER) / 2.0], [1.0, -FILTER], rise, axis=1, zi=start)
        base = np.where(quick > 0.0, base - quick, base)[:, ::-1]
    return base.sum(axis=1) / discharge.sum(axis=1)


def smoothed_minima_index(discharge: np.ndarray) -> np.ndarray:
    """Divide baseflow by flow (gauge,), by lines drawn between turning points of five-day minima.

    Gustard, Bullock and Dixon (1992, Institute of Hydrology Report 108, ISBN 0948540451): a minimum is a
    turning point where nine tenths of it are less than both its neighbours.
    """
    gauges, days = len(discharge), discharge.shape[1] // 5 * 5
    blocks = discharge[:, :days].reshape(gauges, -1, 5)
    lowest, when = blocks.min(axis=2), np.arange(0, days, 5) + blocks.argmin(axis=2)
    turning = np.zeros(lowest.shape, dtype=bool)
    turning[:, 1:-1] = 0.9 * lowest[:, 1:-1] < np.minimum(lowest[:, :-2], lowest[:, 2:])
    index = np.full(gauges, np.nan)
    for gauge in np.nonzero(turning.sum(axis=1) > 1)[0]:
        points, values = when[gauge, turning[gauge]], lowest[gauge, turning[gauge]]
        flow = discharge[gauge, points[0] : points[-1] + 1]
        base = np.interp(np.arange(points[0], points[-1] + 1), points, values)
        index[gauge] = np.minimum(base, flow).sum() / flow.sum()
    return index


def _water_years(days: pd.DatetimeIndex) -> tuple[np.ndarray, np.ndarray]:
    """Return each day's water year (day,), from October on, and the complete ones."""
    year = days.year.to_numpy() + (days.month.to_numpy() >= 10)
    names, counts = np.unique(year, return_counts=True)
    complete = names[counts >= 365]
    return year, complete if len(complete) else names


def _elasticity(days: pd.DatetimeIndex, discharge: np.ndarray, precipitation: np.ndarray) -> np.ndarray:
    """Compute the median relative change of a year's flow by that of its rain (gauge,), 1."""
    year, complete = _water_years(days)
    flow, rain = (
        np.stack([series[:, year == name].mean(axis=1) for name in complete]) for series in (discharge, precipitation)
    )
    change = (rain - rain.mean(axis=0)) / rain.mean(axis=0)
    response = (flow - flow.mean(axis=0)) / flow.mean(axis=0)
    return np.median(np.divide(response, change, out=np.zeros_like(change), where=change != 0.0), axis=0)


def _slope(discharge: np.ndarray) -> np.ndarray:
    """Compute the slope of the log flow-duration curve between its 33rd and 66th percentiles (gauge,)."""
    low, high = np.quantile(discharge, [0.34, 0.67], axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = (np.log(high) - np.log(low)) / 0.33
    return np.where(np.isfinite(slope), slope, np.nan)


def _half_flow_date(days: pd.DatetimeIndex, discharge: np.ndarray) -> np.ndarray:
    """Return the mean day of the water year on which half its flow has passed (gauge,), days."""
    year, complete = _water_years(days)
    dates = []
    for name in complete:
        passed = discharge[:, year == name].cumsum(axis=1)
        dates.append((passed >= passed[:, -1:] / 2.0).argmax(axis=1))
    return np.mean(dates, axis=0)

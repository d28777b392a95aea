"""Climate indices of catchments, by the definitions of CAMELS.

Addor et al. (2017, doi:10.5194/hess-21-5293-2017, table 2), as in CAMELS-GB (Coxon et al. 2020,
doi:10.5194/essd-12-2459-2020, table 2). Series are arrays (gauge, day) without gaps.
"""

import numpy as np
import pandas as pd

SEASONS = np.array(["djf", "mam", "jja", "son"])
DAYS_A_YEAR = 365.25


def indices(
    days: pd.DatetimeIndex, precipitation: np.ndarray, temperature: np.ndarray, pet: np.ndarray
) -> pd.DataFrame:
    """Compute every column of the climatic attribute table.

    Parameters
    ----------
    days : pandas.DatetimeIndex
        Days.
    precipitation, temperature, pet : numpy.ndarray
        Series (gauge, day): mm d-1, degC, mm d-1.

    Returns
    -------
    pandas.DataFrame
        One row a gauge: p_mean, pet_mean (mm d-1), aridity, p_seasonality, frac_snow (1), high_prec_freq,
        low_prec_freq (d yr-1), high_prec_dur, low_prec_dur (d) and their seasons.
    """
    mean = precipitation.mean(axis=1)
    heavy = precipitation >= 5.0 * mean[:, None]
    dry = precipitation < 1.0
    snow = np.where(temperature < 0.0, precipitation, 0.0).mean(axis=1)
    return pd.DataFrame(
        {
            "p_mean": mean,
            "pet_mean": pet.mean(axis=1),
            "aridity": pet.mean(axis=1) / mean,
            "p_seasonality": seasonality(days, precipitation, temperature),
            "frac_snow": snow / mean,
            "high_prec_freq": heavy.mean(axis=1) * DAYS_A_YEAR,
            "high_prec_dur": mean_duration(heavy),
            "high_prec_timing": _timing(days, heavy),
            "low_prec_freq": dry.mean(axis=1) * DAYS_A_YEAR,
            "low_prec_dur": mean_duration(dry),
            "low_prec_timing": _timing(days, dry),
        }
    )


def seasonality(days: pd.DatetimeIndex, precipitation: np.ndarray, temperature: np.ndarray) -> np.ndarray:
    """Compare the phases of two fitted sine curves: positive where summers are wet (gauge,), 1.

    ``δP sgn(ΔT) cos(2π (sP - sT) / 365.25)`` (Woods 2009, doi:10.1016/j.advwatres.2009.06.011, eq. 13).
    """
    turn = 2.0 * np.pi * days.day_of_year.to_numpy() / DAYS_A_YEAR
    design = np.stack([np.ones_like(turn), np.cos(turn), np.sin(turn)], axis=1)
    rain = np.linalg.lstsq(design, precipitation.T, rcond=None)[0]
    heat = np.linalg.lstsq(design, temperature.T, rcond=None)[0]
    lag = np.arctan2(rain[2], rain[1]) - np.arctan2(heat[2], heat[1])
    return np.hypot(rain[1], rain[2]) / rain[0] * np.cos(lag)


def mean_duration(event: np.ndarray) -> np.ndarray:
    """Return the mean length of runs of True (gauge, day) in days (gauge,); 0 where there is no run."""
    starts = event[:, :1].sum(axis=1) + (event[:, 1:] & ~event[:, :-1]).sum(axis=1)
    return event.sum(axis=1) / np.maximum(starts, 1)


def _timing(days: pd.DatetimeIndex, event: np.ndarray) -> np.ndarray:
    """Name the season with the most days of an event (gauge, day); returns text (gauge,)."""
    season = (days.month.to_numpy() % 12) // 3
    counts = np.stack([event[:, season == number].sum(axis=1) for number in range(4)], axis=1)
    return SEASONS[counts.argmax(axis=1)]

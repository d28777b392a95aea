"""Look for values that can hardly be right, say where they are, and leave them as they are."""

import json
import logging
from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.data.series import checks
from lstm_probe.datasets import bounds
from lstm_probe.errors import log

logger = logging.getLogger(__name__)

#: Departure (degC) of a day's temperature from the mean of its neighbours that is hardly weather.
TEMPERATURE_JUMP = 10.0
#: The same by region: inland, fronts bring more.
JUMPS = {bounds.BRITISH: TEMPERATURE_JUMP, "world": 25.0}


def inspect(series: xr.Dataset, region: str = bounds.BRITISH) -> dict[str, object]:
    """Warn of implausible values and of missing forcing days, and return their counts for a file's attrs.

    CAMELS-GB has a known artefact: on 1994-09-27 the temperature of some catchments between North Wales and
    the Midlands is off by up to 33 degC. Such values are reported and kept.

    Parameters
    ----------
    series : xarray.Dataset
        Variables of shape (gauge_id, time).
    region : str
        Whose bounds count.

    Returns
    -------
    dict
        JSON texts ``implausible_values`` and ``missing_forcing_days`` (counts by variable),
        ``missing_forcing_days_by_gauge``, and ``temperature_jumps`` (gauges by day).
    """
    outside: dict[str, int] = {}
    missing: dict[str, int] = {}
    by_gauge: dict[str, dict[str, int]] = {}
    for name, array in series.data_vars.items():
        limits = bounds.of_series(str(name), region)
        log(checks.outside(array, limits), str(name))
        if wrong := int(checks.beyond(array.values, limits.soft).sum()):
            outside[str(name)] = wrong
        if name != "discharge" and (gaps := int(np.isnan(array.values).sum())):
            days = array.isnull().sum("time").to_series()
            worst = days[days > 0].nlargest(3)
            text = "%s is missing on %d gauge-days at %d gauges, most at %s; windows that hold such a day are not used"
            logger.warning(text, name, gaps, int((days > 0).sum()), ", ".join(worst.index))
            missing[str(name)] = gaps
            by_gauge[str(name)] = {str(gauge): int(count) for gauge, count in days[days > 0].items()}
    return {
        "implausible_values": json.dumps(outside),
        "missing_forcing_days": json.dumps(missing),
        "missing_forcing_days_by_gauge": json.dumps(by_gauge),
        "temperature_jumps": json.dumps(temperature_jumps(series, JUMPS[region])),
    }


def missing_discharge(series: xr.Dataset, training: Sequence[str]) -> dict[str, object]:
    """Count the days without discharge, and return the counts for a file's attrs.

    Parameters
    ----------
    series : xarray.Dataset
        With ``discharge`` of shape (gauge_id, time).
    training : sequence of str
        First and last day of the LSTM's training.

    Returns
    -------
    dict
        ``gauge_days``, ``missing_discharge_days`` (of all of them) and ``missing_discharge_days_in_training``, and
        JSON text ``missing_discharge_days_by_gauge``, of gauges that lack any.
    """
    missing = series["discharge"].isnull()
    by_gauge = missing.sum("time").to_series()
    in_training = int(missing.sel(time=slice(*training)).sum())
    incomplete = by_gauge[by_gauge > 0]
    share = 100 * int(by_gauge.sum()) / missing.size
    logger.info("discharge is missing on %.1f %% of days, at %d of %d gauges", share, len(incomplete), len(by_gauge))
    return {
        "gauge_days": missing.size,
        "missing_discharge_days": int(by_gauge.sum()),
        "missing_discharge_days_in_training": in_training,
        "missing_discharge_days_by_gauge": json.dumps({str(gauge): int(days) for gauge, days in incomplete.items()}),
    }


def temperature_jumps(series: xr.Dataset, limit: float = TEMPERATURE_JUMP) -> dict[str, list[str]]:
    """Return by day the gauges whose temperature leaves the mean of its neighbouring days too far, and warn.

    Parameters
    ----------
    series : xarray.Dataset
        With or without ``temperature`` (degC) of shape (gauge_id, time).
    limit : float
        Departure (degC) that is hardly weather.
    """
    if "temperature" not in series or series.sizes["time"] < 3:
        return {}
    by_day: dict[str, list[str]] = {}
    for gauge, day in np.argwhere(jumps(series["temperature"].values, limit)):
        date = str(pd.Timestamp(series["time"].values[day + 1]).date())
        by_day.setdefault(date, []).append(str(series["gauge_id"].values[gauge]))
    for date, gauges in sorted(by_day.items()):
        logger.warning("temperature jumps at %d gauges on %s: %s; kept as it is", len(gauges), date, ", ".join(gauges))
    return by_day


def jumps(temperature: np.ndarray, limit: float = TEMPERATURE_JUMP) -> np.ndarray:
    """Mark the days whose temperature leaves the mean of the days beside it too far, and no less far than theirs.

    Parameters
    ----------
    temperature : numpy.ndarray of float, shape (..., days)
        degC; NaN where there is no value.
    limit : float
        Departure (degC) that is hardly weather.

    Returns
    -------
    numpy.ndarray of bool, shape (..., days - 2)
        Of all days but the first and the last.
    """
    departure = np.abs(temperature[..., 1:-1] - (temperature[..., :-2] + temperature[..., 2:]) / 2)
    departure[~np.isfinite(departure)] = 0
    peak = departure > limit
    peak[..., 1:] &= departure[..., 1:] >= departure[..., :-1]
    peak[..., :-1] &= departure[..., :-1] >= departure[..., 1:]
    return peak

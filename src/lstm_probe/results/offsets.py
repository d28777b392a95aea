"""Offsets of the main probe: each gauge's bias as a z-score, its two extremes, and the rain that sets them apart."""

import logging
from collections.abc import Collection, Iterable, Sequence

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.contracts.tables import OFFSETS, OFFSETS_TEST
from lstm_probe.errors import shortlist

logger = logging.getLogger(__name__)

Period = tuple[str, str]

LARGEST, SMALLEST, BETWEEN = "largest", "smallest", "between"


def standardise(predictions: xr.Dataset, fit_period: Period, gauges: Sequence[str] | None = None) -> xr.Dataset:
    """Express predictions and targets as z-scores: 0 is the target's mean over all gauges in the fit period.

    Parameters
    ----------
    predictions : xarray.Dataset
        Artefact ``predictions.nc`` (target, gauge_id, time; units of each target), or one target of it.
    fit_period : tuple of str
        First and last day of the probe's fit period.
    gauges : sequence of str, optional
        The gauges to return, NaN where `predictions` lacks one; by default all. Mean and standard deviation are
        those of all gauges in any case.

    Returns
    -------
    xarray.Dataset
        ``predicted`` and ``observed`` (target, gauge_id, time; 1), and the ``long_name`` of each target.
    """
    fitted = predictions["observed"].sel(time=slice(*fit_period))
    mean = fitted.mean(("gauge_id", "time"), dtype="float64").astype("float32")
    spread = fitted.std(("gauge_id", "time"), dtype="float64").astype("float32")
    shown = predictions if gauges is None else predictions.reindex(gauge_id=list(gauges))
    scores = (shown[["predicted", "observed"]] - mean) / spread.where(spread > 0)
    return scores.assign(long_name=predictions["long_name"])


def bias(predictions: xr.Dataset, targets: Sequence[str], fit_period: Period, period: Period) -> pd.DataFrame:
    """Find the bias of every gauge and target, one target at a time.

    Parameters
    ----------
    predictions : xarray.Dataset
        Artefact ``predictions.nc`` (target, gauge_id, time; units of each target).
    targets : sequence of str
        Targets to look at.
    fit_period, period : tuple of str
        First and last day of the period of the z-scores, and of the days that count.

    Returns
    -------
    pandas.DataFrame
        Mean of predicted minus observed z-score (1), a row a gauge_id and a column a target; NaN at gauges that
        take no part in a target.
    """
    columns = {}
    for target in targets:
        during = standardise(predictions.sel(target=target), fit_period).sel(time=slice(*period))
        columns[target] = (during["predicted"] - during["observed"]).mean("time", dtype="float64").to_series()
    return pd.DataFrame(columns)


def offsets(seeds: Iterable[pd.DataFrame], p_mean: pd.Series, number: int) -> pd.DataFrame:
    """Put biases together, and name the gauges of the largest and of the smallest ones.

    Parameters
    ----------
    seeds : iterable of pandas.DataFrame
        `bias` of each seed.
    p_mean : pandas.Series
        Mean precipitation (mm d-1) per gauge_id.
    number : int
        Size of either group; half of the gauges where there are fewer than twice as many.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.OFFSETS`, from the smallest to the largest absolute bias; gauges that lack a target
        are left out.
    """
    means = [
        pd.DataFrame({"bias": one.mean(axis=1, skipna=False), "absolute_bias": one.abs().mean(axis=1, skipna=False)})
        for one in seeds
    ]
    of_gauge = pd.concat(means).groupby(level="gauge_id").mean()
    without = of_gauge.index[of_gauge["absolute_bias"].isna()]
    if len(without):
        logger.warning("%d gauges lack a target and have no bias: %s", len(without), shortlist(without))
    table = of_gauge.dropna().sort_values("absolute_bias", kind="stable")
    size = min(number, len(table) // 2)
    if size < number:
        logger.warning("%d gauges have a bias: groups of %d gauges instead of %d", len(table), size, number)
    table["group"] = [SMALLEST] * size + [BETWEEN] * (len(table) - 2 * size) + [LARGEST] * size
    table["p_mean"] = p_mean.reindex(table.index).astype("float64")
    return OFFSETS.check(table.reset_index())


def compare(table: pd.DataFrame) -> pd.DataFrame:
    """Test whether log mean precipitation is distributed alike where biases are largest and where smallest.

    Two-sided, two-sample Kolmogorov-Smirnov test (Hodges, 1958, https://doi.org/10.1007/BF02589501): the statistic
    is the largest distance of the two empirical distribution functions.

    Parameters
    ----------
    table : pandas.DataFrame
        As `contracts.tables.OFFSETS`.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.OFFSETS_TEST`; NaN where a group has no gauge with a mean precipitation.
    """
    from scipy import stats  # a figure of these tables needs none of it

    rain = table[table["p_mean"] > 0]
    largest, smallest = (np.log(rain.loc[rain["group"] == group, "p_mean"]) for group in (LARGEST, SMALLEST))
    statistic = p_value = np.nan
    if len(largest) and len(smallest):
        statistic, p_value = stats.ks_2samp(largest, smallest)
    row = ("log p_mean", len(largest), len(smallest), statistic, p_value)
    return OFFSETS_TEST.check(pd.DataFrame([row], columns=list(OFFSETS_TEST.columns)))


def contrasting_gauges(table: pd.DataFrame, among: Collection[str] | None = None) -> dict[str, str]:
    """Choose the gauges with the smallest and the largest absolute bias; one or none if there are no two.

    Parameters
    ----------
    table : pandas.DataFrame
        As `contracts.tables.OFFSETS`.
    among : collection of str, optional
        Gauges to choose from; by default all of the table.

    Returns
    -------
    dict of str to str
        A remark on each of these gauges, the smallest bias first.
    """
    some = table if among is None else table[table["gauge_id"].isin(among)]
    ordered = some.sort_values("absolute_bias", kind="stable")["gauge_id"].tolist()
    if len(ordered) < 2:
        return dict.fromkeys(ordered, "")
    remark = "bias of the main soil probes" + (" where there is a series" if len(some) < len(table) else "")
    return {ordered[0]: f"smallest {remark}", ordered[-1]: f"largest {remark}"}

"""Compare two products of one quantity, gauge by gauge (Fig. B3)."""

import logging
from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe import metrics
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)


def compare(first: xr.DataArray, second: xr.DataArray, names: Sequence[str]) -> pd.DataFrame:
    """Correlate two targets over the days that both have.

    Parameters
    ----------
    first, second : xarray.DataArray of shape (gauge_id, time)
        Daily catchment means, whatever their units; NaN where there is none.
    names : sequence of str
        Names of the two.

    Returns
    -------
    pandas.DataFrame
        The artefact `contracts.tables.PRODUCTS`, a row for each gauge of either; r is NaN where they share too few
        days, or one does not vary.

    Raises
    ------
    InputError
        If they share no gauge, or no day.
    """
    common, days = (np.intersect1d(first[name], second[name]) for name in ("gauge_id", "time"))
    if not len(common) or not len(days):
        where, found = " and ".join(names), f"{len(common)} gauges and {len(days)} days in common"
        raise InputError(where, found, "some of both", "choose two targets of one study and overlapping records")
    one, other = (series.sel(time=days) for series in (first, second))
    one, other = xr.align(one, other, join="outer")
    only = [str(gauge) for gauge in one["gauge_id"].values if gauge not in common]
    if only:
        logger.warning("%d gauges have only one of %s: %s", len(only), " and ".join(names), shortlist(only))
    r = metrics.correlation(one, other)
    both = (one.notnull() & other.notnull()).sum("time")
    table = pd.DataFrame({"gauge_id": one["gauge_id"].values.astype(str), "r": r.values, "days": both.values})
    logger.info("%s: median r %.2f over %d gauges", " and ".join(names), table["r"].median(), table["r"].count())
    return table.assign(first=names[0], second=names[1])[["first", "second", "gauge_id", "r", "days"]]

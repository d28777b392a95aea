"""How far an unseen gauge lies from the nearest gauge that was seen, in space and in its static attributes."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr
from scipy.spatial.distance import cdist

from lstm_probe.probe.derangements import great_circle
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.spatial_folds import spatial_folds

COLUMNS = ("gauge_id", "kilometres", "attribute_distance")


def of_folds(attributes: xr.Dataset, names: Sequence[str], gauge_ids: Sequence[str]) -> pd.DataFrame:
    """Measure the distance from every gauge to the nearest one outside its spatial fold, as `main_unseen` is fitted.

    Parameters
    ----------
    attributes, names
        As of `nearest`.
    gauge_ids : sequence of str
        The gauges with the target.

    Returns
    -------
    pandas.DataFrame
        As of `nearest`; empty where there are no folds.
    """
    folds = spatial_folds(attributes, gauge_ids)
    parts = [
        nearest(
            attributes,
            names,
            [gauge for gauge in gauge_ids if folds[gauge] == fold],
            [gauge for gauge in gauge_ids if folds[gauge] != fold],
        )
        for fold in sorted(set(folds.values()))
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))


def nearest(attributes: xr.Dataset, names: Sequence[str], unseen: Sequence[str], seen: Sequence[str]) -> pd.DataFrame:
    """Measure the distance from every unseen gauge to the nearest seen one.

    Parameters
    ----------
    attributes : xarray.Dataset
        gauge_lat and gauge_lon (degrees) and the static attributes, along gauge_id, of all gauges of the study.
    names : sequence of str
        The attributes that count; each in standard deviations over all gauges.
    unseen, seen : sequence of str
        Gauges that something was not fitted at, and those that it was.

    Returns
    -------
    pandas.DataFrame
        Columns gauge_id, kilometres and attribute_distance (root mean square over the attributes, standard deviations);
        NaN where a place is not known, or there are no attributes.
    """
    gauges = [*unseen, *seen]
    here = attributes.sel(gauge_id=gauges)
    latitude, longitude = here["gauge_lat"].values, here["gauge_lon"].values
    space = great_circle(latitude, longitude)[: len(unseen), len(unseen) :]
    known = np.isfinite(latitude + longitude)
    space = np.where(known[: len(unseen), None] & known[None, len(unseen) :], space, np.nan)
    scaled = _scaled(attributes, names).sel(gauge_id=gauges).values
    alike = cdist(scaled[: len(unseen)], scaled[len(unseen) :]) / np.sqrt(max(len(names), 1))
    alike = alike if len(names) else np.full_like(alike, np.nan)
    return pd.DataFrame(dict(zip(COLUMNS, (list(unseen), _lowest(space), _lowest(alike)), strict=True)))


def _scaled(attributes: xr.Dataset, names: Sequence[str]) -> xr.DataArray:
    """Scale attributes by their mean and standard deviation over all gauges; one that does not vary is 0."""
    table = attributes.to_dataframe()[list(names)].astype("float64")
    scaled = ((table - table.mean()) / table.std(ddof=0).where(lambda spread: spread > 0)).fillna(0.0)
    return xr.DataArray(scaled.to_numpy(), {"gauge_id": attributes["gauge_id"]}, ("gauge_id", "of"))


def _lowest(distances: Floats) -> Floats:
    """Take the smallest known distance of every row; NaN where there is none."""
    filled = np.where(np.isfinite(distances), distances, np.inf).min(axis=1, initial=np.inf)
    return np.where(np.isfinite(filled), filled, np.nan)

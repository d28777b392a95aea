"""Final and preliminary data of ERA5-Land (``expver`` 0001 and 0005) in one delivery: the final ones count.

ECMWF replaces preliminary data some months later, so that deliveries fetched at different times overlap.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr

PRELIMINARY = ("0005", "5")


def labels(dataset: xr.Dataset) -> np.ndarray:
    """Say of every time whether its data are preliminary, final or of unknown version.

    Parameters
    ----------
    dataset : xarray.Dataset
        With ``time``, and ``expver`` along it, as one value or not at all.

    Returns
    -------
    numpy.ndarray of shape (time,)
        ``"preliminary"``, ``"final"`` or ``""``.
    """
    size = dataset.sizes["time"]
    if "expver" not in dataset.coords:
        return np.full(size, "", dtype=object)
    text = pd.Series(np.atleast_1d(dataset["expver"].values)).astype(str).str.strip()
    named = np.where(text.isin(PRELIMINARY), "preliminary", "final").astype(object)
    return named if dataset["expver"].ndim else np.repeat(named, size)


def preliminary_times(dataset: xr.Dataset) -> int:
    """Count the times of preliminary data."""
    return int((labels(dataset) == "preliminary").sum())


def final_before_preliminary(dataset: xr.Dataset) -> xr.Dataset:
    """Fill what is not final yet with preliminary data, and label every time with what it holds.

    Parameters
    ----------
    dataset : xarray.Dataset
        With ``expver`` as a dimension, in any order, as until 2024.
    """
    versions = sorted(dataset["expver"].values.tolist(), key=int)
    final, preliminary = (dataset.sel(expver=versions[place], drop=True) for place in (0, -1))
    first = next(iter(final.data_vars.values()))
    empty = first.isnull().all([dim for dim in first.dims if dim != "time"]).values
    merged = final.combine_first(preliminary)
    merged["time"].encoding = dataset["time"].encoding
    return merged.assign_coords(expver=("time", np.where(empty, "0005", "0001"))).assign_attrs(dataset.attrs)


def superseded(datasets: Sequence[xr.Dataset]) -> list[np.ndarray]:
    """Find the preliminary times of each file that another file, or the same, has as final.

    Returns
    -------
    list of numpy.ndarray of bool, shape (time,)
        One per file.
    """
    kinds = np.concatenate([labels(dataset) for dataset in datasets])
    times = pd.DatetimeIndex(np.concatenate([dataset.indexes["time"] for dataset in datasets]))
    outdated = np.asarray((kinds == "preliminary") & times.isin(times[kinds == "final"]))
    return np.split(outdated, np.cumsum([dataset.sizes["time"] for dataset in datasets])[:-1])

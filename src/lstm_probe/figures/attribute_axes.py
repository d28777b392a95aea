"""Axes of catchment attributes: their names, logarithmic where values span decades, and the bins that suit."""

import numpy as np
import pandas as pd
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from lstm_probe.figures import common

NAMES = {
    "area": "catchment area",
    "p_mean": "mean precipitation",
    "gauge_elev": "elevation of the gauge",
    "pet_mean": "mean potential evapotranspiration",
}
LOGARITHMIC = ("area", "p_mean")
MOST, FEWEST = 30, 6  # bins


def values(attributes: xr.Dataset, name: str) -> pd.Series:
    """Return the values of an attribute that can be drawn, an empty series where nobody read it.

    Parameters
    ----------
    attributes : xarray.Dataset
        Artefact ``attributes.nc`` (gauge_id).
    name : str
        The attribute.

    Returns
    -------
    pandas.Series
        Value per gauge_id (the attribute's units); positive where the axis is logarithmic.
    """
    if name not in attributes:
        return pd.Series(dtype="float64")
    series = attributes[name].to_series().dropna()
    return series[series > 0] if name in LOGARITHMIC else series


def prepare(axes: Axes, name: str, units: str, everyone: pd.Series) -> np.ndarray:
    """Label and scale the x axis for an attribute, and choose bins of equal width on it.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw.
    name, units : str
        The attribute and its units.
    everyone : pandas.Series
        Its values at all gauges, from `values`; not empty.

    Returns
    -------
    numpy.ndarray of float, shape (n + 1,)
        Edges of the bins: about twice the root of the number of gauges, 30 at the most.
    """
    low, high = float(everyone.min()), float(everyone.max())
    count = int(np.clip(round(2 * np.sqrt(len(everyone))), FEWEST, MOST))
    axes.set_xlabel(common.label(NAMES.get(name, name), units))
    if name not in LOGARITHMIC:
        pad = 0.5 if low == high else 0.0
        axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
        return np.linspace(low - pad, high + pad, count + 1)
    factor = 1.2 if low == high else 1.0
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=_steps(high / low)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    return np.geomspace(low / factor, high * factor, count + 1)


def _steps(ratio: float) -> tuple[float, ...]:
    """Choose which multiples of a power of ten get a tick, by the ratio of the ends of the axis."""
    if ratio < 3:
        return (1, 1.2, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9)
    if ratio < 10:
        return (1, 1.5, 2, 3, 4, 6, 8)
    return (1, 2, 5) if ratio < 100 else (1, 3) if ratio < 1000 else (1,)

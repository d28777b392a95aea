"""Where gauges lie, what their catchments are like, and what they lack."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr

from lstm_probe.datasets import frames, outline
from lstm_probe.explorer.series import numbers

#: Counts of days by gauge among the attributes of catchments.nc, and what they count.
COUNTED = {
    "missing_discharge_days_by_gauge": "days of the record without discharge",
    "missing_forcing_days_by_gauge": "days of the record without a forcing",
}
PLACES = ("gauge_lat", "gauge_lon")


def account(attributes: xr.Dataset) -> dict[str, Any]:
    """List the gauges: ids, names, places (degrees) and attributes.

    Parameters
    ----------
    attributes : xarray.Dataset
        As `contracts.data.ATTRIBUTES`.

    Returns
    -------
    dict
        ``id``, ``name``, ``longitude``, ``latitude`` and ``attributes``, by name their ``units`` and ``values``.
    """
    described = {
        str(name): {
            "label": str(array.attrs.get("long_name", name)),
            "units": str(array.attrs.get("units", "")),
            "values": numbers(array.values),
        }
        for name, array in attributes.data_vars.items()
        if array.dtype.kind == "f" and name != "gauge_lon"
    }
    return {
        "id": attributes["gauge_id"].values.astype(str).tolist(),
        "name": attributes["gauge_name"].values.astype(str).tolist(),
        "longitude": numbers(frames.easting(attributes["gauge_lon"].values), digits=7),
        "latitude": numbers(attributes["gauge_lat"].values, digits=7),
        "attributes": described,
    }


def land(attributes: xr.Dataset) -> list[list[list[float]]]:
    """Draw the land around the gauges: Great Britain, or the countries that they lie in.

    Returns
    -------
    list of list of [longitude, latitude]
        Rings (degrees, rounded to 0.01).
    """
    longitude, latitude = (attributes[name].values for name in ("gauge_lon", "gauge_lat"))
    if not np.isfinite(longitude).any() or outline.is_british(longitude, latitude):
        islands = outline.great_britain().explode(index_parts=False)
        rings = [np.asarray(island.exterior.coords)[:, :2] for island in islands]
    else:
        rings = outline.land_within(*frames.around(frames.easting(longitude), latitude))
    return [np.round(ring, 2).tolist() for ring in rings]


def lacking(series: xr.Dataset, predictions: xr.Dataset, period: slice, gauges: Sequence[str]) -> list[list[str]]:
    """Say of every gauge what was left out, in words.

    Parameters
    ----------
    series : xarray.Dataset
        As `contracts.data.CATCHMENTS`.
    predictions : xarray.Dataset
        As `contracts.probe.PREDICTIONS`.
    period : slice
        First and last day of the test period.
    gauges : sequence of str
        The gauges, in order.
    """
    said: dict[str, list[str]] = {gauge: [] for gauge in gauges}
    for name, words in COUNTED.items():
        for gauge, days in json.loads(series.attrs.get(name, "{}")).items():
            if gauge in said and days:
                said[gauge].append(f"{days} {words}")
    for variable, filled in json.loads(series.attrs.get("filled_forcing_days", "{}")).items():
        for gauge, days in filled.items():
            if gauge in said and days:
                said[gauge].append(f"{days} days of {variable} that were filled")
    days = predictions[["observed", "predicted"]].sel(time=period).reindex(gauge_id=list(gauges))
    for target in days["target"].values.astype(str):
        given = np.isfinite(days["observed"].sel(target=target).values).sum(axis=1)
        probed = np.isfinite(days["predicted"].sel(target=target).values).any(axis=1)
        for gauge, count, takes_part in zip(gauges, given, probed, strict=True):
            if not takes_part:
                said[gauge].append(f"takes no part in {target}")
            elif count < days.sizes["time"]:
                said[gauge].append(f"{days.sizes['time'] - count} days of the test period without {target}")
    return [said[gauge] for gauge in gauges]


def dropped(series: xr.Dataset, attributes: xr.Dataset) -> dict[str, str]:
    """Name the gauges that were left out altogether, and why."""
    both = (json.loads(dataset.attrs.get("dropped_gauges", "{}")) for dataset in (attributes, series))
    return {str(gauge): str(why) for found in both for gauge, why in found.items()}

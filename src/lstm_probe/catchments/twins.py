"""Name gauges that stand in a study twice, as collections share basins: 453 of 482 US basins of Caravan do.

GRDC-Caravan counts 1 589 duplicates among 22 372, https://doi.org/10.5194/essd-17-4613-2025.
"""

import numpy as np
import xarray as xr
from scipy.spatial import cKDTree

#: Kilometres within which two gauges are at one place, and within which they may be one if they have one number.
SAME_PLACE, SAME_REGION = 1.0, 50.0
#: Share by which two areas of one catchment differ at the most.
SAME_AREA = 0.01
EARTH_RADIUS = 6371.0  # km


def named(attributes: xr.Dataset) -> dict[str, list[str]]:
    """Name the twins of every gauge that has one: place and area alike, or the same number under another prefix.

    Parameters
    ----------
    attributes : xarray.Dataset
        ``gauge_lat`` and ``gauge_lon`` (degrees), and ``area`` where it is known, by gauge_id.

    Returns
    -------
    dict of str to list of str
        Twins by gauge, in the order of the gauges.
    """
    ids = [str(gauge) for gauge in attributes["gauge_id"].values]
    places = _on_the_sphere(attributes["gauge_lat"].values, attributes["gauge_lon"].values)
    known = np.flatnonzero(np.isfinite(places).all(axis=1))
    area = attributes["area"].values if "area" in attributes else np.full(len(ids), np.nan)
    numbers = [gauge.rpartition("_")[2].lstrip("0") for gauge in ids]
    pairs = cKDTree(places[known]).query_pairs(SAME_REGION / EARTH_RADIUS, output_type="ndarray") if len(known) else []
    found: dict[str, list[str]] = {}
    for one, other in (known[np.sort(pair)] for pair in pairs):
        near = np.linalg.norm(places[one] - places[other]) * EARTH_RADIUS <= SAME_PLACE
        alike = abs(area[one] - area[other]) <= SAME_AREA * max(area[one], area[other])
        if numbers[one] == numbers[other] or (near and alike):
            found.setdefault(ids[one], []).append(ids[other])
            found.setdefault(ids[other], []).append(ids[one])
    return {gauge: sorted(found[gauge]) for gauge in ids if gauge in found}


def _on_the_sphere(latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """Return places of shape (gauges, 3) on a sphere of radius 1."""
    phi, lam = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)

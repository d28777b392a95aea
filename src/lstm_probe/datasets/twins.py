"""Find gauges that stand in a study twice, as collections share basins: 453 of 482 US basins of Caravan do.

GRDC-Caravan counts 1 589 duplicates among 22 372, https://doi.org/10.5194/essd-17-4613-2025.
"""

import numpy as np
import numpy.typing as npt
import xarray as xr
from scipy.spatial import cKDTree

#: Kilometres within which two gauges are at one place, and within which they may be one if they have one number.
SAME_PLACE, SAME_REGION = 1.0, 50.0
#: Share by which the areas of one catchment in two data sets may differ.
SAME_AREA = 0.1
EARTH_RADIUS = 6371.0  # km


def pairs(attributes: xr.Dataset) -> npt.NDArray[np.intp]:
    """Find the pairs of gauges that may be one gauge in two data sets.

    Twins have the same number, whatever stands before it, and are not known to lie more than 50 km apart; or they lie
    within 1 km of each other, and their areas are not known to differ by more than a tenth.

    Parameters
    ----------
    attributes : xarray.Dataset
        ``gauge_lat`` and ``gauge_lon`` (degrees), and ``area`` where it is known, by gauge_id.

    Returns
    -------
    ndarray of shape (n_pairs, 2)
        Positions among the gauges, the lower one first, sorted.
    """
    numbers = [str(gauge).rpartition("_")[2].lstrip("0") for gauge in attributes["gauge_id"].values]
    area = attributes["area"].values if "area" in attributes else np.full(len(numbers), np.nan)
    places = _on_the_sphere(attributes["gauge_lat"].values, attributes["gauge_lon"].values)
    there = np.isfinite(places).all(axis=1)
    known = np.flatnonzero(there)
    near = cKDTree(places[known]).query_pairs(SAME_REGION / EARTH_RADIUS, output_type="ndarray") if len(known) else []
    found = set()
    for one, other in (np.sort(known[pair]).tolist() for pair in near):
        here = np.linalg.norm(places[one] - places[other]) * EARTH_RADIUS <= SAME_PLACE
        differ = abs(area[one] - area[other]) > SAME_AREA * min(area[one], area[other])
        if numbers[one] == numbers[other] or (here and not differ):
            found.add((one, other))
    for one in np.flatnonzero(~there).tolist():
        alike = [other for other, number in enumerate(numbers) if number == numbers[one] and other != one]
        found |= {(min(one, other), max(one, other)) for other in alike}
    return np.array(sorted(found), dtype=np.intp).reshape(-1, 2)


def marked(attributes: xr.Dataset) -> npt.NDArray[np.bool_]:
    """Mark every gauge and itself, and every gauge and its twins; shape (n_gauges, n_gauges)."""
    one, other = pairs(attributes).T
    both = np.eye(attributes.sizes["gauge_id"], dtype=bool)
    both[one, other] = both[other, one] = True
    return both


def named(attributes: xr.Dataset) -> dict[str, list[str]]:
    """Name the twins of every gauge that has one, in the order of the gauges; attributes as of `pairs`."""
    ids = [str(gauge) for gauge in attributes["gauge_id"].values]
    found: dict[str, list[str]] = {}
    for one, other in pairs(attributes).tolist():
        found.setdefault(ids[one], []).append(ids[other])
        found.setdefault(ids[other], []).append(ids[one])
    return {gauge: sorted(found[gauge]) for gauge in ids if gauge in found}


def _on_the_sphere(latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
    """Return places of shape (gauges, 3) on a sphere of radius 1."""
    phi, lam = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)

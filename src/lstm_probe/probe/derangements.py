"""Assignments in which every gauge is given the states of another one, far away, and each is used once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import xarray as xr
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from lstm_probe.datasets import twins
from lstm_probe.datasets.twins import EARTH_RADIUS
from lstm_probe.probe import controls
from lstm_probe.probe.moments import Floats

DISTANCES = (100.0, 50.0, 0.0)  # km, tried in turn where gauges are too few or too near to each other


@dataclass(frozen=True)
class Derangements:
    """Hold assignments of partners to gauges.

    Parameters
    ----------
    gauge_ids : list of str
        Gauges with the target, sorted: draws do not depend on the order in which gauges are listed.
    partner : ndarray of int of shape (n_draws, n_gauges)
        Position of the gauge whose states each gauge is given; no two draws are the same.
    distance_km : float
        Distance that partners keep at least; NaN without any draw.
    reason : str
        Why there is no draw, or empty.
    """

    gauge_ids: list[str]
    partner: npt.NDArray[np.intp]
    distance_km: float
    reason: str = ""


def great_circle(latitude: Floats, longitude: Floats) -> Floats:
    """Measure the distances (km) between places given in degrees, shape (n, n), by the haversine formula.

    An unknown place is at distance 0 from every other.
    """
    phi, lam = np.radians(latitude), np.radians(longitude)
    half = np.sin((phi[:, None] - phi) / 2) ** 2
    half += np.cos(phi[:, None]) * np.cos(phi) * np.sin((lam[:, None] - lam) / 2) ** 2
    return np.nan_to_num(2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def allowed_pairs(attributes: xr.Dataset, gauge_ids: Sequence[str], distance_km: float) -> npt.NDArray[np.bool_]:
    """Mark the pairs of gauges that may exchange states, shape (n, n): no gauge itself, no twin, none too near.

    Parameters
    ----------
    attributes : xarray.Dataset
        gauge_lat and gauge_lon (degrees), and area where it is known, along gauge_id.
    gauge_ids : sequence of str
        Gauges with the target.
    distance_km : float
        Distance that partners keep at least; at 0 every pair is far enough.
    """
    here = attributes.sel(gauge_id=list(gauge_ids))
    distance = great_circle(here["gauge_lat"].values, here["gauge_lon"].values)
    return (distance >= distance_km) & ~twins.marked(here)


def derange(attributes: xr.Dataset, gauge_ids: Sequence[str], *, draws: int, distance_km: float) -> Derangements:
    """Draw assignments by the Hungarian algorithm on random costs, with pairs that are not allowed forbidden.

    Where no assignment keeps the distance, the largest of 100, 50 and 0 km at which there is one is taken. Few gauges
    have few assignments: one drawn twice counts once. Gauges alone make the source of randomness: draws are the same
    for all seeds of an LSTM, so that a mean over seeds is one of the same draw, and for targets with the same gauges.

    Parameters
    ----------
    attributes : xarray.Dataset
        gauge_lat, gauge_lon (degrees) and area, along gauge_id.
    gauge_ids : sequence of str
        Gauges with the target, in any order.
    draws : int
        How many are drawn.
    distance_km : float
        Distance that partners keep at least, if they can.
    """
    gauges, count = sorted(gauge_ids), len(gauge_ids)
    rng = controls.stream(0, "derangements", "\n".join(gauges))
    for kilometres in (distance_km, *(less for less in DISTANCES if less < distance_km)):
        allowed = allowed_pairs(attributes, gauges, kilometres)
        matched = maximum_bipartite_matching(csr_array(allowed), perm_type="column")
        if count > 1 and (matched >= 0).all():
            forbidden = count + 1.0  # more than all the costs of an assignment together
            costs = (np.where(allowed, rng.random((count, count)), forbidden) for _ in range(draws))
            partner = np.array([linear_sum_assignment(cost)[1] for cost in costs], dtype=np.intp)
            return Derangements(gauges, _distinct(partner.reshape(draws, count)), kilometres)
    reason = f"{count} gauge{'s' * (count != 1)} with the target: none can exchange states with another"
    return Derangements(gauges, np.empty((0, count), dtype=np.intp), float("nan"), reason)


def _distinct(partner: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Keep each assignment once, in the order of the draws."""
    first = np.unique(partner, axis=0, return_index=True)[1]
    return partner[np.sort(first)]


def p_value(value: float, draws: Sequence[float]) -> float:
    """Return the share of draws that reach a value, itself counted as one: (1 + #≥) / (1 + draws).

    cf. Phipson and Smyth (2010), https://doi.org/10.2202/1544-6115.1585. Draws without a number do not count; NaN
    without any, or without a value.
    """
    finite = np.asarray(draws, dtype=float)
    finite = finite[np.isfinite(finite)]
    if not len(finite) or not np.isfinite(value):
        return float("nan")
    return float((1 + np.count_nonzero(finite >= value)) / (1 + len(finite)))

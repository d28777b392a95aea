"""Along which change of an LSTM's states the probe of one target rises while those of the others stay."""

import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr

from lstm_probe.probe.moments import Floats
from lstm_probe.probe.selection import satisfying


def within_gauges(states: xr.Dataset, period: slice) -> Floats:
    """Estimate the covariance of the states within gauges, which what differs from gauge to gauge does not enter.

    Parameters
    ----------
    states : xarray.Dataset
        cell_state (1) of shape (gauge_id, time, unit); one gauge is read at a time, those with a gap are left out.
    period : slice
        First and last day.

    Returns
    -------
    numpy.ndarray of shape (n_units, n_units)
    """
    cell = states["cell_state"].sel(time=period)
    total, degrees = np.zeros((cell.sizes["unit"],) * 2), 0
    for gauge in range(cell.sizes["gauge_id"]):
        values = cell[gauge].values.astype("float64")
        if np.isfinite(values).all():
            deviations = values - values.mean(axis=0)
            total += deviations.T @ deviations
            degrees += len(values) - 1
    return total / max(degrees, 1)


def most_likely(covariance: Floats, weights: Floats, steps: Floats) -> Floats:
    """Find the most likely change of the states that raises one probe by a step and leaves the others where they are.

    With the weights W of all probes as columns and the covariance Σ, the change of probe k is ``Σ W (Wᵀ Σ W)⁻¹ e_k δ``:
    the mean of normally distributed states of covariance Σ, given that the probes change so.

    Parameters
    ----------
    covariance : numpy.ndarray of shape (n_units, n_units)
        Σ.
    weights : numpy.ndarray of shape (n_targets, n_units)
        Weights of the probes (target units).
    steps : numpy.ndarray of shape (n_targets,)
        δ of each target (target units).

    Returns
    -------
    numpy.ndarray of shape (n_targets, n_units)
        A change for each target (1); NaN where its probe does not move independently of the others.
    """
    through = covariance @ weights.T
    spread = np.sqrt(np.einsum("tu,ut->t", weights, through))
    moves = spread > 0
    changes = np.full(weights.shape, np.nan)
    if moves.any():
        correlation = (weights[moves] @ through[:, moves]) / np.outer(spread[moves], spread[moves])
        if np.linalg.cond(correlation) < 1 / np.finfo(float).eps ** 0.5:
            standard = np.linalg.solve(correlation, (through[:, moves] / spread[moves]).T)
            changes[moves] = standard * (steps[moves] / spread[moves])[:, None]
    return changes


def random_like(change: Floats, covariance: Floats, count: int, rng: np.random.Generator) -> Floats:
    """Draw changes of any direction, as long as a given one in the metric of the covariance.

    The length of v is √(vᵀ Σ⁻¹ v): all changes of one length are equally likely for states of covariance Σ.

    Parameters
    ----------
    change : numpy.ndarray of shape (n_units,)
        What sets the length; it lies in the range of the covariance.
    covariance : numpy.ndarray of shape (n_units, n_units)
        Σ; directions without variance take no part.
    count : int
        How many to draw.
    rng : numpy.random.Generator
        Source of randomness.

    Returns
    -------
    numpy.ndarray of shape (count, n_units)
    """
    size, vectors = np.linalg.eigh(covariance)
    kept = size > len(size) * np.finfo(float).eps * size.max(initial=0.0)
    root = np.sqrt(size[kept])
    length = np.linalg.norm((change @ vectors[:, kept]) / root)
    drawn = rng.standard_normal((count, int(kept.sum())))
    drawn *= length / np.linalg.norm(drawn, axis=1, keepdims=True)
    return (drawn * root) @ vectors[:, kept].T


def plan(
    states: xr.Dataset,
    probe: xr.Dataset,
    amounts: Mapping[str, float],
    period: slice,
    *,
    draws: int,
    seed: int,
) -> xr.Dataset:
    """Plan the changes of an LSTM's states that stand for water added to each target.

    Parameters
    ----------
    states : xarray.Dataset
        As `contracts.lstm.STATES`.
    probe : xarray.Dataset
        As `contracts.probe.PROBE`: one linear probe a target, with an intercept a gauge.
    amounts : mapping of str to float
        By target, all of which are held while one of them rises: δ (target units).
    period : slice
        First and last day of the fit.
    draws : int
        Random directions a target.
    seed : int
        Seed of the LSTM, which with the target makes the source of the random directions.

    Returns
    -------
    xarray.Dataset
        change of shape (target, draw, unit) (1), draw 0 being the probe's, NaN where there is none; amount of shape
        (target,) (target units); takes_part of shape (target, gauge_id), whether a gauge has the target.
    """
    targets = list(amounts)
    covariance = within_gauges(states, period)
    weights = probe["weight"].sel(target=targets, group="all").values
    steps = np.array([amounts[target] for target in targets], dtype="float64")
    along = most_likely(covariance, weights, steps)
    changes = np.full((len(targets), draws + 1, len(covariance)), np.nan)
    for row, target in enumerate(targets):
        changes[row, 0] = along[row]
        if np.isfinite(along[row]).all():
            rng = np.random.default_rng([seed, zlib.crc32(target.encode()), zlib.crc32(b"directions")])
            changes[row, 1:] = random_like(along[row], covariance, draws, rng)
    gauges = states["gauge_id"].values.astype(str).tolist()
    there = probe["intercept"].sel(target=targets).reindex(gauge_id=gauges).notnull().values
    return xr.Dataset(
        {
            "change": (("target", "draw", "unit"), changes),
            "amount": ("target", steps),
            "takes_part": (("target", "gauge_id"), there),
        },
        {"target": targets, "draw": np.arange(draws + 1), "gauge_id": gauges},
    )


def amounts(
    targets: Mapping[str, xr.DataArray],
    criteria: Mapping[str, Mapping[str, Any] | None],
    attributes: xr.Dataset,
    period: slice,
    given: Mapping[str, float],
) -> dict[str, float]:
    """Choose how much is added to each target: what is given, else half the median over gauges of its spread in time.

    Parameters
    ----------
    targets : mapping of str to xarray.DataArray
        Catchment means of shape (gauge_id, time).
    criteria : mapping of str to mapping or None
        Each target's own criterion on its gauges; None takes all.
    attributes : xarray.Dataset
        One variable an attribute, along gauge_id.
    period : slice
        First and last day over which the standard deviation of each gauge is taken.
    given : mapping of str to float
        Amounts that somebody chose (target units).
    """
    chosen = {}
    for name, values in targets.items():
        has = set(values["gauge_id"].values.astype(str).tolist())
        gauges = [gauge for gauge in satisfying(attributes, criteria.get(name), f"target {name}") if gauge in has]
        half = 0.5 * values.sel(gauge_id=gauges, time=period).std("time").median()
        chosen[name] = float(given.get(name, half))
    return chosen

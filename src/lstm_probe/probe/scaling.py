"""Z-scores: what features and target are centred on and divided by, gauge by gauge."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import add

import numpy as np
import xarray as xr

from lstm_probe.errors import InputError
from lstm_probe.probe.moments import Floats, Moments
from lstm_probe.probe.pooling import Groups

STEADY = 1e-6  # a spread below this share of the values is rounding of single precision, not a signal

#: Where the mean and the spread of a target's z-scores come from: the days and gauges of the fit, or all there are.
TARGET_SCALING = ("fit", "record")


@dataclass(frozen=True)
class Scaling:
    """Turn the features and the target of a gauge into z-scores, and z-scores of the target back.

    Parameters
    ----------
    x : ndarray of shape (n_features,)
        What each feature is centred on.
    spread_x : ndarray of shape (n_features,)
        What its deviation is divided by; infinite for one that does not vary, whose z-score is always 0.
    y, spread_y : float
        The same of the target (target units).
    """

    x: Floats
    spread_x: Floats
    y: float
    spread_y: float

    def features(self, values: Floats) -> Floats:
        """Return z-scores (1) of features of shape (n_days, n_features), in double precision."""
        return (values.astype("float64", copy=False) - self.x) / self.spread_x

    def target(self, values: Floats) -> Floats:
        """Return z-scores (1) of the target of shape (n_days,), in double precision."""
        return (values.astype("float64") - self.y) / self.spread_y

    def undo(self, scores: Floats) -> Floats:
        """Return the target (target units) of its z-scores (1)."""
        return self.y + self.spread_y * scores


@dataclass(frozen=True)
class Record:
    """Hold the mean and the standard deviation (target units) of all values of a target."""

    mean: float
    spread: float


def record(target: xr.DataArray) -> Record:
    """Take mean and standard deviation over every gauge and day of a target, whether they take part or not.

    Raises
    ------
    InputError
        If the target has no values, or they do not vary.
    """
    values = target.values[np.isfinite(target.values)].astype("float64")
    if values.size == 0 or np.ptp(values) == 0:
        found = f"{values.size} values that do not vary"
        raise InputError(f"target {target.name}", found, "values that vary, to scale by", "see the target's file")
    return Record(float(values.mean()), float(values.std()))


def standardise(
    of_gauge: Mapping[str, Moments], blocks: Groups, whole: Record | None = None
) -> tuple[dict[str, Scaling], Moments]:
    """Scale the gauges that share a probe, each about the means of those it shares an intercept with.

    Deviations from the means of every block are divided by the spread of all the gauges together. To minimise
    squared errors of them, whatever the penalty on the weights, is to minimise those of ordinary z-scores with one
    more column a block, which is 1 at its gauges, 0 elsewhere, and not penalised (the theorem of Frisch and Waugh,
    1933, https://doi.org/10.2307/1907330). It is not so for another loss, such as Huber's, for a map that is not
    linear, and only nearly so for a descent that ends before the minimum, or sees but some of the samples.

    Parameters
    ----------
    of_gauge : mapping of str to Moments
        Sums over the samples of every gauge that shares the probe.
    blocks : mapping of str to list of str
        Gauges that share an intercept, as `INTERCEPTS` groups them.
    whole : Record, optional
        Spread of the target to divide by, and mean to centre it on where all gauges share one intercept.

    Returns
    -------
    scalings : dict of str to Scaling
        Of every gauge.
    moments : Moments
        Of the z-scores of all samples; sums of features, and of a target, that do not vary are 0.

    Raises
    ------
    InputError
        If there are no samples.
    """
    parts = {block: reduce(add, (of_gauge[gauge] for gauge in gauges)) for block, gauges in blocks.items()}
    total = reduce(add, parts.values())
    if total.n == 0:
        raise InputError("probe", "no day with a target in the fit period", "some days", "see periods: probe_fit")
    within = reduce(add, (part.about_own_means() for part in parts.values()))
    spread_x, spread_y = np.sqrt(np.diag(total.xx) / total.n), float(np.sqrt(total.yy / total.n))
    varies = np.sqrt(np.diag(within.xx) / total.n) > STEADY * np.hypot(spread_x, total.x)
    spread_x = np.where(varies, spread_x, np.inf)
    if np.sqrt(within.yy / total.n) <= STEADY * np.hypot(spread_y, total.y):
        within = replace(within, xy=np.zeros_like(within.xy), yy=0.0)
    spread_y = whole.spread if whole else spread_y or 1.0
    centres = {block: whole.mean if whole and len(parts) == 1 else part.y for block, part in parts.items()}
    scalings = {
        gauge: Scaling(parts[block].x, spread_x, centres[block], spread_y)
        for block, gauges in blocks.items()
        for gauge in gauges
    }
    left = sum(part.n * (part.y - centres[block]) for block, part in parts.items()) / total.n
    return scalings, replace(within, y=left).divided(spread_x, spread_y)

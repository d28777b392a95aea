"""Fit a linear probe to sums of products alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lstm_probe.probe.choice import Choice
from lstm_probe.probe.deviations import unpacked, upper
from lstm_probe.probe.evidence import Evidence, Linear
from lstm_probe.probe.moments import Floats, Moments
from lstm_probe.probe.pooling import INTERCEPTS
from lstm_probe.probe.regression import REGRESSIONS, most_samples
from lstm_probe.probe.scaling import Record, standardise


@dataclass(frozen=True)
class Stack:
    """Hold the sums of many sets of days, one a row: a gauge each, or a gauge and year.

    Parameters
    ----------
    n : ndarray of shape (n_rows,)
        Days.
    x, y : ndarray of shape (n_rows, n_features) and (n_rows,)
        Means of features and target.
    xx : ndarray of shape (n_rows, n_products)
        Products of the features' deviations, as `deviations.packed` orders them.
    xy, yy : ndarray of shape (n_rows, n_features) and (n_rows,)
        Products of features and target, and of the target.
    """

    n: npt.NDArray[np.integer]
    x: Floats
    y: Floats
    xx: Floats
    xy: Floats
    yy: Floats

    def __getitem__(self, rows: object) -> "Stack":
        """Take some rows."""
        return Stack(*(getattr(self, name)[rows] for name in ("n", "x", "y", "xx", "xy", "yy")))


def merged(stack: Stack) -> Stack:
    """Put the parts of every row together: shapes (n_rows, n_parts, ...) to (n_rows, ...)."""
    n = stack.n.sum(axis=1)
    share = stack.n / np.maximum(n, 1)[:, None]
    x, y = np.einsum("rp,rpf->rf", share, stack.x), (share * stack.y).sum(axis=1)
    step_x, step_y = stack.x - x[:, None], stack.y - y[:, None]
    xx = stack.xx.sum(axis=1, dtype="float64")
    rows, columns = upper(x.shape[1])
    for part in range(stack.n.shape[1]):
        step = step_x[:, part]
        xx += (stack.n[:, part, None] * step)[:, rows] * step[:, columns]
    xy = stack.xy.sum(axis=1, dtype="float64") + np.einsum("rp,rpf,rp->rf", stack.n, step_x, step_y)
    return Stack(n, x, y, xx, xy, stack.yy.sum(axis=1) + (stack.n * step_y**2).sum(axis=1))


def pooled(stack: Stack) -> Moments:
    """Put the days of all rows together, as `Moments` does of two."""
    n = int(stack.n.sum())
    share = stack.n / max(n, 1)
    x, y = share @ stack.x, float(share @ stack.y)
    step_x, step_y = stack.x - x, stack.y - y
    between = (step_x * stack.n[:, None]).T
    xx = unpacked(stack.xx.sum(axis=0, dtype="float64"), stack.x.shape[1]) + between @ step_x
    xy = stack.xy.sum(axis=0, dtype="float64") + between @ step_y
    return Moments(n, x, y, xx, xy, float(stack.yy.sum() + stack.n @ step_y**2))


def of_moments(regression: Choice) -> Choice:
    """Take a regression as it is where moments will do; else the elastic net with those of its settings that it has."""
    if most_samples(regression) == 0:
        return regression
    kept = {key: value for key, value in regression.settings.items() if key in ("alpha", "l1_ratio")}
    return Choice("elastic_net", kept)


def fit(
    stack: Stack, gauge_ids: Sequence[str], regression: Choice, intercepts: Choice, whole: Record | None = None
) -> Linear | None:
    """Fit one probe to all gauges, as `fitting.fit_group` does; None where there is no day.

    Parameters
    ----------
    stack : Stack
        One row a gauge: the days of the fit.
    gauge_ids : sequence of str
        The gauges.
    regression, intercepts : Choice
        As of an experiment.
    whole : Record, optional
        Spread of the target, if it is not that of the samples.

    Returns
    -------
    Linear or None
        Weights (target units a unit of each feature) and the intercept (target units) that all gauges together have.
    """
    total = pooled(stack)
    if total.n == 0:
        return None
    row = {gauge: i for i, gauge in enumerate(gauge_ids)}
    blocks = INTERCEPTS[intercepts.name](list(gauge_ids), **intercepts.settings)
    parts = dict.fromkeys(blocks, total)
    if len(blocks) > 1:
        parts = {block: pooled(stack[[row[gauge] for gauge in gauges]]) for block, gauges in blocks.items()}
    scalings, sums = standardise(parts, {block: [block] for block in blocks}, whole)
    weights = _weights(sums, regression) if sums.yy > 0 and np.diag(sums.xx).any() else np.zeros(len(sums.x))
    scaling = next(iter(scalings.values()))
    weights = weights * scaling.spread_y / scaling.spread_x
    return Linear(weights, float(total.y - total.x @ weights))


def _weights(sums: Moments, regression: Choice) -> Floats:
    """Fit the weights between z-scores."""
    regression = of_moments(regression)
    none = np.empty(0, dtype="float32")
    model = REGRESSIONS[regression.name](Evidence(sums, none, none, np.random.default_rng(0)), **regression.settings)
    return np.asarray(model.weights)  # type: ignore[attr-defined]

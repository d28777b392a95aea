"""Score linear probes by sums of products alone, and sum their predictions year by year."""

import numpy as np
import numpy.typing as npt

from lstm_probe.metrics import MINIMUM_PAIRS, STEADY
from lstm_probe.probe.deviations import upper
from lstm_probe.probe.evidence import Linear
from lstm_probe.probe.moments import Floats
from lstm_probe.probe.probes_from_moments import Stack, merged


def squares(xx: Floats, weights: Floats) -> Floats:
    """Sum the squared deviations of predictions, shape (n_rows, n_probes), of packed products and (n_probes, n)."""
    rows, columns = upper(weights.shape[-1])
    twice = np.where(rows == columns, 1.0, 2.0)
    return np.maximum(xx @ (twice * weights[:, rows] * weights[:, columns]).T, 0.0)


def correlation(
    n: npt.NDArray[np.number], xy: Floats, pp: Floats, yy: Floats, size_p: Floats, size_y: Floats
) -> Floats:
    """Correlate predictions and targets, element by element, under the conditions of `metrics.correlation`.

    Parameters
    ----------
    n : ndarray
        Days.
    xy, pp, yy : ndarray
        Products of prediction and target, and of each with itself.
    size_p, size_y : ndarray
        Sizes of prediction and target that a spread is held against.

    Returns
    -------
    ndarray
        r; 0 where the prediction does not vary, NaN where the target does not or days are too few.
    """
    vary_p, vary_y = varies(pp, n, size_p), varies(yy, n, size_y)
    both = vary_p & vary_y
    r = np.divide(xy, np.sqrt(pp * yy), out=np.zeros(np.broadcast(xy, pp).shape), where=both)
    return np.where(vary_y & (n >= MINIMUM_PAIRS), r, np.nan)


def of_rows(stack: Stack, probe: Linear) -> Floats:
    """Correlate one probe's predictions with the target in every row, shape (n_rows,)."""
    return correlation(
        stack.n,
        stack.xy @ probe.weights,
        squares(stack.xx, probe.weights[None])[:, 0],
        stack.yy,
        stack.x @ probe.weights + probe.intercept,
        stack.y,
    )


def anomaly_r(values: Floats, anomalies: Floats) -> Floats:
    """Keep the r of anomalies where the values have one; a prediction that does not vary has only rounding left."""
    return np.where(np.isfinite(values), np.where(values == 0, 0.0, anomalies), np.nan)


def by_year(stack: Stack, values: Stack, probe: Linear) -> Floats:
    """Sum predictions x and targets y over the days of every year, both less their mean at the gauge.

    A series that does not vary in the test period is 0 throughout, rather than rounding.

    Parameters
    ----------
    stack : Stack
        Shapes (n_gauges, n_years, ...): values, or anomalies.
    values : Stack
        Values of the whole test period, a row a gauge.
    probe : Linear
        The probe.

    Returns
    -------
    ndarray of shape (n_gauges, n_years, 6)
        n, x, y, xx, yy and xy (target units), as `contracts.probe.YEARLY_SUMS`.
    """
    whole, n = merged(stack), stack.n.astype("float64")
    pp = squares(values.xx, probe.weights[None])[:, 0]
    of_x = varies(pp, values.n, values.x @ probe.weights + probe.intercept)[:, None].astype("float64")
    of_y = varies(values.yy, values.n, values.y)[:, None].astype("float64")
    x = (stack.x - whole.x[:, None]) @ probe.weights * (n > 0)
    y = (stack.y - whole.y[:, None]) * (n > 0)
    gauges, years, _ = stack.x.shape
    xx = squares(stack.xx.reshape(gauges * years, -1), probe.weights[None]).reshape(gauges, years) + n * x**2
    yy, xy = stack.yy + n * y**2, stack.xy @ probe.weights + n * x * y
    return np.stack([n, n * x * of_x, n * y * of_y, xx * of_x, yy * of_y, xy * of_x * of_y], axis=-1)


def varies(squares_: Floats, n: npt.NDArray[np.number], size: Floats) -> npt.NDArray[np.bool_]:
    """Return where a series varies by more than rounding, from the sum of its squared deviations and its mean."""
    spread = np.sqrt(squares_ / np.maximum(n, 1))
    return np.asarray(spread > STEADY * np.hypot(size, spread))


def skill(values: Stack, anomalies: Stack, probe: Linear) -> dict[str, Floats]:
    """Score a probe in every row as `metrics.per_gauge` does: r, r2, anomaly_r, nse, kge, n, rmse, bias and abs_bias.

    Parameters
    ----------
    values, anomalies : Stack
        One row a gauge: the days of a period.
    probe : Linear
        The probe.
    """
    n = np.maximum(values.n, 1)
    predicted = values.x @ probe.weights + probe.intercept
    pp, xy = squares(values.xx, probe.weights[None])[:, 0], values.xy @ probe.weights
    r, bias = of_rows(values, probe), predicted - values.y
    error = np.maximum(pp - 2 * xy + values.yy, 0.0) / n + bias**2
    varies = np.isfinite(r)
    yy = np.where(varies, values.yy, 1.0)
    mean = np.where(values.y == 0, np.nan, values.y)
    kge = 1 - np.sqrt((r - 1) ** 2 + (np.sqrt(pp / yy) - 1) ** 2 + (predicted / mean - 1) ** 2)
    enough = np.where(values.n >= MINIMUM_PAIRS, 1.0, np.nan)
    scores = {"r": r, "r2": r**2, "anomaly_r": anomaly_r(r, of_rows(anomalies, probe))}
    scores |= {"nse": np.where(varies, 1 - error * n / yy, np.nan), "kge": np.where(varies, kge, np.nan)}
    scores |= {"rmse": np.sqrt(error) * enough, "bias": bias * enough, "abs_bias": np.abs(bias) * enough}
    return scores | {"n": values.n.astype("float64")}

"""Fit elastic nets from cell states to targets, in one of several ways; prints a line of JSON.

    python elastic_net.py WAY GAUGES DAYS

Ours is given the raw states and fits every target under both penalties, and both controls, as jobs of the workflow
do, one after the other. The others are given z-scores, and fit one target once. All have their data in memory.
"""

import json
import sys
import time
from collections.abc import Callable

import numpy as np

UNITS, TARGETS, LEAD_DAYS = 64, 5, 180
ALPHA, L1_RATIO, LARGE_ALPHA = 0.01, 0.15, 1.0
FIRST_DAY = "1990-01-01"
Numbers = dict[str, float]


def draw(gauges: int, days: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw states of shape (gauge, lead and days, unit), and targets of shape (target, gauge, days), float32.

    A few directions hold most of the variance, and every gauge has its own mean, as in states of an LSTM. Those are
    correlated more closely still, and coordinate descent on samples would take some ten times the sweeps.
    """
    rng = np.random.default_rng(1)
    mixing = np.linalg.qr(rng.normal(size=(UNITS, UNITS)))[0] * (np.arange(1, UNITS + 1) ** -0.5)
    mixing = (mixing @ np.linalg.qr(rng.normal(size=(UNITS, UNITS)))[0]).astype("float32")
    states = rng.standard_normal((gauges, LEAD_DAYS + days, UNITS), dtype="float32")
    centres = 0.5 * rng.standard_normal((gauges, UNITS), dtype="float32")
    for gauge in range(gauges):
        states[gauge] = (states[gauge] + centres[gauge]) @ mixing
    weights = rng.normal(size=(UNITS, TARGETS)).astype("float32") * (rng.random((UNITS, TARGETS)) < 0.4)
    targets = np.empty((TARGETS, gauges, days), dtype="float32")
    for gauge in range(gauges):
        targets[:, gauge] = 0.3 + 0.05 * (states[gauge, LEAD_DAYS:] @ weights).T
    targets += 0.05 * rng.standard_normal(targets.shape, dtype="float32")
    return states, targets


def scores(gauges: int, days: int, dtype: str) -> tuple[np.ndarray, np.ndarray]:
    """Give z-scores of the states (gauge and day, unit), and of the first target (gauge and day,)."""
    states, targets = draw(gauges, days)
    y = targets[0].ravel().astype(dtype)
    x = states[:, LEAD_DAYS:].astype(dtype).reshape(-1, UNITS)
    del states, targets
    mean, spread = x.mean(axis=0, dtype="float64"), np.zeros(UNITS)
    for rows in np.array_split(np.arange(len(x)), 50):
        spread += ((x[rows] - mean) ** 2).sum(axis=0, dtype="float64")
    x -= mean.astype(dtype)
    x /= np.sqrt(spread / len(x)).astype(dtype)
    return x, ((y - y.mean(dtype="float64")) / y.std(dtype="float64")).astype(dtype)


def fits(states: np.ndarray, targets: np.ndarray) -> tuple[list[np.ndarray], float]:
    """Fit what the product fits, each experiment by a pass of its own; weights of z-scores, and seconds."""
    import pandas as pd
    import xarray as xr

    from lstm_probe.probe import fitting
    from lstm_probe.probe.choice import Choice
    from lstm_probe.probe.controls import CONTROLS, stream
    from lstm_probe.probe.features import Sources
    from lstm_probe.probe.pairs import Pairs

    gauges = [str(gauge) for gauge in range(states.shape[0])]
    time_ = pd.date_range(FIRST_DAY, periods=states.shape[1], name="time")
    days = time_[LEAD_DAYS:]
    coords = {"gauge_id": gauges, "time": time_, "unit": np.arange(UNITS)}
    dataset = xr.Dataset({"cell_state": (("gauge_id", "time", "unit"), states)}, coords)
    observed = {
        f"target_{number}": xr.DataArray(values, {"gauge_id": gauges, "time": days}, ("gauge_id", "time"))
        for number, values in enumerate(targets)
    }
    experiments = [
        ("none", {}, ALPHA),
        ("none", {}, LARGE_ALPHA),
        ("permute_gauges", {}, ALPHA),
        ("delay", {"days": LEAD_DAYS}, ALPHA),
    ]
    weights = []
    start = time.perf_counter()
    for control, settings, alpha in experiments:
        rngs = {target: stream(1, control, target) for target in observed}
        pairings = {target: CONTROLS[control](gauges, rngs[target], **settings) for target in observed}
        pairs = Pairs((Choice("cell_state"),), Sources(dataset, None), observed, pairings)
        regression = Choice("elastic_net", {"alpha": alpha, "l1_ratio": L1_RATIO})
        period = slice(str(days[0].date()), str(days[-1].date()))
        answers = {"regression": regression, "intercepts": Choice("pooled"), "pooling": Choice("all")}
        probes = fitting.fit(pairs, period, rngs, {}, **answers)
        weights += [groups["all"].model.weights for groups in probes.values()]
    return weights, time.perf_counter() - start


def ours(gauges: int, days: int) -> Numbers:
    """Fit five targets under both penalties, and under the first with both controls."""
    weights, seconds = fits(*draw(gauges, days))
    return {"seconds": seconds, "work": len(weights)}


def sklearn_float64(gauges: int, days: int) -> Numbers:
    """Fit one target by scikit-learn's coordinate descent on the samples."""
    return _sklearn(gauges, days, "float64")


def sklearn_float32(gauges: int, days: int) -> Numbers:
    """Fit the same in single precision."""
    return _sklearn(gauges, days, "float32")


def sklearn_gram(gauges: int, days: int) -> Numbers:
    """Fit the same from products of the samples, scikit-learn's other way."""
    return _sklearn(gauges, days, "float64", precompute=True)


def _sklearn(gauges: int, days: int, dtype: str, **settings: object) -> Numbers:
    from sklearn.linear_model import ElasticNet

    x, y = scores(gauges, days, dtype)
    start = time.perf_counter()
    ElasticNet(alpha=ALPHA, l1_ratio=L1_RATIO, **settings).fit(x, y)
    return {"seconds": time.perf_counter() - start, "work": 1}


def sgd(gauges: int, days: int) -> Numbers:
    """Fit one target by stochastic gradient descent, as the authors did."""
    from sklearn.linear_model import SGDRegressor

    x, y = scores(gauges, days, "float64")
    start = time.perf_counter()
    SGDRegressor(
        loss="huber", epsilon=0.1, penalty="elasticnet", alpha=ALPHA, l1_ratio=L1_RATIO, early_stopping=True,
        n_iter_no_change=3, random_state=1,
    ).fit(x, y)  # fmt: skip
    return {"seconds": time.perf_counter() - start, "work": 1}


def skglm(gauges: int, days: int) -> Numbers:
    """Fit one target by skglm, compiled beforehand."""
    from skglm import ElasticNet

    x, y = scores(gauges, days, "float64")
    ElasticNet(alpha=ALPHA, l1_ratio=L1_RATIO).fit(x[:1000], y[:1000])
    start = time.perf_counter()
    ElasticNet(alpha=ALPHA, l1_ratio=L1_RATIO).fit(x, y)
    return {"seconds": time.perf_counter() - start, "work": 1}


def agreement(gauges: int, days: int) -> Numbers:
    """Fit one target by scikit-learn until it has converged, and tell how far our weights are from its own."""
    from sklearn.linear_model import ElasticNet

    weights, _ = fits(*draw(gauges, days))
    x, y = scores(gauges, days, "float64")
    start = time.perf_counter()
    net = ElasticNet(alpha=ALPHA, l1_ratio=L1_RATIO, precompute=True, tol=1e-12, max_iter=100_000).fit(x, y)
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "work": 1, "max_abs_difference": float(np.abs(net.coef_ - weights[0]).max())}


WAYS: dict[str, Callable[[int, int], Numbers]] = {
    way.__name__: way for way in (ours, sklearn_float64, sklearn_float32, sklearn_gram, sgd, skglm, agreement)
}

if __name__ == "__main__":
    print(json.dumps(WAYS[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3]))))

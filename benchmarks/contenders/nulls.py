"""Nulls and intervals, ours and as a loop would make them; prints a line of JSON.

    python nulls.py WAY GAUGES YEARS DRAWS

All have states and targets in memory. What is compared is draws a second, of one target: each draw a probe that is
fitted to other gauges' states and scored at every gauge, or a resample of years, of the median r over gauges.
"""

import json
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

UNITS, ALPHA, L1_RATIO, SEED = 64, 0.01, 0.15, 1
FIRST_YEAR = 1990
Numbers = dict[str, float]


def days(years: int) -> tuple[pd.DatetimeIndex, slice, slice]:
    """Give all days, and the first and last day of the fit and of the test: as many years each."""
    middle, end = FIRST_YEAR + years, FIRST_YEAR + 2 * years
    all_days = pd.date_range(f"{FIRST_YEAR}-01-01", f"{end - 1}-12-31", name="time")
    return all_days, slice(f"{FIRST_YEAR}-01-01", f"{middle - 1}-12-31"), slice(f"{middle}-01-01", f"{end - 1}-12-31")


def draw(gauges: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw states of shape (gauge, day, unit) and a target of shape (gauge, day) that follows them, float32."""
    rng = np.random.default_rng(SEED)
    mixing = (rng.normal(size=(UNITS, UNITS)) * np.arange(1, UNITS + 1) ** -0.5).astype("float32")
    states = rng.standard_normal((gauges, count, UNITS), dtype="float32") @ mixing
    target = states @ rng.normal(size=UNITS).astype("float32")
    return states, target + target.std() * rng.standard_normal(target.shape, dtype="float32")


def partners(gauges: int, draws: int) -> np.ndarray:
    """Draw the gauge whose states each gauge is given: rotations of a random order, none of them its own."""
    rng = np.random.default_rng(SEED)
    found = np.empty((draws, gauges), dtype="intp")
    for number in range(draws):
        order = rng.permutation(gauges)
        found[number, order] = np.roll(order, 1 + number % (gauges - 1))
    return found


def moments(gauges: int, years: int, draws: int) -> Numbers:
    """Fit and score all draws from second moments, as the rule score_nulls does."""
    import xarray as xr

    from lstm_probe.probe.choice import Choice
    from lstm_probe.probe.derangements import Derangements
    from lstm_probe.probe.features import Sources
    from lstm_probe.probe.null_parts import Nulls
    from lstm_probe.probe.null_skill import Answers

    axis, fit, test = days(years)
    states, target = draw(gauges, len(axis))
    names = [f"{gauge:04d}" for gauge in range(gauges)]
    units = {"gauge_id": names, "time": axis, "unit": np.arange(UNITS)}
    sources = Sources(xr.Dataset({"cell_state": (("gauge_id", "time", "unit"), states)}, units), None)
    observed = {"target": xr.DataArray(target, {"gauge_id": names, "time": axis}, ("gauge_id", "time"))}
    elastic_net = Choice("elastic_net", {"alpha": ALPHA, "l1_ratio": L1_RATIO})
    answers = {"target": Answers(elastic_net, Choice("pooled"))}
    drawn = {"target": Derangements(names, partners(gauges, draws), 0.0)}
    start = time.perf_counter()
    periods = {"fit": fit, "test": test}
    found = Nulls((Choice("cell_state"),), sources, observed, periods, drawn, answers, threads=2).derangements()
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "work": draws, "first_r": float(found["target"]["r"].iloc[0])}


def loop(gauges: int, years: int, draws: int) -> Numbers:
    """Fit and score every draw by scikit-learn, on the samples."""
    from sklearn.linear_model import ElasticNet
    from sklearn.preprocessing import StandardScaler

    axis, fit, test = days(years)
    states, target = draw(gauges, len(axis))
    fitted, tested = axis.slice_indexer(fit.start, fit.stop), axis.slice_indexer(test.start, test.stop)
    medians = []
    start = time.perf_counter()
    for partner in partners(gauges, draws):
        x, y = states[partner][:, fitted].reshape(-1, UNITS), target[:, fitted].reshape(-1, 1)
        of_x, of_y = StandardScaler().fit(x), StandardScaler().fit(y)
        net = ElasticNet(alpha=ALPHA, l1_ratio=L1_RATIO).fit(of_x.transform(x), of_y.transform(y).ravel())
        r = [
            np.corrcoef(net.predict(of_x.transform(states[source, tested])), target[gauge, tested])[0, 1]
            for gauge, source in enumerate(partner)
        ]
        medians.append(np.median(r))
    return {"seconds": time.perf_counter() - start, "work": draws, "first_r": float(medians[0])}


def resampled_sums(gauges: int, years: int, draws: int) -> Numbers:
    """Resample sums by year, as the rule estimate_intervals does."""
    import xarray as xr

    from lstm_probe.probe.yearly_sums import yearly_sums
    from lstm_probe.results import correlations, resampling

    axis, fit, test = days(years)
    predicted, observed = _series(gauges, len(axis))
    coords = {"target": ["target"], "gauge_id": list(map(str, range(gauges))), "time": axis}
    series = {"predicted": predicted[None], "observed": observed[None]}
    dataset = xr.Dataset({name: (tuple(coords), values) for name, values in series.items()}, coords)
    start = time.perf_counter()
    sums = yearly_sums(dataset, {"fit": fit, "test": test})["sums"].sel(target="target", kind="values").values[None]
    drawn = resampling.draw(sums.shape[2], draws, np.random.default_rng(SEED))
    found = correlations.of_draws(sums, drawn, np.ones((draws, 1)))
    median = correlations.weighted_median(found, np.ones((draws, gauges)))
    spread = float(np.std(median))
    return {"seconds": time.perf_counter() - start, "work": draws, "spread": spread}


def resampled_days(gauges: int, years: int, draws: int) -> Numbers:
    """Put the days of the years of every draw together, and score every gauge on them."""
    axis, _, test = days(years)
    predicted, observed = _series(gauges, len(axis))
    tested = axis.slice_indexer(test.start, test.stop)
    year = axis[tested].year.to_numpy()
    predicted, observed, rng = predicted[:, tested], observed[:, tested], np.random.default_rng(SEED)
    start = time.perf_counter()
    rows = {one: np.flatnonzero(year == one) for one in np.unique(year)}
    medians = []
    for _ in range(draws):
        chosen = np.concatenate([rows[one] for one in rng.choice(list(rows), len(rows) - 1)])
        r = [np.corrcoef(predicted[gauge, chosen], observed[gauge, chosen])[0, 1] for gauge in range(gauges)]
        medians.append(np.median(r))
    return {"seconds": time.perf_counter() - start, "work": draws, "spread": float(np.std(medians))}


def _series(gauges: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw predicted and observed series of shape (gauge, day), float32."""
    rng = np.random.default_rng(SEED)
    predicted = rng.standard_normal((gauges, count), dtype="float32")
    return predicted, predicted + rng.standard_normal((gauges, count), dtype="float32")


WAYS: dict[str, Callable[[int, int, int], Numbers]] = {
    way.__name__: way for way in (moments, loop, resampled_sums, resampled_days)
}

if __name__ == "__main__":
    print(json.dumps(WAYS[sys.argv[1]](*map(int, sys.argv[2:5]))))

"""Whether scores at unseen gauges fall with the distance to the nearest seen gauge: rank correlations and classes."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import bootstrap, rankdata

from lstm_probe.contracts.comparisons import HELD_OUT, UNSEEN
from lstm_probe.contracts.similar_gauges import SIMILAR_GAUGES
from lstm_probe.results.held_out import DISCHARGE
from lstm_probe.results.significant import significant
from lstm_probe.results.tables import over_seeds

#: Distances and what they are, in the order of the figure.
DISTANCES = {
    "kilometres": "nearest seen gauge (km)",
    "attribute_distance": "most similar seen gauge (sd of attributes)",
}
#: Gauges below which no correlation is given, and gauges that a class of distances has at least.
FEWEST, IN_CLASS = 10, 8
CLASSES = 5
RESAMPLES, SEED = 2000, 0
#: What did not see the gauges, in words.
UNSEEN_BY = {UNSEEN: "the probe", HELD_OUT: "the LSTM and the probe"}


def table(
    distances: Mapping[tuple[str, str], pd.DataFrame], skill: pd.DataFrame, discharge: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Set scores at unseen gauges beside their distances to the nearest seen gauge.

    Parameters
    ----------
    distances : mapping of tuple of str to pandas.DataFrame
        As `probe.similar_gauges.nearest`, by what did not see the gauges and by what is scored there.
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    discharge : pandas.DataFrame, optional
        As `contracts.lstm.DISCHARGE_SKILL`, of the LSTMs that hold gauges out, where some do.

    Returns
    -------
    pandas.DataFrame
        As `contracts.similar_gauges.SIMILAR_GAUGES`.
    """
    parts = [pd.DataFrame(columns=list(SIMILAR_GAUGES.columns))]
    for (unseen_by, what), own in distances.items():
        of_probes = skill[(skill["experiment"] == unseen_by) & (skill["target"] == what)]
        rows = discharge if what == DISCHARGE and discharge is not None else of_probes
        metric = "nse" if what == DISCHARGE else "r"
        tested = rows[(rows["period"] == "test") & (rows["metric"] == metric)]
        scores = over_seeds(tested[["seed", "gauge_id", "value"]]).rename(columns={"value": "score"})
        parts.append(own.merge(scores, on="gauge_id").assign(unseen_by=unseen_by, what=what))
    found = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)[list(SIMILAR_GAUGES.columns)]
    return SIMILAR_GAUGES.check(found.astype(dict(SIMILAR_GAUGES.columns)), "similar_gauges.csv")


def cases(table: pd.DataFrame) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    """Go through the scored gauges by what did not see them and by what is scored (`contracts.similar_gauges`)."""
    scored = table[np.isfinite(table["score"])]
    for (unseen_by, what), own in scored.groupby(["unseen_by", "what"], sort=False):
        yield (str(unseen_by), str(what)), own


def rank_correlation(own: pd.DataFrame, distance: str) -> dict[str, float]:
    """Correlate the ranks of scores with those of a distance.

    Parameters
    ----------
    own : pandas.DataFrame
        Rows of one case.
    distance : str
        One of `DISTANCES`.

    Returns
    -------
    dict of str to float
        rank_correlation (Spearman's), the lower and upper bound of its 95 % interval, by a bootstrap over gauges
        (percentiles of 2000 resamples), and gauges; NaN below `FEWEST` gauges or where nothing varies.
    """
    known = own[np.isfinite(own[distance])]
    pairs = (known[distance].to_numpy(), known["score"].to_numpy())
    if len(known) < FEWEST or min(len(np.unique(values)) for values in pairs) < 3:
        return {**dict.fromkeys(("rank_correlation", "lower", "upper"), np.nan), "gauges": len(known)}
    found = bootstrap(
        pairs,
        _spearman,
        paired=True,
        vectorized=True,
        n_resamples=RESAMPLES,
        method="percentile",
        rng=np.random.default_rng(SEED),
    ).confidence_interval
    return {
        "rank_correlation": float(_spearman(*pairs)),
        "lower": float(found.low),
        "upper": float(found.high),
        "gauges": len(known),
    }


def _spearman(distance: np.ndarray, score: np.ndarray, axis: int = -1) -> np.ndarray:
    """Correlate ranks along an axis; NaN where nothing varies."""
    ranks = [rankdata(values, axis=axis) for values in (distance, score)]
    one, other = (values - values.mean(axis=axis, keepdims=True) for values in ranks)
    with np.errstate(invalid="ignore", divide="ignore"):
        r = (one * other).sum(axis=axis) / np.sqrt((one**2).sum(axis=axis) * (other**2).sum(axis=axis))
    return np.asarray(r)


def classes(own: pd.DataFrame, distance: str) -> pd.DataFrame:
    """Take medians of distance and score in up to five classes of distance that have equally many gauges.

    Parameters
    ----------
    own, distance
        As of `rank_correlation`.

    Returns
    -------
    pandas.DataFrame
        Columns distance and score, from near to far; empty where there are too few gauges for two classes.
    """
    known = own[np.isfinite(own[distance])].sort_values(distance, kind="stable")
    number = min(CLASSES, len(known) // IN_CLASS)
    if number < 2:
        return pd.DataFrame({"distance": [], "score": []})
    place = np.arange(len(known)) * number // len(known)
    medians = known.groupby(place)[[distance, "score"]].median()
    return medians.rename(columns={distance: "distance"}).reset_index(drop=True)


def sentence(found: dict[str, float]) -> str:
    """Say for a figure whether the score falls with the distance."""
    if not np.isfinite(found["rank_correlation"]):
        return f"{found['gauges']:g} gauge{'s' * (found['gauges'] != 1)}: too few to say"
    interval = f"{found['rank_correlation']:.2f} ({found['lower']:.2f} to {found['upper']:.2f})".replace("-", "−")
    if found["upper"] < 0:
        return f"falls with distance, {interval}"
    return f"{'rises with distance' if found['lower'] > 0 else 'no trend'}, {interval}"


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Nest rank correlations as numbers.json holds them: unseen_by, what, distance, then its numbers."""
    nested: dict[str, Any] = {}
    for (unseen_by, what), own in cases(table):
        for distance in DISTANCES:
            found = rank_correlation(own, distance)
            rounded = {name: significant(value) for name, value in found.items() if name != "gauges"}
            place = nested.setdefault(unseen_by, {}).setdefault(what, {})
            place[distance] = {**rounded, "gauges": int(found["gauges"])}
    return nested

"""Set the LSTMs of a study side by side: the skill of the same probe on the states of each, gauge by gauge."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

METRICS = ("r", "anomaly_r", "nse")
#: Resamples of the gauges, and the share of them between the limits of an interval.
DRAWS, SHARE = 2000, 0.95


def compare(skill: pd.DataFrame, experiments: Mapping[str, str]) -> pd.DataFrame:
    """Compare the probes of two LSTMs at a time on the gauges that both have, in the test period.

    A gauge's skill is the mean over the seeds of its LSTM. The interval of the median difference is that of the
    percentile bootstrap over gauges, Efron and Tibshirani (1993), https://doi.org/10.1201/9780429246593: it says what
    other gauges would change, and nothing of other years or seeds.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    experiments : mapping of str to str
        The experiment that probes each LSTM, by LSTM, the one that others are compared with first.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.LSTMS`: a row a target, metric and pair of LSTMs.
    """
    test = skill[(skill["period"] == "test") & skill["metric"].isin(METRICS)]
    by_gauge = test.groupby(["experiment", "target", "metric", "gauge_id"])["value"].mean()
    rows = []
    first, *others = experiments
    for target in skill["target"].unique():
        for metric in METRICS:
            for other in others:
                one, two = (by_gauge.get((experiments[name], target, metric)) for name in (first, other))
                if one is not None and two is not None:
                    rows.append({"target": target, "metric": metric, "lstm": first, "other": other, **_row(one, two)})
    columns = ["target", "metric", "lstm", "other", "gauges", "median", "median_other", "difference", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _row(one: pd.Series, other: pd.Series) -> dict[str, float]:
    """Compare two series of one number a gauge."""
    both = pd.concat([one, other], axis=1, keys=["one", "other"]).dropna()
    if both.empty:
        return {"gauges": 0, **dict.fromkeys(("median", "median_other", "difference", "low", "high"), np.nan)}
    differences = (both["one"] - both["other"]).to_numpy()
    drawn = np.random.default_rng(0).integers(len(differences), size=(DRAWS, len(differences)))
    low, high = np.quantile(np.median(differences[drawn], axis=1), [(1 - SHARE) / 2, (1 + SHARE) / 2])
    medians = {"median": both["one"].median(), "median_other": both["other"].median()}
    return {"gauges": len(both), **medians, "difference": float(np.median(differences)), "low": low, "high": high}

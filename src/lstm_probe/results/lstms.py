"""Set the LSTMs of a study side by side: the skill of the same probe on the states of each, gauge by gauge."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lstm_probe.contracts.tables import LSTMS
from lstm_probe.results import correlations, intervals
from lstm_probe.results.intervals import Target

#: What a pair without a common gauge has no number of.
OF_A_PAIR = ("median", "median_other", "difference", "low", "high")


def compare(targets: Sequence[Target], experiments: Mapping[str, str]) -> pd.DataFrame:
    """Compare the probes of two LSTMs at a time on the gauges that both have, in the test period.

    Intervals are those of the ladder (`intervals`): years, blocks of gauges and seeds are resampled, in the same draws
    for both LSTMs of a pair.

    Parameters
    ----------
    targets : sequence of Target
        Sums of the experiments, target by target.
    experiments : mapping of str to str
        The experiment that probes each LSTM, by LSTM, the one that others are compared with first.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.LSTMS`: a row a target, metric and pair of LSTMs.
    """
    first, *others = experiments
    rows = [
        {"target": target.name, "metric": metric, "lstm": first, "other": other}
        | _row(target, kind, experiments[first], experiments[other])
        for target in targets
        for kind, metric in intervals.METRICS.items()
        for other in others
        if {experiments[first], experiments[other]} <= set(target.sums)
    ]
    return pd.DataFrame(rows, columns=list(LSTMS.columns))


def _row(target: Target, kind: str, one: str, other: str) -> dict[str, float]:
    """Compare two experiments: medians at the gauges that both have, and the median of their differences."""
    found = intervals.difference(target, one, other, kind)
    gauges = found[2]
    if not gauges:
        return {"gauges": 0, **dict.fromkeys(OF_A_PAIR, np.nan)}
    levels = [target.r(name, kind, gauges)[0] for name in (one, other)]
    medians = [float(correlations.weighted_median(r, np.ones_like(r))[0]) for r in levels]
    return {
        "gauges": len(gauges),
        **dict(zip(OF_A_PAIR, [*medians, *intervals.summary(target, *found)], strict=True)),
    }

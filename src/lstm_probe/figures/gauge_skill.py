"""Skill per gauge, read from tidy tables, and the axis that shows it."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from lstm_probe import tables


def per_gauge(skill: pd.DataFrame, experiment: str, target: str, metric: str = "r") -> pd.Series:
    """Return one metric per gauge in the test period, the mean over seeds.

    Parameters
    ----------
    skill : pandas.DataFrame
        Tidy skill, columns of `lstm_probe.contracts.probe.SKILL`.
    experiment, target, metric : str
        The rows to take.

    Returns
    -------
    pandas.Series
        Value per gauge_id (metric's units), gauges without a finite value left out.
    """
    rows = skill.query("experiment == @experiment and target == @target and metric == @metric and period == 'test'")
    return tables.over_seeds(rows).set_index("gauge_id")["value"].dropna().rename(target)


def lower_limit(values: Sequence[Iterable[float]], floor: float, few: int = 100, ceiling: float = 0.5) -> float:
    """Choose where a skill axis that ends at 1 begins, in tenths.

    It shows every value of samples of up to `few`, and all but the lowest hundredth of larger ones, but
    nothing below `floor`; it begins at `ceiling` at the highest.
    """
    lowest = []
    for sample in values:
        finite = np.sort(np.asarray(list(sample), dtype=float))
        finite = finite[np.isfinite(finite)]
        if finite.size:
            lowest.append(finite[0] if finite.size <= few else np.quantile(finite, 0.01))
    if not lowest:
        return floor
    return float(max(floor, min(ceiling, np.floor(min(lowest) * 10 - 0.2) / 10)))

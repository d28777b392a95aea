"""Skill per gauge, read from tidy tables, and the axis that shows it."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from lstm_probe.errors import InputError, shortlist
from lstm_probe.results import tables


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


def check(skill: pd.DataFrame, experiments: Iterable[str], targets: Iterable[str], where: str) -> None:
    """Stop if a figure asks for experiments or targets that the skill of this run does not have.

    Parameters
    ----------
    skill : pandas.DataFrame
        Tidy skill, columns of `lstm_probe.contracts.probe.SKILL`.
    experiments, targets : iterable of str
        What the figure shows.
    where : str
        Name of the figure, for the message.

    Raises
    ------
    InputError
        Naming what is missing, or that nothing is asked for.
    """
    for kind, asked in (("experiment", list(experiments)), ("target", list(targets))):
        known = list(skill[kind].unique())
        missing = [name for name in asked if name not in known]
        if missing or not asked:
            found = f"no skill of {kind} {shortlist(missing)}" if missing else f"no {kind} to show"
            advice = f"choose among these, or add it to study.{kind}s and run again"
            raise InputError(f"figure {where}", found, f"{kind}s of this run: {shortlist(known, 20)}", advice)


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

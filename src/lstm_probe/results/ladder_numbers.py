"""Nest intervals and the verdict as numbers.json holds them."""

from typing import Any

import pandas as pd

from lstm_probe.contracts.comparisons import RUNGS
from lstm_probe.results.ladder import climbed
from lstm_probe.results.significant import nest, significant

ESTIMATE = ["median", "lower", "upper"]


def intervals(table: pd.DataFrame) -> dict[str, Any]:
    """Nest the intervals of levels: experiment, target, metric.

    Parameters
    ----------
    table : pandas.DataFrame
        As `contracts.verdict.INTERVALS`.
    """
    levels = table[table["against"] == ""]
    return nest(levels.set_index(["experiment", "target", "metric"])[ESTIMATE])


def differences(table: pd.DataFrame) -> dict[str, Any]:
    """Nest the intervals of differences: experiment, against, target, metric.

    Parameters
    ----------
    table : pandas.DataFrame
        As `contracts.verdict.INTERVALS`.
    """
    pairs = table[table["against"] != ""]
    return nest(pairs.set_index(["experiment", "against", "target", "metric"])[ESTIMATE])


def ladder(table: pd.DataFrame, floor_and_ceiling: pd.DataFrame, sampling: pd.DataFrame) -> dict[str, Any]:
    """Nest the verdict, a mapping a target: rungs climbed, every rung, and the numbers beside it.

    Parameters
    ----------
    table, floor_and_ceiling, sampling : pandas.DataFrame
        As `contracts.verdict.LADDER`, `contracts.verdict.FLOOR_AND_CEILING` and `contracts.verdict.SAMPLING`.
    """
    found: dict[str, Any] = {}
    for target, rows in table.groupby("target", sort=False):
        rungs = rows.set_index("rung")
        found[str(target)] = {
            "climbed": climbed(table, str(target)),
            **_beside(floor_and_ceiling, str(target)),
            **_beside(sampling, str(target)),
            "rungs": {
                rung: {
                    "outcome": str(rungs.at[rung, "outcome"]),
                    "value": significant(rungs.at[rung, "value"]),
                    "threshold": significant(rungs.at[rung, "threshold"]),
                }
                for rung in RUNGS
            },
        }
    return found


def _beside(table: pd.DataFrame, target: str) -> dict[str, Any]:
    """Take the row of a target: texts and truths as they are, numbers to 4 digits."""
    rows = table[table["target"] == target].drop(columns="target").to_dict("records")
    return {
        str(name): value if isinstance(value, str | bool) else significant(value)
        for row in rows
        for name, value in row.items()
    }

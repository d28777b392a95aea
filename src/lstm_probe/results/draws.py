"""Choose, of experiments whose seed is a draw of untrained weights, the draw that stands for the experiment."""

import pandas as pd

from lstm_probe.contracts.comparisons import DRAWN


def best(skill: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Find the draw with the highest median test r, for every untrained experiment and target.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.

    Returns
    -------
    dict of (experiment, target) to int
        The draw; the lowest of those that are equal, and of those without any score.
    """
    rows = skill[skill["experiment"].isin(DRAWN) & (skill["period"] == "test") & (skill["metric"] == "r")]
    medians = rows.groupby(["experiment", "target", "seed"], sort=True)["value"].median().fillna(-2.0)
    if medians.empty:
        return {}
    chosen = medians.groupby(level=["experiment", "target"]).idxmax()
    return {(str(experiment), str(target)): int(seed) for experiment, target, seed in chosen}


def keep_best(skill: pd.DataFrame) -> pd.DataFrame:
    """Leave, of every untrained experiment and target, the rows of its `best` draw; other experiments stay whole.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    """
    chosen = best(skill)
    if not chosen:
        return skill
    keys = zip(skill["experiment"], skill["target"], skill["seed"], strict=True)
    kept = [chosen.get((experiment, target), seed) == seed for experiment, target, seed in keys]
    return skill[kept]

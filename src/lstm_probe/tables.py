"""Gather the skill of all probes and LSTMs, and boil it down to the tables of a report."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_probe.errors import InputError, shortlist

MAIN = "main"
CASE = ["experiment", "target", "period"]


def gather(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put tables with the same columns below each other, empty ones left out."""
    return pd.concat([table for table in tables if len(table)], ignore_index=True)


def medians(skill: pd.DataFrame, case: list[str]) -> pd.DataFrame:
    """Take the median over gauges of every metric, then the mean over seeds.

    Parameters
    ----------
    skill : pandas.DataFrame
        Tidy: `case`, seed, gauge_id, metric, value.
    case : list of str
        Columns that tell rows of the result apart.

    Returns
    -------
    pandas.DataFrame
        Indexed by `case` in order of appearance; one column a metric, and ``seeds`` and ``gauges``, which
        count the seeds, and the gauges of the seed that has the fewest.
    """
    of_seed = skill.groupby([*case, "seed", "metric"], sort=False)["value"].median()
    table = of_seed.groupby([*case, "metric"], sort=False).mean().unstack("metric")
    gauges = skill.groupby([*case, "seed"], sort=False)["gauge_id"].nunique().groupby(case, sort=False)
    counts = pd.DataFrame({"seeds": gauges.size(), "gauges": gauges.min()})
    return counts.join(table)


def table1(skill: pd.DataFrame) -> pd.DataFrame:
    """Set the medians of every metric out by target, experiment and period.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`; rmse and bias in target units.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.TABLE1`; r_truth is NaN where no true store is known.
    """
    table = medians(skill, ["target", "experiment", "period"]).rename(columns={"n": "days"})
    if "r_truth" not in table:
        table["r_truth"] = np.nan
    return table.reset_index()


def controls(skill: pd.DataFrame, metrics: tuple[str, ...] = ("r", "anomaly_r")) -> pd.DataFrame:
    """Find the share of gauges at which another experiment scores higher than main.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    metrics : tuple of str
        Metrics to compare; higher is better.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.CONTROLS`. Only gauges that both experiments score in the same seed count; a
        share over no gauge is NaN.
    """
    keys = ["target", "period", "metric", "seed", "gauge_id"]
    skill = skill[skill["metric"].isin(metrics)]
    main = skill.loc[skill["experiment"] == MAIN, [*keys, "value"]]
    both = skill[skill["experiment"] != MAIN].merge(main, on=keys, suffixes=("", "_of_main"))
    scored = both["value"].notna() & both["value_of_main"].notna()
    both["beats"] = (both["value"] > both["value_of_main"]).astype("float64").where(scored)
    of_seed = both.groupby([*CASE, "metric", "seed"], sort=False)["beats"].agg(["mean", "count"])
    shares = of_seed.groupby([*CASE, "metric"], sort=False).agg({"mean": "mean", "count": "min"})
    return shares.rename(columns={"mean": "share_beating_main", "count": "gauges"}).reset_index()


def read_published(path: str | Path) -> pd.DataFrame:
    """Read published skill by gauge: a CSV with the columns gauge_id, r and nse.

    Raises
    ------
    InputError
        If a column is missing.
    """
    table = pd.read_csv(path, dtype={"gauge_id": "str"})
    missing = [name for name in ("gauge_id", "r", "nse") if name not in table.columns]
    if missing:
        found = f"columns {shortlist(table.columns)}"
        raise InputError(str(path), found, "columns gauge_id, r, nse", f"add {shortlist(missing)}")
    return table


def compare_published(skill: pd.DataFrame, published: pd.DataFrame, target: str) -> pd.DataFrame:
    """Set the skill of main in the test period beside a published one, gauge by gauge.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    published : pandas.DataFrame
        Columns gauge_id, r, nse.
    target : str
        Which of our targets the published skill belongs to.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.PUBLISHED_COMPARISON`, sorted by published r.

    Raises
    ------
    InputError
        If no gauge is in both.
    """
    rows = skill.query("experiment == @MAIN and period == 'test' and target == @target and metric in ['r', 'nse']")
    ours = rows.groupby(["gauge_id", "metric"])["value"].mean().unstack("metric").reindex(columns=["r", "nse"])
    theirs = published.set_index("gauge_id")[["r", "nse"]].add_prefix("published_")
    both = ours.join(theirs, how="inner").assign(target=target)
    if both.empty:
        found = f"gauges {shortlist(theirs.index, 3)}, ours are {shortlist(ours.index, 3)}"
        raise InputError(f"published: target {target}", found, "gauges in common", "check gauge_id and the target")
    for metric in ("r", "nse"):
        both[f"{metric}_difference"] = both[metric] - both[f"published_{metric}"]
    return both.sort_values("published_r").reset_index()

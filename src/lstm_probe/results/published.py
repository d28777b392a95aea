"""Our skill beside a published one, gauge by gauge, and what the two have in common."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_probe.artefacts import csv_rows, csv_tables
from lstm_probe.artefacts.keys import require_once
from lstm_probe.datasets import gauge_ids, missing_numbers
from lstm_probe.errors import InputError, shortlist
from lstm_probe.results.tables import MAIN, over_seeds

METRICS = ("r", "nse")
COLUMNS = ("gauge_id", *METRICS)


def read(path: str | Path, ids_of: Callable[[Iterable[object], str], list[str]] = gauge_ids.all_plain) -> pd.DataFrame:
    """Read published skill by gauge: a CSV with the columns gauge_id, r and nse.

    Parameters
    ----------
    ids_of : callable
        Gives the ids of all gauges from what stands there, and the name of the file for messages.

    Raises
    ------
    InputError
        If it is no such table: a column is missing, a value is no number, or none that r or NSE can have, or a gauge
        stands there twice.
    """
    where, advice = str(path), "save it as CSV in UTF-8, with commas between columns"
    text = csv_tables.decoded(Path(path).read_bytes(), where, "a CSV with gauge_id, r and nse", advice)
    header = csv_rows.header(where, text, COLUMNS, advice)
    if missing := [name for name in COLUMNS if name not in header]:
        raise InputError(where, f"columns {shortlist(header)}", "columns gauge_id, r, nse", f"add {shortlist(missing)}")
    table = csv_tables.read(where, text, {"gauge_id": "str"}, advice, COLUMNS, short=True)
    csv_tables.require_numbers(where, table[list(METRICS)], "correct them")
    ids = ids_of(table["gauge_id"], where)
    require_once(ids, where, "gauges {} twice", "one row a gauge", "remove the repeated rows")
    for name in METRICS:
        _require_possible(path, table, name)
    return table.assign(gauge_id=ids)


def _require_possible(path: str | Path, table: pd.DataFrame, name: str) -> None:
    """Refuse values beyond the range of a metric, and numbers that stand for a missing value."""
    values = table[name].to_numpy("float64")
    least = -1.0 if name == "r" else -np.inf
    wrong = (values > 1) | (values < least) | missing_numbers.stand_in(values)
    if wrong.any():
        found = f"{name} {values[wrong][0]:g} at {table['gauge_id'][wrong].iloc[0]} ({wrong.sum()} such values)"
        expected = "-1 to 1" if name == "r" else "1 or less, no number that stands for a missing value"
        raise InputError(str(path), found, f"{expected}; or nothing", missing_numbers.ADVICE)


def compare(skill: pd.DataFrame, published: pd.DataFrame, target: str) -> pd.DataFrame:
    """Set the skill of main in the test period beside a published one, gauge by gauge.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`; a gauge counts with its mean over seeds.
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
    rows = skill.query(f"experiment == '{MAIN}' and period == 'test' and target == @target and metric in {METRICS}")
    ours = over_seeds(rows).pivot(index="gauge_id", columns="metric", values="value").reindex(columns=list(METRICS))
    theirs = published.set_index("gauge_id")[list(METRICS)].add_prefix("published_")
    both = ours.join(theirs, how="inner").assign(target=target)
    if both.empty:
        found = f"gauges {shortlist(theirs.index, 3)}, ours are {shortlist(ours.index, 3)}"
        raise InputError(f"published: target {target}", found, "gauges in common", "check gauge_id and the target")
    for metric in METRICS:
        both[f"{metric}_difference"] = both[metric] - both[f"published_{metric}"]
    return both.sort_values("published_r").reset_index()


def summarise(comparison: pd.DataFrame) -> pd.DataFrame:
    """Take both medians, and Spearman's rank correlation of the two skills, over the gauges that have both.

    Parameters
    ----------
    comparison : pandas.DataFrame
        As `contracts.tables.PUBLISHED_COMPARISON`.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.PUBLISHED_SUMMARY`: a row for r, one for nse. The correlation is NaN for fewer than 3
        gauges, or where either skill is the same at all of them.
    """
    rows = []
    for metric in METRICS:
        both = comparison[[metric, f"published_{metric}"]].dropna()
        varies = len(both) > 2 and bool((both.nunique() > 1).all())
        spearman = both.rank().corr().to_numpy()[0, 1] if varies else np.nan
        rows.append((metric, len(both), *both.median(), spearman))
    columns = ["metric", "gauges", "median", "published_median", "spearman"]
    return pd.DataFrame(rows, columns=columns).assign(target=comparison["target"].iloc[0])

"""The numbers of a run in one nested mapping, for other programs: see docs/numbers.md."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from lstm_probe.published import summarise
from lstm_probe.tables import CASE, MAIN, medians, shares_beating_main

DIGITS = 4
SCHEMA = 1


def significant(value: Any) -> float | int | None:
    """Round to 4 significant digits; counts stay as they are, and what is not finite becomes None."""
    if isinstance(value, int | np.integer):
        return int(value)
    return float(f"{value:.{DIGITS}g}") if np.isfinite(value) else None


def nest(table: pd.DataFrame) -> dict[str, Any]:
    """Turn an indexed table into mappings within mappings, a level an index and then a key a column."""
    nested: dict[str, Any] = {}
    for key, row in table.to_dict("index").items():
        place = nested
        for part in key if isinstance(key, tuple) else (key,):
            place = place.setdefault(str(part), {})
        place.update({str(name): significant(value) for name, value in row.items()})
    return nested


def numbers(
    skill: pd.DataFrame,
    discharge: pd.DataFrame,
    gauges: Mapping[str, int],
    published: pd.DataFrame | None = None,
) -> dict[str, Any]:
    """Boil all skill down to medians and counts.

    Parameters
    ----------
    skill : pandas.DataFrame
        As `contracts.probe.SKILL`.
    discharge : pandas.DataFrame
        As `contracts.lstm.DISCHARGE_SKILL`.
    gauges : mapping of str to int
        Counts of gauges, such as ``gauges`` (taken in) and ``gauges_dropped``.
    published : pandas.DataFrame, optional
        As `contracts.tables.PUBLISHED_COMPARISON`.

    Returns
    -------
    dict
        As docs/numbers.schema.json: 4 significant digits, None where there is no number.
    """
    probes, shares = medians(skill, CASE), shares_beating_main(skill)
    tested = probes.query(f"experiment == '{MAIN}' and period == 'test'").reset_index("target")
    return {
        "schema": SCHEMA,
        "counts": {
            **{name: int(count) for name, count in gauges.items()},
            "seeds": int(skill["seed"].nunique()),
            "gauges_with_target": dict(zip(tested["target"], tested["gauges"].tolist(), strict=True)),
        },
        "discharge": nest(medians(discharge, ["lstm", "period"])),
        "probes": nest(probes),
        "shares_beating_main": nest(shares.pivot_table("share_beating_main", CASE, "metric", sort=False, dropna=False))
        if len(shares)
        else {},
        "published": None if published is None else _compare(published),
    }


def _compare(published: pd.DataFrame) -> dict[str, Any]:
    """Nest the summary of a comparison: medians of both by metric, and the rank correlations."""
    summary = summarise(published).set_index("metric").to_dict("index")
    nested = {name: summary["r"][name] for name in ("target", "gauges")}
    for metric, row in summary.items():
        nested[str(metric)] = significant(row["median"])
        nested[f"published_{metric}"] = significant(row["published_median"])
        nested[f"spearman_{metric}"] = significant(row["spearman"])
    return nested

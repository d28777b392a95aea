"""The numbers of a run in one nested mapping, for other programs: see docs/numbers.md."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from lstm_probe.tables import CASE, MAIN, controls, medians

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
    main = skill[skill["experiment"] == MAIN]
    with_target = main.groupby("target", sort=False)["gauge_id"].nunique()
    shares = controls(skill)
    return {
        "schema": SCHEMA,
        "counts": {
            **{name: int(count) for name, count in gauges.items()},
            "seeds": int(skill["seed"].nunique()),
            "gauges_with_target": {str(target): int(count) for target, count in with_target.items()},
        },
        "discharge": nest(medians(discharge, ["lstm", "period"])),
        "probes": nest(medians(skill, CASE)),
        "shares_beating_main": nest(shares.pivot_table("share_beating_main", CASE, "metric", sort=False, dropna=False))
        if len(shares)
        else {},
        "published": None if published is None else _compare(published),
    }


def _compare(published: pd.DataFrame) -> dict[str, Any]:
    """Compare both skills over gauges: medians, and Spearman's rank correlation of the two r (and NSE)."""
    names = ("r", "published_r", "nse", "published_nse")
    middle: dict[str, Any] = {name: significant(published[name].median()) for name in names}
    for metric in ("r", "nse"):
        both = published[[metric, f"published_{metric}"]].dropna().rank()
        varies = len(both) > 2 and bool((both.std() > 0).all())
        middle[f"spearman_{metric}"] = significant(both.corr().iloc[0, 1]) if varies else None
    return {"target": str(published["target"].iloc[0]), "gauges": len(published), **middle}

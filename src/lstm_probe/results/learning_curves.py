"""Boil the draws of labels down to curves, and find where the states overtake what needs no training."""

from typing import Any

import numpy as np
import pandas as pd

from lstm_probe.contracts.comparisons import INPUTS, INPUTS_AND_ATTRIBUTES, MAIN, UNTRAINED
from lstm_probe.contracts.learning_curves import LEARNING_CROSSINGS, LEARNING_CURVES
from lstm_probe.results.significant import significant

EXPERIMENTS = (MAIN, UNTRAINED, INPUTS, INPUTS_AND_ATTRIBUTES)
POINT = ["experiment", "target", "labelled", "labels", "every"]
BOUNDS = (0.1, 0.9)


def over_seeds(draws: pd.DataFrame) -> pd.DataFrame:
    """Average r and anomaly_r of every draw over the seeds of the LSTM (`contracts.learning_curves.LEARNING_DRAWS`)."""
    return draws.groupby([*POINT, "draw"], sort=False)[["r", "anomaly_r"]].mean().reset_index()


def curves(draws: pd.DataFrame) -> pd.DataFrame:
    """Take the median over draws of every point, and the share of draws that lie around it.

    Parameters
    ----------
    draws : pandas.DataFrame
        As `contracts.learning_curves.LEARNING_DRAWS`.

    Returns
    -------
    pandas.DataFrame
        As `contracts.learning_curves.LEARNING_CURVES`.
    """
    points = over_seeds(draws).groupby(POINT, sort=False)
    low, high = (
        points["r"].quantile(share).rename(name) for share, name in zip(BOUNDS, ("lower", "upper"), strict=True)
    )
    middle = points[["r", "anomaly_r"]].median()
    table = pd.concat([points.size().rename("draws"), middle, low, high], axis=1).reset_index()
    table = table.sort_values(["target", "labelled", "experiment", "labels"], kind="stable", ignore_index=True)
    return LEARNING_CURVES.check(table[list(LEARNING_CURVES.columns)], "learning_curves.csv")


def crossings(draws: pd.DataFrame) -> pd.DataFrame:
    """Find, draw by draw, from how many labels on the states do better than everything that needs no training.

    Parameters
    ----------
    draws : pandas.DataFrame
        As `contracts.learning_curves.LEARNING_DRAWS`.

    Returns
    -------
    pandas.DataFrame
        As `contracts.learning_curves.LEARNING_CROSSINGS`.
    """
    points = over_seeds(draws).set_index(["target", "labelled", "draw", "labels", "experiment"])
    wide = points["r"].unstack("experiment")
    rivals = [name for name in EXPERIMENTS if name != MAIN and name in wide]
    rows = []
    if rivals and MAIN in wide:
        leads = (wide[MAIN] > wide[rivals].max(axis=1)).rename("leads").reset_index()
        for (target, labelled), part in leads.groupby(["target", "labelled"], sort=False):
            whole, drawn = part[part["draw"] == 0], part[part["draw"] > 0]
            found = [crossing(pd.concat([one, whole])) for _, one in drawn.groupby("draw")] or [crossing(whole)]
            low, middle, high = np.quantile(found, (BOUNDS[0], 0.5, BOUNDS[1]), method="nearest").tolist()
            rows.append((target, labelled, len(found), middle, low, high, float(np.isfinite(found).mean())))
    table = pd.DataFrame(rows, columns=list(LEARNING_CROSSINGS.columns))
    return LEARNING_CROSSINGS.check(table.astype(dict(LEARNING_CROSSINGS.columns)), "learning_crossings.csv")


def crossing(leads: pd.DataFrame) -> float:
    """Return the fewest labels from which the states lead at that number and at all larger ones; infinite: never."""
    ordered = leads.sort_values("labels", ascending=False)
    ahead = ordered["leads"].cummin()
    return float(ordered.loc[ahead, "labels"].min()) if ahead.any() else np.inf


def sentence(found: pd.DataFrame, target: str, labelled: str = "gauges") -> str:
    """Write for figures whether the curves of a target cross, and where.

    Parameters
    ----------
    found : pandas.DataFrame
        As `contracts.learning_curves.LEARNING_CROSSINGS`.
    target : str
        The target.
    labelled : {"gauges", "years"}
        What is counted.
    """
    own = found[(found["labelled"] == labelled) & (found["target"] == target)]
    if own.empty:
        return "not known"
    labels, lower, upper = own.iloc[0][["labels", "lower", "upper"]]
    if not np.isfinite(labels):
        return "states never lead"
    between = f" ({lower:g} to {upper:g})" if np.isfinite(upper) else f" ({lower:g} to never)"
    return f"states lead from {labels:g} {labelled} on{between}"


def numbers(table: pd.DataFrame, found: pd.DataFrame) -> dict[str, Any]:
    """Nest curves and crossings as numbers.json holds them, by target and by what is labelled.

    Parameters
    ----------
    table, found : pandas.DataFrame
        As `contracts.learning_curves.LEARNING_CURVES` and `contracts.learning_curves.LEARNING_CROSSINGS`.
    """
    nested: dict[str, Any] = {}
    for row in found.to_dict("records"):
        crossed = {name: significant(row[name]) for name in ("labels", "lower", "upper", "share")}
        nested.setdefault(row["target"], {})[row["labelled"]] = {"crossing": crossed, "r": {}}
    for row in table.to_dict("records"):
        place = nested.get(row["target"], {}).get(row["labelled"])
        if place is not None:
            of_labels = "all" if row["every"] else f"{row['labels']:g}"
            place["r"].setdefault(row["experiment"], {})[of_labels] = significant(row["r"])
    return nested

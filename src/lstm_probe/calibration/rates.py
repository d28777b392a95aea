"""Error rates: of so many targets of a kind, how many a rule calls found, with the binomial interval."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import stats

from lstm_probe.calibration import rules
from lstm_probe.contracts.calibration import CUT, DECOY, LADDER, NO_STORE, NO_STORES, RATES, STORE

LEVEL = 0.95
#: Stores of which half reaches the river.
HALVED = "store coupled by half"


def rate(found: int, targets: int) -> tuple[float, float, float]:
    """Give a share and its exact binomial interval of 95 % (Clopper and Pearson, 1934, https://doi.org/10.2307/2331986).

    Parameters
    ----------
    found, targets : int
        So many of so many; of none all three are NaN.
    """
    if not targets:
        return np.nan, np.nan, np.nan
    interval = stats.binomtest(found, targets).proportion_ci(LEVEL, method="exact")
    return found / targets, float(interval.low), float(interval.high)


def groups(worlds: pd.DataFrame) -> dict[str, pd.Series]:
    """Say which rows belong to which group: every kind, all that is no store, stores by coupling, and every decoy.

    Parameters
    ----------
    worlds : pandas.DataFrame
        As `contracts.calibration.WORLDS`.

    Returns
    -------
    dict of str to pandas.Series
        Of bool, by the name of the group.
    """
    kind = worlds["kind"]
    found = {NO_STORES: kind.isin(NO_STORE)} | {name: kind == name for name in (STORE, CUT, *NO_STORE)}
    found |= {HALVED: (kind == STORE) & (worlds["coupling"] < 1)}
    for target in dict.fromkeys(worlds.loc[kind == DECOY, "target"]):
        found[f"decoy {target}"] = worlds["target"] == target
    for target in dict.fromkeys(worlds.loc[kind == STORE, "target"]):
        found[f"store {target}"] = (worlds["target"] == target) & (kind == STORE) & (worlds["coupling"] == 1)
    return {name: rows for name, rows in found.items() if rows.any()}


def table(worlds: pd.DataFrame, found: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Count what every rule calls found, group by group.

    Parameters
    ----------
    worlds : pandas.DataFrame
        As `contracts.calibration.WORLDS`.
    found : mapping of str to pandas.Series
        Of bool, by rule, aligned with `worlds`.

    Returns
    -------
    pandas.DataFrame
        As `contracts.calibration.RATES`.
    """
    rows = [
        (rule, name, int(members.sum()), count := int(held[members].sum()), *rate(count, int(members.sum())))
        for rule, held in found.items()
        for name, members in groups(worlds).items()
    ]
    return RATES.check(pd.DataFrame(rows, columns=list(RATES.columns)), "rates.csv")


def roc(values: pd.Series, store: pd.Series, no_store: pd.Series) -> pd.DataFrame:
    """Go through all thresholds of a number: how many stores, and how many that are none, lie at or above each.

    Parameters
    ----------
    values : pandas.Series
        The number; a target without it lies above no threshold.
    store, no_store : pandas.Series
        Of bool: which rows are stores, and which are none.

    Returns
    -------
    pandas.DataFrame
        threshold, false_positive and true_positive, from the highest threshold to the lowest.
    """
    steps = np.concatenate([[np.inf], np.sort(values[store | no_store].dropna().unique())[::-1]])
    held = values.to_numpy()[None, :] >= steps[:, None]
    shares = {"false_positive": held[:, no_store.to_numpy()], "true_positive": held[:, store.to_numpy()]}
    return pd.DataFrame({"threshold": steps} | {name: part.mean(axis=1) for name, part in shares.items()})


def all_rules(worlds: pd.DataFrame, chosen: rules.Thresholds, rotated: pd.Series) -> dict[str, pd.Series]:
    """Gather what every rule calls found: rungs and ladder by some thresholds, in rotation, and the others."""
    by_rung = rules.found(worlds, chosen)
    found = {str(name): by_rung[name] for name in by_rung} | {ROTATED: rotated}
    found[NO_LEAD] = rules.found(worlds, replace(chosen, margin=rules.NOT_ASKED))[LADDER]
    steered = rules.found_by_steering(worlds)
    return found | {rules.FIRST: rules.found_by_first(worlds)} | {str(name): steered[name] for name in steered}


def curves(worlds: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Give the curve of every number in `COMPARED`, by what it is in words, as `roc`."""
    store, no_store = worlds["kind"] == STORE, worlds["kind"].isin(NO_STORE)
    return {words: roc(worlds[column], store, no_store) for column, words in COMPARED.items()}


def points(rated: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Give of some rules the share of false and of true positives, from the table of rates."""
    share = rated.set_index(["rule", "group"])["rate"]
    return {rule: (float(share[rule, NO_STORES]), float(share[rule, STORE])) for rule in SHOWN}


#: The whole ladder, each weather seed judged by thresholds that were chosen on the others.
ROTATED = "ladder, thresholds chosen on other seeds"
#: The ladder whose rung "learned" rests on partial r alone.
NO_LEAD = "ladder, no lead over the weather asked"
#: Numbers whose thresholds are gone through, and what they are in words.
COMPARED = {"r": "r", "anomaly_r": "r of anomalies", "partial_r": "partial r"}
#: Rules that are set beside the curves.
SHOWN = (rules.FIRST, LADDER, ROTATED)

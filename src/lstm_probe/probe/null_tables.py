"""Put the nulls of all targets of one LSTM together, with a reason for every one that there is none of."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.probe.derangements import Derangements
from lstm_probe.probe.null_skill import medians
from lstm_probe.probe.null_targets import RESIDUAL

DERANGEMENT, PARTIAL, YEAR_SHIFT = "derangement", "partial_derangement", "year_shift"
NO_SHIFT = "no shift by whole years leaves half of the days of fit and test with a state"
NO_SCORE = "no gauge has a correlation in the test period: its target does not vary, or has too few days"


def nulls(
    drawn: Mapping[str, pd.DataFrame],
    shifted: Mapping[str, pd.DataFrame],
    draws: Mapping[str, Derangements],
    seed: int,
) -> pd.DataFrame:
    """Gather the scores of the derangements of all targets and residuals, and of the year shifts of all targets.

    Parameters
    ----------
    drawn, shifted : mapping of str to pandas.DataFrame
        As `null_skill.derangements` and `null_skill.year_shifts` score them; residuals are named after their target and
        `RESIDUAL`.
    draws : mapping of str to Derangements
        What was drawn for each.
    seed : int
        Seed of the LSTM.

    Returns
    -------
    pandas.DataFrame
        As `contracts.nulls.NULLS`.
    """
    tables = []
    for name, scores in drawn.items():
        target = name.removesuffix(RESIDUAL)
        kind = DERANGEMENT if target == name else PARTIAL
        scored = _scored(scores.assign(distance_km=draws[name].distance_km), draws[name].reason)
        tables.append(scored.assign(target=target, null=kind))
        if name in shifted:
            reason = "" if len(shifted[name]) else NO_SHIFT
            tables.append(_scored(shifted[name], reason).assign(target=target, null=YEAR_SHIFT))
    numbers = pd.DataFrame(columns=["r", "anomaly_r", "distance_km", "shift_years"], dtype="float64")
    return pd.concat([numbers, *tables], ignore_index=True).assign(seed=seed)


def _scored(table: pd.DataFrame, reason: str) -> pd.DataFrame:
    """Keep the draws with a score; without any, one row of draw 0 has the reason."""
    kept = table[np.isfinite(table["r"].astype(float))]
    if len(kept):
        return kept.assign(reason="")
    return pd.DataFrame({"draw": [0], "reason": [reason or NO_SCORE]})


def lag_curve(lags: xr.Dataset, seed: int) -> pd.DataFrame:
    """Take the medians over gauges of main's probe at every lag, as `contracts.nulls.LAG_CURVE`; lags with a score."""
    tables = []
    for target in lags["target"].values.astype(str).tolist():
        of_target: dict[str, Any] = {"target": target, "seed": seed, "lag_days": lags["lag"].values}
        for name in ("r", "anomaly_r"):
            of_target[name] = medians(lags[f"lag_{name}"].sel(target=target).values.T)
        tables.append(pd.DataFrame(of_target).dropna(subset="r"))
    return pd.concat(tables, ignore_index=True)

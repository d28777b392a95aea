"""Put the nulls of all targets of one LSTM together, with a reason for every one that there is none of."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.probe import null_skill
from lstm_probe.probe.null_skill import Answers, medians
from lstm_probe.probe.null_targets import RESIDUAL
from lstm_probe.probe.stacks import Sums, all_samples

DERANGEMENT, PARTIAL, YEAR_SHIFT = "derangement", "partial_derangement", "year_shift"
NO_SHIFT = "no shift by whole years leaves half of the days of fit and test with a state"
NO_SCORE = "no gauge has a correlation in the test period: its target does not vary, or has too few days"


def nulls(moments: xr.Dataset, answers: Mapping[str, Answers], seed: int) -> tuple[pd.DataFrame, xr.Dataset]:
    """Score the derangements of all targets and residuals, and the year shifts of all targets.

    Parameters
    ----------
    moments : xarray.Dataset
        As `contracts.nulls.SECOND_MOMENTS`; residuals are named after their target and `RESIDUAL`.
    answers : mapping of str to Answers
        How the probes of each target and residual are fitted.
    seed : int
        Seed of the LSTM.

    Returns
    -------
    table : pandas.DataFrame
        As `contracts.nulls.NULLS`.
    sums : xarray.Dataset
        Sums by year of the shifts, as `contracts.nulls.YEAR_SHIFT_SUMS`.
    """
    samples, tables, found = all_samples(moments), [], {}
    for name, given in answers.items():
        target, sums = name.removesuffix(RESIDUAL), Sums(moments, name)
        kind = DERANGEMENT if target == name else PARTIAL
        drawn = null_skill.derangements(moments, name, given, samples).assign(distance_km=sums.distance_km)
        tables.append(_scored(drawn, sums.no_draws).assign(target=target, null=kind))
        if target == name:
            shifted, found[name] = null_skill.year_shifts(moments, name, given)
            tables.append(_scored(shifted, "" if sums.shifts() else NO_SHIFT).assign(target=target, null=YEAR_SHIFT))
    numbers = pd.DataFrame(columns=["r", "anomaly_r", "distance_km", "shift_years"], dtype="float64")
    table = pd.concat([numbers, *tables], ignore_index=True).assign(seed=seed)
    return table, null_skill.together(found, moments)


def _scored(table: pd.DataFrame, reason: str) -> pd.DataFrame:
    """Keep the draws with a score; without any, one row of draw 0 has the reason."""
    kept = table[np.isfinite(table["r"].astype(float))]
    if len(kept):
        return kept.assign(reason="")
    return pd.DataFrame({"draw": [0], "reason": [reason or NO_SCORE]})


def lag_curve(moments: xr.Dataset, seed: int) -> pd.DataFrame:
    """Take the medians over gauges of main's probe at every lag, as `contracts.nulls.LAG_CURVE`; lags with a score."""
    tables = []
    for target in moments["target"].values.astype(str).tolist():
        if RESIDUAL not in target:
            of_target: dict[str, Any] = {"target": target, "seed": seed, "lag_days": moments["lag"].values}
            for name in ("r", "anomaly_r"):
                of_target[name] = medians(moments[f"lag_{name}"].sel(target=target).values.T)
            tables.append(pd.DataFrame(of_target).dropna(subset="r"))
    return pd.concat(tables, ignore_index=True)

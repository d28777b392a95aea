"""Find where the probe of the states lies between what needs no training and what could be learned."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lstm_probe.contracts.comparisons import CEILING, FLOOR, MAIN
from lstm_probe.contracts.verdict import FLOOR_AND_CEILING
from lstm_probe.results.evidence import Evidence
from lstm_probe.results.ladder import corrected


def describe(evidence: Evidence, targets: Sequence[str], lag_curve: pd.DataFrame) -> pd.DataFrame:
    """Set floor, main and ceiling of every target beside each other.

    Parameters
    ----------
    evidence : Evidence
        What the rungs are judged by.
    targets : sequence of str
        Targets of main, in the order of the study.
    lag_curve : pandas.DataFrame
        As `contracts.nulls.LAG_CURVE`; no rows where it was not run. Seeds are averaged.

    Returns
    -------
    pandas.DataFrame
        As `contracts.verdict.FLOOR_AND_CEILING`.
    """
    p = corrected(evidence, targets)
    rows = []
    for target in targets:
        floor = evidence.highest(target, "r", FLOOR)
        low, own, high = (_median(evidence, target, name) for name in (floor, MAIN, CEILING))
        rows.append(
            {
                "target": target,
                "floor": floor or "",
                "floor_r": low,
                "r": own,
                "ceiling_r": high,
                "share": share_of_the_way(low, own, high),
                "p": p[target],
                "residual_share": evidence.residual_shares.get(target, np.nan),
                **_lag(lag_curve[lag_curve["target"] == target]),
            }
        )
    return FLOOR_AND_CEILING.check(pd.DataFrame(rows), "floor_and_ceiling.csv")


def share_of_the_way(floor: float, own: float, ceiling: float) -> float:
    """Find how far a probe gets from the floor to the ceiling in r².

    `(r² - r²_floor) / (r²_ceiling - r²_floor)`, a negative r counting as 0. It is above 1 where the probe exceeds the
    ceiling, which is only what one neural network reached, and below 0 where it stays under the floor.

    Returns
    -------
    float
        The share; NaN where the ceiling does not lie above the floor, or one of the three is not known.
    """
    low, own, high = (max(one, 0.0) ** 2 if np.isfinite(one) else np.nan for one in (floor, own, ceiling))
    return (own - low) / (high - low) if high > low and np.isfinite(own) else np.nan


def _median(evidence: Evidence, target: str, experiment: str | None) -> float:
    estimate = evidence.estimate(target, "r", experiment) if experiment else None
    return estimate.median if estimate else np.nan


def _lag(curve: pd.DataFrame) -> dict[str, float]:
    """Take r at lag 0, the highest r and the lag at which it lies."""
    known = curve.groupby("lag_days")["r"].mean().dropna().reset_index()
    if known.empty:
        return dict.fromkeys(("lag_0_r", "highest_r", "highest_lag"), np.nan)
    lags, r = known["lag_days"].to_numpy(dtype="float64"), known["r"].to_numpy(dtype="float64")
    here = r[lags == 0]
    return {
        "lag_0_r": float(here[0]) if len(here) else np.nan,
        "highest_r": float(r.max()),
        "highest_lag": float(lags[r.argmax()]),
    }

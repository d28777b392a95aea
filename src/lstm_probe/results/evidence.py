"""Look up what the rungs of a target compare: medians with their intervals, nulls, and what remains of the target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from lstm_probe.contracts import thresholds
from lstm_probe.contracts.comparisons import DERANGEMENT, MAIN, PARTIAL, PARTIAL_DERANGEMENT


@dataclass(frozen=True)
class Estimate:
    """Hold a median over gauges and the bounds of its 95 % interval."""

    median: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Evidence:
    """Hold all that the rungs are judged by.

    Parameters
    ----------
    intervals, sampling : pandas.DataFrame
        As `contracts.verdict.INTERVALS` and `contracts.verdict.SAMPLING`.
    nulls : pandas.DataFrame
        As `contracts.nulls.NULLS`; no rows where they were not run.
    seeds : pandas.DataFrame
        As `contracts.tables.SEEDS`.
    residual_shares : mapping of str to float
        Share of each target's variance that memories and attributes leave.
    family : sequence of str
        The verdict's targets, over which p is corrected.
    ran : bool
        Whether the study asked for the ladder's experiments.
    attributes : bool
        Whether the LSTM has static attributes.
    training : mapping of str to str
        How far the gauges and days of each target were new to the LSTM, in words, as `training_gauges.words`.
    untrained : bool
        Whether an untrained LSTM of the same kind can be drawn; of a model whose states are given it cannot.
    held_out : mapping of str to int
        Gauges of each target at which an LSTM was scored that never saw them.
    """

    intervals: pd.DataFrame
    sampling: pd.DataFrame
    nulls: pd.DataFrame
    seeds: pd.DataFrame
    residual_shares: Mapping[str, float] = field(default_factory=dict)
    family: Sequence[str] = ()
    ran: bool = True
    attributes: bool = True
    training: Mapping[str, str] = field(default_factory=dict)
    untrained: bool = True
    held_out: Mapping[str, int] = field(default_factory=dict)

    def estimate(self, target: str, metric: str, experiment: str, against: str = "") -> Estimate | None:
        """Find a level, or a difference; None where there is none."""
        rows = self.intervals
        here = (rows["target"] == target) & (rows["metric"] == metric) & (rows["experiment"] == experiment)
        found = rows[here & (rows["against"] == against)]
        return None if found.empty else Estimate(*(float(found.iloc[0][name]) for name in ("median", "lower", "upper")))

    def gauges(self, target: str) -> int:
        """Count the gauges at which main's probe of a target has a score."""
        return int(self.sampling.loc[self.sampling["target"] == target, "gauges"].sum())

    def highest(self, target: str, metric: str, experiments: Sequence[str]) -> str | None:
        """Name the experiment with the highest median, of those that were run for a target."""
        found = {name: self.estimate(target, metric, name) for name in experiments}
        known = {name: one.median for name, one in found.items() if one}
        return max(known, key=lambda name: known[name]) if known else None


#: Fewest draws with which p can lie below its threshold: 1 / (1 + draws) is the least p that there is.
FEWEST_DRAWS = int(np.floor(1 / thresholds.SIGNIFICANT))
#: What a null is a null of: the experiment whose medians its draws are set beside, and the metric.
OF = {DERANGEMENT: (MAIN, "anomaly_r"), PARTIAL_DERANGEMENT: (PARTIAL, "r")}


def draws(nulls: pd.DataFrame, target: str, null: str, metric: str) -> pd.Series:
    """Take the median of every draw of a null, a mean over seeds.

    Parameters
    ----------
    nulls : pandas.DataFrame
        As `contracts.nulls.NULLS`.
    target, null, metric : str
        Which rows, and which column.

    Returns
    -------
    pandas.Series
        Indexed by draw, those with a score.
    """
    rows = nulls[(nulls["target"] == target) & (nulls["null"] == null) & (nulls["draw"] > 0)]
    return rows.groupby("draw")[metric].mean().dropna()


def p_value(evidence: Evidence, target: str, null: str = DERANGEMENT) -> float:
    """Find how rarely states of other gauges do as well as the gauges' own: `p = (1 + #≥) / (1 + draws)`.

    Both sides are means over seeds of a seed's median over gauges.

    Parameters
    ----------
    evidence : Evidence
        What the rungs are judged by.
    target, null : str
        The target, and the null in `OF`.

    Returns
    -------
    float
        p; NaN without a score, or with fewer draws than `FEWEST_DRAWS`.
    """
    experiment, metric = OF[null]
    rows = evidence.seeds
    here = (rows["target"] == target) & (rows["experiment"] == experiment) & (rows["metric"] == metric)
    own = rows.loc[here & (rows["period"] == "test"), "median"].mean()
    drawn = draws(evidence.nulls, target, null, metric)
    if len(drawn) < FEWEST_DRAWS or not np.isfinite(own):
        return np.nan
    return float((1 + (drawn >= own).sum()) / (1 + len(drawn)))


def reason_without(nulls: pd.DataFrame, target: str, null: str) -> str:
    """Give the reason for which a null has no draw for a target, or too few for a small p."""
    rows = nulls[(nulls["target"] == target) & (nulls["null"] == null)]
    reasons = [str(reason) for reason in rows.loc[rows["draw"] == 0, "reason"].dropna().unique() if str(reason)]
    drawn = rows[rows["draw"] > 0]
    count = drawn["draw"].nunique()
    if not reasons and null in OF and 0 < count < FEWEST_DRAWS:
        kept = (
            f"with partners {drawn['distance_km'].max():g} km apart there {'is' if count == 1 else 'are'} only {count}"
        )
        reasons.append(
            f"{kept} different exchange{'s' * (count != 1)} of states, {FEWEST_DRAWS} are needed for a small p"
        )
    return "; ".join(reasons) or "no draw was made"


def holm(p: Mapping[str, float]) -> dict[str, float]:
    """Correct p-values for their number (Holm, 1979, https://www.jstor.org/stable/4615733).

    The smallest of m is multiplied by m, the next by m - 1 and so on; none falls below one before it, or exceeds 1.

    Parameters
    ----------
    p : mapping of str to float
        p by target; NaN stays, and does not count.
    """
    known = sorted((name for name, value in p.items() if np.isfinite(value)), key=lambda name: p[name])
    corrected, highest = dict(p), 0.0
    for place, name in enumerate(known):
        highest = min(1.0, max(highest, (len(known) - place) * p[name]))
        corrected[name] = highest
    return corrected

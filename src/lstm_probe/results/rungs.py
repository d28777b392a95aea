"""The comparisons of every rung: a value, the threshold that it must reach, and what it says in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lstm_probe.contracts import thresholds
from lstm_probe.contracts.comparisons import (
    COMPARISONS,
    DERANGEMENT,
    HELD_OUT,
    INPUTS_AND_ATTRIBUTES,
    INPUTS_PARTED,
    MAIN,
    PARTIAL,
    PARTIAL_DERANGEMENT,
    PARTIAL_UNTRAINED,
    UNSEEN,
    UNTRAINED_BESIDE,
    YEAR_SHIFT,
)
from lstm_probe.results import digits
from lstm_probe.results.evidence import Estimate, Evidence, draws, p_value, reason_without

ANOMALY = "anomaly_r"
#: What is said of a model of which only states are given.
GIVEN_STATES = "an untrained model was not run, as only states are given: this rests on its inputs and on partial r"


@dataclass(frozen=True)
class Condition:
    """Hold one comparison of a rung.

    Parameters
    ----------
    holds : bool or None
        Whether it does; None where it cannot be judged.
    value, threshold : float
        What is compared with what, NaN where it cannot be.
    reason : str
        The comparison in words, with its numbers; or why it cannot be judged.
    """

    holds: bool | None
    value: float
    threshold: float
    reason: str


def unknown(reason: str) -> Condition:
    """Make a condition that cannot be judged."""
    return Condition(None, np.nan, np.nan, reason)


def lacking(experiment: str) -> Condition:
    """Make a condition whose experiment has no score."""
    return unknown(f"{experiment} has no score or no interval for this target")


def decodable(evidence: Evidence, target: str, p: float) -> list[Condition]:
    """Compare r and r of anomalies of main with fixed thresholds."""
    conditions = []
    for metric, words, lowest in (
        ("r", "r", thresholds.STRONG),
        (ANOMALY, "r of anomalies", thresholds.ANOMALOUS),
    ):
        own = evidence.estimate(target, metric, MAIN)
        if own is None:
            conditions.append(lacking(MAIN))
            continue
        reason = f"{words} is {thresholds.apart(own.median, lowest)}, asked is at least {lowest:g}"
        conditions.append(Condition(own.median >= lowest, own.median, lowest, reason))
    return conditions


def specific(evidence: Evidence, target: str, p: float) -> list[Condition]:
    """Compare main with the states of other gauges, and of other years."""
    gauges = unknown(f"other gauges’ states: {reason_without(evidence.nulls, target, DERANGEMENT)}")
    if np.isfinite(p):
        reason = f"p of the states of other gauges is {p:.3f}, asked is less than {thresholds.SIGNIFICANT:g}"
        gauges = Condition(p < thresholds.SIGNIFICANT, p, thresholds.SIGNIFICANT, reason)
    lead = evidence.estimate(target, ANOMALY, MAIN, YEAR_SHIFT)
    absent = unknown(f"other years’ states: {reason_without(evidence.nulls, target, YEAR_SHIFT)}")
    years = absent if lead is None else _above(evidence, target, MAIN, YEAR_SHIFT, ANOMALY, 0.0)
    return [gauges, years]


def learned(evidence: Evidence, target: str, p: float) -> list[Condition]:
    """Compare main with what needs no training, in r of anomalies and in what memories and attributes leave."""
    conditions = []
    parted = [(INPUTS_PARTED,)] if evidence.highest(target, "r", (INPUTS_PARTED,)) else []
    for rivals in (UNTRAINED_BESIDE[MAIN], (INPUTS_AND_ATTRIBUTES,), *parted)[not evidence.untrained :]:
        rival = evidence.highest(target, "r", rivals)
        absent = lacking(rivals[0])
        conditions.append(
            absent if rival is None else _above(evidence, target, MAIN, rival, ANOMALY, thresholds.MARGIN)
        )
    if not evidence.attributes and evidence.untrained:
        conditions.append(unknown("the LSTM has no static attributes, so there is no comparison with them"))
    conditions += _partial(evidence, target)
    return conditions if evidence.untrained else [*conditions, Condition(True, np.nan, np.nan, GIVEN_STATES)]


def general(evidence: Evidence, target: str, p: float) -> list[Condition]:
    """Compare main with probes at gauges that they were not fitted at, and at those that no LSTM was trained at."""
    fall = evidence.estimate(target, "r", MAIN, UNSEEN)
    of_probe = lacking(UNSEEN) if fall is None else _fall(fall, "the probe was not fitted at")
    if fall is not None and evidence.training.get(target):
        of_probe = replace(of_probe, reason=f"{of_probe.reason}; {evidence.training[target]}")
    level, count = evidence.estimate(target, "r", HELD_OUT), evidence.held_out.get(target, 0)
    if level is None or count == 0:
        return [of_probe]
    where = "neither the LSTM was trained nor the probe fitted at"
    fall = evidence.estimate(target, "r", MAIN, HELD_OUT)
    if count < thresholds.FEWEST or fall is None:
        beside = f"r is {digits.number(level.median)} at the {count} gauges that {where}, not judged"
        return [of_probe, Condition(True, level.median, np.nan, beside)]
    return [of_probe, _fall(fall, f"{where} (r {digits.number(level.median)}, {count} gauges)")]


def _fall(fall: Estimate, where: str) -> Condition:
    """Ask that r falls by little at some gauges."""
    fallen = thresholds.apart(fall.median, thresholds.FALL)
    reason = f"at gauges that {where} r falls by {fallen}, allowed is {thresholds.FALL:g}"
    return Condition(fall.median <= thresholds.FALL, fall.median, thresholds.FALL, reason)


#: Rungs that are judged, in order: (evidence, target, corrected p) -> conditions, the first that fails decides.
JUDGED: dict[str, Callable[[Evidence, str, float], Sequence[Condition]]] = {
    "decodable": decodable,
    "specific": specific,
    "learned": learned,
    "general": general,
}


def _above(evidence: Evidence, target: str, own: str, rival: str, metric: str, margin: float) -> Condition:
    """Ask that an experiment lies above another by a margin, and the interval of the difference above 0."""
    lead = evidence.estimate(target, metric, own, rival)
    if lead is None:
        return lacking(rival)
    words = "r of anomalies" if metric == ANOMALY else "partial r"
    levels = [evidence.estimate(target, metric, name) for name in (own, rival)]
    reason = f"{words} is {digits.level(levels[0])}, with {COMPARISONS[rival].given} {digits.level(levels[1])}"
    return _lead(lead, margin, reason)


def _lead(lead: Estimate, margin: float, reason: str) -> Condition:
    reason = f"{reason}; the gauges’ differences have the median {thresholds.apart(lead.median, margin)}"
    if lead.median < margin or lead.median <= 0:
        asked = f"at least {margin:g}" if margin else "more than 0"
        return Condition(False, lead.median, margin, f"{reason}, asked is {asked}")
    reason = f"{reason} ({digits.number(lead.lower)} to {digits.number(lead.upper)})"
    if lead.lower <= 0:
        return Condition(False, lead.lower, 0.0, f"{reason}, whose interval must lie above 0")
    return Condition(True, lead.median, margin, reason)


def _partial(evidence: Evidence, target: str) -> list[Condition]:
    """Ask that main follows what memories and attributes leave, and better than an untrained LSTM does."""
    share, own = evidence.residual_shares.get(target, np.nan), evidence.estimate(target, "r", PARTIAL)
    if share < thresholds.RESIDUAL:
        reason = (
            f"memories and attributes leave {share:.3f} of the variance, too little (below {thresholds.RESIDUAL:g})"
        )
        return [unknown(reason)]
    if own is None:
        return [lacking(PARTIAL)]
    high, enough = own.median >= thresholds.PARTIAL, own.lower >= thresholds.PARTIAL_LOWER
    median, lower = (
        thresholds.apart(own.median, thresholds.PARTIAL),
        thresholds.apart(own.lower, thresholds.PARTIAL_LOWER),
    )
    words = f"partial r is {median} ({lower} to {digits.number(own.upper)}), asked is at least"
    conditions = [
        Condition(high, own.median, thresholds.PARTIAL, f"{words} {thresholds.PARTIAL:g}"),
        Condition(enough, own.lower, thresholds.PARTIAL_LOWER, f"{words} {thresholds.PARTIAL_LOWER:g} for its bound"),
    ]
    if evidence.untrained:
        rival = evidence.highest(target, "r", UNTRAINED_BESIDE[PARTIAL])
        absent = lacking(PARTIAL_UNTRAINED)
        conditions.append(absent if rival is None else _above(evidence, target, PARTIAL, rival, "r", 0.0))
    return [*conditions, _partial_of_other_gauges(evidence, target, own)]


def _partial_of_other_gauges(evidence: Evidence, target: str, own: Estimate) -> Condition:
    """Ask that partial r lies above that of other gauges' states."""
    p = p_value(evidence, target, PARTIAL_DERANGEMENT)
    if not np.isfinite(p):
        return unknown(f"partial r of other gauges: {reason_without(evidence.nulls, target, PARTIAL_DERANGEMENT)}")
    middle = draws(evidence.nulls, target, PARTIAL_DERANGEMENT, "r").median()
    reason = (
        f"partial r of the states of other gauges is {digits.number(middle)} (p = {p:.3f}, asked is less than "
        f"{thresholds.SIGNIFICANT:g})"
    )
    return Condition(p < thresholds.SIGNIFICANT, p, thresholds.SIGNIFICANT, reason)

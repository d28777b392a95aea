"""Judge every target rung by rung: decodable, specific, learned, general, used."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lstm_probe.contracts import thresholds
from lstm_probe.contracts.comparisons import (
    CONCEPT,
    MISSED,
    NOT_JUDGED,
    NOT_RUN,
    PASSED,
    RUNGS,
)
from lstm_probe.contracts.verdict import LADDER
from lstm_probe.results.evidence import Evidence, holm, p_value
from lstm_probe.results.rungs import JUDGED, Condition

WITHOUT = "the study leaves the ladder's experiments out"
STEERING = "no water was put into the states"
#: Outcome, value, threshold and reason of a rung.
Outcome = tuple[str, float, float, str]
UNSTEERED: Outcome = (NOT_RUN, np.nan, np.nan, STEERING)


def judge(evidence: Evidence, targets: Sequence[str], used: Mapping[str, Outcome] | None = None) -> pd.DataFrame:
    """Judge all targets.

    Parameters
    ----------
    evidence : Evidence
        What the rungs are judged by.
    targets : sequence of str
        Targets of main, in the order of the study.
    used : mapping of str to tuple, optional
        What steering shows of targets (`steering_rung.of_targets`), which is reported and decides nothing.

    Returns
    -------
    pandas.DataFrame
        As `contracts.verdict.LADDER`, a row a target and rung. Each rung is judged by itself.
    """
    p = corrected(evidence, targets)
    steered = used or {}
    outcomes = {
        (target, rung): _outcome(evidence, target, rung, p[target])
        if rung in JUDGED
        else steered.get(target, UNSTEERED)
        for target in targets
        for rung in RUNGS
    }
    rows = [(*of, *outcome) for of, outcome in outcomes.items()]
    return LADDER.check(pd.DataFrame(rows, columns=list(LADDER.columns)), "ladder.csv")


def corrected(evidence: Evidence, targets: Sequence[str]) -> dict[str, float]:
    """Find p of the derangements, corrected over the verdict's targets; any other target is judged as if alone."""
    p = {target: p_value(evidence, target) for target in targets}
    return p | holm({target: p[target] for target in targets if target in set(evidence.family)})


def climbed(ladder: pd.DataFrame, target: str) -> int:
    """Count the rungs that a target climbs before the first that it does not pass."""
    own = ladder[ladder["target"] == target].set_index("rung")["outcome"]
    passed = [own.get(rung) == PASSED for rung in CONCEPT]
    return len(CONCEPT) if all(passed) else passed.index(False)


def _outcome(evidence: Evidence, target: str, rung: str, p: float) -> Outcome:
    """Judge one rung: missed if a condition fails, not judged if one cannot be, else passed."""
    if not evidence.ran and rung != RUNGS[0]:
        return NOT_RUN, np.nan, np.nan, WITHOUT
    gauges = evidence.gauges(target)
    if gauges == 0:
        reason = "the probe has no score in the test period: target or prediction does not vary, or there are few days"
        return NOT_JUDGED, np.nan, np.nan, reason
    if gauges < thresholds.FEWEST:
        reason = f"the probe is scored at {gauges} gauge{'s' * (gauges > 1)}, fewer than {thresholds.FEWEST}"
        return NOT_JUDGED, float(gauges), float(thresholds.FEWEST), reason
    return _decide(JUDGED[rung](evidence, target, p))


def _decide(conditions: Sequence[Condition]) -> Outcome:
    for outcome, holds in ((MISSED, False), (NOT_JUDGED, None)):
        found = [condition for condition in conditions if condition.holds is holds]
        if found:
            return outcome, found[0].value, found[0].threshold, "; ".join(one.reason for one in found)
    first = conditions[0]
    return PASSED, first.value, first.threshold, "; ".join(condition.reason for condition in conditions)

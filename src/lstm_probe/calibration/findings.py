"""Write down what the ladder and steering found of every target of a small world, a row a target."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lstm_probe.contracts.comparisons import (
    CONCEPT,
    INPUTS_AND_ATTRIBUTES,
    INPUTS_PARTED,
    MAIN,
    PARTIAL,
    PARTIAL_DERANGEMENT,
    UNSEEN,
    UNTRAINED_BESIDE,
    YEAR_SHIFT,
)
from lstm_probe.results.evidence import Estimate, Evidence, p_value
from lstm_probe.results.rungs import ANOMALY

#: The paper's controls, by what their columns begin with.
CONTROLS = {"permuted": "permute_gauges", "delayed": "delay_180"}
#: Leads of an experiment over the best of some rivals: what the column begins with, the metric and the experiment.
LEADS: dict[str, tuple[str, str, Sequence[str]]] = {
    "year_shift": (ANOMALY, MAIN, (YEAR_SHIFT,)),
    "untrained": (ANOMALY, MAIN, UNTRAINED_BESIDE[MAIN]),
    "inputs": (ANOMALY, MAIN, (INPUTS_AND_ATTRIBUTES,)),
    "inputs_parted": (ANOMALY, MAIN, (INPUTS_PARTED,)),
    "partial_untrained": ("r", PARTIAL, UNTRAINED_BESIDE[PARTIAL]),
}
NOTHING = Estimate(np.nan, np.nan, np.nan)


def rows(evidence: Evidence, ladder: pd.DataFrame, targets: Sequence[str]) -> pd.DataFrame:
    """Take from the evidence the numbers that the rungs compare, and their outcomes from the ladder.

    Parameters
    ----------
    evidence : Evidence
        What the rungs were judged by.
    ladder : pandas.DataFrame
        As `contracts.verdict.LADDER`.
    targets : sequence of str
        The targets.

    Returns
    -------
    pandas.DataFrame
        Columns of `contracts.calibration.WORLDS` from gauges to general, and target.
    """
    outcomes = ladder.set_index(["target", "rung"])["outcome"]
    return pd.DataFrame(
        [
            {"target": name, "gauges": evidence.gauges(name), **_numbers(evidence, name), **_leads(evidence, name)}
            | {rung: outcomes[name, rung] for rung in CONCEPT}
            for name in targets
        ]
    )


def _numbers(evidence: Evidence, target: str) -> dict[str, float]:
    """Levels of r, p of other gauges' states, partial r, and the medians of the paper's controls."""
    partial = evidence.estimate(target, "r", PARTIAL) or NOTHING
    fall = evidence.estimate(target, "r", MAIN, UNSEEN) or NOTHING
    found = {
        "p": p_value(evidence, target),
        "partial_r": partial.median,
        "partial_lower": partial.lower,
        "partial_p": p_value(evidence, target, PARTIAL_DERANGEMENT),
        "fall": fall.median,
        "residual_share": evidence.residual_shares.get(target, np.nan),
    }
    for metric in ("r", ANOMALY):
        found[metric] = (evidence.estimate(target, metric, MAIN) or NOTHING).median
        for name, experiment in CONTROLS.items():
            found[f"{name}_{metric}"] = (evidence.estimate(target, metric, experiment) or NOTHING).median
    return found


def _leads(evidence: Evidence, target: str) -> dict[str, float]:
    """Leads over rivals, each with its lower bound; of several rivals that of the highest r counts, as in the rungs."""
    found = {}
    for name, (metric, own, rivals) in LEADS.items():
        rival = evidence.highest(target, "r", rivals) if len(rivals) > 1 else rivals[0]
        lead = evidence.estimate(target, metric, own, rival) if rival else None
        found[f"{name}_lead"], found[f"{name}_lead_lower"] = (lead or NOTHING).median, (lead or NOTHING).lower
    return found


def of_steering(summary: pd.DataFrame, table: pd.DataFrame, lead_days: int) -> pd.DataFrame:
    """Take of a steered LSTM what came out over a lead time, with its interval and the band of random directions.

    Parameters
    ----------
    summary : pandas.DataFrame
        As `results.steering_summary.summary`, of one LSTM.
    table : pandas.DataFrame
        As `contracts.steering.STEERING_TABLE`, of the same.
    lead_days : int
        Days over which the discharge is summed.

    Returns
    -------
    pandas.DataFrame
        Columns of `contracts.calibration.WORLDS` from added_mm on, and target.
    """
    means = summary.xs(lead_days, level="lead_days").reset_index()
    of_probe = table[(table["direction"] == "probe") & (table["lead_days"] == lead_days)]
    columns = ["target", "added_mm", "released_mm", "true_mm", "release", "band_lower", "band_upper"]
    return means[columns].merge(of_probe[["target", "release_lower", "release_upper"]], on="target")


def together(found: pd.DataFrame, steered: pd.DataFrame, about: pd.DataFrame) -> pd.DataFrame:
    """Join by target what was found and steered with what each target is."""
    return about.merge(found, on="target").merge(steered, on="target", how="left")

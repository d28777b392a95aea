"""What steering shows of a target, in the form of a rung of the verdict: reported, and not decided by."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lstm_probe.contracts.comparisons import NOT_JUDGED, NOT_RUN
from lstm_probe.contracts.periods import LEAD_DAYS
from lstm_probe.results.steering_summary import summary

DAYS = LEAD_DAYS[-1]


def of_targets(
    table: pd.DataFrame | None, lstm: str, targets: Sequence[str], not_run: Mapping[str, str]
) -> dict[str, tuple[str, float, float, str]]:
    """Give the outcome of the rung "used" of every target.

    Parameters
    ----------
    table : pandas.DataFrame or None
        As `contracts.steering.STEERING_TABLE`; None where no LSTM was steered.
    lstm, targets, not_run
        As for `used`.
    """
    found = None if table is None else summary(table)
    return {target: used(found, lstm, target, not_run) for target in targets}


def used(
    found: pd.DataFrame | None, lstm: str, target: str, not_run: Mapping[str, str]
) -> tuple[str, float, float, str]:
    """Give the outcome of the rung "used" of one target, with a sentence on what was seen or why there is nothing.

    Parameters
    ----------
    found : pandas.DataFrame or None
        As `steering_summary.summary` gives it; None where no LSTM was steered.
    lstm, target : str
        The LSTM whose states are probed, and the target.
    not_run : mapping of str to str
        Reasons, by ``LSTM name`` and by target (`workflow.steering_needs.not_run`).

    Returns
    -------
    outcome : str
        `NOT_RUN` or `NOT_JUDGED`.
    value, threshold : float
        Release (mm out per mm in), and what it would be at the nearer end of the band of random directions; NaN where
        nothing was run.
    reason : str
        One sentence without its full stop.
    """
    rows = {} if found is None else found.to_dict("index")
    row = rows.get((lstm, target, DAYS))
    reason = not_run.get(f"LSTM {lstm}") or not_run.get(target)
    if reason is None and row is None:
        reason = "water is put into the soil layers and the snow of the study alone (steering.targets)"
    if reason is None and row is not None and not np.isfinite(row["released_mm"]):
        reason = "its probe does not move independently of the others"
    if reason is not None or row is None:
        return NOT_RUN, np.nan, np.nan, str(reason)
    edge = row["band_upper"] if row["released_mm"] >= 0 else row["band_lower"]
    return NOT_JUDGED, row["release"], edge / row["added_mm"], sentence({str(name): row[name] for name in row})


def sentence(row: Mapping[str, float]) -> str:
    """Write what was seen in one sentence without its full stop, from a row of `steering_summary.summary`."""
    text = (
        f"{_mm(row['added_mm'])} put into the states brought {_mm(row['released_mm'])} more down the river in {DAYS} "
        f"days, {_number(row['release'], 2)} mm per mm"
    )
    if np.isfinite(row["true_mm"]):
        text += (
            f"; in the true world it is {_mm(row['true_mm'])} (over gauges and days r {_number(row['r'], 2)}, the same "
            f"sign at {100 * row['same_sign']:.0f} %)"
        )
    if np.isfinite(row["band_lower"]):
        text += f"; 95 % of random changes as likely give {_number(row['band_lower'], 1)} to {_mm(row['band_upper'])}"
    return text


def _mm(value: float) -> str:
    return f"{_number(value, 1)} mm"


def _number(value: float, digits: int) -> str:
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "−")

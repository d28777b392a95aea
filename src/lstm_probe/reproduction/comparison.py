"""Set the paper's numbers beside those of a run, and say how they compare."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from lstm_probe.contracts.tables import DISAGREEMENTS, REPRODUCTION
from lstm_probe.reproduction.paper import TARGETS, Disagreement, Value
from lstm_probe.reproduction.run import Run

WITHIN, OUTSIDE, ORIENTATION, NOT_ANSWERED = "within", "outside", "orientation", "not answered"
ROUNDING = 1e-9
SMALLEST = 0.001


def compare(values: Iterable[Value], run: Run, *, synthetic: bool) -> pd.DataFrame:
    """Set every value of the paper beside that of a run.

    A difference is ours minus the paper's, or minus the notebook's where the paper has none. A run answers
    ``within`` or ``outside`` the tolerance, or the bounds of a finding in words; for ``orientation`` only on
    synthetic data and where the source's set-up differs; or does not answer, which it does where ours would be
    another quantity, too.

    Parameters
    ----------
    values : iterable of Value
        What the paper says.
    run : Run
        Numbers of the run.
    synthetic : bool
        Whether the data are synthetic, so that no number can agree with the paper's.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.REPRODUCTION`.
    """
    rows = []
    for value in values:
        place = None if value.number is None else run.place(value.number, value.target)
        ours = np.nan if run.differ(value.requires) else run.find(place)
        theirs = value.notebook if np.isnan(value.paper) else value.paper
        verdict, reason = _judge(value, ours, theirs, run, synthetic)
        rows.append(
            {
                **{name: getattr(value, name) for name in ("section", "quantity", "target", "metric", "source")},
                **{name: getattr(value, name) for name in ("paper", "notebook", "tolerance")},
                "ours": ours,
                "difference": ours - theirs,
                "verdict": verdict,
                "number": place or "",
                "reason": reason,
            }
        )
    return REPRODUCTION.check(pd.DataFrame(rows), "reproduction")


def _judge(value: Value, ours: float, theirs: float, run: Run, synthetic: bool) -> tuple[str, str]:
    """Give the verdict on one value, and what is to be said with it."""
    if value.number is None:
        return NOT_ANSWERED, value.reason
    if np.isnan(ours):
        return NOT_ANSWERED, run.lacks(value)
    if synthetic or value.orientation or run.differ(value.provided):
        return ORIENTATION, "; ".join(filter(None, [value.says, value.orientation, run.differ(value.provided)]))
    if not value.says:
        return (WITHIN if abs(ours - theirs) <= value.tolerance + ROUNDING else OUTSIDE), ""
    bounds = [_bound(bound, value, run) for bound in (value.at_least, value.at_most)]
    if any(bound is not None and np.isnan(bound) for bound in bounds):
        return NOT_ANSWERED, "this run lacks what it is compared with"
    low, high = (default if bound is None else bound for bound, default in zip(bounds, (-np.inf, np.inf), strict=True))
    return (WITHIN if low <= ours <= high else OUTSIDE), value.says


def _bound(bound: float | str | None, value: Value, run: Run) -> float | None:
    return run.find(run.place(bound, value.target)) if isinstance(bound, str) else bound


def settle(disagreements: Iterable[Disagreement], run: Run) -> pd.DataFrame:
    """Set out the disagreements, each with the settings and the numbers of a run that bear on it.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.DISAGREEMENTS`; this_run is empty where no setting bears on it, and evidence where the
        run has no number.
    """
    rows = []
    for one in disagreements:
        is_set = [f"{words}: {run.setting(path)}" for words, path in one.settings]
        found = [_numbers_at(words, path, run) for words, path in one.evidence]
        this_run, evidence = "; ".join(is_set), "; ".join(filter(None, found))
        rows.append((one.number, one.issue, one.choice, this_run, one.where, evidence))
    return DISAGREEMENTS.check(pd.DataFrame(rows, columns=list(DISAGREEMENTS.columns)), "disagreements")


def _numbers_at(words: str, path: str, run: Run) -> str:
    """Write the numbers at a place, for every target of the paper that the run has."""
    targets = TARGETS if "{target}" in path else ("",)
    found = {target: run.find(run.place(path, target)) for target in targets}
    written = [f"{target} {show(value)}".strip() for target, value in found.items() if not np.isnan(value)]
    return f"{words}: {', '.join(written)}" if written else ""


def show(value: float, digits: int = 2) -> str:
    """Write a number for a reader: a dash where there is none, whole numbers without a point.

    Parameters
    ----------
    value : float
        The number.
    digits : int
        Digits behind the point; below 0.1 there are three.
    """
    size = abs(value)
    if np.isnan(value):
        return "–"
    if 0 < size < SMALLEST:
        return f"below {SMALLEST}" if value > 0 else f"above −{SMALLEST}"
    if float(value).is_integer():
        written = f"{value + 0.0:.0f}"
    elif size >= 10:
        written = f"{value:.1f}"
    else:
        whole, behind = f"{value:.{digits if size >= 0.1 else 3}f}".split(".")
        written = f"{whole}.{behind[:2]}{behind[2:].rstrip('0')}"
    return written.replace("-", "−")

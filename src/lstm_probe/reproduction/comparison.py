"""Set the paper's numbers beside those of a run, and say how they compare."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from lstm_probe.contracts.tables import DISAGREEMENTS, REPRODUCTION
from lstm_probe.naming import stand_in
from lstm_probe.reproduction.paper import TARGETS, Disagreement, Value

WITHIN, OUTSIDE, ORIENTATION, NOT_ANSWERED = "within", "outside", "orientation", "not answered"
ROUNDING = 1e-9
SMALLEST = 0.001
NO_TARGET = "no target"
OF_EXPERIMENTS = ("probes", "shares_beating_main", "changes", "weights", "seeds")


class Run:
    """Look up the numbers of one run by the places that the paper's values name.

    Parameters
    ----------
    numbers : mapping
        As docs/numbers.schema.json.
    lstm : str
        The study's first LSTM, ``{lstm}`` in places.
    targets : sequence of str
        Targets of the study. ``{target}`` and the names of the paper's targets are what the study calls them.
    """

    def __init__(self, numbers: Mapping[str, Any], lstm: str, targets: Sequence[str]):
        self.numbers = numbers
        self.names = {name: stand_in(name, targets) for name in TARGETS}
        self.lstm = lstm

    def place(self, path: str, target: str = "") -> str | None:
        """Fill the placeholders of a place in; None if it is about a target that the study lacks."""
        names = {**self.names, "target": self.names.get(target), "lstm": self.lstm}
        if any(names[name] is None for name in names if f"{{{name}}}" in path):
            return None
        return path.format_map(names)

    def find(self, place: str | None) -> float:
        """Find the number at a place; NaN where there is none."""
        found: Any = self.numbers
        for part in (place or "").split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return np.nan if found is None or isinstance(found, Mapping | str) else float(found)

    def lacks(self, value: Value) -> str:
        """Say why a run does not answer."""
        place = self.place(value.number or "", value.target)
        if place is None:
            return f"{NO_TARGET} {value.target} in this run"
        first, second, *_ = [*place.split("."), ""]
        if first in OF_EXPERIMENTS and second not in self.numbers["probes"]:
            return f"no experiment {second} in this run"
        return f"this run has no such number; it needs {value.needs}" if value.needs else "this run has no such number"


def compare(values: Iterable[Value], run: Run, *, synthetic: bool) -> pd.DataFrame:
    """Set every value of the paper beside that of a run.

    A difference is ours minus the paper's, or minus the notebook's where the paper has none. A run answers
    ``within`` or ``outside`` the tolerance, or the bounds of a finding in words; for ``orientation`` only on
    synthetic data and where the source's set-up differs; or does not answer.

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
        ours = run.find(place)
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
    if synthetic or value.orientation:
        return ORIENTATION, "; ".join(filter(None, [value.says, value.orientation]))
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
    """Set out the disagreements, each with the numbers of a run that bear on it.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.DISAGREEMENTS`; evidence is empty where the run has no number.
    """
    rows = []
    for one in disagreements:
        told = [_tell(words, path, run) for words, path in one.evidence]
        rows.append((one.number, one.issue, one.choice, one.where, "; ".join(filter(None, told))))
    return DISAGREEMENTS.check(pd.DataFrame(rows, columns=list(DISAGREEMENTS.columns)), "disagreements")


def _tell(words: str, path: str, run: Run) -> str:
    """Write the numbers at a place, for every target of the paper that the run has."""
    targets = TARGETS if "{target}" in path else ("",)
    found = {target: run.find(run.place(path, target)) for target in targets}
    told = [f"{target} {show(value)}".strip() for target, value in found.items() if not np.isnan(value)]
    return f"{words}: {', '.join(told)}" if told else ""


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

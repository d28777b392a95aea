"""Check what a run is expected to show against its numbers."""

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from lstm_probe.errors import InputError, shortlist

ROUNDING = 1e-9


def look_up(numbers: Mapping[str, Any], path: str) -> float:
    """Find a number by its dotted path, for instance ``probes.main.swvl1.test.r``; None there is NaN.

    Raises
    ------
    InputError
        If the path leads nowhere, or not to a number.
    """
    place: Any = numbers
    for part in path.split("."):
        known = list(place) if isinstance(place, Mapping) else []
        if part not in known:
            close = difflib.get_close_matches(part, known, n=1)
            advice = f"did you mean '{close[0]}'?" if close else "see docs/numbers.md"
            raise InputError(f"expect: {path}", f"'{part}'", f"one of {shortlist(known, 20)}", advice)
        place = place[part]
    if isinstance(place, Mapping | str):
        raise InputError(f"expect: {path}", f"{place}", "a number", "see docs/numbers.md")
    return np.nan if place is None else float(place)


def evaluate(expect: Sequence[Mapping[str, Any]], numbers: Mapping[str, Any]) -> pd.DataFrame:
    """Hold every claim against the numbers.

    Parameters
    ----------
    expect : sequence of mapping
        Claims: ``claim`` (words) and ``value`` (a dotted path), with ``at_least`` (number) or ``above``
        (dotted paths) and ``by`` (0: just more than each of them; else at least so much more).
    numbers : mapping
        The numbers of the run.

    Returns
    -------
    pandas.DataFrame
        As `contracts.tables.EXPECTATIONS`. A claim on a number that is not there (NaN) does not hold.

    Raises
    ------
    InputError
        If a path leads nowhere or a claim has no threshold.
    """
    rows = []
    for claim in expect:
        value, by = look_up(numbers, claim["value"]), claim.get("by") or 0.0
        lowest, highest = claim.get("at_least"), [look_up(numbers, path) for path in claim.get("above") or []]
        if lowest is None and not highest:
            where = f"expect: {claim['claim']}"
            raise InputError(where, "no threshold", "'at_least', or 'above' with paths", "add one to the claim")
        threshold = max([*([] if lowest is None else [lowest]), *(np.array(highest) + by)], default=np.nan)
        reaches = lowest is None or value >= lowest
        exceeds = all(value > other if by == 0 else value - other >= by - ROUNDING for other in highest)
        rows.append((claim["claim"], claim["value"], value, threshold, reaches and exceeds))
    return pd.DataFrame(rows, columns=["claim", "number", "value", "threshold", "holds"])


def require(table: pd.DataFrame) -> None:
    """Refuse a run whose claims do not all hold.

    Parameters
    ----------
    table : pandas.DataFrame
        As `contracts.tables.EXPECTATIONS`.

    Raises
    ------
    InputError
        Naming every claim that does not hold, with its value and threshold.
    """
    broken = table[~table["holds"].astype(bool)]
    if len(broken):
        lines = [
            f"{row.claim}: {row.number} is {row.value:.4g}, expected at least {row.threshold:.4g}"
            for row in broken.itertuples()
        ]
        found = f"{len(broken)} of {len(table)} claims do not hold:\n    " + "\n    ".join(lines)
        raise InputError(
            "numbers.json",
            found,
            "every claim of `expect` to hold",
            "see report.html beside it, which begins with them",
        )

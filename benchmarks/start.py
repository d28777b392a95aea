"""Start: how long a study waits until it knows its input files by their content, at first and later."""

import sys
from pathlib import Path

from benchmarks.claims import Claim

TITLE = "Start of a study on 30 GB of input files"
UNIT = "GB"
CONTENDER = Path(__file__).parent / "contenders" / "start.py"
CLAIMS: tuple[Claim, ...] = ()

PAIRS = 1  # the second time is told from the first by orders of magnitude


def contenders(quick: bool) -> dict[str, list[str]]:
    """Give the commands: the first start, which reads all files, and a later one."""
    size = "0.1" if quick else "30"
    return {f"{when} start": [sys.executable, str(CONTENDER), when, size] for when in ("first", "later")}

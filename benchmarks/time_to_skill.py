"""Time to skill: seconds of training until the test period's median NSE is reached, many targets a window or one."""

import sys
from pathlib import Path

from benchmarks import measure
from benchmarks.claims import Claim

TITLE = "Time to equal skill"
UNIT = "updates"
CONTENDERS = Path(__file__).parent / "contenders"

#: Median NSE of the test period that both have to reach, and seconds after which they give up.
LEVEL, LONGEST, THREADS = 0.93, 240, 2

CLAIMS = (
    Claim(
        f"training to NSE {LEVEL:g}: many targets a window to one",
        "many targets a window (sequence)", ("one target a window (last)",), 4.0, by="seconds",
    ),
)  # fmt: skip


def contenders(quick: bool) -> dict[str, list[str]]:
    """Give the commands; the number of the round is the seed.

    Each has the batch that suits it: 8 windows of 365 targets, 64 windows of one. Learning rate and decay of the
    average were chosen for each by a look at a few.
    """
    configuration, level, longest = ("tiny", "0.05", "30") if quick else ("demo", str(LEVEL), str(LONGEST))
    measure.run([sys.executable, str(CONTENDERS / "demo_world.py"), configuration])
    start = [sys.executable, str(CONTENDERS / "reach_skill.py"), configuration]
    end = [level, "{pair}", str(THREADS), longest]
    return {
        "many targets a window (sequence)": [*start, "sequence", "8", "5e-3", "0.99", "20", *end],
        "one target a window (last)": [*start, "last", "64", "5e-3", "0.99", "20", *end],
    }

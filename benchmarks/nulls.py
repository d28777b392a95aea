"""Nulls from second moments and intervals from sums by year, beside loops that fit or score every draw anew."""

import sys
from pathlib import Path

from benchmarks.claims import Claim

TITLE = "Nulls and intervals"
UNIT = "draws"
SCRIPT = Path(__file__).parent / "contenders" / "nulls.py"

MOMENTS, LOOP = "derangements: ours, from second moments", "derangements: scikit-learn, draw by draw"
SUMS, DAYS = "resampled years: ours, from sums by year", "resampled years: numpy on the days of every draw"
CLAIMS = (
    Claim("derangements: ours to a loop of scikit-learn", MOMENTS, (LOOP,), 10.0),
    Claim("intervals: ours to a loop over resampled days", SUMS, (DAYS,), 10.0),
)


def contenders(quick: bool) -> dict[str, list[str]]:
    """Give the commands: gauges, years of fit and of test, draws; loops are given fewer, as each takes as long."""
    size = ["10", "2"] if quick else ["60", "10"]
    ways = {  # with the draws of a quick run, and of a whole one
        MOMENTS: ("moments", "19", "199"),
        LOOP: ("loop", "2", "5"),
        SUMS: ("resampled_sums", "200", "2000"),
        DAYS: ("resampled_days", "5", "100"),
    }
    return {
        name: [sys.executable, str(SCRIPT), way, *size, few if quick else many]
        for name, (way, few, many) in ways.items()
    }

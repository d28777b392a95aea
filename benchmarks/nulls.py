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
    draws = {MOMENTS: "19", LOOP: "2", SUMS: "200", DAYS: "5"} if quick else {}
    draws = draws or {MOMENTS: "199", LOOP: "5", SUMS: "2000", DAYS: "100"}
    ways = {MOMENTS: "moments", LOOP: "loop", SUMS: "resampled_sums", DAYS: "resampled_days"}
    return {name: [sys.executable, str(SCRIPT), way, *size, draws[name]] for name, way in ways.items()}

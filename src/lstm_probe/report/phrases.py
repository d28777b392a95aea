"""What sentences on the page share: lists of words, scores, small counts."""

import math
from collections.abc import Iterable

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does: a, b and c."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def number(value: float, digits: int = 2) -> str:
    """Write a score with a true minus; a dash where there is none."""
    return f"{value:.{digits}f}".replace("-", "−") if math.isfinite(value) else "–"


def several(count: int, thing: str) -> str:
    """Count things in words up to nine: one seed, 40 gauges."""
    return f"{COUNTS[count] if count < len(COUNTS) else count} {thing}{'' if count == 1 else 's'}"

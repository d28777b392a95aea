"""What sentences on the page share: scores and small counts."""

import math

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number(value: float, digits: int = 2) -> str:
    """Write a score with a true minus; a dash where there is none."""
    return f"{value:.{digits}f}".replace("-", "−") if math.isfinite(value) else "–"


def several(count: int, thing: str) -> str:
    """Count things in words up to nine: one seed, 40 gauges."""
    return f"{COUNTS[count] if count < len(COUNTS) else count} {thing}{'' if count == 1 else 's'}"

"""Write numbers in the reasons of the rungs."""

from lstm_probe.results.evidence import Estimate


def level(estimate: Estimate | None) -> str:
    """Write a median; a dash where there is none."""
    return "–" if estimate is None else number(estimate.median)


def number(value: float) -> str:
    """Write a number with two digits."""
    return f"{value:.2f}".replace("-", "−")

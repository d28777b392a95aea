"""Thresholds of the verdict, all in one place; docs/credibility.md says what each asks and why."""

#: Lowest median NSE of discharge at which the states of an LSTM are worth probing ("satisfactory" in Moriasi et al.,
#: 2007, https://doi.org/10.13031/2013.23153).
SKILFUL = 0.5
#: Fewest gauges over which a median is judged.
FEWEST = 10

#: decodable: lowest median r (about half of a target's variance), and lowest median r of anomalies.
STRONG, ANOMALOUS = 0.7, 0.3
#: specific: p of the derangements must lie below it, after Holm's correction over the verdict's targets.
SIGNIFICANT = 0.05
#: specific, told and not decisive: how far r at lag 0 may lie below the highest of the lag curve.
LAG = 0.02
#: learned: how far r of anomalies must lie above that of an untrained LSTM, and above that of inputs and attributes.
MARGIN = 0.05
#: learned: lowest median partial r, lowest lower bound of its interval, and the share of a target's variance that
#: memories and attributes must leave for partial r to be judged.
PARTIAL, PARTIAL_LOWER, RESIDUAL = 0.4, 0.3, 0.02
#: general: how far r may fall at gauges that the probe was not fitted at.
FALL = 0.10


def apart(value: float, threshold: float) -> str:
    """Write a number with two digits, or with as many as tell it from a threshold that it does not equal."""
    digits = next((count for count in (2, 3, 4) if round(value, count) != round(threshold, count)), 2)
    return f"{value:.{digits}f}".replace("-", "−")

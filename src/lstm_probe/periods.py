"""Days that two periods of a configuration have in common, and what follows where they should have none."""

from collections.abc import Mapping, Sequence
from typing import Any


def in_common(first: Sequence[str], second: Sequence[str]) -> tuple[str, str] | None:
    """Return the first and the last day that two periods have in common; None without any.

    Parameters
    ----------
    first, second : pair of str
        First and last day, YYYY-MM-DD, both included.
    """
    begin, end = max(first[0], second[0]), min(first[1], second[1])
    return (begin, end) if begin <= end else None


def tested_on_training(periods: Mapping[str, Any]) -> str:
    """Return a warning where probes are tested on states of days that the LSTM was trained on, or nothing.

    Parameters
    ----------
    periods : mapping
        The block ``periods`` of the configuration.
    """
    days = in_common(periods["probe_test"], periods["lstm_train"])
    if days is None:
        return ""
    whole = days == tuple(periods["probe_test"])
    which = "days" if whole else "some of the days"
    rest = "the test says nothing about days that are new to the LSTM" if whole else "only the other days are new to it"
    return (
        f"The LSTM was trained on {which} on which the probes are tested: {days[0]} to {days[1]} lie in "
        "periods.probe_test and in periods.lstm_train. The probes were not fitted to these days, but their states come "
        f"from an LSTM that was: {rest}."
    )

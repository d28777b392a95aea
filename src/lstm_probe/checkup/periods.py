"""Hold the days that a source has against those that a study asks for."""

import pandas as pd

from lstm_probe.checkup.findings import Findings


def spell(days: list[pd.Timestamp]) -> str:
    """Say how many days, from when to when."""
    if len(days) == 1:
        return f"1 day, {days[0]:%Y-%m-%d}"
    return f"{len(days)} days from {min(days):%Y-%m-%d} to {max(days):%Y-%m-%d}"


def missing_between(days: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """Give the days that are missing between the first and the last of those that are there."""
    return pd.date_range(days.min(), days.max(), freq="D").difference(days) if len(days) else days


def report_period(
    source: str,
    item: str,
    days: list[pd.Timestamp],
    asked: tuple[pd.Timestamp, pd.Timestamp],
    findings: Findings,
    advice: str,
) -> None:
    """Report days of the probes' periods that are missing: some of them warn, all of them refuse.

    Parameters
    ----------
    asked : pair of pandas.Timestamp
        First and last day that probes need.
    """
    absent = pd.date_range(*asked, freq="D").difference(pd.DatetimeIndex(days))
    span = f"{asked[0]:%Y-%m-%d} to {asked[1]:%Y-%m-%d}"
    if len(absent) > (asked[1] - asked[0]).days:
        findings.add("refuse", source, "period", item, f"none of the days from {span}", "days of the probes", advice)
    elif len(absent):
        findings.add("warn", source, "period", item, f"missing: {spell(list(absent))}", f"every day, {span}", advice)

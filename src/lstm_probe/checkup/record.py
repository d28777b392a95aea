"""Hold the days that any gauge has against what windows, states and probes of a study need."""

import pandas as pd

from lstm_probe.checkup.findings import Findings
from lstm_probe.checkup.study import Study


def check(first: pd.Timestamp, last: pd.Timestamp, study: Study, findings: Findings) -> None:
    """Check that every period lies within the record, and that it begins early enough."""
    there = f"days {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    for name, period in study.periods.items():
        begin, end = map(pd.Timestamp, period)
        if begin < first or end > last:
            expected, advice = f"{name}, {period[0]} to {period[1]}", "change the period, or bring longer series"
            findings.add("refuse", study.catchments["reader"], "period", name, there, expected, advice)
        elif begin == first and study.lead_days:
            found, expected = f"it begins on the first day, {period[0]}", "days before it, for the LSTM to settle"
            findings.add(
                "refuse", study.catchments["reader"], "period", name, found, expected, "begin the period later"
            )
        elif (begin - first).days < study.lead_days and name not in ("lstm_train", "lstm_validation"):
            found = f"{(begin - first).days} days before {period[0]}"
            expected = f"{study.lead_days} days, which states look back on"
            advice = "begin the period later; the first states remember less"
            findings.add("note", study.catchments["reader"], "period", name, found, expected, advice)
    _states(first, there, study, findings)
    _windows(first, there, study, findings)


def _states(first: pd.Timestamp, there: str, study: Study, findings: Findings) -> None:
    """Check that the record begins before the first day of which states are kept."""
    kept = pd.Timestamp(study.first_state)
    if kept < first or (kept == first and study.lead_days):
        expected = f"days before {study.first_state}, from which states are kept for delayed controls"
        advice = "begin probe_fit and probe_test later, or lower periods.state_lead_days"
        findings.add("refuse", study.catchments["reader"], "period", "state_lead_days", there, expected, advice)


def _windows(first: pd.Timestamp, there: str, study: Study, findings: Findings) -> None:
    """Check that a window of every LSTM fits between the first day of the record and the end of the training."""
    end = pd.Timestamp(study.periods["lstm_train"][1])
    for name, days in study.windows.items():
        if (end - first).days + 1 < days:
            expected = f"{days} days up to {end:%Y-%m-%d}, for one window and its targets"
            advice = f"shorten lstms.{name}.window_days, or bring longer series"
            findings.add(
                "refuse", study.catchments["reader"], "window", f"lstms.{name}.window_days", there, expected, advice
            )

"""Days that are asked for and days that are there are told apart."""

import pandas as pd

from lstm_probe.checkup import periods
from lstm_probe.checkup.findings import Findings

DAYS = pd.date_range("2001-01-01", periods=40, freq="D")


def test_days_that_are_missing_are_counted() -> None:
    """Those of the period, and those between the first and the last."""
    days = DAYS.delete([3, 4])
    assert list(periods.missing_between(days)) == list(DAYS[3:5])
    assert not len(periods.missing_between(days[:0]))
    findings = Findings()
    asked = DAYS[2], DAYS[-1] + pd.Timedelta(days=2)
    periods.report_period("era5_land", "swvl1", list(days), asked, findings, "get them")
    assert "4 days" in findings.table()["found"].item()

"""The day of a stamp is the one that stands there, or the table is refused; no hour is cut off in silence."""

import pandas as pd
import pytest

from lstm_probe.data.series import stamps
from lstm_probe.errors import InputError


def test_rounding_moves_no_day() -> None:
    """A midnight that is off by a thousandth of a second is that midnight, before and after it."""
    read = pd.DatetimeIndex(["2000-01-01 00:00", "2000-01-01 23:59:59.9990", "2000-01-03 00:00:00.001"])
    assert stamps.days(read, "", "").day.tolist() == [1, 2, 3]


def test_ends_of_days_are_not_moved_to_the_next() -> None:
    """The last nanosecond of every day, as pandas writes ends of periods, may mean either day and is refused."""
    ends = pd.period_range("2000-01-01", periods=3, freq="D").end_time
    with pytest.raises(InputError, match="all stamps at 23:59:59"):
        stamps.days(pd.DatetimeIndex(ends), "means.csv", "")


@pytest.mark.parametrize("written", ["2000-1-1", "01/02/2000", "2000-01", "2000-01-01 24:00", "2000-13-01", "day 1"])
def test_other_forms_are_refused(written: str) -> None:
    """What is no ISO stamp is named with its line."""
    with pytest.raises(InputError, match=r"line 3"):
        stamps.of_text(pd.Series(["2000-01-01", written]), "means.csv", "")

"""Days that periods have in common."""

import pytest

from lstm_probe import periods

YEAR = ["2001-01-01", "2001-12-31"]


@pytest.mark.parametrize(
    ("other", "days"),
    [
        (["2002-01-01", "2002-12-31"], None),
        (["2000-01-01", "2000-12-31"], None),
        (["2001-12-31", "2002-12-31"], ("2001-12-31", "2001-12-31")),
        (["2000-01-01", "2001-01-01"], ("2001-01-01", "2001-01-01")),
        (["2001-03-01", "2001-04-30"], ("2001-03-01", "2001-04-30")),
        (["1990-01-01", "2010-12-31"], ("2001-01-01", "2001-12-31")),
    ],
)
def test_days_in_common(other: list[str], days: tuple[str, str] | None) -> None:
    """Both days of a period belong to it, whichever period comes first."""
    assert periods.in_common(YEAR, other) == days
    assert periods.in_common(other, YEAR) == days


def test_a_test_within_the_training_is_said() -> None:
    """A test on days of the training is named with the days; one before or after it is not."""
    whole = periods.tested_on_training({"lstm_train": YEAR, "probe_test": ["2001-06-01", "2001-06-30"]})
    assert whole.startswith("The LSTM was trained on days on which the probes are tested: 2001-06-01 to 2001-06-30")
    part = periods.tested_on_training({"lstm_train": YEAR, "probe_test": ["2001-06-01", "2002-06-30"]})
    assert part.startswith(
        "The LSTM was trained on some of the days on which the probes are tested: 2001-06-01 to 2001-12-31"
    )
    for test in (["2002-01-01", "2002-06-30"], ["2000-01-01", "2000-12-31"]):
        assert periods.tested_on_training({"lstm_train": YEAR, "probe_test": test}) == ""

"""Days that periods have in common."""

import pytest

from lstm_probe.contracts import periods

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


def test_states_begin_before_the_earlier_period() -> None:
    """Of 30 days before 2001-03-01 the first is 2001-01-30, whichever period begins then."""
    days = {
        "probe_fit": ["2001-03-01", "2001-12-31"],
        "probe_test": ["2002-01-01", "2002-12-31"],
        "state_lead_days": 30,
    }
    assert periods.first_state(days) == "2001-01-30"
    turned = {**days, "probe_fit": days["probe_test"], "probe_test": days["probe_fit"]}
    assert periods.first_state(turned) == "2001-01-30"


@pytest.mark.parametrize(
    ("sampling", "targets", "days"), [("last", 99, 365), ("sequence", 90, 454), ("sequence", 9999, 364 + 365)]
)
def test_days_that_a_window_needs(sampling: str, targets: int, days: int) -> None:
    """A window of 365 days holds its first target; further ones follow, no more than the training has."""
    lstm = {"window_days": 365, "sampling": sampling, "targets_per_window": targets}
    assert periods.days_for_a_window(lstm, YEAR) == days


def test_how_far_states_look_back() -> None:
    """Windows look back to their first day, one pass over its spin-up."""
    lstm = {"window_days": 365, "spin_up_days": 1095}
    assert periods.looks_back({**lstm, "states": "window"}) == 364
    assert periods.looks_back({**lstm, "states": "continuous"}) == 1095


def test_an_imported_lstm_is_warned_of_by_its_own_training() -> None:
    """A study of imported LSTMs is warned where its test has days of a run's training, whatever lstm_train says."""
    given = {"lstm_train": YEAR, "probe_test": ["2001-06-01", "2001-12-31"]}
    entry = {"source": "neuralhydrology", "training_periods": [["1990-01-01", "1999-12-31"]]}
    config = {"periods": given, "study": {"lstms": ["mine"]}, "lstms": {"mine": entry}}
    assert periods.tested_on_training_of(config) == ""
    entry["training_periods"] = [["1990-01-01", "1999-12-31"], ["2001-12-01", "2002-12-31"]]
    warning = periods.tested_on_training_of(config)
    assert (
        "The imported LSTM mine was trained on days on which the probes are tested: 2001-12-01 to 2001-12-31" in warning
    )
    trained = {**config, "lstms": {"mine": {"source": "trained"}}}
    assert periods.tested_on_training_of(trained) == periods.tested_on_training(given)


def test_a_validation_on_days_of_the_training_is_warned_of() -> None:
    """The days that both have are named, where an LSTM of the study is trained here; without a validation, none."""
    given = {"lstm_train": ["1990-01-01", "1999-12-31"], "lstm_validation": ["1999-01-01", "2000-12-31"]}
    config = {"periods": given, "study": {"lstms": ["mine"]}, "lstms": {"mine": {"source": "trained"}}}
    assert "1999-01-01 to 1999-12-31 lie in periods.lstm_validation" in periods.validated_on_training_of(config)
    elsewhere = {**config, "lstms": {"mine": {"source": "states"}}}
    apart = {**config, "periods": {**given, "lstm_validation": ["2000-01-01", "2000-12-31"]}}
    without = {**config, "periods": {**given, "lstm_validation": None}}
    assert {periods.validated_on_training_of(other) for other in (elsewhere, apart, without)} == {""}

"""Settings of the LSTM."""

import pytest

from lstm_probe.errors import InputError
from lstm_probe.model.settings import Architecture, Reading, Training, take

ENTRY = {
    "forcings": ["precipitation", "pet"],
    "attributes": ["area"],
    "hidden_size": 16,
    "dropout": 0.4,
    "forget_bias": 3.0,
    "sampling": "sequence",
    "window_days": 100,
    "targets_per_window": 30,
    "batch_size": 4,
    "epochs": 2,
    "learning_rate": [[10, 1e-4], [1, 1e-3]],
    "gradient_clip": 1.0,
    "weight_average": 0.0,
    "validate_every": 1,
    "states": "continuous",
    "spin_up_days": 200,
}


def test_an_entry_gives_each_settings_its_part() -> None:
    """Every key of a catalogue entry reaches the settings that know it, and no other."""
    assert take(Architecture, ENTRY) == Architecture(("precipitation", "pet"), ("area",), 16)
    assert take(Training, ENTRY).targets == 30
    assert take(Reading, ENTRY).lead == 200


def test_the_learning_rate_steps_at_the_epoch_named() -> None:
    """A rate holds from its epoch (counted from 1) until the next one begins."""
    training = take(Training, ENTRY)
    assert [training.rate(epoch) for epoch in (1, 9, 10, 30)] == [1e-3, 1e-3, 1e-4, 1e-4]


def test_a_last_window_has_one_target_on_its_last_day() -> None:
    """365 days in with one target leave 364 days of warm-up, whatever `targets_per_window` says."""
    training = Training(sampling="last", window_days=365, targets_per_window=50)
    assert (training.warm_up, training.targets) == (364, 1)


def test_window_states_need_the_days_before_the_first() -> None:
    """A window of 365 days that ends on the first day kept reaches back 364 days."""
    assert Reading("window", window_days=365).lead == 364


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"dropuot": 0.1}, "dropuot"),
        ({"sampling": "many"}, "last or sequence"),
        ({"learning_rate": [[5, 1e-3]]}, "from epoch 1"),
    ],
)
def test_a_wrong_setting_is_named(change: dict, message: str) -> None:
    """A misspelt key, an unknown sampling, a learning rate that begins late: the message says which."""
    with pytest.raises(InputError, match=message):
        take(Training, {**ENTRY, **change})


def test_wrong_states_and_missing_keys_are_named() -> None:
    """An unknown way of reading states and a missing list of forcings are refused by name."""
    with pytest.raises(InputError, match="window or continuous"):
        take(Reading, {**ENTRY, "states": "all"})
    with pytest.raises(InputError, match="forcings"):
        take(Architecture, {key: value for key, value in ENTRY.items() if key != "forcings"})

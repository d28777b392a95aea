"""Periods of a configuration: what follows from them, and what follows where two have days in common."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

#: Days over which extra discharge is summed; the last is how long states and stores are followed.
LEAD_DAYS = (30, 120)


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


def tested_on_training_of(config: Mapping[str, Any]) -> str:
    """Return a warning for every LSTM of the study whose training has days on which the probes are tested.

    Parameters
    ----------
    config : mapping
        The whole configuration; entries of imported LSTMs have their own ``training_periods``.
    """
    entries = {name: config.get("lstms", {}).get(name, {}) for name in config.get("study", {}).get("lstms", [])}
    here = [name for name, entry in entries.items() if entry.get("source", "trained") == "trained"]
    warnings = [tested_on_training(config["periods"])] if here or not entries else []
    for name, entry in entries.items():
        for period in entry.get("training_periods", []):
            if days := in_common(config["periods"]["probe_test"], period):
                warnings.append(
                    f"The imported LSTM {name} was trained on days on which the probes are tested: {days[0]} to "
                    f"{days[1]} lie in periods.probe_test and in the training period of its run. At gauges that it "
                    "was trained on, the test says nothing about days that are new to it."
                )
    return " ".join(warning for warning in dict.fromkeys(warnings) if warning)


def validated_on_training_of(config: Mapping[str, Any]) -> str:
    """Return a warning where LSTMs that are trained here are validated on days of their training, or nothing.

    Parameters
    ----------
    config : mapping
        The whole configuration.
    """
    given, entries = config["periods"], [config["lstms"][name] for name in config["study"]["lstms"]]
    trained = any(entry.get("source", "trained") == "trained" for entry in entries)
    days = (
        in_common(given["lstm_validation"], given["lstm_train"]) if trained and given.get("lstm_validation") else None
    )
    if days is None:
        return ""
    return (
        f"The LSTM is validated on days of its training: {days[0]} to {days[1]} lie in periods.lstm_validation and in "
        "periods.lstm_train. No weights are chosen by it, but its curve (Fig. S4) tells nothing about new days."
    )


def first_state(periods: Mapping[str, Any]) -> str:
    """Return the first day of which states are kept: some days before the earlier of the probes' periods."""
    begin = datetime.date.fromisoformat(min(periods["probe_fit"][0], periods["probe_test"][0]))
    return (begin - datetime.timedelta(days=periods.get("state_lead_days", 0))).isoformat()


def days_for_a_window(lstm: Mapping[str, Any], training: Sequence[str]) -> int:
    """Return how many days a record needs up to the end of the training, so that one window of an LSTM fits in.

    Parameters
    ----------
    lstm : mapping
        The entry of the configuration: ``window_days``, ``sampling`` and ``targets_per_window``.
    training : pair of str
        First and last day of ``lstm_train``.
    """
    targets = 1 if lstm["sampling"] == "last" else int(lstm["targets_per_window"])
    return int(lstm["window_days"]) - 1 + min(targets, days_between(*training))


def days_between(first: str, last: str) -> int:
    """Count the days from one to another, both included."""
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days + 1


def looks_back(lstm: Mapping[str, Any]) -> int:
    """Return how many days before a day the states of an LSTM look back on."""
    return int(lstm["window_days"]) - 1 if lstm["states"] == "window" else int(lstm["spin_up_days"])

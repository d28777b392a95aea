"""What a configuration knows of the training of each LSTM: at which gauges, on which days."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lstm_probe.contracts.periods import in_common
from lstm_probe.datasets import catalogue, gauge_ids
from lstm_probe.errors import InputError


def settle(config: dict[str, Any], where: str) -> None:
    """Replace the ``training_gauges`` of the study's LSTMs, a list or the name of a file, by plain ids.

    Parameters
    ----------
    config : dict
        The complete configuration.
    where : str
        Names of the YAML files, for messages.

    Raises
    ------
    InputError
        Naming a file that is not there, or a list without a gauge.
    """
    plain_id = catalogue.of(config["data"]).plain_id if "data" in config else gauge_ids.plain
    for name in config["study"]["lstms"]:
        entry = config["lstms"].get(name, {})
        if entry.get("training_gauges") is not None:
            entry["training_gauges"] = _gauges(
                entry["training_gauges"], plain_id, f"{where}: lstms.{name}.training_gauges"
            )


def of_lstm(config: Mapping[str, Any], lstm: str) -> dict[str, Any]:
    """Give the gauges (None where only the model itself may know them) and the periods of an LSTM's training."""
    entry = config["lstms"][lstm]
    here = [list(config["periods"]["lstm_train"])]
    periods = entry.get("training_periods") or [] if elsewhere(config, lstm) else here
    return {"gauges": entry.get("training_gauges"), "periods": periods}


def elsewhere(config: Mapping[str, Any], lstm: str) -> bool:
    """Return whether an LSTM was trained elsewhere."""
    return bool(config["lstms"][lstm].get("source", "trained") != "trained")


def in_test(config: Mapping[str, Any], lstm: str) -> str:
    """Name the days of the probes' test on which an LSTM was trained; nothing where there are none."""
    test = config["periods"]["probe_test"]
    found = [days for period in of_lstm(config, lstm)["periods"] if (days := in_common(test, period))]
    return ", ".join(dict.fromkeys(f"{first} to {last}" for first, last in found))


def _gauges(given: list[str] | str, plain_id: Callable[[object], str], where: str) -> list[str]:
    """Read plain ids from a list, or from the file that holds it."""
    if isinstance(given, str) and not Path(given).is_file():
        expected = "ids, or a file with one a line, such as the train_basin_file of the run"
        raise InputError(where, f"no file {given}", expected, "name its place here, or leave the key out")
    found = gauge_ids.of_list(Path(given), plain_id) if isinstance(given, str) else [plain_id(one) for one in given]
    if not found:
        raise InputError(where, "no gauge", "the gauges that the LSTM was trained at", "leave the key out")
    return sorted(set(found))

"""LSTMs that are not trained at some gauges: which, what they are trained on, and whether their settings make sense."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lstm_probe.errors import InputError

KEY = "held_out"
DATA = "<results>/data"


def names(config: Mapping[str, Any], studied: bool = True) -> list[str]:
    """Name the LSTMs that hold gauges out: those of the study, or of the whole catalogue."""
    listed = config["study"]["lstms"] if studied else config["lstms"]
    return [name for name in listed if config["lstms"][name].get(KEY)]


def folder(config: Mapping[str, Any], lstm: str) -> str:
    """Name the folder of the series and attributes that an LSTM and its probes may see.

    It is the data of the study, or a copy without the gauges that are held out: what is not in a file cannot leak.
    """
    return f"<results>/lstm/{lstm}/trained_on" if config["lstms"][lstm].get(KEY) else DATA


def file(config: Mapping[str, Any], lstm: str) -> str | None:
    """Name the list of gauges that an LSTM holds out, where a file has it."""
    gauges = (config["lstms"][lstm].get(KEY) or {}).get("gauges")
    return gauges if isinstance(gauges, str) else None


def check(config: Mapping[str, Any], where: str) -> None:
    """Check that a fold is one of the folds, and that a list of gauges is there.

    Raises
    ------
    InputError
        Naming the first that is not.
    """
    for lstm in names(config):
        settings, place = config["lstms"][lstm][KEY], f"{where}: lstms.{lstm}.{KEY}"
        if "fold" in settings and settings["fold"] > settings["folds"]:
            found, expected = f"fold {settings['fold']}", f"1 to {settings['folds']} (folds)"
            raise InputError(f"{place}.fold", found, expected, "count folds from 1")
        path = file(config, lstm)
        if path and not Path(path).is_file():
            expected = "a list of gauge ids, or a file with one id a line"
            raise InputError(f"{place}.gauges", f"no file {path}", expected, "correct the path")

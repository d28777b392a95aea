"""Read what a run's config.yml says of its model, whichever version of NeuralHydrology wrote it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lstm_probe.errors import InputError
from lstm_probe.neuralhydrology import plain_yaml

CONFIG = "config.yml"
Periods = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Settings:
    """Hold what a run's configuration says of its forward pass.

    Parameters
    ----------
    keys : mapping of str to Any
        The whole configuration: lists, mappings and text; None where a key is empty.
    forcings : tuple of str
        Daily inputs, in their order, groups flattened.
    attributes : tuple of str
        Static inputs, sorted, as NeuralHydrology sorts them whatever the configuration says.
    window_days : int
        Days of a window (seq_length).
    hidden_size : int
        Units.
    model, head, output : str
        In small letters; output is the activation of the last layer.
    targets : tuple of str
        What was trained for.
    one_hot : bool
        Whether the model knows each gauge by an indicator of its own.
    training, validation, testing : tuple of pair of str
        First and last days of the periods, YYYY-MM-DD.
    """

    keys: Mapping[str, Any]
    forcings: tuple[str, ...]
    attributes: tuple[str, ...]
    window_days: int
    hidden_size: int
    model: str
    head: str
    output: str
    targets: tuple[str, ...]
    one_hot: bool
    training: Periods = field(default=())
    validation: Periods = field(default=())
    testing: Periods = field(default=())

    @property
    def version(self) -> str:
        """Version of NeuralHydrology that wrote the run; versions before 0.9.8 did not say."""
        return str(self.keys.get("package_version") or "not recorded")

    def embedding(self, which: str) -> Mapping[str, Any] | None:
        """Describe an embedding (`statics` or `dynamics`) by its layers and activation; None without one."""
        described = self.keys.get(f"{which}_embedding")
        if isinstance(described, Mapping):
            hiddens, activation = described.get("hiddens"), described.get("activation")
        elif is_true(described) or (which == "statics" and self.model == "embcudalstm" and described is None):
            hiddens, activation = self.keys.get("embedding_hiddens"), self.keys.get("embedding_activation")
        else:
            return None
        if not listed(hiddens):
            return None
        return {"widths": tuple(map(int, listed(hiddens))), "activation": str(activation or "tanh").lower()}


def read(folder: Path) -> Settings:
    """Read the configuration of a run.

    Parameters
    ----------
    folder : Path
        The run directory.

    Raises
    ------
    InputError
        If there is no readable configuration, or it lacks what every run has.
    """
    path = folder / CONFIG
    if not path.is_file():
        found = "no such folder" if not folder.is_dir() else "no config.yml in it"
        advice = "name the folder that holds config.yml and model_epoch….pt"
        raise InputError(str(folder), found, "a run directory of NeuralHydrology", advice)
    keys = plain_yaml.read(path, "the configuration of a run of NeuralHydrology")
    try:
        return settings(keys)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        found = f"{error.args[0] if error.args else error!r}"
        expected = "model, head, hidden_size, seq_length, dynamic_inputs and target_variables"
        raise InputError(str(path), found, expected, plain_yaml.ADVICE) from error


def settings(keys: Mapping[str, Any]) -> Settings:
    """Take the settings out of the keys of a configuration.

    Raises
    ------
    KeyError, TypeError, ValueError
        If a key that every run has is missing or is nothing of the kind.
    """
    named = "static_attributes" if "static_attributes" in keys else "camels_attributes"
    attributes = [*listed(keys.get(named)), *listed(keys.get("hydroatlas_attributes"))]
    targets = listed(keys.get("target_variables") or keys.get("target_variable"))
    return Settings(
        keys=keys,
        forcings=tuple(flattened(single(required(keys, "dynamic_inputs")))),
        attributes=tuple(sorted(attributes)),
        window_days=integer(keys, "seq_length"),
        hidden_size=integer(keys, "hidden_size"),
        model=str(required(keys, "model")).lower(),
        head=str(keys.get("head") or "").lower(),
        output=str(keys.get("output_activation") or "linear").lower(),
        targets=tuple(flattened(targets)),
        one_hot=is_true(keys.get("use_basin_id_encoding")),
        training=periods(keys, "train"),
        validation=periods(keys, "validation"),
        testing=periods(keys, "test"),
    )


def required(keys: Mapping[str, Any], name: str) -> Any:
    """Take a key that every run has."""
    if keys.get(name) is None:
        raise KeyError(f"no '{name}'")
    return keys[name]


def integer(keys: Mapping[str, Any], name: str) -> int:
    """Take a whole number above zero; where it is given by frequency and there is one, that of it."""
    value = single(required(keys, name))
    try:
        number = int(value)
    except (TypeError, ValueError):
        raise ValueError(f"'{name}' is {value!r}, no whole number") from None
    if number < 1:
        raise ValueError(f"'{name}' is {number}")
    return number


def single(value: Any) -> Any:
    """Take the one entry of a mapping of frequencies; anything else is itself."""
    return next(iter(value.values())) if isinstance(value, Mapping) and len(value) == 1 else value


def listed(value: Any) -> list[Any]:
    """Make a list of a list, a single value or nothing."""
    if value is None or value == {}:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def flattened(value: Any) -> list[str]:
    """Make one list of names of a list of names or groups."""
    entries: list[Any] = list(value.values()) if isinstance(value, Mapping) else listed(value)
    if any(isinstance(entry, list | Mapping) for entry in entries):
        return [name for entry in entries for name in flattened(entry)]
    return [str(entry) for entry in entries]


def is_true(value: Any) -> bool:
    """Say whether text means true."""
    return str(value).strip().lower() in ("true", "yes", "on", "1")


def periods(keys: Mapping[str, Any], name: str) -> Periods:
    """Give the first and last days of the periods of training or testing; none where they are kept in a file."""
    first, last = (listed(keys.get(f"{name}_{end}_date")) for end in ("start", "end"))
    return tuple((iso(begin), iso(end)) for begin, end in zip(first, last, strict=True))


def iso(day: str) -> str:
    """Turn a day as NeuralHydrology writes it, 30/09/2006, into 2006-09-30; 2006-09-30 stays."""
    text = str(day).strip()[:10]
    return datetime.datetime.strptime(text, "%d/%m/%Y" if "/" in text else "%Y-%m-%d").date().isoformat()

"""Read YAML of a run as lists, mappings and text alone: no tag makes an object, and no number is guessed."""

import re
from pathlib import Path
from typing import Any

import yaml

from lstm_probe.errors import InputError

#: Largest file that is read (bytes); a scaler of 10 000 attributes is smaller.
LARGEST = 20_000_000
#: A tab behind something, which YAML 1.1 refuses and NeuralHydrology's reader takes.
TAB = re.compile(rb"(\S)\t+")
NOTHING = {"", "~", "null", "none"}
ADVICE = "copy the whole run directory again from the machine that trained it"


def read(path: Path, expected: str) -> dict[str, Any]:
    """Read a mapping; every number in it is text, and what is empty or null is None.

    Parameters
    ----------
    path : Path
        The file.
    expected : str
        What it should hold, for messages.

    Raises
    ------
    InputError
        If the file is missing, damaged, or no mapping.
    """
    content = _parsed(path, contents(path, expected), expected)
    if not isinstance(content, dict) or not content:
        raise InputError(str(path), "no mapping of names to values", expected, ADVICE)
    return content


def contents(path: Path, expected: str) -> bytes:
    """Read the bytes of a small file of a run.

    Raises
    ------
    InputError
        If it is missing, cannot be read, or is far too large for what it should be.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(str(path), f"{size} bytes", f"{expected}, at most {LARGEST} bytes", ADVICE)
        return path.read_bytes()
    except OSError as error:
        raise InputError(str(path), str(error.strerror or error), expected, ADVICE) from error


def _parsed(path: Path, content: bytes, expected: str) -> Any:
    try:
        loader = yaml.BaseLoader(TAB.sub(rb"\1 ", content))  # which makes text, lists and mappings alone
        return _without_nothing(loader.get_single_data(), {})
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError, TypeError) as error:
        found = f"no whole YAML: {' '.join(str(error).split())[:200]}"
        raise InputError(str(path), found, expected, ADVICE) from error


def _without_nothing(value: Any, known: dict[int, Any]) -> Any:
    """Put None where nothing stands; what is repeated by an alias is taken once."""
    if isinstance(value, dict | list):
        if id(value) not in known:
            if isinstance(value, list):
                known[id(value)] = [_without_nothing(entry, known) for entry in value]
            else:
                known[id(value)] = {key: _without_nothing(entry, known) for key, entry in value.items()}
        return known[id(value)]
    return None if isinstance(value, str) and value.strip().lower() in NOTHING else value


def numbers(path: Path, values: Any, expected: str) -> dict[str, float]:
    """Turn the values of a mapping into numbers.

    Raises
    ------
    InputError
        If it is no mapping, or a value is no number.
    """
    if not isinstance(values, dict):
        raise InputError(str(path), f"{type(values).__name__} where names have numbers", expected, ADVICE)
    try:
        return {str(name): float(value) for name, value in values.items()}
    except (TypeError, ValueError) as error:
        raise InputError(str(path), str(error), expected, ADVICE) from error

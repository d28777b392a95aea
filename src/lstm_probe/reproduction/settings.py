"""What the configuration of a run says at a dotted path, with every default, and in words."""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lstm_probe.errors import listed

LONGEST = 6  # entries of a list that are told one by one
DAY = re.compile(r"\d{4}-\d\d-\d\d")
Registries = Mapping[str, Mapping[str, Callable[..., Any]]]


def complete(config: Mapping[str, Any], registries: Registries) -> dict[str, Any]:
    """Write out the settings that the experiments of a configuration leave to their functions.

    Parameters
    ----------
    config : mapping
        A complete configuration.
    registries : mapping of str to mapping of str to callable
        For an answer of an experiment, such as ``regression``, the functions that it can name; their settings are
        their keyword-only arguments.

    Returns
    -------
    dict
        The configuration, each of these answers as ``{name: ..., setting: ...}`` with all settings.
    """
    experiments = {}
    for name, entry in config["experiments"].items():
        named = {key: _write_out(entry[key], registry) for key, registry in registries.items() if key in entry}
        experiments[name] = {**entry, **named}
    return {**config, "experiments": experiments}


def _write_out(answer: str | Mapping[str, Any], registry: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    given = {"name": answer} if isinstance(answer, str) else dict(answer)
    known = inspect.signature(registry[given["name"]]).parameters.values()
    defaults = {each.name: each.default for each in known if each.kind is each.KEYWORD_ONLY}
    return {"name": given["name"], **defaults, **given}


def find(config: Mapping[str, Any], path: str) -> Any:
    """Find what a configuration says at a dotted path; None where it says nothing."""
    found: Any = config
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def written(value: Any) -> str:
    """Write what a key is set to.

    Parameters
    ----------
    value : object
        As YAML has it. Of a mapping, the entry ``name`` goes first and alone; long lists are counted.
    """
    if isinstance(value, Mapping):
        parts = [f"{key} {written(entry)}" for key, entry in value.items() if key != "name" and entry is not None]
        return ", ".join([*([str(value["name"])] if "name" in value else []), *parts])
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _list([written(entry) for entry in value])
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not set" if value is None else str(value)


def _list(words: list[str]) -> str:
    """Write a list in words: two days as a period, and a count where there are many."""
    if len(words) > LONGEST:
        return f"{len(words)} of them"
    if len(words) == 2 and all(map(DAY.fullmatch, words)):
        return " to ".join(words)
    return listed(words) if words else ""

"""One answer of an experiment: the name of a registered function and its settings."""

import difflib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lstm_probe.errors import InputError, shortlist

Registry = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
class Choice:
    """Name a registered function and hold its settings."""

    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)


def nearest(word: str, words: Mapping[str, Any]) -> str:
    """Say which of the words is meant, or where to look."""
    close = difflib.get_close_matches(word, words, n=1)
    return f"did you mean '{close[0]}'?" if close else "see config/README.md"


def choose(entry: str | Mapping[str, Any] | Choice, registry: Registry, where: str) -> Choice:
    """Read ``name`` or ``{name: ..., setting: ...}`` against the functions that there are.

    Parameters
    ----------
    entry : str, mapping or Choice
        What the config says.
    registry : mapping of str to callable
        The functions; settings are their keyword-only arguments.
    where : str
        The key in the config, for messages.

    Raises
    ------
    InputError
        If there is no such function, it has no such setting, or lacks one.
    """
    if isinstance(entry, Choice):
        entry = {"name": entry.name, **entry.settings}
    settings = {} if isinstance(entry, str) else dict(entry)
    name = entry if isinstance(entry, str) else str(settings.pop("name", ""))
    if name not in registry:
        raise InputError(where, f"'{name}'", f"one of {shortlist(registry)}", nearest(name, registry))
    parameters = inspect.signature(registry[name]).parameters
    known = {key: value for key, value in parameters.items() if value.kind is inspect.Parameter.KEYWORD_ONLY}
    for key in settings:
        if key not in known:
            raise InputError(f"{where}: {name}", f"'{key}'", f"settings {shortlist(known)}", nearest(key, known))
    for key, value in known.items():
        if key not in settings and value.default is inspect.Parameter.empty:
            raise InputError(f"{where}: {name}", f"no '{key}'", f"settings {shortlist(known)}", f"give '{key}'")
    return Choice(name, settings)

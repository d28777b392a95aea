"""Read the paths of a configuration: environment variables, home folders, no wildcards of Snakemake."""

import os
import re
from typing import Any

from lstm_probe.errors import InputError

KEYS = ("path", "gauges", "series", "results", "logs", "world", "discharge", "training_gauges")
VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?\}")
PLACEHOLDER = re.compile(r"[{}]|<[a-z][a-z0-9_]*>")  # of Snakemake's wildcards and pathvars


def expand(value: Any, where: str, place: str = "") -> Any:
    """Put environment variables (``${NAME}``, ``${NAME:-default}``) and home folders (``~``) into every path.

    Parameters
    ----------
    value
        A configuration, or a part of it.
    where : str
        Names of the YAML files, for messages.
    place : str
        Dotted key of the part.

    Raises
    ------
    InputError
        Naming a variable that is not set, a user without a home folder, or what Snakemake would take for a wildcard.
    """
    if isinstance(value, dict):
        return {name: expand(entry, where, f"{place}.{name}" if place else str(name)) for name, entry in value.items()}
    if not _is_path(place) or not isinstance(value, str):
        return value
    path = os.path.expanduser(VARIABLE.sub(lambda match: _value_of(match, f"{where}: {place}"), value))
    if path.startswith("~"):
        user = f"{path.partition('/')[0]}, which stands for no home folder here"
        raise InputError(
            f"{where}: {place}", user, "a folder or a file", "write the path from / on, or ./~ for that name"
        )
    if found := PLACEHOLDER.search(path):
        advice = "rename the folder or the file, or make a link to it under another name"
        raise InputError(f"{where}: {place}", f"'{found[0]}' in {path}", "a path without {, } and <name>", advice)
    return path


def _is_path(place: str) -> bool:
    """Say whether a path stands at a dotted key: one of the keys of paths, or a seed below `runs`."""
    above, _, key = place.rpartition(".")
    return key in KEYS or (key.isdigit() and above.endswith(".runs"))


def _value_of(match: re.Match[str], where: str) -> str:
    """Return the value of an environment variable, or its default."""
    name, default = match.groups()
    if os.environ.get(name) or default is not None:
        return os.environ.get(name) or str(default)
    found = f"{match.string}, but {name} is not set"
    raise InputError(where, found, f"the environment variable {name}", f"export {name}=/folder/with/the/data")


def variables(value: Any, place: str = "") -> dict[str, list[str]]:
    """Name the environment variables that stand in a configuration, by dotted key, before they are put in."""
    if isinstance(value, dict):
        parts = [variables(entry, f"{place}.{name}" if place else str(name)) for name, entry in value.items()]
        return {key: names for part in parts for key, names in part.items()}
    found = [name for name, _ in VARIABLE.findall(value)] if isinstance(value, str) else []
    return {place: found} if found else {}

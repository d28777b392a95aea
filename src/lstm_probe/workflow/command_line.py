"""Read what `--config key=value` gives as a person meant it: Snakemake takes most words for text."""

import re
from collections.abc import Sequence
from typing import Any

import yaml

WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
NOTHING = {"null", "none", "~", ""}
INTEGER, DECIMAL = re.compile(r"[-+]?\d+"), re.compile(r"[-+]?\d+(\.\d*)?(e[-+]?\d+)?", re.IGNORECASE)


def read(entries: Sequence[str] | None, schema: dict[str, Any]) -> dict[str, Any]:
    """Read the values of the command line by the kinds that the schema allows for their keys.

    Parameters
    ----------
    entries : sequence of str, or None
        What follows ``--config``, such as ``check=false`` or ``study={seeds: [1, 2]}``.
    schema : dict
        The JSON schema of the configuration.

    Returns
    -------
    dict
        Top-level keys with their values; a word that fits no kind stays text, which the schema then refuses.
    """
    found: dict[str, Any] = {}
    for key, _, text in (entry.partition("=") for entry in entries or []):
        try:
            value = yaml.BaseLoader(text).get_single_data() if text else ""
        except yaml.YAMLError:
            value = text
        found[key] = _typed(value, schema.get("properties", {}).get(key, {}), schema)
    return found


def merge(config: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return a configuration with given values in the place of its own; keys of nested entries are merged."""
    both = dict(config)
    for key, value in given.items():
        own = both.get(key)
        both[key] = merge(own, value) if isinstance(own, dict) and isinstance(value, dict) else value
    return both


def _typed(value: Any, entry: dict[str, Any], schema: dict[str, Any]) -> Any:
    """Give texts, wherever they stand in a value, the kinds of their keys."""
    if "$ref" in entry:
        entry = {**schema["$defs"][entry["$ref"].rpartition("/")[2]], **entry}
    if isinstance(value, dict):
        known, others = entry.get("properties", {}), entry.get("additionalProperties")
        rest = others if isinstance(others, dict) else {}
        return {name: _typed(part, known.get(name, rest), schema) for name, part in value.items()}
    if isinstance(value, list):
        return [_typed(part, entry.get("items", {}), schema) for part in value]
    return _scalar(value, entry)


def _scalar(text: str, entry: dict[str, Any]) -> Any:
    """Read one word as the first kind that its key allows and that it fits."""
    allowed = entry.get("type", [])
    kinds = {allowed} if isinstance(allowed, str) else set(allowed)
    if "null" in kinds and text.lower() in NOTHING:
        return None
    if "boolean" in kinds and text.lower() in WORDS:
        return WORDS[text.lower()]
    if kinds & {"integer", "number"} and INTEGER.fullmatch(text):
        return int(text)
    if "integer" in kinds and DECIMAL.fullmatch(text) and float(text).is_integer():
        return int(float(text))
    if "number" in kinds:
        try:
            return float(text)
        except ValueError:
            return text
    return next((choice for choice in entry.get("enum", []) if str(choice) == text), text)

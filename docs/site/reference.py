"""The reference of the configuration, written from its schema: every key, what it may be and is if not said."""

from collections.abc import Iterator
from typing import Any

import yaml

BOUNDS = {
    "minimum": "≥ {}",
    "exclusiveMinimum": "> {}",
    "maximum": "≤ {}",
    "exclusiveMaximum": "< {}",
    "minItems": "at least {} entries",
    "maxItems": "at most {} entries",
}
OPENING = """# Configuration reference

Every key that a configuration may have, written from `workflow/schemas/config.schema.yaml`, which a run is held to.
`<name>` stands for a name of your own. What the shipped configurations say, and recipes:
[Configurations and recipes](configurations.md).
"""


def page(schema: dict[str, Any]) -> str:
    """Write the page of a schema.

    Parameters
    ----------
    schema : dict
        The JSON schema of the configuration.
    """
    parts = [OPENING]
    for name, entry in schema["properties"].items():
        entry = _resolved(entry, schema)
        rows = list(_rows(name, entry, schema))
        rows = rows[1:] or rows  # the heading says it already
        parts.append(f"## `{name}`\n\n{_sentence(entry.get('description', ''))}\n")
        parts.append("| key | value | if not said | meaning |\n|---|---|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _resolved(entry: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Put what a reference stands for in its place, below what is said beside it."""
    if "$ref" not in entry:
        return entry
    target = _resolved(schema["$defs"][entry["$ref"].rpartition("/")[2]], schema)
    return {**target, **{key: value for key, value in entry.items() if key != "$ref"}}


def _rows(key: str, entry: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    """Write a row for a key, and one for every key below it."""
    default = yaml.safe_dump(entry["default"], default_flow_style=True, width=10_000) if "default" in entry else ""
    default = default.removesuffix("\n").removesuffix("\n...")
    shown = f"`{default}`" if default else ""
    cells = [f"`{key}`", _value(entry, schema), shown, _sentence(entry.get("description", ""))]
    yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    for name, part in entry.get("properties", {}).items():
        yield from _rows(f"{key}.{name}", _resolved(part, schema), schema)
    others = entry.get("additionalProperties")
    if isinstance(others, dict):
        yield from _rows(f"{key}.<name>", _resolved(others, schema), schema)
    items = _resolved(entry.get("items", {}), schema)
    if "properties" in items:
        for name, part in items["properties"].items():
            yield from _rows(f"{key}[].{name}", _resolved(part, schema), schema)


def _value(entry: dict[str, Any], schema: dict[str, Any]) -> str:
    """Say what a key may be: its types or its words, and their bounds."""
    if "enum" in entry:
        return ", ".join(f"`{word}`" for word in entry["enum"])
    kinds = entry.get("type", [])
    words = [kinds] if isinstance(kinds, str) else list(kinds)
    items = _resolved(entry.get("items", {}), schema)
    if "array" in words and items:
        inner = _value(items, schema)
        words = [f"array of {inner}" if word == "array" and inner else word for word in words]
    bounds = [text.format(entry[name]) for name, text in BOUNDS.items() if name in entry]
    return " or ".join(words) + ("; " if words and bounds else "") + ", ".join(bounds)


def _sentence(text: str) -> str:
    """Begin a description with a capital, unless it begins with a name."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.islower() and first.isalpha() else text

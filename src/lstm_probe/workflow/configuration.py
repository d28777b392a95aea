"""Read the configuration as a person meant it: dates, identifiers, environment variables, defaults, bounds."""

import datetime
import difflib
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from lstm_probe.errors import InputError, shortlist
from lstm_probe.workflow import lstm_sources, paths
from lstm_probe.workflow.strict_yaml import LOADER

NAMED = ("control", "regression", "intercepts", "pooling")


def load_schema(path: Path) -> dict[str, Any]:
    """Read the JSON schema of the configuration from its YAML file."""
    schema: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    return schema


def complete(config: dict[str, Any], schema: dict[str, Any], where: str) -> dict[str, Any]:
    """Normalise a configuration, fill in its defaults and check it against the schema.

    Parameters
    ----------
    config : dict
        What the YAML files say, merged.
    schema : dict
        The JSON schema.
    where : str
        Names of the YAML files, for messages.

    Raises
    ------
    InputError
        Naming the first key that is misspelt, of another type or out of bounds, and the nearest valid one.
    """
    config = paths.expand(_plain(config), where)
    experiments, common = config.get("experiments"), config.get("probe") or {}
    if isinstance(experiments, dict) and isinstance(common, dict):
        config["experiments"] = {name: _answer(common, entry) for name, entry in experiments.items()}
    lstm_sources.check_keys(config.get("lstms"), where)
    validator = _filling_validator()(schema, format_checker=FormatChecker())
    errors = sorted(validator.iter_errors(config), key=_place)
    if errors:
        raise _explain(errors[0], where)
    return _with_camels_gb(config, schema, where)


def _with_camels_gb(config: dict[str, Any], schema: dict[str, Any], where: str) -> dict[str, Any]:
    """Take ``data.dataset: {reader: camels_gb}`` for another spelling of ``data.camels_gb``.

    Raises
    ------
    InputError
        If a key is given that only other readers have.
    """
    data = config["data"]
    if data["dataset"] and data["dataset"]["reader"] == "camels_gb":
        blocks = schema["properties"]["data"]["properties"]
        ours, theirs = (set(blocks[name]["properties"]) for name in ("camels_gb", "dataset"))
        given = {key: value for key, value in data["dataset"].items() if key in ours and value is not None}
        for key in sorted(theirs - ours - {"reader"}):
            if data["dataset"].get(key) not in (None, blocks["dataset"]["properties"][key].get("default")):
                place = f"{where}, data.dataset.{key}"
                expected = f"for reader: camels_gb, {shortlist(sorted(ours), 12)}"
                raise InputError(place, repr(data["dataset"][key]), expected, "remove it, or choose another reader")
        return {**config, "data": {**data, "camels_gb": {**data["camels_gb"], **given}, "dataset": None}}
    return config


def _place(error: ValidationError) -> tuple[bool, list[str]]:
    """Sort mistakes by their place, those of `probe` first, which all experiments repeat."""
    path = list(map(str, error.absolute_path))
    return path[:1] != ["probe"], path


def _answer(common: dict[str, Any], entry: Any) -> Any:
    """Answer for an experiment what its own entry leaves to all experiments; a bare word becomes its name."""
    if not isinstance(entry, dict):
        return entry
    answers = {**common, **entry}
    words = {key: {"name": value} for key, value in answers.items() if key in NAMED and isinstance(value, str)}
    return {**answers, **words}


def _plain(value: Any, key: str = "") -> Any:
    """Turn dates into ISO text and gauge numbers into text, wherever they stand."""
    if isinstance(value, dict):
        return {str(name): _plain(entry, str(name)) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        ids = key.endswith("gauges")
        return [str(entry) if ids and isinstance(entry, int) else _plain(entry, key) for entry in value]
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    return value


def _filling_validator() -> Any:
    """Make a validator class that also writes each property's default where the property is missing."""
    check_properties = Draft202012Validator.VALIDATORS["properties"]

    def fill(validator: Any, properties: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        if isinstance(instance, dict):
            for name, entry in properties.items():
                if "default" in entry:
                    instance.setdefault(name, deepcopy(entry["default"]))
        yield from check_properties(validator, properties, instance, schema)

    return validators.extend(Draft202012Validator, {"properties": fill})


def _explain(error: ValidationError, where: str) -> InputError:
    """Say in a few lines what is wrong with one key of the configuration."""
    place = ".".join(str(part) for part in error.absolute_path) or "top level"
    schema: dict[str, Any] = dict(error.schema)
    if error.validator == "additionalProperties":
        known = list(schema.get("properties", {}))
        unknown = sorted(set(error.instance) - set(known))[0]
        near = difflib.get_close_matches(unknown, known, 1)
        advice = f"did you mean '{near[0]}'?" if near else "remove it, or see config/README.md"
        return InputError(f"{where}: {place}", f"an unknown key '{unknown}'", f"one of {shortlist(known, 30)}", advice)
    if error.validator == "required":
        return InputError(f"{where}: {place}", error.message, schema.get("description", "that key"), "add it")
    meaning = schema.get("description", "")
    if error.validator == "enum":
        expected = f"one of {shortlist(schema['enum'], 30)}"
        near = difflib.get_close_matches(str(error.instance), list(map(str, schema["enum"])), 1)
        advice = f"did you mean '{near[0]}'?" if near else f"see config/README.md{f' ({meaning})' if meaning else ''}"
        return InputError(f"{where}: {place}", _shown(error.instance), expected, advice)
    expected = f"{meaning or 'a value'} ({_bound(error)})"
    scientific = isinstance(error.instance, str) and re.fullmatch(r"\d+e[+-]?\d+", error.instance)
    advice = "write it with a point, as in 1.0e-3" if scientific else "mend the value; see config/README.md"
    return InputError(f"{where}: {place}", _shown(error.instance), expected, advice)


def _shown(value: Any) -> str:
    """Write a value for a message, without the name and key of an address, and not endlessly long."""
    return re.sub(r"//[^/@\s]*@", "//…@", repr(value))[:300]


def _bound(error: ValidationError) -> str:
    """Say in words which bound of the schema a value breaks."""
    if error.validator == "uniqueItems":
        return "each entry once"
    kinds = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    limit = " or ".join("nothing" if kind == "null" else str(kind) for kind in kinds)
    words = {"type": "of type", "minimum": "at least", "maximum": "at most", "minItems": "this many entries or more:"}
    more = {"exclusiveMinimum": "more than", "exclusiveMaximum": "less than", "maxItems": "this many entries at most:"}
    return f"{(words | more).get(str(error.validator), str(error.validator))} {limit}"

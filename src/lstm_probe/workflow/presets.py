"""What a study of a data set leaves out: a preset lies between config/config.yaml and the user's own files.

A study that names no data set is one of CAMELS-GB, whose preset holds the paper's gauges, periods and choices.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from lstm_probe.datasets import bounds
from lstm_probe.datasets.catalogue import CAMELS_GB, DATA_SETS
from lstm_probe.datasets.units import normalise
from lstm_probe.workflow.command_line import merge
from lstm_probe.workflow.figure_needs import NEEDS, unmet

FOLDER = "config/presets"


def given(paths: Sequence[str | Path]) -> dict[str, Any]:
    """Merge what configuration files say, YAML or JSON, the later over the earlier."""
    both: dict[str, Any] = {}
    for path in paths:
        text = Path(path).read_text(encoding="utf-8-sig")
        try:
            content = json.loads(text)
        except ValueError:
            content = yaml.safe_load(text)
        both = merge(both, content if isinstance(content, dict) else {})
    return both


def layered(defaults: Mapping[str, Any], user: Mapping[str, Any], find: Callable[[str], Path]) -> dict[str, Any]:
    """Lay the preset of the data set of catchments between the defaults and what the user says.

    Parameters
    ----------
    defaults : mapping
        The content of config/config.yaml.
    user : mapping
        What the user's files and command line say.
    find : callable
        Gives the place of a file of the repository, by its path there.

    Returns
    -------
    dict
        The configuration.
    """
    data = user.get("data")
    dataset = data.get("dataset") if isinstance(data, dict) else None
    reader = dataset.get("reader") if isinstance(dataset, dict) else None
    others = set(DATA_SETS) - {CAMELS_GB.reader}
    if not isinstance(reader, str) or reader not in others:
        return merge(merge(dict(defaults), given([find(f"{FOLDER}/{CAMELS_GB.reader}.yaml")])), dict(user))
    preset = given([find(f"{FOLDER}/{reader}.yaml")])
    lstm = preset.pop("lstm", {})
    whole = merge(merge(dict(defaults), preset), dict(user))
    return _of_own(whole, user, lstm)


def _of_own(whole: dict[str, Any], user: Mapping[str, Any], lstm: dict[str, Any]) -> dict[str, Any]:
    """Take the entries that a user adds to the catalogues for the study, and choose what figures show by the targets.

    Parameters
    ----------
    whole : dict
        Defaults, preset and what the user says, merged.
    user : mapping
        What the user says.
    lstm : dict
        What the preset says of every LSTM that is trained here.
    """
    study, targets, own = whole["study"], whole["targets"], user.get("lstms") or {}
    said = user.get("study") or {}
    if "lstms" not in said:
        study["lstms"] = list(own or study["lstms"])
    if user.get("targets") and "targets" not in said:
        study["targets"] = list(user["targets"])
    dataset = whole["data"]["dataset"]
    if dataset["reader"] == "caravan" and "caravan" not in user["data"]:
        whole["data"] = merge(whole["data"], {"caravan": {"path": dataset.get("path")}})
    trained = {name for name, entry in whole["lstms"].items() if (entry or {}).get("source", "trained") == "trained"}
    whole["lstms"] = {
        name: (merge(lstm, entry) if name in own else merge(entry, lstm)) if name in trained else entry
        for name, entry in whole["lstms"].items()
    }
    chosen = user.get("figures") or {}
    whole["figures"] |= {key: value for key, value in shown(study["targets"], targets).items() if key not in chosen}
    return whole


def shown(studied: Sequence[str], targets: Mapping[str, Any]) -> dict[str, Any]:
    """Choose the targets that figures show, by units and source: layers of soil water, snow, and one of satellites."""
    entries = {name: targets.get(name) or {} for name in studied}
    units = {name: normalise(str(entry.get("units", ""))) for name, entry in entries.items()}
    seen = [name for name, entry in entries.items() if entry.get("source") == "esa_cci"]
    soil = [name for name in studied if units[name] == "m3 m-3" and name not in seen]
    variables = {name: str(entry.get("variable") or name) for name, entry in entries.items()}
    snow = [name for name in studied if units[name] != "m3 m-3" and bounds.of_target(units[name], variables[name])]
    first = soil[0] if soil else None
    both = {"satellite_target": seen[0], "satellite_layer": first} if seen else {}
    return {"soil_targets": soil, "snow_target": next(iter(snow), None), "map_target": first, **both}


def drawable(config: dict[str, Any]) -> dict[str, str]:
    """Take out of a study the figures whose inputs it lacks, and return the reason of each."""
    reasons = {
        figure: why for figure in config["study"]["figures"] if figure in NEEDS and (why := unmet(figure, config))
    }
    config["study"]["figures"] = [figure for figure in config["study"]["figures"] if figure not in reasons]
    return reasons

"""What a study of a data set leaves out: a preset lies between config/config.yaml and the user's own files.

Whatever config.yaml says of CAMELS-GB alone, its periods and the gauges of its figures, is cleared for other data sets.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from lstm_probe.datasets import bounds
from lstm_probe.datasets.units import normalise
from lstm_probe.workflow.command_line import merge
from lstm_probe.workflow.figure_needs import NEEDS, unmet

FOLDER = "config/presets"
#: Choices of figures that config.yaml makes for CAMELS-GB and its targets.
BRITISH: dict[str, Any] = {
    "soil_targets": [],
    **dict.fromkeys(("snow_target", "satellite_target", "satellite_layer", "series_gauges", "snow_gauges")),
    **dict.fromkeys(("snow_year", "map_target", "map_days", "control_gauges", "control_days")),
}


def given(paths: Sequence[str | Path]) -> dict[str, Any]:
    """Merge what the user's own configuration files say, the later over the earlier."""
    both: dict[str, Any] = {}
    for path in paths:
        content = yaml.safe_load(Path(path).read_text(encoding="utf-8-sig"))
        both = merge(both, content if isinstance(content, dict) else {})
    return both


def layered(defaults: Mapping[str, Any], user: Mapping[str, Any], folder: Path) -> dict[str, Any] | None:
    """Lay the preset of a user's data set between the defaults and what the user says.

    Parameters
    ----------
    defaults : mapping
        The content of config/config.yaml.
    user : mapping
        What the user's files and command line say.
    folder : Path
        The repository.

    Returns
    -------
    dict or None
        The configuration; None where the user names no data set other than CAMELS-GB.
    """
    data = user.get("data")
    dataset = data.get("dataset") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(dataset, dict):
        return None
    path = folder / FOLDER / f"{dataset.get('reader')}.yaml"
    if not path.is_file():
        return None
    preset = given([path])
    lstm = preset.pop("lstm", {})
    cleared = {**defaults, "periods": {key: defaults["periods"][key] for key in ("state_lead_days",)}}
    whole = merge(merge(merge(cleared, {"figures": BRITISH, "published": None}), preset), dict(user))
    study, targets = whole["study"], whole["targets"]
    if "study" not in user or "lstms" not in (user["study"] or {}):
        study["lstms"] = list(user.get("lstms") or study["lstms"])
    if user.get("targets") and "targets" not in (user.get("study") or {}):
        study["targets"] = list(user["targets"])
    if dataset["reader"] == "caravan" and "caravan" not in data:
        whole["data"] = merge(whole["data"], {"caravan": {"path": dataset.get("path")}})
    whole["lstms"] = {
        name: merge(lstm, entry) if name in (user.get("lstms") or {}) else merge(entry, lstm)
        for name, entry in whole["lstms"].items()
    }
    chosen = user.get("figures") or {}
    whole["figures"] |= {key: value for key, value in shown(study["targets"], targets).items() if key not in chosen}
    return whole


def shown(studied: Sequence[str], targets: Mapping[str, Any]) -> dict[str, Any]:
    """Choose the targets that figures show, by their units: layers of soil water, and snow."""
    units = {name: normalise(str((targets.get(name) or {}).get("units", ""))) for name in studied}
    soil = [name for name in studied if units[name] == "m3 m-3"]
    variables = {name: str((targets.get(name) or {}).get("variable") or name) for name in studied}
    snow = [name for name in studied if name not in soil and bounds.of_target(units[name], variables[name])]
    return {"soil_targets": soil, "snow_target": next(iter(snow), None), "map_target": next(iter(soil), None)}


def drawable(config: dict[str, Any]) -> dict[str, str]:
    """Take out of a study the figures whose inputs it lacks, and return the reason of each."""
    reasons = {
        figure: why for figure in config["study"]["figures"] if figure in NEEDS and (why := unmet(figure, config))
    }
    config["study"]["figures"] = [figure for figure in config["study"]["figures"] if figure not in reasons]
    return reasons

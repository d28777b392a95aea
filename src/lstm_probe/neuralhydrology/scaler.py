"""Read what a run scaled its inputs and targets by."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lstm_probe.errors import InputError, shortlist
from lstm_probe.model.derived import indicator
from lstm_probe.model.scaling import Scaler, Scalers
from lstm_probe.neuralhydrology import old_scaler, plain_yaml
from lstm_probe.neuralhydrology.configuration import Settings
from lstm_probe.neuralhydrology.run import Run

#: Names of the four groups, newest first.
GROUPS = {
    "center": ("xarray_feature_center", "xarray_means"),
    "scale": ("xarray_feature_scale", "xarray_stds"),
    "means": ("attribute_means", "camels_attr_means"),
    "stds": ("attribute_stds", "camels_attr_stds"),
}
EXPECTED = "the scaler of a run: centre and scale of forcings and targets, mean and standard deviation of attributes"


@dataclass(frozen=True)
class Numbers:
    """Hold the four groups of numbers of a scaler, each by name of the variable."""

    center: Mapping[str, float]
    scale: Mapping[str, float]
    means: Mapping[str, float]
    stds: Mapping[str, float]


def read(path: Path) -> Numbers:
    """Read a scaler, of YAML or an old pickle.

    Raises
    ------
    InputError
        If the file is damaged or lacks a group.
    """
    raw = old_scaler.read(path) if path.suffix == ".p" else plain_yaml.read(path, EXPECTED)
    groups = {}
    for group, names in GROUPS.items():
        name = next((name for name in names if raw.get(name)), None)
        if name is None and group in ("center", "scale"):
            raise InputError(str(path), f"no {names[0]}; it has {shortlist(raw)}", EXPECTED, plain_yaml.ADVICE)
        groups[group] = plain_yaml.numbers(path, _flat(path, raw[name]), EXPECTED) if name else {}
    return Numbers(**groups)


def _flat(path: Path, group: Any) -> Any:
    """Take the values out of a dataset written as a mapping: {data_vars: {name: {data: value}}}."""
    if not isinstance(group, Mapping) or "data_vars" not in group:
        return group
    variables = group["data_vars"]
    if not isinstance(variables, Mapping) or not all(isinstance(entry, Mapping) for entry in variables.values()):
        raise InputError(str(path), "data_vars without data", EXPECTED, plain_yaml.ADVICE)
    return {name: entry.get("data") for name, entry in variables.items()}


def codes(path: Path) -> list[str]:
    """Read the gauges of a one-hot encoding, in the order of their columns.

    Raises
    ------
    InputError
        If the file is damaged, or its numbers are not 0, 1, 2 and so on.
    """
    expected = "the column of every gauge in the one-hot encoding"
    raw = old_scaler.read_codes(path) if path.suffix == ".p" else plain_yaml.read(path, expected)
    columns = plain_yaml.numbers(path, raw, expected)
    ordered = sorted(columns, key=lambda gauge: columns[gauge])
    if [columns[gauge] for gauge in ordered] != list(range(len(ordered))):
        raise InputError(str(path), f"columns {shortlist(sorted(columns.values()))}", expected, plain_yaml.ADVICE)
    return ordered


def scalers(run: Run, discharge: str | None) -> Scalers:
    """Make the scalers of a run: forcings and discharge in single precision, attributes in double, as they were used.

    Parameters
    ----------
    run : Run
        The run.
    discharge : str or None
        The target that is discharge in mm d-1; without one the scaler of discharge changes nothing.

    Raises
    ------
    InputError
        If a number is missing, not finite, or a scale is zero.
    """
    values, settings = read(run.scaler), run.settings
    forcings = _scaler(run.scaler, settings.forcings, values.center, values.scale, "float32")
    known = codes(run.codes) if run.codes else []
    attributes = _scaler(run.scaler, settings.attributes, values.means, values.stds, "float64")
    columns = tuple(map(indicator, known))
    attributes = Scaler(
        (*attributes.names, *columns),
        (*attributes.mean, *(0.0 for _ in columns)),
        (*attributes.std, *(1.0 for _ in columns)),
    )
    if discharge is None:
        return Scalers(forcings, attributes, Scaler(("discharge",), (0.0,), (1.0,)))
    target = _scaler(run.scaler, [discharge], values.center, values.scale, "float32")
    return Scalers(forcings, attributes, Scaler(("discharge",), target.mean, target.std, target.dtype))


def _scaler(path: Path, names: Any, center: Mapping[str, float], scale: Mapping[str, float], dtype: str) -> Scaler:
    if missing := [name for name in names if name not in center or name not in scale]:
        found = f"no numbers of {shortlist(missing)}; it has those of {shortlist(center, 40)}"
        raise InputError(str(path), found, f"numbers of {shortlist(names, 40)}", plain_yaml.ADVICE)
    means, stds = [center[name] for name in names], [scale[name] for name in names]
    for name, mean, std in zip(names, means, stds, strict=True):
        if not (math.isfinite(mean) and math.isfinite(std)) or std == 0 or np.dtype(dtype).type(std) == 0:
            found = f"{name}: centre {mean}, scale {std}"
            raise InputError(str(path), found, "finite numbers, and a scale other than zero", plain_yaml.ADVICE)
    return Scaler(tuple(names), tuple(means), tuple(stds), dtype)


def inputs(settings: Settings, scaler: Scalers) -> str:
    """List the inputs in their order, for the import card."""
    gauges = len(scaler.attributes.names) - len(settings.attributes)
    one_hot = [f"an indicator of each of {gauges} gauges"] if gauges else []
    return ", ".join([*settings.forcings, *settings.attributes, *one_hot])

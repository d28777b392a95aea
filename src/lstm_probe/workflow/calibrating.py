"""What the calibration asks of every small world, from its configuration: LSTMs, experiments, periods, steering."""

from pathlib import Path
from typing import Any

from lstm_probe.contracts.comparisons import (
    INPUTS_AND_ATTRIBUTES,
    INPUTS_PARTED,
    MAIN,
    PARTIAL,
    PARTIAL_SPREAD,
    PARTIAL_UNTRAINED,
    SPREAD,
    UNTRAINED,
)
from lstm_probe.workflow import configuration, held_out, ladder, presets, stamps, startup, steering_needs

CONFIGURATION = "config/calibration.yaml"
#: Experiments that decide a rung, and the paper's controls; what only stands beside is left out.
DECIDING = (
    *(MAIN, INPUTS_AND_ATTRIBUTES, INPUTS_PARTED, UNTRAINED, SPREAD),
    *(PARTIAL, PARTIAL_UNTRAINED, PARTIAL_SPREAD),
)
CONTROLS = ("permute_gauges", "delay_180")
#: Structures of the worlds, by the share of its water that a store gives to the river; stores not named give all.
STRUCTURES: dict[str, dict[str, float]] = {
    "whole": {},
    "snow_cut": {"snow": 0.0},
    "deep_cut": {"swvl4": 0.0},
    "half": {"snow": 0.5, "swvl4": 0.5},
}


def complete(root: Path) -> dict[str, Any]:
    """Complete the configuration of a small world as that of a study."""
    layers = presets.given([root / startup.DEFAULTS]), presets.given([root / CONFIGURATION])
    given = presets.layered(*layers, root.joinpath)
    config = configuration.complete(dict(given), configuration.load_schema(root / startup.SCHEMA), CONFIGURATION)
    return {**config, **ladder.added(config, given)}


def settings(config: dict[str, Any], draws: int, derangements: int) -> dict[str, Any]:
    """Take from a complete configuration what `calibration.settings.Settings` holds.

    Parameters
    ----------
    config : dict
        As of `complete`.
    draws : int
        Draws of each untrained LSTM.
    derangements : int
        Draws of other gauges' states.
    """
    (lstm,) = config["study"]["lstms"]
    experiment = steering_needs.experiment(config, lstm)
    names = (*DECIDING, *CONTROLS)
    return {
        "catchments": stamps.ingested(config)["catchments"],
        "ingested": stamps.ingested(config),
        "lstm": _learning(config, lstm),
        "untrained": {name: _learning(config, name) for name in ladder.untrained(config)},
        "draws": draws,
        "derangements": derangements,
        "experiments": {name: config["experiments"][name] for name in names},
        "steering": {
            "experiment": config["experiments"][experiment],
            "days": steering_needs.days(config),
            "random_directions": config["steering"]["random_directions"],
        },
        "targets": {name: config["targets"][name] for name in config["study"]["targets"]},
        "periods": config["periods"],
    }


def world(config: dict[str, Any], seed: int, structure: str) -> dict[str, Any]:
    """Give the settings of a world: land and weather follow from the seed alone, whatever the structure."""
    return {**config["world"], "seed": seed, "coupling": STRUCTURES[structure]}


def _learning(config: dict[str, Any], lstm: str) -> dict[str, Any]:
    """Take of an entry of the LSTMs what training and reading it needs."""
    return {key: value for key, value in config["lstms"][lstm].items() if key not in ("source", held_out.KEY)}

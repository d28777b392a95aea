"""The schema's words are those of the code: registries, settings, readers and rules."""

import inspect
import re
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from lstm_probe.data import given_states
from lstm_probe.data.catchment_means import zonal
from lstm_probe.model.gates import QUANTITIES
from lstm_probe.model.settings import Architecture, Reading, Training
from lstm_probe.probe import features
from lstm_probe.probe.controls import CONTROLS
from lstm_probe.probe.experiment import Experiment
from lstm_probe.probe.features import FEATURES
from lstm_probe.probe.pooling import INTERCEPTS, POOLING
from lstm_probe.probe.regression import REGRESSIONS
from lstm_probe.workflow import lstm_sources, probed_lstms
from lstm_probe.world.settings import World

ROOT = Path(__file__).parents[1]
SCHEMA = yaml.safe_load((ROOT / "workflow" / "schemas" / "config.schema.yaml").read_text())
EXPERIMENT = SCHEMA["$defs"]["experiment"]["properties"]
FEATURE = SCHEMA["$defs"]["features"]["items"]
IMPORTED = ["neuralhydrology", "neuralhydrology60"]
#: Figures that the ladder and study.formation draw by themselves.
OF_THE_VERDICT = {"figS8_ladder", "figS9_lag_curve", "figS13_formation"}
LSTM = SCHEMA["properties"]["lstms"]["additionalProperties"]["properties"]


@pytest.mark.parametrize(
    ("words", "registry"),
    [
        (EXPERIMENT["control"]["properties"]["name"]["enum"], CONTROLS),
        (EXPERIMENT["regression"]["properties"]["name"]["enum"], REGRESSIONS),
        (EXPERIMENT["intercepts"]["properties"]["name"]["enum"], INTERCEPTS),
        (EXPERIMENT["pooling"]["properties"]["name"]["enum"], POOLING),
        (FEATURE["then"]["enum"], FEATURES),
        (FEATURE["else"]["properties"]["name"]["enum"], FEATURES),
    ],
)
def test_enums_are_the_registries_keys(words: list[str], registry: dict[str, Any]) -> None:
    """What the schema allows is what the code can do, and the other way round."""
    assert set(words) == set(registry)


def test_settings_of_a_feature_are_in_the_schema() -> None:
    """Every keyword of a feature can be written in the config, and no other."""
    keywords = {name: _keywords(function) | {"name"} for name, function in FEATURES.items()}
    assert set(FEATURE["else"]["properties"]) == set().union(*keywords.values())
    allowed: dict[str, set[str]] = {}
    for branch in FEATURE["else"]["allOf"]:
        word = branch["if"]["properties"]["name"]
        for name in word.get("enum", [word.get("const")]):
            allowed[name] = set(branch["then"]["propertyNames"]["enum"])
    assert allowed == keywords


@pytest.mark.parametrize(("part", "registry"), [("control", CONTROLS), ("regression", REGRESSIONS)])
def test_settings_of_a_registered_function_are_in_the_schema(part: str, registry: dict[str, Any]) -> None:
    """Every keyword of a control or regression can be written in the config, and no other."""
    keywords = {name: _keywords(function) | {"name"} for name, function in registry.items()}
    assert set(EXPERIMENT[part]["properties"]) == set().union(*keywords.values())
    allowed = {
        branch["if"]["properties"]["name"]["const"]: set(branch["then"]["propertyNames"]["enum"])
        for branch in EXPERIMENT[part]["allOf"]
    }
    assert allowed == keywords


def _keywords(function: Any) -> set[str]:
    parameters = inspect.signature(function).parameters.values()
    return {parameter.name for parameter in parameters if parameter.kind == parameter.KEYWORD_ONLY}


def test_what_is_kept_of_units_is_what_probes_can_be_given() -> None:
    """Features of units, quantities of the model, and what a file of states may have are the same words."""
    assert set(features.OF_UNITS) == set(QUANTITIES) == set(given_states.STATES) == set(probed_lstms.OF_UNITS)


def test_an_experiment_answers_what_the_schema_asks() -> None:
    """The ten questions of an experiment are its fields."""
    assert set(EXPERIMENT) == {field.name for field in fields(Experiment)}


def test_an_lstm_entry_is_architecture_training_and_reading() -> None:
    """Every key belongs to some settings, every setting that moves numbers has a key, and defaults agree."""
    settings = {field.name: field for kind in (Architecture, Training, Reading) for field in fields(kind)}
    of_the_machine = {"threads", "windows_at_once"}
    of_imported_models = {"forcings_embedding", "attributes_embedding", "output", "whole_windows"}
    of_the_machine |= of_imported_models
    of_other_sources = {"source", *(key for keys in lstm_sources.KEYS.values() for key in keys)} - set(settings)
    assert set(LSTM) == (set(settings) - of_the_machine) | of_other_sources | {
        "untrained_like",  # which the ladder replaces
        "held_out",  # which decides what files it is trained on
    }
    for name, field in settings.items():
        if field.default is not MISSING and name not in of_the_machine:
            default = [list(pair) for pair in field.default] if name == "learning_rate" else field.default
            assert LSTM[name]["default"] == default, name


def test_a_world_is_what_the_schema_says() -> None:
    """Every setting of the synthetic world has a key, with the same default."""
    keys = SCHEMA["properties"]["world"]["properties"]
    assert set(keys) == {field.name for field in fields(World)}
    for field in fields(World):
        if field.default is not MISSING:
            default = list(field.default) if isinstance(field.default, tuple) else field.default
            assert keys[field.name]["default"] == default, field.name


def test_catchment_means_know_the_methods() -> None:
    """The schema offers the three ways of weighing cells that the code has."""
    for grid in ("era5_land", "esa_cci"):
        methods = SCHEMA["properties"]["data"]["properties"][grid]["properties"]["method"]["enum"]
        assert set(methods) == set(zonal.METHODS)


def test_figures_are_rules_with_captions_and_rows_in_the_readme() -> None:
    """Every figure of the schema, and of the verdict, is a rule of that name, has a caption and a row in the README."""
    figures = {*SCHEMA["properties"]["study"]["properties"]["figures"]["items"]["enum"], *OF_THE_VERDICT}
    rules = "\n".join(path.read_text() for path in (ROOT / "workflow" / "rules").glob("*.smk"))
    assert figures == set(re.findall(r"^rule (fig\w+):", rules, re.M) + re.findall(r" as (fig\w+) with", rules))
    readme = (ROOT / "README.md").read_text()
    for figure in figures:
        assert (ROOT / "workflow" / "report" / f"{figure}.rst").is_file()
        assert f"`{figure}`" in readme


@pytest.mark.parametrize(
    "name", ["demo", "tiny", "scale", "real60", "real666", "fast", "as_run", "no_account", "ungauged", *IMPORTED]
)
def test_every_overlay_has_folders_of_its_own(name: str) -> None:
    """No overlay writes where another one does, and each stands in the table of configurations."""
    overlay = yaml.safe_load((ROOT / "config" / f"{name}.yaml").read_text())
    assert all(path.startswith(f"runs/{name}/") for path in overlay["pathvars"].values())
    assert f"`{name}`" in (ROOT / "config" / "README.md").read_text()

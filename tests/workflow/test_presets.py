"""A study of another data set needs a dozen lines: the rest comes from its preset, nothing from CAMELS-GB's choices."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from lstm_probe.workflow import configuration, figure_needs, inputs, preflight, presets, wanted

ROOT = Path(__file__).parents[2]
SCHEMA = configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")
DEFAULTS = yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))
PERIODS = """
periods:
  lstm_train: [2001-10-01, 2008-09-30]
  lstm_test: [2008-10-01, 2013-09-30]
  probe_fit: [2001-10-01, 2008-09-30]
  probe_test: [2008-10-01, 2013-09-30]
lstms: {mine: {sampling: sequence, states: continuous}}
"""
OWN = "targets: {snow: {source: table, path: snow.nc, units: mm, long_name: snow water, variable: swe}}"
STUDIES = {
    "caravan": "data: {dataset: {reader: caravan, path: there, pet: {method: oudin}}}",
    "camels_us": f"data: {{dataset: {{reader: camels_us, path: there}}}}\n{OWN}",
    "generic": f"data: {{dataset: {{reader: generic, path: there, files: 'q/{{id}}.csv'}}}}\n{OWN}",
    "packed": f"data: {{dataset: {{reader: packed, path: there.nc}}}}\n{OWN}",
}


def completed(user: dict[str, Any]) -> dict[str, Any]:
    """Lay the preset below what a user says, as the start of a run does."""
    whole = presets.layered(DEFAULTS, user, ROOT)
    assert whole is not None
    config = configuration.complete(whole, SCHEMA, "my.yaml")
    presets.drawable(config)
    return config


@pytest.mark.parametrize("reader", STUDIES)
def test_a_dozen_lines_are_a_study(reader: str) -> None:
    """It is whole, its LSTM has the attributes of the preset, and no figure lacks its inputs."""
    text = STUDIES[reader] + PERIODS
    assert len(text.splitlines()) <= 15
    config = completed(yaml.safe_load(text))
    preflight.check(config, "my.yaml")
    preset = yaml.safe_load((ROOT / "config" / "presets" / f"{reader}.yaml").read_text(encoding="utf-8"))
    assert config["study"]["lstms"] == ["mine"]
    assert config["lstms"]["mine"]["attributes"] == preset["lstm"]["attributes"]
    assert config["study"]["figures"]
    assert not [name for name in config["study"]["figures"] if figure_needs.unmet(name, config)]
    assert not config["figures"]["series_gauges"]
    assert "camels_gb" not in wanted.to_fetch(config)
    assert {key for key in inputs.read(config) if "camels_gb" in key} == set()


def test_targets_of_a_table_are_the_study_and_snow_is_shown_as_snow() -> None:
    """What a user adds to the catalogue is studied, unless study.targets says otherwise."""
    config = completed(yaml.safe_load(STUDIES["generic"] + PERIODS))
    assert config["study"]["targets"] == ["snow"]
    assert (config["figures"]["snow_target"], config["figures"]["soil_targets"]) == ("snow", [])
    assert "fig05_snow" in config["study"]["figures"]
    assert "fig02_soil_moisture_skill" not in config["study"]["figures"]


def test_caravans_own_targets_come_from_the_folder_of_the_catchments() -> None:
    """Soil water and snow, from the same files."""
    config = completed(yaml.safe_load(STUDIES["caravan"] + PERIODS))
    assert config["study"]["targets"] == ["swvl1", "swvl2", "swvl3", "swvl4", "sd"]
    assert config["data"]["caravan"]["path"] == "there"
    assert config["figures"]["soil_targets"] == ["swvl1", "swvl2", "swvl3", "swvl4"]


def test_what_a_user_says_wins() -> None:
    """Over the preset and over the defaults."""
    user = yaml.safe_load(STUDIES["caravan"] + PERIODS)
    user["lstms"]["mine"] |= {"attributes": ["area"]}
    user["study"] = {"targets": ["sd"], "experiments": ["main"]}
    config = completed(user)
    assert config["lstms"]["mine"]["attributes"] == ["area"]
    assert (config["study"]["targets"], config["study"]["experiments"]) == (["sd"], ["main"])


def test_without_another_data_set_nothing_is_laid_between() -> None:
    """CAMELS-GB, by either spelling, is as it was."""
    assert presets.layered(DEFAULTS, {"data": {"camels_gb": {"gauges": "all"}}}, ROOT) is None
    user = {"data": {"dataset": {"reader": "camels_gb", "path": "gb", "version": 2}}}
    assert presets.layered(DEFAULTS, user, ROOT) is None
    merged = {**DEFAULTS, "data": {**DEFAULTS["data"], **user["data"]}}
    config = configuration.complete(merged, SCHEMA, "my.yaml")
    assert (config["data"]["dataset"], config["data"]["camels_gb"]["path"]) == (None, "gb")
    assert config["data"]["camels_gb"]["version"] == 2


@pytest.mark.parametrize("name", ["us_snow", "caravan"])
def test_shipped_studies_outside_britain_are_whole(name: str) -> None:
    """Both pass all checks before a run."""
    user = yaml.safe_load((ROOT / "config" / f"{name}.yaml").read_text(encoding="utf-8"))
    config = completed(user)
    preflight.check(config, name)
    assert config["study"]["lstms"] == [name]

"""A study of another data set needs a dozen lines: the rest comes from its preset, nothing from CAMELS-GB's choices."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from lstm_probe.errors import InputError
from lstm_probe.fetch.cds import box
from lstm_probe.workflow import configuration, figure_needs, inputs, preflight, presets, wanted
from tests import shipped

ROOT = Path(__file__).parents[2]
SCHEMA = configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")
DEFAULTS = yaml.safe_load((ROOT / "config" / "config.yaml").read_text(encoding="utf-8"))
BRITISH = yaml.safe_load((ROOT / "config" / "presets" / "camels_gb.yaml").read_text(encoding="utf-8"))
#: Digests of what complete configurations say where the preset of CAMELS-GB says something, from when config.yaml held
#: it; a change that is meant changes them here.
COMPLETE = {
    "config": "3ce4401a83d5c938",
    "demo": "0544b0cf31ed1de7",
    "tiny": "0be08bcac6445758",
    "real60": "cf7e45ffdf96feff",
    "real666": "daa282ac9cd7cc71",
    "fast": "3ce4401a83d5c938",
    "as_run": "0abfb343eb82d496",
    "scale": "7151e13c02a892f7",
    "no_account": "751e351fc4164b1c",
    "neuralhydrology": "442c2212213548b9",
    "neuralhydrology60": "ef331a78671c0f1b",
}
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
    whole = presets.layered(DEFAULTS, user, ROOT.joinpath)
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


def of_the_preset(config: dict[str, Any], preset: dict[str, Any]) -> dict[str, Any]:
    """Take out of a configuration the keys that a preset has."""
    return {
        key: of_the_preset(config[key], value) if isinstance(value, dict) and value else config[key]
        for key, value in preset.items()
    }


@pytest.mark.parametrize("name", COMPLETE)
def test_studies_of_camels_gb_are_set_as_before(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the preset of CAMELS-GB brings is, to the last setting, what config.yaml held before there was one."""
    for variable in [variable for variable in os.environ if variable.startswith("LSTM_PROBE_")]:
        monkeypatch.delenv(variable)
    config = configuration.complete(shipped.configuration(name.removeprefix("config")), SCHEMA, name)
    text = json.dumps(of_the_preset(config, BRITISH), sort_keys=True)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == COMPLETE[name]


@pytest.mark.parametrize("reader", STUDIES)
def test_nothing_of_camels_gb_reaches_another_data_set(reader: str) -> None:
    """Neither its gauges, its periods and its box nor its choices of figures, with no null in the user's file."""
    text = STUDIES[reader] + PERIODS
    assert "null" not in text
    config = completed(yaml.safe_load(text))
    assert config["data"]["era5_land"]["box"] is None
    assert "lstm_validation" not in config["periods"]
    chosen = BRITISH["figures"]
    for key in ("series_gauges", "control_gauges", "control_days", "map_days", "snow_year", "satellite_target"):
        assert config["figures"][key] != chosen[key] or chosen[key] is None
    assert not set(config["lstms"]["mine"]["attributes"]) & {"dpsbar", "porosity_hypres", "dwood_perc"}
    assert "gauge_elev" not in config["data"]["extra_attributes"]


def test_fetching_elsewhere_works_or_is_refused_in_one_line() -> None:
    """ERA5-Land and ESA CCI are of the world, with a box that a user gives; of catchments only CAMELS-GB is fetched."""
    user = yaml.safe_load(STUDIES["packed"] + PERIODS)
    user["targets"] = {}
    user["study"] = {"targets": ["swvl1", "esa_cci"]}
    user["data"] |= {"era5_land": {"fetch": True}, "esa_cci": {"fetch": True}}
    with pytest.raises(InputError, match=r"data.era5_land.box\n.*none(.|\n)*holds all catchments"):
        preflight.check(completed(user), "my.yaml")
    user["data"]["era5_land"]["box"] = [50.0, -130.0, 25.0, -60.0]
    config = completed(user)
    preflight.check(config, "my.yaml")
    assert wanted.to_fetch(config) == ["era5_land", "esa_cci"]
    asked = wanted.wanted(config)["era5_land"]
    assert (asked["box"], asked["camels_gb"], asked["gauges"]) == ([50.0, -130.0, 25.0, -60.0], None, [])
    box.require_gauges(
        box.on_grid(asked["box"]), asked["camels_gb"], asked["gauges"]
    )  # British gauges are not asked for
    user["data"]["dataset"]["fetch"] = True
    with pytest.raises(InputError, match=r"data.dataset.fetch\n.*true(.|\n)*only CAMELS-GB"):
        preflight.check(completed(user), "my.yaml")
    caravan = yaml.safe_load(STUDIES["caravan"] + PERIODS)
    caravan["data"]["caravan"] = {"fetch": True, "path": "there"}
    with pytest.raises(InputError, match=r"data.caravan.fetch\n.*true, with catchments of Caravan"):
        preflight.check(completed(caravan), "my.yaml")


def test_two_products_elsewhere_are_shown_beside_each_other() -> None:
    """A study of ERA5-Land's and satellites' soil moisture has Fig. B4 anywhere; without a satellite it is left out."""
    user = yaml.safe_load(STUDIES["packed"] + PERIODS)
    user["targets"] = {}
    user["study"] = {"targets": ["swvl1", "swvl2", "esa_cci"]}
    config = completed(user)
    assert {"figB1_satellite_skill", "figB3_products", "figB4_resolutions"} <= set(config["study"]["figures"])
    figures = config["figures"]
    assert (figures["soil_targets"], figures["satellite_target"], figures["satellite_layer"]) == (
        ["swvl1", "swvl2"],
        "esa_cci",
        "swvl1",
    )
    user["study"] = {"targets": ["swvl1"]}
    assert not {"figB1_satellite_skill", "figB4_resolutions"} & set(completed(user)["study"]["figures"])


def test_camels_gb_has_two_spellings() -> None:
    """Either takes the preset of CAMELS-GB, and means the same."""
    user = {"data": {"dataset": {"reader": "camels_gb", "path": "gb", "version": 2}}}
    config = configuration.complete(presets.layered(DEFAULTS, user, ROOT.joinpath), SCHEMA, "my.yaml")
    other = {"data": {"camels_gb": {"path": "gb", "version": 2}}}
    assert config == configuration.complete(presets.layered(DEFAULTS, other, ROOT.joinpath), SCHEMA, "my.yaml")
    assert (config["data"]["dataset"], config["data"]["camels_gb"]["path"]) == (None, "gb")
    assert config["data"]["camels_gb"]["version"] == 2


def test_keys_that_only_other_readers_have_are_refused() -> None:
    """A key of `data.dataset` reaches the reader of CAMELS-GB, or is refused by name; none is left out in silence."""
    dataset = {"reader": "camels_gb", "path": "gb", "pet": {"method": "oudin"}}
    whole = presets.layered(DEFAULTS, {"data": {"dataset": dataset}}, ROOT.joinpath)
    assert configuration.complete(whole, SCHEMA, "my.yaml")["data"]["camels_gb"]["pet"] == {"method": "oudin"}
    whole = presets.layered(DEFAULTS, {"data": {"dataset": {**dataset, "rename": {"a": "area"}}}}, ROOT.joinpath)
    with pytest.raises(InputError, match=r"(?s)my.yaml, data.dataset.rename.*'area'.*expected.*pet.*remove it"):
        configuration.complete(whole, SCHEMA, "my.yaml")


def test_a_model_that_was_trained_elsewhere_brings_its_own_inputs() -> None:
    """The preset's forcings and attributes are for LSTMs that are trained here."""
    user = yaml.safe_load(STUDIES["caravan"] + PERIODS)
    user["lstms"] = {"theirs": {"source": "neuralhydrology", "runs": {1: "run"}}}
    whole = presets.layered(DEFAULTS, user, ROOT.joinpath)
    assert whole["lstms"]["theirs"] == user["lstms"]["theirs"]
    assert whole["study"]["lstms"] == ["theirs"]


def test_files_may_be_json(tmp_path: Path) -> None:
    """With tabs, which YAML does not have; the later file is over the earlier."""
    (tmp_path / "a.json").write_text('{\n\t"data": {"world": null, "check": true}}')
    (tmp_path / "b.yaml").write_text("data: {check: false}")
    both = presets.given([tmp_path / "a.json", tmp_path / "b.yaml"])
    assert both == {"data": {"world": None, "check": False}}


@pytest.mark.parametrize("name", ["us_snow", "caravan"])
def test_shipped_studies_outside_britain_are_whole(name: str) -> None:
    """Both pass all checks before a run."""
    user = yaml.safe_load((ROOT / "config" / f"{name}.yaml").read_text(encoding="utf-8"))
    config = completed(user)
    preflight.check(config, name)
    assert config["study"]["lstms"] == [name]

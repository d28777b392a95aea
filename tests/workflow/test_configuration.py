"""A configuration is read as a person meant it, and a mistake is named in a few lines."""

import copy
from pathlib import Path

import pytest
import yaml

from lstm_probe.errors import InputError
from lstm_probe.workflow import configuration, preflight

ROOT = Path(__file__).parents[2]
SCHEMA = configuration.load_schema(ROOT / "workflow" / "schemas" / "config.schema.yaml")
PLAIN = yaml.safe_load((ROOT / "config" / "config.yaml").read_text())


def complete(change: dict | None = None) -> dict:
    """Complete the shipped configuration with one top-level change."""
    return configuration.complete({**copy.deepcopy(PLAIN), **(change or {})}, SCHEMA, "config.yaml")


def test_dates_and_ids_become_text() -> None:
    """YAML's dates become ISO text, gauge numbers text, and defaults are filled in."""
    config = complete({"figures": {"series_gauges": [15021, 54018]}})
    assert config["periods"]["lstm_train"] == ["1988-01-01", "1997-12-31"]
    assert config["figures"]["series_gauges"] == ["15021", "54018"]
    assert config["figures"]["snow_target"] is None
    assert config["experiments"]["main"]["control"] == {"name": "none"}
    assert config["experiments"]["main"]["regression"] == {"name": "elastic_net", "alpha": 0.01, "l1_ratio": 0.15}
    assert config["experiments"]["permute_gauges"]["control"] == {"name": "permute_gauges"}


def test_defaults_are_the_papers_lstm() -> None:
    """An LSTM entry that says nothing is the paper's."""
    assert complete({"lstms": {"paper": {}}})["lstms"] == complete()["lstms"]


def test_every_key_is_described() -> None:
    """Every property of the schema says what it is."""

    def undescribed(schema: dict, place: str) -> list[str]:
        missing = []
        for name, entry in schema.get("properties", {}).items():
            where = f"{place}.{name}"
            resolved = {**SCHEMA["$defs"].get(entry.get("$ref", "").split("/")[-1], {}), **entry}
            missing += [] if resolved.get("description") else [where]
            missing += undescribed(resolved, where)
        if isinstance(schema.get("additionalProperties"), dict):
            missing += undescribed(schema["additionalProperties"], f"{place}.*")
        return missing

    assert undescribed(SCHEMA, "") == []


def test_environment_variables_are_put_into_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    """${NAME} takes the variable, ${NAME:-default} the default, and an unset one is a message."""
    monkeypatch.setenv("LSTM_PROBE_DATA", "/elsewhere")
    assert complete()["data"]["camels_gb"]["path"] == "/elsewhere/camels_gb"
    monkeypatch.delenv("LSTM_PROBE_DATA")
    assert complete()["data"]["camels_gb"]["path"] == "data/camels_gb"
    data = copy.deepcopy(PLAIN["data"]) | {"era5_land": {"path": "${NOT_SET_ANYWHERE}/x"}}
    with pytest.raises(InputError, match="NOT_SET_ANYWHERE"):
        complete({"data": data})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"experimnts": {}}, ["experimnts", "experiments"]),
        ({"study": PLAIN["study"] | {"seeds": ["one"]}}, ["study.seeds.0", "one"]),
        ({"data": PLAIN["data"] | {"era5_land": {"path": "x", "method": "all_touch"}}}, ["all_touch", "all_touched"]),
        ({"experiments": {"main": {"control": "permute_gauge"}}}, ["permute_gauge", "did you mean 'permute_gauges'"]),
        ({"targets": {"swvl1": {"source": "era5_land", "units": "m"}}}, ["targets.swvl1", "long_name"]),
        ({"lstms": {"paper": {"dropout": 1.5}}}, ["lstms.paper.dropout", "1.5"]),
    ],
)
def test_a_mistake_is_named_with_its_place(change: dict, words: list[str]) -> None:
    """The message is a few lines with the place, what was found and the nearest valid word."""
    with pytest.raises(InputError) as caught:
        complete(change)
    message = str(caught.value)
    assert all(word in message for word in words), message
    assert len(message.splitlines()) <= 6


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (("study", "targets"), ["swvl11"], ["swvl11", "did you mean 'swvl1'"]),
        (("study", "lstms"), ["papers"], ["papers", "did you mean 'paper'"]),
        (("periods", "state_lead_days"), 10, ["delay_180", "state_lead_days = 10"]),
        (("figures", "soil_targets"), ["swvl5"], ["swvl5"]),
    ],
)
def test_names_must_be_in_the_catalogues(place: tuple[str, str], value: object, words: list[str]) -> None:
    """A study that names what no catalogue has stops before any job."""
    config = complete()
    config[place[0]][place[1]] = value
    with pytest.raises(InputError) as caught:
        preflight.check_names(config, "config.yaml")
    assert all(word in str(caught.value) for word in words)


def test_periods_must_not_overlap() -> None:
    """A test period that begins within its training period is refused."""
    config = complete()
    preflight.check_periods(config, "config.yaml")
    config["periods"]["probe_test"] = ["1995-01-01", "2008-12-31"]
    with pytest.raises(InputError, match="probe_fit ends 1997-12-31, probe_test begins 1995-01-01"):
        preflight.check_periods(config, "config.yaml")


def test_missing_data_are_named_with_their_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every missing folder is named, with where to get the data; the synthetic world needs none."""
    monkeypatch.setenv("LSTM_PROBE_DATA", str(tmp_path))
    config = complete()
    with pytest.raises(InputError) as caught:
        preflight.check_data(config, "config.yaml")
    assert all(word in str(caught.value) for word in ("camels_gb", "era5_land", "doi.org", "make demo"))
    for name in ("camels_gb", "era5_land"):
        (tmp_path / name).mkdir()
    preflight.check_data(config, "config.yaml")
    preflight.check_data({**config, "world": {"seed": 1}, "data": {}}, "config.yaml")


def test_missing_table_is_named(tmp_path: Path) -> None:
    """A target whose table is not there stops before any job."""
    config = complete()
    config["world"] = {"seed": 1}
    config["targets"]["mine"] = {"source": "table", "path": str(tmp_path / "mine.csv")}
    config["study"]["targets"] = ["mine"]
    with pytest.raises(InputError, match=r"targets\.mine"):
        preflight.check_data(config, "config.yaml")

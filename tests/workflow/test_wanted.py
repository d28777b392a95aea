"""What a study wants of each source follows from its configuration."""

from pathlib import Path
from typing import Any

import pytest

from lstm_probe.workflow import configuration
from lstm_probe.workflow.wanted import SOURCES, days_of_probes, to_fetch, wanted
from tests import shipped

ROOT = Path(__file__).parents[2]


@pytest.fixture
def config() -> dict[str, Any]:
    """Give the paper's configuration, complete."""
    schema = configuration.load_schema(ROOT / "workflow/schemas/config.schema.yaml")
    content = shipped.configuration()
    return configuration.complete(content, schema, "config.yaml")


def test_the_paper_wants_the_probes_years_and_variables(config: dict[str, Any]) -> None:
    """Years from the first day of probe_fit to the last of probe_test, the layers and snow, all gauges."""
    found = wanted(config)
    assert set(found) == set(SOURCES)
    assert found["camels_gb"] == {"version": 1, "gauges": None}
    assert found["era5_land"]["variables"] == ["sd", "swvl1", "swvl2", "swvl3", "swvl4"]
    assert found["era5_land"]["box"] == [61.0, -8.5, 49.5, 2.5]
    for name in ("era5_land", "esa_cci"):
        assert (found[name]["first_year"], found[name]["last_year"]) == (1988, 2008)
    assert found["esa_cci"]["version"] == "05.2"


def test_only_what_is_read_is_wanted(config: dict[str, Any]) -> None:
    """A study without some targets asks for fewer variables, and does not fetch a source that it does not read."""
    for name in SOURCES:
        config["data"][name]["fetch"] = True
    assert to_fetch(config) == ["camels_gb", "era5_land", "esa_cci"]
    config["study"]["targets"] = ["swvl1"]
    assert to_fetch(config) == ["camels_gb", "era5_land"]
    assert wanted(config)["era5_land"]["variables"] == ["swvl1"]
    config["data"]["era5_land"]["fetch"] = False
    assert to_fetch(config) == ["camels_gb"]


def test_a_synthetic_world_fetches_nothing(config: dict[str, Any]) -> None:
    """It makes its own files."""
    config["data"]["camels_gb"]["fetch"] = True
    assert to_fetch({**config, "world": {"seed": 1}}) == []


def test_gauges_may_stand_in_a_file(config: dict[str, Any], tmp_path: Path) -> None:
    """A list in the config or in a file, with a byte order mark or not, is the same list."""
    config["data"]["camels_gb"]["gauges"] = ["39056", "2001"]
    listed = wanted(config)
    (tmp_path / "gauges.txt").write_bytes(b"\xef\xbb\xbf39056.0\r\n02001\r\n")
    config["data"]["camels_gb"]["gauges"] = str(tmp_path / "gauges.txt")
    assert wanted(config) == listed
    assert listed["camels_gb"]["gauges"] == listed["era5_land"]["gauges"] == ["39056", "2001"]


def test_a_test_before_the_fit_wants_the_same_years(config: dict[str, Any]) -> None:
    """Years run from the first day of either period to the last, whichever comes first."""
    config["periods"]["probe_fit"], config["periods"]["probe_test"] = (
        config["periods"]["probe_test"],
        config["periods"]["probe_fit"],
    )
    assert days_of_probes(config["periods"]) == ["1988-01-01", "2008-12-31"]
    assert (wanted(config)["esa_cci"]["first_year"], wanted(config)["esa_cci"]["last_year"]) == (
        1988,
        2008,
    )

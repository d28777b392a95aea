"""Paths of a configuration: home folders, environment variables, and what Snakemake would take for a wildcard."""

import copy
import os
from pathlib import Path

import pytest

from lstm_probe.errors import InputError
from lstm_probe.workflow import paths
from tests.test_workflow import copy_repository, run, write_overlay
from tests.workflow.test_configuration import PLAIN, complete

PLACES = {
    "data.camels_gb.path": lambda config, path: config["data"]["camels_gb"].update(path=path),
    "data.camels_gb.series": lambda config, path: config["data"]["camels_gb"].update(series=path),
    "data.camels_gb.gauges": lambda config, path: config["data"]["camels_gb"].update(gauges=path),
    "data.era5_land.path": lambda config, path: config["data"]["era5_land"].update(path=path),
    "data.esa_cci.path": lambda config, path: config["data"]["esa_cci"].update(path=path),
    "data.caravan.path": lambda config, path: config["data"].update(caravan={"path": path}),
    "targets.mine.path": lambda config, path: config["targets"].update(
        mine={"source": "table", "units": "m", "long_name": "water", "path": path}
    ),
    "published.path": lambda config, path: config.update(published={"path": path, "target": "swvl1"}),
    "pathvars.results": lambda config, path: config["pathvars"].update(results=path),
    "pathvars.logs": lambda config, path: config["pathvars"].update(logs=path),
    "pathvars.world": lambda config, path: config["pathvars"].update(world=path),
}


def completed(place: str, path: str) -> object:
    """Complete the shipped configuration with one path in it, and return what has become of the path."""
    config = copy.deepcopy(PLAIN)
    PLACES[place](config, path)
    value: object = complete(config)
    for name in place.split("."):
        assert isinstance(value, dict)
        value = value[name]
    return value


@pytest.mark.parametrize("place", list(PLACES))
def test_a_home_folder_is_put_in_everywhere(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """~ and ~user stand for home folders in every path, also where an environment variable brings them."""
    monkeypatch.setenv("HOME", "/home/someone")
    monkeypatch.setenv("MINE", "~/data")
    assert completed(place, "~/data/x") == "/home/someone/data/x"
    assert completed(place, "~") == "/home/someone"
    assert completed(place, "${MINE}/x") == "/home/someone/data/x"
    assert completed(place, "~root/x") == os.path.expanduser("~root/x") != "~root/x"
    assert completed(place, "data/~/x") == "data/~/x"
    assert completed(place, "./~") == "./~"


@pytest.mark.parametrize("place", list(PLACES))
@pytest.mark.parametrize(
    ("path", "word"),
    [("data/{ta}", "'{'"), ("data/ta}", "'}'"), ("<results>/x", "'<results>'"), ("~nobody_there/x", "~nobody")],
)
def test_what_cannot_be_a_path_is_refused_in_words(place: str, path: str, word: str) -> None:
    """A wildcard, a pathvar and the home of nobody are named with their key."""
    with pytest.raises(InputError) as caught:
        completed(place, path)
    assert caught.value.where == f"config.yaml: {place}"
    assert word in caught.value.found


def test_braces_of_a_variable_are_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an environment variable brings is looked at like what is written."""
    monkeypatch.setenv("LSTM_PROBE_DATA", "/data/{ta}")
    with pytest.raises(InputError, match="a path without"):
        complete()


def test_variables_are_named_by_key() -> None:
    """Of the shipped configuration, the folders of all sources hold one variable."""
    found = paths.variables(PLAIN)
    assert set(found) == {f"data.{source}.path" for source in ("camels_gb", "era5_land", "esa_cci", "caravan")}
    assert set(map(tuple, found.values())) == {("LSTM_PROBE_DATA",)}


@pytest.mark.workflow
@pytest.mark.slow
def test_results_lie_in_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results that are to lie below ~ lie in the home folder, and nothing is made that is called ~."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = copy_repository(tmp_path / "repository")
    places = {name: f"~/{name}" for name in ("results", "logs", "world")}
    overlay = write_overlay(folder, {"pathvars": places})
    done = run(folder, "figF1_lstm_cell", overlay=overlay)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "home" / "results" / "figures" / "figF1_lstm_cell.png").is_file()
    assert not list(tmp_path.rglob("~"))

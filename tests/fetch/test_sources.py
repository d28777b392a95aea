"""All sources answer alike, one process at a time fetches into a folder, and offline nobody is asked."""

import fcntl
import logging
import threading
from pathlib import Path
from typing import Any

import pytest

from lstm_probe.errors import InputError
from lstm_probe.fetch import sources
from lstm_probe.fetch.http import plans
from lstm_probe.fetch.http.plans import Missing, size
from lstm_probe.fetch.http.request_policy import RequestPolicy
from lstm_probe.workflow import wanted

WANTED: dict[str, dict[str, Any]] = {
    "camels_gb": {"version": 1, "gauges": None},
    "era5_land": {
        "variables": ["swvl1", "sd"],
        "first_year": 2000,
        "last_year": 2001,
        "box": [61.0, -8.5, 49.5, 2.5],
        "product": "daily",
    },
    "esa_cci": {"version": "05.2", "first_year": 2000, "last_year": 2001},
    "caravan": {"record": None, "variables": ["volumetric_soil_water_layer_1_mean"]},
}


@pytest.mark.parametrize("name", ["camels_gb", "camels_gb v2", "era5_land", "esa_cci", "caravan"])
def test_every_source_says_what_it_lacks(name: str, tmp_path: Path) -> None:
    """Of a folder that is not there everything is missing: what, where it goes, where it comes from; none is made."""
    key = name.split()[0]
    entry = {**WANTED[key], "version": 2} if name.endswith("v2") else WANTED[key]
    lacks = sources.missing({key: tmp_path / "new"}, {key: entry}, RequestPolicy())[key]
    assert lacks
    for missing in lacks:
        assert missing.source.startswith("https://")
        assert missing.place.is_relative_to(tmp_path / "new")
        assert missing.what
    assert not list(tmp_path.iterdir())


def test_the_config_knows_all_sources() -> None:
    """What a configuration can fetch is what there are modules for."""
    assert set(sources.SOURCES) == set(wanted.SOURCES)


def test_offline_names_everything_of_all_sources(tmp_path: Path) -> None:
    """The message has every source with place and address; where nothing is missing there is none."""
    config = {
        "data": {name: {"path": str(tmp_path / name)} for name in WANTED},
        "fetch": {"connections": 2, "queued_requests": 3, "servers": {"ceda": "https://mirror.example.org"}},
    }
    with pytest.raises(InputError, match=r"fetch\.offline") as caught:
        sources.refuse_offline(config, list(WANTED), WANTED)
    for name in WANTED:
        assert f"{name}: " in str(caught.value)
        assert str(tmp_path / name) in str(caught.value)
    assert "https://mirror.example.org" in str(caught.value)
    sources.refuse_offline(config, [], WANTED)


def test_a_whole_folder_may_be_read_only(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Where nothing is missing and nothing can be written, the folder is described as it is; offline, too."""
    (tmp_path / "a.csv").write_text("1")
    (tmp_path / sources.LOCK).mkdir()  # no lock can be had, as in a folder that is read-only
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sources.SOURCES, "mine", sources.Source(lambda *_: [], lambda *_: None))
        assert sources.fetch("mine", tmp_path, {}, RequestPolicy(), offline=True)["files"] == 1
    assert "no lock" in caplog.text


def test_offline_a_fetch_is_refused(tmp_path: Path) -> None:
    """A rule that is named on the command line asks nobody either."""
    with pytest.raises(InputError, match=r"fetch\.offline"):
        sources.fetch("camels_gb", tmp_path, WANTED["camels_gb"], RequestPolicy(), offline=True)
    assert not list(tmp_path.iterdir())


def test_a_second_fetch_waits_for_the_first(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """While another process fetches into the folder, this one waits, and says so."""
    caplog.set_level(logging.INFO)
    running: list[str] = []
    lacks = [Missing("it", tmp_path, "https://x")]
    source = sources.Source(lambda *_: lacks, lambda *_: running.append("here"))
    with (tmp_path / sources.LOCK).open("w") as lock, pytest.MonkeyPatch.context() as patch:
        patch.setitem(sources.SOURCES, "mine", source)
        fcntl.flock(lock, fcntl.LOCK_EX)
        thread = threading.Thread(target=sources.fetch, args=("mine", tmp_path, {}, RequestPolicy()))
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
        assert not running
        fcntl.flock(lock, fcntl.LOCK_UN)
        thread.join(10)
    assert running == ["here"]
    assert "waiting for its end" in caplog.text


def test_what_is_missing_is_told_with_its_size() -> None:
    """Sizes are for people, and add up as far as they are known."""
    assert [size(count) for count in (7, 1_500, 2_400_000, 3_000_000_000)] == [
        "7 bytes",
        "1.5 kB",
        "2.4 MB",
        "3.0 GB",
    ]
    missing = [Missing("one", Path("a"), "https://x", 10**6), Missing("two", Path("b"), "https://y", None)]
    lines = plans.summary("mine", missing).splitlines()
    assert lines[0] == "mine: 2 to fetch, 1.0 MB and more"
    assert [line.strip() for line in lines[1:5]] == ["one (1.0 MB)", "to   a", "from https://x", "two"]
    assert plans.summary("mine", []) == "mine: everything is there"

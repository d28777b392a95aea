"""What a run needs to begin is there, or named: here the folders that it writes."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from lstm_probe.errors import InputError
from lstm_probe.workflow import inputs


def config_in(folder: Path, world: dict | None = None) -> dict:
    """Give what of a configuration says where a run writes."""
    places = {"results": folder / "new" / "results", "logs": folder / "logs", "world": folder / "a_file" / "world"}
    return {"pathvars": {name: str(path) for name, path in places.items()}, "world": world}


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that nobody may write, or skip where that cannot be had."""
    options = ["-t", "tmpfs", "-o", "ro,size=1m", "tmpfs"]
    if subprocess.run(["mount", *options, tmp_path], capture_output=True).returncode:
        pytest.skip("a read-only disk needs the right to mount")
    yield tmp_path
    subprocess.run(["umount", "--lazy", tmp_path], check=True)


def test_folders_that_can_be_made_are_enough(tmp_path: Path) -> None:
    """Nothing is made by asking, and where a synthetic world would go matters only to one."""
    (tmp_path / "a_file").write_text("in the way")
    inputs.check_writable(config_in(tmp_path), "mine.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["a_file"]


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path) -> None:
    """A file where a folder has to be, or a link to nowhere, stops before any job, with its key."""
    (tmp_path / "a_file").write_text("in the way")
    with pytest.raises(InputError, match=r"(?s)mine\.yaml: pathvars\.world.*a_file is no folder.*another folder"):
        inputs.check_writable(config_in(tmp_path, {"seed": 1}), "mine.yaml")
    (tmp_path / "logs").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match=r"(?s)pathvars\.logs.*is no folder"):
        inputs.check_writable(config_in(tmp_path), "mine.yaml")


def test_a_read_only_folder_is_named(read_only: Path) -> None:
    """A folder that cannot be written stops before any job, even for root."""
    with pytest.raises(InputError, match=r"(?s)pathvars\.results.*read-only for you.*let .* be written"):
        inputs.check_writable(config_in(read_only), "mine.yaml")


def sources_in(folder: Path, *fetched: str) -> dict:
    """Give what of a configuration says which sources are read, with those that are fetched."""
    data = {name: {"path": str(folder / name), "fetch": name in fetched} for name in ("camels_gb", "era5_land")}
    data["camels_gb"] |= {"version": 1, "series": None, "gauges": "all"}
    return {
        "world": None,
        "data": data,
        "targets": {"swvl1": {"source": "era5_land"}},
        "study": {"targets": ["swvl1"]},
        "published": None,
    }


def test_what_is_missing_can_be_fetched(tmp_path: Path) -> None:
    """The message offers the keys of the sources that are missing, and of no other."""
    with pytest.raises(InputError, match=r"data\.camels_gb\.fetch: true, data\.era5_land\.fetch: true"):
        inputs.check_data(sources_in(tmp_path), "mine.yaml", {})
    (tmp_path / "era5_land").mkdir()
    with pytest.raises(InputError, match=r"1 of its inputs (?s:.*)data\.camels_gb\.fetch: true \("):
        inputs.check_data(sources_in(tmp_path), "mine.yaml", {})


def test_what_will_be_fetched_is_not_missing(tmp_path: Path) -> None:
    """A source with fetch: true need not be there; others need."""
    inputs.check_data(sources_in(tmp_path, "camels_gb", "era5_land"), "mine.yaml", {})
    with pytest.raises(InputError, match="1 of its inputs") as caught:
        inputs.check_data(sources_in(tmp_path, "camels_gb"), "mine.yaml", {})
    assert "camels_gb" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"<html></html>"])
def test_a_damaged_archive_of_boundaries_is_left_to_its_job(tmp_path: Path, content: bytes) -> None:
    """Planning does not fall over a damaged archive, nor leave the polygons out in silence."""
    (tmp_path / "CAMELS_GB_catchment_boundaries.zip").write_bytes(content)
    assert inputs.has_boundaries(tmp_path)


def test_a_list_of_gauges_is_read_as_ingestion_reads_it(tmp_path: Path) -> None:
    """A byte-order mark, decimals and letters that are no UTF-8 do not keep a figure from its gauge."""
    (tmp_path / "gauges.txt").write_bytes(b"\xef\xbb\xbf39001.0\r\n01001\r\n\xff\r\n")
    config = {
        "world": None,
        "data": {"camels_gb": {"gauges": str(tmp_path / "gauges.txt")}},
        "study": {"figures": ["fig03_probe_series"]},
        "figures": {"series_gauges": ["39001", "1001"]},
    }
    inputs.check_gauges(config, "config.yaml")
    config["figures"]["series_gauges"] = ["39002"]
    with pytest.raises(InputError, match="39002"):
        inputs.check_gauges(config, "config.yaml")

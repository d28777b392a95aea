"""A run has a place: here the folders that it writes."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from lstm_probe.errors import InputError
from lstm_probe.workflow import places


def config_in(folder: Path, world: dict | None = None) -> dict:
    """Give what of a configuration says where a run writes."""
    places = {"results": folder / "new" / "results", "logs": folder / "logs", "world": folder / "a_file" / "world"}
    return {"pathvars": {name: str(path) for name, path in places.items()}, "world": world}


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that nobody may write, or skip where that cannot be had."""
    options = ["-t", "tmpfs", "-o", "ro,size=1m", "tmpfs"]
    if subprocess.run(["mount", *options, tmp_path], capture_output=True).returncode:
        pytest.skip("a read-only disk needs the right to mount (run them as root)")
    yield tmp_path
    subprocess.run(["umount", "--lazy", tmp_path], check=True)


def test_folders_that_can_be_made_are_enough(tmp_path: Path) -> None:
    """Nothing is made by asking, and where a synthetic world would go matters only to one."""
    (tmp_path / "a_file").write_text("in the way")
    places.check_writable(config_in(tmp_path), "mine.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["a_file"]


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path) -> None:
    """A file where a folder has to be, or a link to nowhere, stops before any job, with its key."""
    (tmp_path / "a_file").write_text("in the way")
    with pytest.raises(InputError, match=r"(?s)mine\.yaml: pathvars\.world.*a_file is no folder.*another folder"):
        places.check_writable(config_in(tmp_path, {"seed": 1}), "mine.yaml")
    (tmp_path / "logs").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match=r"(?s)pathvars\.logs.*is no folder"):
        places.check_writable(config_in(tmp_path), "mine.yaml")


def test_a_read_only_folder_is_named(read_only: Path) -> None:
    """A folder that cannot be written stops before any job, even for root."""
    with pytest.raises(InputError, match=r"(?s)pathvars\.results.*read-only for you.*let .* be written"):
        places.check_writable(config_in(read_only), "mine.yaml")

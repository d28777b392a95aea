"""Files are known by their content, are read once, and are read again whenever they may have changed."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from lstm_probe.artefacts import contents
from lstm_probe.errors import InputError


@pytest.fixture(autouse=True)
def _own_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember in a folder of the test."""
    monkeypatch.setenv("LSTM_PROBE_MEMORY", str(tmp_path / "memory"))
    monkeypatch.setattr(contents, "SETTLED", 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write two files that have settled."""
    place = tmp_path / "é data"
    (place / "in").mkdir(parents=True)
    (place / "a.csv").write_text("rain")
    (place / "in" / "b.csv").write_text("snow")
    time.sleep(0.02)
    return place


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List the names of the files that are read."""
    names: list[str] = []
    unchanged = contents._checksum

    def checksum(path: Path) -> str:
        names.append(path.name)
        return unchanged(path)

    monkeypatch.setattr(contents, "_checksum", checksum)
    return names


def digest(text: str) -> str:
    """Digest a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def test_every_file_is_read_once(folder: Path, read: list[str]) -> None:
    """The second time nothing is read, whether the folder is named by itself or through a link."""
    expected = {"a.csv": digest("rain"), "in/b.csv": digest("snow")}
    assert contents.checksums(folder) == expected
    assert sorted(read) == ["a.csv", "b.csv"]
    assert contents.checksums(folder) == expected
    (folder.parent / "link").symlink_to(folder)
    assert contents.checksums(folder.parent / "link") == expected
    assert len(read) == 2


def test_a_touched_file_is_read_again_and_is_the_same(folder: Path, read: list[str]) -> None:
    """Another time is a reason to look, and no change."""
    before = contents.checksums(folder)
    os.utime(folder / "a.csv", (time.time() + 10**6, time.time() + 10**6))
    assert contents.checksums(folder) == before
    assert read.count("a.csv") == 2
    time.sleep(0.02)
    assert contents.checksums(folder) == before


@pytest.mark.parametrize("same_time", [False, True], ids=["older", "of the same time"])
@pytest.mark.parametrize("in_place", [False, True], ids=["another file", "in place"])
def test_another_content_of_the_same_size_is_noticed(folder: Path, same_time: bool, in_place: bool) -> None:
    """A file that is replaced or rewritten is read again, even where its size and its time are those of before."""
    before, state = contents.checksums(folder), (folder / "a.csv").stat()
    other = folder / "a.csv" if in_place else folder.parent / "other.csv"
    other.write_text("hail")
    os.utime(other, ns=(state.st_atime_ns, state.st_mtime_ns if same_time else 10**9))
    other.replace(folder / "a.csv")
    now = contents.checksums(folder)
    assert now["a.csv"] == digest("hail") != before["a.csv"]
    assert now["in/b.csv"] == before["in/b.csv"]


def test_a_file_that_was_just_written_is_not_remembered(
    folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A further change might leave the same time, so a file is remembered once it has settled."""
    monkeypatch.setattr(contents, "SETTLED", 10**12)
    contents.checksums(folder)
    contents.checksums(folder)
    assert len(read) == 4


@pytest.mark.parametrize("rest", ["", "[1]", "{", '{"a.csv": 1}', '{"a.csv": [1, 2, 3, 4]}', "null"])
def test_a_damaged_memory_is_made_anew(folder: Path, read: list[str], rest: str) -> None:
    """Whatever stands in its place, files are read once more."""
    before = contents.checksums(folder)
    (memory,) = (folder.parent / "memory" / "checksums").iterdir()
    memory.write_text(rest)
    assert contents.checksums(folder) == contents.checksums(folder) == before
    assert len(read) == 4


def test_without_a_place_for_the_memory_files_are_read_each_time(folder: Path, read: list[str]) -> None:
    """A memory that cannot be written stops nothing."""
    (folder.parent / "memory").write_text("a file in its place")
    assert contents.checksums(folder) == contents.checksums(folder)
    assert len(read) == 4


def test_what_was_read_before_an_interruption_is_remembered(
    folder: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first reading that is stopped goes on where it was."""
    monkeypatch.setattr(contents, "READERS", 1)
    counted = contents._checksum

    def stop_at_b(path: Path) -> str:
        if path.name == "b.csv":
            time.sleep(0.1)
            raise KeyboardInterrupt
        return counted(path)

    with monkeypatch.context() as patch:
        patch.setattr(contents, "_checksum", stop_at_b)
        with pytest.raises(KeyboardInterrupt):
            contents.checksums(folder)
    contents.checksums(folder)
    assert sorted(read) == ["a.csv", "b.csv"]


def test_a_long_reading_says_what_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line names the place and the amount, once; nothing is said where all is known."""
    lines: list[str] = []
    monkeypatch.setattr(contents, "PATIENCE", -1.0)
    contents.checksums(folder, lines.append)
    contents.checksums(folder, lines.append)
    assert len(lines) == 1
    assert str(folder) in lines[0]
    assert "in 2 files" in lines[0]


def test_what_cannot_be_read_is_a_message(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission, or on a broken disk, is named."""

    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"(?s)a\.csv|b\.csv.*Permission denied"):
        contents.checksums(folder)


def test_files_that_come_and_go_are_followed(folder: Path, read: list[str]) -> None:
    """A file more is read, a file less is forgotten, hidden files do not count."""
    contents.checksums(folder)
    (folder / "c.csv").write_text("hail")
    (folder / ".nfs0001").write_text("hidden")
    (folder / "a.csv").unlink()
    assert list(contents.checksums(folder)) == ["c.csv", "in/b.csv"]
    assert read.count("b.csv") == 1
    assert contents.checksums(folder / "nowhere") == {}

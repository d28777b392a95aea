"""The record of a fetch names a folder, is the same for the same files, and tells whether they were changed."""

import json
import os
import time
from pathlib import Path

import pytest

from lstm_probe.artefacts import fetched
from lstm_probe.errors import InputError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder of a source."""
    place = tmp_path / "é data"
    for name in ("b.csv", "in/a.csv", ".hidden", ".git/x", "c.nc.part"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(name)
    return place


@pytest.fixture
def record(folder: Path, tmp_path: Path) -> Path:
    """Write the record of its fetch."""
    path = tmp_path / "results" / "record.json"
    fetched.write(fetched.describe(folder), path)
    return path


def test_a_folder_is_found_by_itself_or_by_its_record(folder: Path, record: Path) -> None:
    """Scripts ask one question, whichever their input is."""
    assert fetched.folder(folder) == fetched.folder(str(folder)) == fetched.folder(record) == folder


def test_only_what_readers_see_counts(folder: Path, record: Path) -> None:
    """Hidden files and parts of files leave no trace in the record."""
    assert json.loads(record.read_text())["files"] == 2
    assert json.loads(record.read_text())["bytes"] == len("b.csv") + len("in/a.csv")
    before = record.read_bytes()
    for name in (".hidden", ".git/x", "c.nc.part"):
        (folder / name).unlink()
    fetched.write(fetched.describe(folder), record)
    assert record.read_bytes() == before


def test_names_and_contents_count(folder: Path) -> None:
    """Another name, another size and another letter each make another digest; another time does not."""
    digests = [fetched.describe(folder)["digest"]]
    os.utime(folder / "b.csv", (1, 1))
    assert fetched.describe(folder)["digest"] == digests[0]
    for text in ("B.csv", "longer than before"):
        (folder / "b.csv").write_text(text)
        digests.append(fetched.describe(folder)["digest"])
    (folder / "b.csv").rename(folder / "d.csv")
    digests.append(fetched.describe(folder)["digest"])
    assert len(set(digests)) == 4


def test_changes_are_noticed(folder: Path, record: Path) -> None:
    """Nothing is changed before and after a fetch; a file more, a longer one and one of other letters are changes."""
    assert fetched.changed(record.with_name("not there.json")) == ""
    assert fetched.changed(record) == ""
    later = time.time() + 10
    os.utime(folder / "b.csv", (later, later))
    assert fetched.changed(record) == ""
    states = set()
    for text in ("B.csv", "longer"):
        (folder / "b.csv").write_text(text)
        states.add(fetched.changed(record))
    (folder / "e.csv").write_text("more")
    states.add(fetched.changed(record))
    assert len(states - {""}) == 3
    assert fetched.changed(record) == fetched.changed(record)


def test_an_older_file_of_the_same_size_is_a_change(folder: Path, record: Path, tmp_path: Path) -> None:
    """What `rsync -t` or `tar` put in place of a fetched file keeps its own older time and is noticed, as is a link."""
    then = (folder / "b.csv").read_bytes()
    for put in (os.replace, lambda new, old: (old.unlink(), old.symlink_to(new))):
        other = tmp_path / "other.csv"
        other.write_bytes(then[::-1])
        os.utime(other, (1, 1))
        put(other, folder / "b.csv")
        assert fetched.changed(record)
        (folder / "b.csv").unlink()
        (folder / "b.csv").write_bytes(then)
        assert fetched.changed(record) == ""


def test_a_linked_folder_counts(folder: Path, tmp_path: Path) -> None:
    """Files behind a link to a folder are in the record, and a change there is noticed."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.csv").write_text("rain")
    (folder / "timeseries").symlink_to(tmp_path / "elsewhere")
    path = tmp_path / "record.json"
    fetched.write(fetched.describe(folder), path)
    assert json.loads(path.read_text())["files"] == 3
    (tmp_path / "elsewhere" / "a.csv").write_text("snow")
    assert fetched.changed(path)


def test_lost_files_are_told(folder: Path, record: Path) -> None:
    """The message says how many are gone, and how they come back."""
    (folder / "b.csv").unlink()
    with pytest.raises(InputError, match=r"(?s)1 of 2 files are gone.*remove .*record\.json"):
        fetched.changed(record)


@pytest.mark.parametrize("content", ["", "[1]", "{}", '{"folder": "x"}', '{"folder": "x", "files": "many"}'])
def test_a_broken_record_is_told(content: str, tmp_path: Path) -> None:
    """Another file by the name of a record gives a message."""
    (tmp_path / "record.json").write_text(content)
    for ask in (fetched.folder, fetched.changed):
        with pytest.raises(InputError, match="the record of a fetch"):
            ask(tmp_path / "record.json")

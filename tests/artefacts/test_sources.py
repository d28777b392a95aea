"""Sources are described by their files, sizes and one checksum."""

import hashlib
from pathlib import Path

import pytest

from lstm_probe.artefacts import fetched, sources
from lstm_probe.contracts.tables import SOURCES
from lstm_probe.errors import InputError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write two files, and a mark that a workflow engine leaves."""
    (tmp_path / "data" / "b").mkdir(parents=True)
    (tmp_path / "data" / "b" / "one.csv").write_text("rain")
    (tmp_path / "data" / "two.csv").write_text("snow!")
    (tmp_path / "data" / ".snakemake_timestamp").write_text("")
    return tmp_path / "data"


def digest(text: str) -> str:
    """Digest a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_folder_and_a_file(folder: Path) -> None:
    """The checksum is that of `sha256sum` lines, sorted by name; hidden files do not count."""
    table = SOURCES.check(sources.describe({"world": folder, "table": folder / "two.csv"}))
    assert table["files"].tolist() == [2, 1]
    assert table["bytes"].tolist() == [9, 5]
    lines = f"{digest('rain')}  b/one.csv\n{digest('snow!')}  two.csv\n"
    assert table["sha256"].tolist() == [digest(lines), digest(f"{digest('snow!')}  two.csv\n")]
    assert table["path"].tolist() == [str(folder), str(folder / "two.csv")]


def test_the_checksum_follows_content_and_names_alone(folder: Path) -> None:
    """Touching or moving the folder changes nothing; a changed letter or name does."""

    def checksum(path: Path) -> str:
        return sources.describe({"data": path})["sha256"].item()

    before = checksum(folder)
    (folder / "two.csv").touch()
    moved = folder.rename(folder.with_name("elsewhere"))
    assert checksum(moved) == before
    (moved / "two.csv").write_text("snow?")
    other = checksum(moved)
    (moved / "two.csv").rename(moved / "three.csv")
    assert len({before, other, checksum(moved)}) == 3


def test_missing_and_empty_sources_are_named(tmp_path: Path) -> None:
    """No folder, and a folder without files, are refused."""
    with pytest.raises(InputError, match="no such file or folder"):
        sources.describe({"camels_gb": tmp_path / "nowhere"})
    with pytest.raises(InputError, match="the files of camels_gb"):
        sources.describe({"camels_gb": tmp_path})


def test_no_sources_make_an_empty_table() -> None:
    """A run without files has a table with columns and no rows."""
    assert SOURCES.check(sources.describe({})).empty


def test_a_fetched_source_is_its_folder(folder: Path, tmp_path: Path) -> None:
    """Of a source whose record of a fetch is given, the files of its folder are described."""
    fetched.write(fetched.describe(folder), tmp_path / "record.json")
    by_record, itself = (sources.describe({"data": path}) for path in (tmp_path / "record.json", folder))
    assert by_record.equals(itself)

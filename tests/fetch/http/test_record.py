"""The list of fetched files says what is whole, survives a kill, and ends the same whatever its order."""

from pathlib import Path

import pytest

from lstm_probe.fetch.http.record import NAME, Record, digest_of

URL = "https://example.org/a"


def written(folder: Path, name: str, content: bytes) -> Path:
    """Write a file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_file_is_whole_while_its_size_stays(tmp_path: Path) -> None:
    """A file that was written down is whole; one that is gone, cut short or never written down is not."""
    path, other = written(tmp_path, "in/ä b.csv", b"abc"), written(tmp_path, "own.csv", b"abc")
    record = Record(tmp_path)
    assert not record.whole(path)
    record.add(path, URL, "md5:900150983cd24fb0d6963f7d28e17f72")
    for seen in (record, Record(tmp_path)):
        assert seen.whole(path)
        assert not seen.whole(other)
        assert seen.names() == ["in/ä b.csv"]
        assert seen[path].sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        assert (seen[path].bytes, seen[path].url) == (3, URL)
    path.write_bytes(b"ab")
    assert not record.whole(path)
    path.unlink()
    assert not record.whole(path)


def test_digests_are_those_of_the_standards() -> None:
    """The checksums of this very file are what other tools say."""
    import hashlib

    path = Path(__file__)
    assert digest_of(path, "md5") == hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def test_the_order_of_fetching_leaves_no_trace(tmp_path: Path) -> None:
    """Whatever came first, and however often, the tidied list is the same, byte for byte."""
    lists = []
    for name, order in (("one", "abc"), ("other", "cabbc")):
        record = Record(tmp_path / name)
        for letter in order:
            record.add(written(tmp_path / name, letter, letter.encode()), f"{URL}{letter}")
        record.tidy()
        lists.append((tmp_path / name / NAME).read_bytes())
    assert lists[0] == lists[1]


@pytest.mark.parametrize("left", [1, 20, 150])
def test_half_a_line_is_forgotten(tmp_path: Path, left: int, caplog: pytest.LogCaptureFixture) -> None:
    """A list that a kill cut within its last line keeps the others, and goes on on a line of its own."""
    record = Record(tmp_path)
    for letter in "abc":
        record.add(written(tmp_path, letter, letter.encode()), URL)
    lines = (tmp_path / NAME).read_bytes().splitlines(keepends=True)
    (tmp_path / NAME).write_bytes(b"".join(lines[:-1]) + lines[-1][:left])
    again = Record(tmp_path)
    assert again.names() == ["a", "b"]
    assert "1 lines" in caplog.text
    again.add(tmp_path / "c", URL)
    assert Record(tmp_path).names() == ["a", "b", "c"]
    again.tidy()
    assert (tmp_path / NAME).read_bytes() == b"".join(lines)


def test_a_file_can_be_written_down_before_it_comes_to_its_place(tmp_path: Path) -> None:
    """It is not whole until it is there."""
    part, record = written(tmp_path, "a.part", b"abc"), Record(tmp_path)
    record.add(tmp_path / "a", URL, content=part)
    assert not record.whole(tmp_path / "a")
    part.rename(tmp_path / "a")
    assert record.whole(tmp_path / "a")

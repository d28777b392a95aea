"""Archives unpack inside their folder, whole or not at all, and never more than data can be."""

import io
import random
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.data.files import archives
from lstm_probe.data.files.archives import extract
from lstm_probe.data.files.members import Limits
from lstm_probe.errors import InputError
from tests.examples import examples

CONTENT = {"one/data/a.csv": b"a,b\n1,2\n" * 500, "one/data/deeper/b.csv": b"x", "one/empty.txt": b""}


def make_zip(path: Path, content: dict[str, bytes] = CONTENT) -> Path:
    """Write a ZIP archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return path


def make_tar(path: Path, content: dict[str, bytes] = CONTENT, mode: str = "w:gz") -> Path:
    """Write a tar archive."""
    with tarfile.open(path, mode) as archive:
        for name, data in content.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def make_plain_tar(path: Path, content: dict[str, bytes] = CONTENT) -> Path:
    """Write a tar archive that is not compressed."""
    return make_tar(path, content, "w")


KINDS = [make_zip, make_tar, make_plain_tar]
Maker = Callable[..., Path]


def everything(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("make", KINDS)
def test_what_macos_adds_stays_in_the_archive(make: Maker, tmp_path: Path) -> None:
    """Hidden members and those of __MACOSX are neither listed nor unpacked; names that lead outside are refused."""
    added = {"__MACOSX/one/._a.csv": b"\0\5\x16\7", "._one": b"\0", "one/.DS_Store": b"\0"}
    archive = make(tmp_path / "archive", added | CONTENT)
    extract(archive, tmp_path / "into", lambda name: True)
    assert everything(tmp_path / "into") == CONTENT
    if make is make_zip:
        assert archives.names(archive) == sorted(CONTENT)
    with pytest.raises(InputError, match="outside its folder"):
        extract(make(tmp_path / "evil", {"__MACOSX/../../._a": b""}), tmp_path / "other", lambda name: True)


@pytest.mark.parametrize("make", KINDS)
def test_all_members_come_out_as_they_went_in(make: Maker, tmp_path: Path) -> None:
    """The folder then holds the files of the archive, byte for byte, and nothing else."""
    paths = extract(make(tmp_path / "an archive é"), tmp_path / "into", lambda name: True)
    assert everything(tmp_path / "into") == CONTENT
    assert paths == sorted(tmp_path / "into" / name for name in CONTENT)


@pytest.mark.parametrize("make", KINDS)
def test_only_wanted_members_come_out(make: Maker, tmp_path: Path) -> None:
    """What is not wanted is not written."""
    extract(make(tmp_path / "a"), tmp_path / "into", lambda name: name.endswith("a.csv"))
    assert list(everything(tmp_path / "into")) == ["one/data/a.csv"]


def test_the_names_of_a_zip_are_listed_without_unpacking(tmp_path: Path) -> None:
    """A look into an archive tells its files."""
    assert archives.names(make_zip(tmp_path / "a.zip")) == sorted(CONTENT)
    with pytest.raises(InputError, match="whole ZIP"):
        archives.names(make_tar(tmp_path / "a.tar"))


@pytest.mark.parametrize("make", KINDS)
def test_files_that_are_there_stay(make: Maker, tmp_path: Path) -> None:
    """A user's own file is not overwritten by a member of its name; the others come beside it."""
    own = tmp_path / "into" / "one/data/a.csv"
    own.parent.mkdir(parents=True)
    own.write_text("mine")
    extract(make(tmp_path / "a"), tmp_path / "into", lambda name: True)
    assert everything(tmp_path / "into") == {**CONTENT, "one/data/a.csv": b"mine"}


OUTSIDE = [
    "../out.csv",
    "one/../../out.csv",
    "/tmp/out.csv",
    "..\\out.csv",
    "C:\\out.csv",
    "c:out.csv",
    "\\\\host\\out",
]


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("name", OUTSIDE)
def test_a_member_that_leads_outside_is_refused(make: Maker, name: str, tmp_path: Path) -> None:
    """Nothing of such an archive is unpacked, wanted or not, and nothing is written anywhere else."""
    archive = make(tmp_path / "a", {**CONTENT, name: b"out"})
    before = everything(tmp_path)
    with pytest.raises(InputError, match="leads outside its folder"):
        extract(archive, tmp_path / "into", lambda name: True)
    assert everything(tmp_path) == before


def linked_zip(path: Path) -> Path:
    """Write a ZIP archive with a symbolic link in it."""
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("link.csv")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
        archive.writestr("plain.csv", "1")
    return path


def special_tar(kind: bytes) -> Maker:
    """Write a tar archive with a member of some kind in it."""

    def make(path: Path) -> Path:
        with tarfile.open(path, "w") as archive:
            entry = tarfile.TarInfo("link.csv")
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
            archive.addfile(tarfile.TarInfo("plain.csv"))
        return path

    return make


SPECIAL = [linked_zip, *map(special_tar, (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE))]


@pytest.mark.parametrize("make", SPECIAL)
def test_links_and_devices_are_refused(make: Maker, tmp_path: Path) -> None:
    """A wanted member that is no plain file stops all; one that nobody wants is passed over."""
    archive = make(tmp_path / "a")
    with pytest.raises(InputError, match="link or a device"):
        extract(archive, tmp_path / "into", lambda name: True)
    assert not everything(tmp_path / "into")
    extract(archive, tmp_path / "into", lambda name: name == "plain.csv")
    assert list(everything(tmp_path / "into")) == ["plain.csv"]


@pytest.mark.parametrize("make", KINDS)
def test_a_member_is_there_once(make: Maker, tmp_path: Path) -> None:
    """Two members of one place are refused, however the name is written."""
    archive = make(tmp_path / "a", {"one/a.csv": b"1", "one/./a.csv": b"2"})
    with pytest.raises(InputError, match="two members of the name"):
        extract(archive, tmp_path / "into", lambda name: True)


@pytest.mark.parametrize("make", KINDS)
def test_a_file_that_is_also_a_folder_is_refused(make: Maker, tmp_path: Path) -> None:
    """Such an archive cannot be unpacked, and the message is no traceback."""
    archive = make(tmp_path / "a", {"one": b"1", "one/a.csv": b"2"})
    with pytest.raises(InputError):
        extract(archive, tmp_path / "into", lambda name: True)
    assert not everything(tmp_path / "into")


@pytest.mark.parametrize("make", [make_zip, make_tar])
def test_a_bomb_is_refused(make: Maker, tmp_path: Path) -> None:
    """A small archive that says that it becomes a large one is not unpacked; as much of harmless data is."""
    archive = make(tmp_path / "a", {"zeros": bytes(3_000_000)})
    with pytest.raises(InputError, match="unpack to 3000000"):
        extract(archive, tmp_path / "into", lambda name: True, Limits(ratio=100.0, harmless=2_000_000))
    assert not everything(tmp_path / "into")
    extract(archive, tmp_path / "into", lambda name: True, Limits(ratio=100.0, harmless=4_000_000))


@pytest.mark.parametrize("make", KINDS)
def test_too_much_altogether_is_refused(make: Maker, tmp_path: Path) -> None:
    """Neither more bytes nor more members come out than the limits say."""
    archive = make(tmp_path / "a")
    for limits in (Limits(bytes=4000), Limits(members=2)):
        with pytest.raises(InputError, match=r"unpack to|more than 2 members"):
            extract(archive, tmp_path / "into", lambda name: True, limits)
        assert not everything(tmp_path / "into")


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    """What comes out counts and not only what is said: a member that says 10 bytes and holds more is damage."""
    archive = make_zip(tmp_path / "a.zip", {"zeros": bytes(3_000_000)})
    lying = archive.read_bytes().replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != archive.read_bytes()
    archive.write_bytes(lying)
    with pytest.raises(InputError):
        extract(archive, tmp_path / "into", lambda name: True, Limits(harmless=1000, ratio=10))
    assert not everything(tmp_path / "into")


def test_members_that_share_their_bytes_count_each(tmp_path: Path) -> None:
    """A directory that names the same bytes a thousand times is bounded by what it would write."""
    archive = make_zip(tmp_path / "a.zip", {"x": bytes(100_000)})
    with zipfile.ZipFile(archive, "a") as opened:
        first = opened.infolist()[0]
        for number in range(1000):
            again = zipfile.ZipInfo(f"x{number}")
            for name in ("header_offset", "file_size", "compress_size", "CRC", "compress_type"):
                setattr(again, name, getattr(first, name))
            opened.filelist.append(again)
        opened._didModify = True
    with pytest.raises(InputError, match="unpack to"):
        extract(archive, tmp_path / "into", lambda name: True, Limits(harmless=1_000_000))


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    """A password is not asked for."""
    archive = make_zip(tmp_path / "a.zip", {"x": b"1"})
    data = bytearray(archive.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(data)
    with pytest.raises(InputError, match="encrypted"):
        extract(archive, tmp_path / "into", lambda name: True)


@pytest.mark.parametrize(
    "content", [b"", b"<!DOCTYPE html><html>log in</html>", b"PK\x03\x04", b"\x1f\x8b\x08", bytes(9)]
)
def test_what_is_no_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    """An empty file, a web page and the mere beginning of an archive are told as such."""
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(InputError, match="whole ZIP or tar archive"):
        extract(tmp_path / "a.zip", tmp_path / "into", lambda name: True)
    assert not everything(tmp_path / "into")


@pytest.mark.parametrize("make", KINDS)
def test_an_archive_cut_short_is_refused(make: Maker, tmp_path: Path) -> None:
    """Wherever an archive breaks off, nothing comes out; only the padding at the end of a tar may be missing."""
    whole = make(tmp_path / "whole").read_bytes()
    end = len(whole) if make is not make_plain_tar else len(whole.rstrip(b"\0")) // 512 * 512
    for length in sorted({*range(0, end, max(1, end // 60)), end - 1}):
        (tmp_path / "a").write_bytes(whole[:length])
        with pytest.raises(InputError):
            extract(tmp_path / "a", tmp_path / "into", lambda name: True)
        assert not everything(tmp_path / "into")


@examples(150)
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(KINDS), flips=st.integers(1, 20))
def test_damage_is_refused_or_harmless(
    seed: int, kind: Maker, flips: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Flipped bytes give a message, or files inside the folder; never another error, never a file elsewhere."""
    folder, chance = tmp_path_factory.mktemp("damaged"), random.Random(seed)
    archive = kind(folder / "a")
    data = bytearray(archive.read_bytes())
    for _ in range(flips):
        data[chance.randrange(len(data))] = chance.randrange(256)
    archive.write_bytes(data)
    try:
        extract(archive, folder / "into", lambda name: True, Limits(bytes=10_000_000))
    except InputError:
        assert not everything(folder / "into")
    assert {path.name for path in folder.iterdir()} <= {"a", "into"}

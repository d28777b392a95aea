"""Unpack ZIP and tar archives: nothing leaves the folder, nothing is overwritten, no archive fills the disk.

Members named by absolute paths or through ``..``, links and devices are refused, and so are archives from which
more would come, by what they say or by what does come, than from anything that is fetched here.
"""

import lzma
import os
import re
import shutil
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from lstm_probe.errors import InputError
from lstm_probe.writing import explained

DRIVE = re.compile(r"[A-Za-z]:")
CHUNK = 2**20  # bytes
STAGING = ".unpacking"
DAMAGES = (
    zipfile.BadZipFile,
    tarfile.TarError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    ValueError,
    OSError,
)


@dataclass(frozen=True)
class Limits:
    """Bound what may come out of an archive; all that is fetched here stays far below.

    Parameters
    ----------
    bytes : int
        All members together, unpacked.
    ratio : float
        Bytes unpacked for a byte of the archive, once more than `harmless` bytes have come out.
    members : int
        Members of all kinds.
    harmless : int
        Bytes that may come out at any ratio: empty fields shrink a thousandfold.
    """

    bytes: int = 200 * 10**9
    ratio: float = 200.0
    members: int = 500_000
    harmless: int = 10**9


LIMITS = Limits()


@dataclass(frozen=True)
class Member:
    """Hold one file of an archive while that is read.

    Parameters
    ----------
    name : str
        Its name, with forward slashes.
    size : int
        Bytes that it should have, unpacked.
    plain : bool
        Whether it is a plain file; the alternatives are links and devices.
    open : callable
        Opens its content.
    """

    name: str
    size: int
    plain: bool
    open: Callable[[], IO[bytes] | None]


def extract(archive: Path, into: Path, wanted: Callable[[str], bool], limits: Limits = LIMITS) -> list[Path]:
    """Unpack members of a ZIP or tar archive, also a compressed one, into a folder: all that are wanted, or none.

    Files that are there already stay as they are.

    Parameters
    ----------
    archive : Path
        The archive, whatever its name ends in.
    into : Path
        The folder; it is made.
    wanted : callable
        Says whether a member is unpacked, by its name with forward slashes.
    limits : Limits
        What may come out.

    Returns
    -------
    list of Path
        The files of the wanted members, sorted, those that were there among them.

    Raises
    ------
    InputError
        If the archive is damaged or none, leads outside the folder, or holds more than the limits.
    """
    staging = into / STAGING
    try:
        with explained(into / "unpacked"):
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir(parents=True)
            names = _unpack(archive, staging, wanted, limits)
            os.sync()
            for name in names:
                _put(staging / name, into / name)
    except InputError:
        raise
    except DAMAGES as error:
        found = f"{error or type(error).__name__} (it begins with {_beginning(archive)!r})"
        raise InputError(str(archive), found, "a whole ZIP or tar archive", "remove it and get it again") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return sorted(into / name for name in names)


def names(archive: Path, limits: Limits = LIMITS) -> list[str]:
    """List the files in a ZIP archive, with forward slashes, sorted.

    Parameters
    ----------
    archive : Path
        The archive.
    limits : Limits
        What it may hold.

    Raises
    ------
    InputError
        If the archive is damaged or none, leads outside its folder, or holds more than the limits.
    """
    try:
        return sorted(member.name for member in _of_zip(archive, limits))
    except InputError:
        raise
    except DAMAGES as error:
        raise InputError(str(archive), f"{error}", "a whole ZIP archive", "remove it and get it again") from error


def _unpack(archive: Path, staging: Path, wanted: Callable[[str], bool], limits: Limits) -> list[str]:
    """Write the wanted members below a folder of their own; returns their names."""
    packed, written, done = archive.stat().st_size, 0, set[str]()
    for member in (_of_zip if zipfile.is_zipfile(archive) else _of_tar)(archive, limits):
        if not wanted(member.name):
            continue
        if member.name in done:
            raise _refused(archive, f"two members of the name '{member.name}'")
        content = member.open() if member.plain else None
        if content is None:
            raise _refused(archive, f"'{member.name}', which is a link or a device")
        (staging / member.name).parent.mkdir(parents=True, exist_ok=True)
        with content, (staging / member.name).open("xb") as file:
            while chunk := content.read(CHUNK):
                written += len(chunk)
                _bound(archive, packed, written, limits)
                file.write(chunk)
            if file.tell() != member.size:
                raise EOFError(f"'{member.name}' has {file.tell()} bytes of {member.size}")
        done.add(member.name)
    return sorted(done)


def _put(unpacked: Path, place: Path) -> None:
    """Move a file to its place, unless something is there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if not os.path.lexists(place):
        unpacked.replace(place)


def _of_zip(archive: Path, limits: Limits) -> Iterator[Member]:
    """Yield the files of a ZIP archive, after a look at what all its members say of themselves."""
    with zipfile.ZipFile(archive) as opened:
        entries = opened.infolist()
        _count(archive, len(entries), limits)
        _bound(archive, archive.stat().st_size, sum(entry.file_size for entry in entries), limits)
        inside = [(_name(archive, entry.filename), entry) for entry in entries]
        for name, entry in inside:
            if entry.flag_bits & 1:
                raise _refused(archive, f"'{name}', which is encrypted")
            mode = stat.S_IFMT(entry.external_attr >> 16)
            if not entry.is_dir():
                yield Member(name, entry.file_size, mode in (0, stat.S_IFREG), lambda entry=entry: opened.open(entry))


def _of_tar(archive: Path, limits: Limits) -> Iterator[Member]:
    """Yield the files of a tar archive in one pass: a second one through a large compressed archive takes long."""
    packed, said = archive.stat().st_size, 0
    with tarfile.open(archive, "r|*") as opened:
        for number, entry in enumerate(opened, start=1):
            said += entry.size
            _count(archive, number, limits)
            _bound(archive, packed, said, limits)
            name = _name(archive, entry.name)
            if not entry.isdir():
                yield Member(name, entry.size, entry.isreg(), lambda entry=entry: opened.extractfile(entry))


def _name(archive: Path, name: str) -> str:
    """Write a member's name with forward slashes, and refuse one that leads outside."""
    slashed = name.replace("\\", "/")
    parts = PurePosixPath(slashed).parts
    if slashed.startswith("/") or DRIVE.match(slashed) or ".." in parts or "\0" in slashed:
        raise _refused(archive, f"{name!r}, which leads outside its folder")
    return "/".join(parts)


def _count(archive: Path, members: int, limits: Limits) -> None:
    if members > limits.members:
        raise _refused(archive, f"more than {limits.members} members")


def _bound(archive: Path, packed: int, unpacked: int, limits: Limits) -> None:
    """Refuse an archive from which too much comes, altogether or for its size."""
    if unpacked > limits.bytes or (unpacked > limits.harmless and unpacked > limits.ratio * packed):
        raise _refused(archive, f"{packed} bytes that unpack to {unpacked} or more")


def _refused(archive: Path, found: str) -> InputError:
    expected = "an archive of data: plain files that stay in their folder, of a size that data have"
    return InputError(str(archive), found, expected, "do not open it; get it again from its publisher")


def _beginning(archive: Path) -> str:
    """Read the first characters of a file, for messages."""
    try:
        with archive.open("rb") as file:
            return file.read(24).decode("ascii", "replace")
    except OSError:
        return ""

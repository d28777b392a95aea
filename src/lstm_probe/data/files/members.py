"""The files in ZIP and tar archives, each looked at before it is opened: what is hostile or too much is refused."""

import bz2
import functools
import gzip
import lzma
import re
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, Self

from lstm_probe.artefacts.listing import visible
from lstm_probe.errors import InputError

DRIVE = re.compile(r"[A-Za-z]:")
CHUNK = 2**20  # bytes
COMPRESSED: dict[bytes, Callable[..., Any]] = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open, b"\xfd7": lzma.open}


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


class _Header(tarfile.TarInfo):
    """Read a header of a tar archive, and take a damaged one for damage: tarfile takes it for the end."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(archive)
        except tarfile.HeaderError as error:
            if type(error).__name__ == "EOFHeaderError":  # the block of zeros at the end
                raise
            raise EOFError(f"{error or 'it is cut short'}") from error


def of_zip(archive: Path, limits: Limits) -> Iterator[Member]:
    """Yield the files of a ZIP archive but hidden ones, after a look at what all its members say of themselves.

    Raises
    ------
    InputError
        If a member leads outside or is encrypted, or there is more than the limits.
    """
    with zipfile.ZipFile(archive) as opened:
        entries = opened.infolist()
        _count(archive, len(entries), limits)
        bound(archive, archive.stat().st_size, sum(entry.file_size for entry in entries), limits)
        inside = [(_name(archive, entry.filename), entry) for entry in entries]
        for name, entry in inside:
            if not visible(name):
                continue
            if entry.flag_bits & 1:
                raise refused(archive, f"'{name}', which is encrypted")
            mode = stat.S_IFMT(entry.external_attr >> 16)
            if not entry.is_dir():
                yield Member(name, entry.file_size, mode in (0, stat.S_IFREG), functools.partial(opened.open, entry))


def of_tar(archive: Path, limits: Limits) -> Iterator[Member]:
    """Yield the files of a tar archive but hidden ones, in one pass: a second one through a large archive takes long.

    Parameters
    ----------
    archive : Path
        The archive, also a compressed one.

    Raises
    ------
    InputError
        If a member leads outside, or there is more than the limits.
    """
    packed, said = archive.stat().st_size, 0
    with _uncompressed(archive) as file, tarfile.open(fileobj=file, mode="r|", tarinfo=_Header) as opened:
        for number, entry in enumerate(opened, start=1):
            said += entry.size
            _count(archive, number, limits)
            bound(archive, packed, said, limits)
            name = _name(archive, entry.name)
            if not entry.isdir() and visible(name):
                yield Member(name, entry.size, entry.isreg(), functools.partial(opened.extractfile, entry))
        while rest := file.read(CHUNK):  # the checksum of a compressed archive stands at its very end
            said += len(rest)
            bound(archive, packed, said, limits)


def _uncompressed(archive: Path) -> IO[bytes]:
    with archive.open("rb") as file:
        beginning = file.read(2)
    opened: IO[bytes] = COMPRESSED.get(beginning, open)(archive, "rb")
    return opened


def _name(archive: Path, name: str) -> str:
    """Write a member's name with forward slashes, and refuse one that leads outside."""
    slashed = name.replace("\\", "/")
    parts = PurePosixPath(slashed).parts
    if slashed.startswith("/") or DRIVE.match(slashed) or ".." in parts or "\0" in slashed:
        raise refused(archive, f"{name!r}, which leads outside its folder")
    return "/".join(parts)


def _count(archive: Path, members: int, limits: Limits) -> None:
    if members > limits.members:
        raise refused(archive, f"more than {limits.members} members")


def bound(archive: Path, packed: int, unpacked: int, limits: Limits) -> None:
    """Refuse an archive from which too much comes, altogether or for its size.

    Parameters
    ----------
    packed, unpacked : int
        Its size, and what came out of it or is said to, bytes.

    Raises
    ------
    InputError
        If it is more.
    """
    if unpacked > limits.bytes or (unpacked > limits.harmless and unpacked > limits.ratio * packed):
        raise refused(archive, f"{packed} bytes that unpack to {unpacked} or more")


def refused(archive: Path, found: str) -> InputError:
    """Word the refusal of an archive for what it holds."""
    expected = "an archive of data: plain files that stay in their folder, of a size that data have"
    return InputError(str(archive), found, expected, "do not open it; get it again from its publisher")

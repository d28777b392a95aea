"""Unpack ZIP and tar archives: nothing leaves the folder, nothing is overwritten, no archive fills the disk.

Members named by absolute paths or through ``..``, links and devices are refused, and so are archives from which
more would come, by what they say or by what does come, than from anything that is fetched here.
"""

import lzma
import os
import shutil
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lstm_probe.artefacts.writing import explained
from lstm_probe.data.files.members import LIMITS, Limits, bound, of_tar, of_zip, refused
from lstm_probe.errors import InputError

CHUNK = 2**20  # bytes
STAGING = ".unpacking"
#: What libraries raise over damaged archives.
OF_FORMATS = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError)
DAMAGES = (*OF_FORMATS, RuntimeError, LookupError, ValueError, OSError)


@contextmanager
def _described(archive: Path, expected: str) -> Iterator[None]:
    """Turn what a library raises over a damaged archive into a message."""
    try:
        yield
    except InputError:
        raise
    except DAMAGES as error:
        found = f"{error or type(error).__name__} (it begins with {_beginning(archive)!r})"
        raise InputError(str(archive), found, expected, "remove it and get it again") from error


def extract(
    archive: Path, into: Path, wanted: Callable[[str], bool], limits: Limits = LIMITS, lasting: bool = True
) -> list[Path]:
    """Unpack members of a ZIP or tar archive, also a compressed one, into a folder: all that are wanted, or none.

    Files that are there already stay as they are.

    Parameters
    ----------
    archive : Path
        The archive, whatever its name ends in.
    wanted : callable
        Says whether a member is unpacked, by its name with forward slashes.
    lasting : bool
        Whether the files are on the disk before they have their names; not for what is removed after it was read.

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
        with _described(archive, "a whole ZIP or tar archive"), explained(into / "unpacked"):
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir(parents=True)
            unpacked = _unpack(archive, staging, wanted, limits)
            if lasting:
                os.sync()
            for name in unpacked:
                _put(staging / name, into / name)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return sorted(into / name for name in unpacked)


def names(archive: Path, limits: Limits = LIMITS) -> list[str]:
    """List the files in a ZIP archive, with forward slashes, sorted.

    Raises
    ------
    InputError
        If the archive is damaged or none, leads outside its folder, or holds more than the limits.
    """
    with _described(archive, "a whole ZIP archive"):
        return sorted(member.name for member in of_zip(archive, limits))


def _unpack(archive: Path, staging: Path, wanted: Callable[[str], bool], limits: Limits) -> list[str]:
    """Write the wanted members below a folder of their own; returns their names."""
    packed, written, done = archive.stat().st_size, 0, set[str]()
    for member in (of_zip if zipfile.is_zipfile(archive) else of_tar)(archive, limits):
        if not wanted(member.name):
            continue
        if member.name in done:
            raise refused(archive, f"two members of the name '{member.name}'")
        content = member.open() if member.plain else None
        if content is None:
            raise refused(archive, f"'{member.name}', which is a link or a device")
        (staging / member.name).parent.mkdir(parents=True, exist_ok=True)
        with content, (staging / member.name).open("xb") as file:
            while chunk := content.read(CHUNK):
                written += len(chunk)
                bound(archive, packed, written, limits)
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


def _beginning(archive: Path) -> str:
    """Read the first characters of a file, for messages."""
    try:
        with archive.open("rb") as file:
            return file.read(24).decode("ascii", "replace")
    except OSError:
        return ""

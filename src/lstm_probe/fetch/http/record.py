"""Remember what was fetched into a folder: its address, its size and its checksums."""

import hashlib
import json
import logging
import os
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from lstm_probe.artefacts.writing import atomic, explained

logger = logging.getLogger(__name__)

NAME = ".fetched.json"


@dataclass(frozen=True)
class Fetched:
    """Say of one file where it came from and what it was.

    Parameters
    ----------
    url : str
        Its address.
    bytes : int
        Its size.
    sha256 : str
        Its checksum, as it arrived.
    digest : str, optional
        The publisher's checksum, as "md5:…" or "sha256:…", which it agreed with; None where there is none.
    """

    url: str
    bytes: int
    sha256: str
    digest: str | None = None


class Record:
    """Keep the list of fetched files of a folder, in a hidden file there with one line per file.

    A line is added for every file, and `tidy` sorts them: thousands of files cost no more than their lines, and a
    list that was interrupted ends as any other.

    Parameters
    ----------
    folder : Path
        The source's folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.file = self.folder / NAME
        self._lock = threading.Lock()
        self._entries = self._read()

    def __getitem__(self, path: Path) -> Fetched:
        return self._entries[self._name(path)]

    def __contains__(self, path: Path) -> bool:
        return self._name(path) in self._entries

    def whole(self, path: Path) -> bool:
        """Return whether a fetched file is there and still of the size that it had."""
        return path in self and path.is_file() and path.stat().st_size == self[path].bytes

    def add(self, path: Path, url: str, digest: str | None = None, content: Path | None = None) -> Fetched:
        """Write down a file that has just been fetched.

        Parameters
        ----------
        path : Path
            The file, at its place in the folder.
        digest : str, optional
            The publisher's checksum, which the file agreed with.
        content : Path, optional
            Where it still is, if it is written down before it comes to its place: a file at its place that is not
            written down counts as a user's own.
        """
        content = content or path
        fetched = Fetched(url, content.stat().st_size, digest_of(content, "sha256"), digest)
        with self._lock, explained(self.file):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._entries[self._name(path)] = fetched
            with self.file.open("ab+") as file:
                file.seek(max(0, file.tell() - 1))
                torn = file.read() not in (b"", b"\n")  # a kill left half a line
                file.write(b"\n" * torn + _line(self._name(path), fetched))
                file.flush()
                os.fsync(file.fileno())
        return fetched

    def names(self) -> list[str]:
        """List the fetched files, by their names within the folder, sorted."""
        return sorted(self._entries)

    def tidy(self) -> None:
        """Sort the lines, and leave one per file."""
        with self._lock:
            lines = b"".join(_line(name, self._entries[name]) for name in self.names())
            if lines and lines != self.file.read_bytes():
                with atomic(self.file) as partial:
                    partial.write_bytes(lines)

    def _name(self, path: Path) -> str:
        return Path(path).relative_to(self.folder).as_posix()

    def _read(self) -> dict[str, Fetched]:
        if not self.file.is_file():
            return {}
        entries, unread = {}, 0
        for line in self.file.read_bytes().splitlines():
            try:
                entry = json.loads(line)
                name = str(entry.pop("name"))
                entries[name] = Fetched(**entry)
            except (ValueError, TypeError, KeyError, AttributeError):
                unread += 1
        if unread:
            logger.warning(
                "%s: %d lines of files that count as your own now, as they cannot be read", self.file, unread
            )
        return entries


def _line(name: str, fetched: Fetched) -> bytes:
    return (json.dumps({"name": name, **asdict(fetched)}, ensure_ascii=False) + "\n").encode()


def digest_of(path: Path, kind: str) -> str:
    """Compute the checksum of a file, as hexadecimal text.

    Parameters
    ----------
    kind : str
        "md5" or "sha256".
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.new(kind, usedforsecurity=False)).hexdigest()

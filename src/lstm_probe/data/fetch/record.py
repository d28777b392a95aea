"""Remember what was fetched into a folder: its address, its size and its checksums."""

import hashlib
import json
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from lstm_probe.errors import InputError
from lstm_probe.writing import atomic

NAME = ".fetched.json"
CHUNK = 2**20  # bytes


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
    """Keep the list of fetched files of a folder, in a hidden file there.

    Parameters
    ----------
    folder : Path
        The source's folder.

    Raises
    ------
    InputError
        If the list is there and cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self._file = self.folder / NAME
        self._lock = threading.Lock()
        self._entries = self._read()

    def __getitem__(self, path: Path) -> Fetched:
        return self._entries[self._name(path)]

    def __contains__(self, path: Path) -> bool:
        return self._name(path) in self._entries

    def whole(self, path: Path) -> bool:
        """Say whether a fetched file is there and still of the size that it had.

        Parameters
        ----------
        path : Path
            A file in the folder.
        """
        return path in self and path.is_file() and path.stat().st_size == self[path].bytes

    def add(self, path: Path, url: str, digest: str | None = None, content: Path | None = None) -> Fetched:
        """Write down a file that has just been fetched.

        Parameters
        ----------
        path : Path
            The file, at its place in the folder.
        url : str
            Where it came from.
        digest : str, optional
            The publisher's checksum, which the file agreed with.
        content : Path, optional
            Where it still is, if it is written down before it comes to its place: a file at its place that is not
            written down counts as a user's own.
        """
        content = content or path
        fetched = Fetched(url, content.stat().st_size, digest_of(content, "sha256"), digest)
        with self._lock:
            self._entries[self._name(path)] = fetched
            lines = {name: asdict(entry) for name, entry in sorted(self._entries.items())}
            with atomic(self._file) as partial:
                partial.write_text(json.dumps(lines, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return fetched

    def _name(self, path: Path) -> str:
        return Path(path).relative_to(self.folder).as_posix()

    def _read(self) -> dict[str, Fetched]:
        if not self._file.is_file():
            return {}
        try:
            lines = json.loads(self._file.read_text(encoding="utf-8"))
            return {name: Fetched(**entry) for name, entry in lines.items()}
        except (ValueError, TypeError, AttributeError) as error:
            advice = "remove it; what is there then counts as your own files"
            raise InputError(str(self._file), f"{error}", "the list of fetched files", advice) from error


def digest_of(path: Path, kind: str) -> str:
    """Compute the checksum of a file, as hexadecimal text.

    Parameters
    ----------
    path : Path
        The file.
    kind : str
        "md5" or "sha256".
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.new(kind, usedforsecurity=False)).hexdigest()

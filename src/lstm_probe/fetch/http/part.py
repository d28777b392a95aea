"""The beginning of a file that is being fetched, which survives a kill, and where it came from."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import IO

import requests

from lstm_probe.artefacts.writing import atomic, explained
from lstm_probe.errors import InputError
from lstm_probe.fetch.http.addresses import shown
from lstm_probe.fetch.http.patience import Lost
from lstm_probe.fetch.http.record import Record, digest_of
from lstm_probe.fetch.http.remote import Origin, Remote, origin_of

PAGE = re.compile(rb"\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|head|script)\b", re.IGNORECASE)
AGAIN = "run the same command again; if it stays so, look there with a browser and get the file by hand"


class Part:
    """Hold the beginning of a file in `<name>.part`, and its origin in a hidden file beside it.

    Parameters
    ----------
    remote : Remote
        The file.
    """

    def __init__(self, remote: Remote) -> None:
        self.remote = remote
        self.path = remote.path.with_name(f"{remote.path.name}.part")
        self._note = remote.path.with_name(f".{remote.path.name}.part.json")
        self._largest = 0
        self._origin: Origin | None = None

    def offset(self) -> int:
        """Count the bytes that are there and can be gone on with."""
        known = self._read_note()
        if known is None or known.url != self.remote.url or not self.path.is_file():
            return 0
        return self.path.stat().st_size if known.validator or known.tag or self.remote.digest else 0

    def complete(self) -> bool:
        """Return whether nothing is missing, by the size that the server said."""
        known = self._read_note()
        return bool(known and known.bytes and self.offset() == known.bytes)

    def headers(self) -> Mapping[str, str]:
        """Write what asks for the rest, and for all of it if it has changed."""
        known, offset = self._read_note(), self.offset()
        if not offset or known is None:
            return {}
        return {"Range": f"bytes={offset}-"} | ({"If-Range": known.validator} if known.validator else {})

    @contextmanager
    def opened(self, answer: requests.Response) -> Iterator[IO[bytes]]:
        """Open the part to write an answer to its end, or from its beginning if the answer is all of the file.

        Raises
        ------
        Lost
            If the answer does not go on with what is there; that is removed then.
        InputError
            If the server's file has another size than stated.
        """
        self._origin, first = origin_of(answer, self.remote.url)
        if answer.status_code != 200:
            if self._origin != self._read_note() or first is None or first != self.offset():
                self.discard()
                raise Lost("the file has changed there, and is fetched from its beginning")
        elif self.remote.bytes is not None and self._origin.bytes not in (None, self.remote.bytes):
            found = f"{self._origin.bytes} bytes at {shown(self.remote.url)}"
            raise InputError(str(self.remote.path), found, f"{self.remote.bytes} bytes, as its publisher states", AGAIN)
        else:
            self._begin(self._origin)
        try:
            with explained(self.path, self._origin.bytes), self.path.open("ab") as file:
                yield file
        except Lost as lost:
            lost.progress = self._grew()
            raise

    def write(self, file: IO[bytes], chunk: bytes) -> None:
        """Add bytes to the part.

        Raises
        ------
        InputError
            If the file begins like a web page.
        """
        if file.tell() == 0 and PAGE.match(chunk) and self.remote.path.suffix not in (".html", ".htm"):
            found = f"a web page at {shown(self.remote.url)}: {chunk[:60].decode('ascii', 'replace')!r}"
            self.discard()
            raise InputError(
                str(self.remote.path), found, "the data", "look there with a browser: it may ask for a login"
            )
        file.write(chunk)

    def check_length(self) -> None:
        """Check that an answer that has ended brought all of the file.

        Raises
        ------
        Lost
            If it did not.
        """
        there = self.path.stat().st_size
        expected = self._origin.bytes if self._origin and self._origin.bytes is not None else self.remote.bytes
        if expected is not None and there < expected:
            raise Lost(f"the connection ended at {there} of {expected} bytes", progress=self._grew())

    def agrees(self, final: bool) -> bool:
        """Return whether the whole file is what its publisher states, and remove it if it is not.

        Parameters
        ----------
        final : bool
            Whether another attempt would not help.

        Raises
        ------
        InputError
            If it is not, and `final`.
        """
        kind, _, stated = (self.remote.digest or "").partition(":")
        length = self.path.stat().st_size
        found, expected = f"{length} bytes", f"{self.remote.bytes} bytes"
        if (wrong := self.remote.bytes not in (None, length)) is False and stated:
            found, expected = f"{kind} {digest_of(self.path, kind)}", f"{kind} {stated.lower()}"
            wrong = found != expected
        if wrong:
            self.discard()
            if final:
                place = f"{self.remote.path} (from {shown(self.remote.url)})"
                raise InputError(place, found, f"{expected}, as its publisher states", AGAIN)
        return not wrong

    def finish(self, record: Record) -> None:
        """Put the whole file in its place, and write it down.

        Raises
        ------
        InputError
            If it was fetched before, from the same address, and was another one then.
        """
        path = self.remote.path
        earlier = record[path].sha256 if path in record and record[path].url == self.remote.url else None
        if earlier and (now := digest_of(self.path, "sha256")) != earlier:
            self.discard()
            advice = (
                f"if this is meant, remove the line of '{path.name}' from {record.file} and run the same command again"
            )
            raise InputError(str(path), f"sha256 {now}", f"sha256 {earlier}, as when it was fetched first", advice)
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())
        record.add(path, self.remote.url, self.remote.digest, content=self.path)
        self.path.replace(path)
        self._note.unlink(missing_ok=True)

    def discard(self) -> None:
        """Remove the part and the note of its origin."""
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def _grew(self) -> bool:
        """Return whether more is there than ever before: a server that cuts every answer short brings nothing new."""
        there, before = self.path.stat().st_size, self._largest
        self._largest = max(before, there)
        return there > before

    def _begin(self, origin: Origin) -> None:
        """Begin anew: the note is there before the first byte is."""
        self.discard()
        with atomic(self._note) as partial:
            partial.write_text(json.dumps(asdict(origin)), encoding="utf-8")

    def _read_note(self) -> Origin | None:
        try:
            return Origin(**json.loads(self._note.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

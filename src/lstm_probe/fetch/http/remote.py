"""A file of a server, and which version of it."""

import re
from dataclasses import dataclass
from pathlib import Path

import requests

RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+)")


@dataclass(frozen=True)
class Remote:
    """Name a file of a server and its place here.

    Parameters
    ----------
    url : str
        Its address: https, or http on this machine.
    path : Path
        Where it goes, below the folder of the record.
    bytes : int, optional
        The size that the publisher states.
    digest : str, optional
        The checksum that the publisher states, as "md5:…" or "sha256:…".
    """

    url: str
    path: Path
    bytes: int | None = None
    digest: str | None = None


@dataclass(frozen=True)
class Origin:
    """Tell one version of a server's file from another.

    Parameters
    ----------
    url : str
        Its address.
    tag, modified : str, optional
        What the server calls the version, and when it says that it was changed.
    bytes : int, optional
        Its size.
    """

    url: str
    tag: str | None
    modified: str | None
    bytes: int | None

    @property
    def validator(self) -> str | None:
        """What a server compares before it goes on with a file; weak tags do not do."""
        return self.tag if self.tag and not self.tag.startswith("W/") else self.modified


def origin_of(answer: requests.Response, url: str) -> tuple[Origin, int | None]:
    """Read from an answer which version of a file it is of, and at which byte it begins.

    Parameters
    ----------
    answer : requests.Response
        Of status 200, 206 or 416.

    Returns
    -------
    Origin
        The version; its size is that of the whole file.
    int or None
        The first byte; None where the answer is of no part that could be gone on with.
    """
    said = RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    whole = answer.status_code == 200
    length = answer.headers.get("Content-Length") if whole else said and said[2]
    first = 0 if whole else said and said[1]
    tag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
    origin = Origin(url, tag, modified, int(length) if length and length.isdigit() else None)
    return origin, None if first is None else int(first)

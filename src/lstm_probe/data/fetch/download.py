"""Download files over HTTP: they go on where they stopped, are checked, and appear whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lstm_probe.data.fetch.record import Record


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
class Manners:
    """Say how servers are asked.

    Parameters
    ----------
    connections : int
        Downloads at the same time.
    tries : int
        Attempts at a file in a row that bring nothing new, before it is given up.
    pause : float
        Seconds before the second attempt, doubled for every further one.
    timeout : float
        Seconds without an answer after which a connection counts as lost.
    servers : mapping of str to str
        Addresses that sources are fetched from, by the names of ``fetch.servers`` in the config.
    queued_requests : int
        Requests that may wait in the queue of the Climate Data Store.
    """

    connections: int = 4
    tries: int = 6
    pause: float = 1.0
    timeout: float = 60.0
    servers: Mapping[str, str] = field(default_factory=dict)
    queued_requests: int = 8


def download(remotes: Sequence[Remote], record: Record, manners: Manners) -> None:
    """Fetch files that are not whole yet, several at a time, and write each into the record.

    Files that are there and not in the record are somebody's own: they stay as they are and are not fetched.

    Parameters
    ----------
    remotes : sequence of Remote
        The files.
    record : Record
        What was fetched before; it grows.
    manners : Manners
        How servers are asked.

    Raises
    ------
    InputError
        If a file cannot be had, or is not what its publisher states.
    """
    raise NotImplementedError


def text(url: str, manners: Manners) -> str:
    """Fetch a short text, such as a listing or a manifest.

    Parameters
    ----------
    url : str
        Its address.
    manners : Manners
        How servers are asked.

    Raises
    ------
    InputError
        If it cannot be had.
    """
    raise NotImplementedError

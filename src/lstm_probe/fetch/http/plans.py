"""What would be fetched: where it goes, where it comes from and how large it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SIZES = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"))


@dataclass(frozen=True)
class Missing:
    """Name something that a source lacks.

    Parameters
    ----------
    what : str
        What it is, in words.
    place : Path
        The file or folder where it belongs.
    source : str
        The address that it comes from, or the page where it is found.
    bytes : int, optional
        Its size, where it is known before it is fetched.
    """

    what: str
    place: Path
    source: str
    bytes: int | None = None


def size(count: int) -> str:
    """Write a number of bytes as a person reads it."""
    for unit, name in SIZES:
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return f"{count} bytes"


def summary(name: str, missing: Sequence[Missing]) -> str:
    """Write what a source lacks, a line each with its place and its address, and the size of all that is known."""
    if not missing:
        return f"{name}: everything is there"
    known = [entry.bytes for entry in missing if entry.bytes is not None]
    total = f", {size(sum(known))}{' and more' if len(known) < len(missing) else ''}" if known else ""
    return "\n  ".join([f"{name}: {len(missing)} to fetch{total}", *map(_line, missing)])


def _line(entry: Missing) -> str:
    known = "" if entry.bytes is None else f" ({size(entry.bytes)})"
    return f"{entry.what}{known}\n    to   {entry.place}\n    from {entry.source}"

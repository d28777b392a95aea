"""Describe the files that a run reads: how many, how large, and a checksum over all of them."""

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from lstm_probe import fetched
from lstm_probe.errors import InputError

logger = logging.getLogger(__name__)

GIGABYTE = 10**9


def describe(paths: Mapping[str, str | Path]) -> pd.DataFrame:
    """Describe each source of data.

    Parameters
    ----------
    paths : mapping of str to path
        File or folder of each source, or the record of its fetch; hidden files do not count.

    Returns
    -------
    pandas.DataFrame
        The artefact `contracts.tables.SOURCES`. ``sha256`` is the digest of the sorted lines
        ``<digest of file>  <name within the folder>``, so that it depends on names and contents alone.

    Raises
    ------
    InputError
        If a source is missing or empty.
    """
    places = {name: fetched.folder(path) for name, path in paths.items()}
    rows = [{"source": name, "path": str(place), **_described(place, name)} for name, place in places.items()]
    return pd.DataFrame(rows, columns=["source", "path", "files", "bytes", "sha256"])


def _described(path: Path, name: str) -> dict[str, object]:
    files = _files(path)
    if not files:
        found = "no file" if path.exists() else "no such file or folder"
        raise InputError(str(path), found, f"the files of {name}", "put them there, or correct the path in the config")
    sizes = [file.stat().st_size for file in files.values()]
    logger.info("%s: %d files, %.2f GB", name, len(files), sum(sizes) / GIGABYTE)
    lines, read = [], 0
    for (relative, file), size in zip(files.items(), sizes, strict=True):
        lines.append(f"{_digest(file)}  {relative}\n")
        if (read + size) // GIGABYTE > read // GIGABYTE:
            logger.info("%s: %d of %d GB read", name, (read + size) // GIGABYTE, sum(sizes) // GIGABYTE)
        read += size
    return {"files": len(files), "bytes": sum(sizes), "sha256": hashlib.sha256("".join(lines).encode()).hexdigest()}


def _files(path: Path) -> dict[str, Path]:
    """List files by their name within the folder, sorted."""
    if path.is_file():
        return {path.name: path}
    inside = {file.relative_to(path): file for file in path.rglob("*") if file.is_file()}
    visible = {name.as_posix(): file for name, file in inside.items() if not any(p.startswith(".") for p in name.parts)}
    return dict(sorted(visible.items()))


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()

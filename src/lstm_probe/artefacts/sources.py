"""Describe the files that a run reads: how many, how large, and a checksum over all of them."""

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from lstm_probe.artefacts import contents, fetched
from lstm_probe.artefacts.listing import files
from lstm_probe.errors import InputError

logger = logging.getLogger(__name__)


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
    listed = files(path)
    if not listed:
        found = "no file" if path.exists() else "no such file or folder"
        raise InputError(str(path), found, f"the files of {name}", "put them there, or correct the path in the config")
    size = sum(file.stat().st_size for file in listed.values())
    logger.info("%s: %d files, %.2f GB", name, len(listed), size / contents.GIGABYTE)
    lines = [f"{checksum}  {inside}\n" for inside, checksum in contents.checksums(path, logger.info).items()]
    digest = hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
    return {"files": len(listed), "bytes": size, "sha256": digest}

"""Fetch CAMELS-GB v1: one archive of its publisher, with the catchment boundaries in an archive of their own in it."""

import logging
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from lstm_probe.artefacts import listing
from lstm_probe.artefacts.listing import visible
from lstm_probe.data.files import archives
from lstm_probe.datasets.camels_gb import V1
from lstm_probe.fetch.http.download import download
from lstm_probe.fetch.http.plans import Missing, summary
from lstm_probe.fetch.http.record import Record
from lstm_probe.fetch.http.remote import Remote
from lstm_probe.fetch.http.request_policy import RequestPolicy

logger = logging.getLogger(__name__)

RECORD = "8344e4f3-d2ea-44f5-8afa-86d2987543a9"
SIZE = "0.26 GB"
#: What a study reads of it, by the names of the files.
KINDS = {
    "attribute tables": V1.table_name,
    "daily series": V1.series_name,
    "catchment boundaries": re.compile(rf"{V1.boundaries}\.(shp|zip)", re.IGNORECASE),
}


def missing(folder: Path, wanted: Mapping[str, Any], policy: RequestPolicy) -> list[Missing]:
    """Return whether the archive has to be fetched, without asking anybody.

    Parameters
    ----------
    wanted : mapping
        Nothing of it matters here: the archive holds all gauges.
    """
    lacks = _lacks(folder)
    if not lacks or _archive(folder).is_file():
        return []
    return [
        Missing(f"CAMELS-GB v1, one archive of about {SIZE}: {', '.join(lacks)}", _archive(folder), _address(policy))
    ]


def fetch(folder: Path, wanted: Mapping[str, Any], policy: RequestPolicy) -> None:
    """Fetch the archive, unless all that it holds is there, and unpack what is missing.

    An archive that a user put into the folder, by the publisher's name, is unpacked and kept; one that was fetched
    is removed once it is unpacked.

    Raises
    ------
    InputError
        If the archive cannot be had or is damaged.
    """
    logger.info("%s", summary("camels_gb", missing(folder, wanted, policy)))
    record, archive, url = Record(folder), _archive(folder), _address(policy)
    half = archive.is_file() and archive in record  # a fetched one is removed once all of it is unpacked
    if not half and not _lacks(folder):
        return
    download([Remote(url, archive)], record, policy)
    paths = _unpack(archive, folder)
    logger.info("%s: %d files of CAMELS-GB v1 are there", archive.name, len(paths))
    for path in paths:
        if path not in record:
            record.add(path, f"{url}#{path.relative_to(folder).as_posix()}")
    if archive in record:
        archive.unlink()
    record.tidy()


def _lacks(folder: Path) -> list[str]:
    """Name the kinds of files that are not there, and fetched files that are gone."""
    record, archive = Record(folder), _archive(folder)
    gone = [name for name in record.names() if not (folder / name).is_file() and folder / name != archive]
    lost = [f"{len(gone)} files that are gone"] if gone else []
    return [kind for kind, name in KINDS.items() if not _files(folder, name)] + lost


def _unpack(archive: Path, folder: Path) -> list[Path]:
    """Unpack the archive, and the boundaries' archive in it, but no kind of files that a user has elsewhere."""
    inside = set(archives.names(archive))
    files = {kind: [_named(path, folder) for path in _files(folder, name)] for kind, name in KINDS.items()}
    files["catchment boundaries"] = [name for name in files["catchment boundaries"] if not _nested(name, inside)]
    own = {kind for kind, there in files.items() if not inside.issuperset(there)}
    paths = archives.extract(archive, folder, lambda name: visible(name) and _kind(name) not in own)
    for nested in [path for path in paths if path.suffix == ".zip" and _kind(path.name) == "catchment boundaries"]:
        paths += archives.extract(nested, nested.with_suffix(""), visible)
    return paths


def _nested(name: str, inside: set[str]) -> bool:
    """Return whether a file is where a nested archive is unpacked to."""
    return any(f"{parent.as_posix()}.zip" in inside for parent in PurePosixPath(name).parents)


def _kind(name: str) -> str | None:
    return next((kind for kind, known in KINDS.items() if known.fullmatch(PurePosixPath(name).name)), None)


def _files(folder: Path, name: re.Pattern[str]) -> list[Path]:
    """List the files of a name at any depth, not those that are being unpacked."""
    return [path for path in listing.files(folder).values() if name.fullmatch(path.name)]


def _named(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _archive(folder: Path) -> Path:
    return folder / f"{RECORD}.zip"


def _address(policy: RequestPolicy) -> str:
    return f"{policy.server('eidc_packages')}/data/{RECORD}.zip"

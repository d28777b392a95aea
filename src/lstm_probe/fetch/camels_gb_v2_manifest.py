"""Read from the EIDC's manifest of CAMELS-GB v2 which files there are, and choose those that a study reads."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from lstm_probe.data.files import archives
from lstm_probe.datasets.camels_gb import V2
from lstm_probe.errors import InputError, shortlist

NAME = "ro-crate-metadata.json"
ADVICE = f"get the files by hand from {V2.source}; look there whether they were moved"


@dataclass(frozen=True)
class Listed:
    """Name a file of the manifest.

    Parameters
    ----------
    path : str
        Its path in the publisher's store.
    bytes : int or None
        Its size.
    """

    path: str
    bytes: int | None

    @property
    def name(self) -> str:
        """Its name without folders, in small letters."""
        return PurePosixPath(self.path).name.lower()


def listed(documents: Path) -> list[Listed]:
    """Read from the archive of the documents which files of data there are.

    Parameters
    ----------
    documents : Path
        The archive that holds the manifest, a research object crate (https://w3id.org/ro/crate).

    Raises
    ------
    InputError
        If the archive or the manifest is damaged, or a path leads elsewhere.
    """
    advice = f"remove the archive to have it fetched again, or {ADVICE}"
    with tempfile.TemporaryDirectory() as place:
        found = archives.extract(documents, Path(place), lambda name: PurePosixPath(name).name == NAME)
        if not found:
            raise InputError(str(documents), f"no {NAME}", "the manifest of the data set", advice)
        try:
            graph = json.loads(found[0].read_text(encoding="utf-8-sig"))["@graph"]
            files = [entry for entry in graph if "File" in entry.get("@type", "")]
            entries = [_entry(entry) for entry in files]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{documents}, {NAME}", f"{error}", "a list of files with sizes", advice) from error
    data = [entry for entry in entries if entry is not None]
    if wrong := [entry.path for entry in data if not _inside(entry.path)]:
        raise InputError(str(documents), f"a file {wrong[0]!r}", "paths inside the data set", advice)
    return data


def choose(entries: Sequence[Listed], gauges: Sequence[str] | None) -> list[Listed]:
    """Choose the attribute tables, the boundaries, and the daily series of some gauges.

    Raises
    ------
    InputError
        If the publisher lists no table, no boundaries, or no series of a gauge.
    """
    tables = [entry for entry in entries if V2.table_name.fullmatch(entry.name)]
    shapes = [entry for entry in entries if entry.name.split(".")[0] == V2.boundaries]
    series = {match["gauge"]: entry for entry in entries if (match := V2.series_name.fullmatch(entry.name))}
    lacking = [gauge for gauge in gauges or [] if gauge not in series]
    if lacking or not (tables and shapes and series):
        found = f"{len(tables)} attribute tables, {len(shapes)} files of boundaries, {len(series)} daily series"
        found += f"; none of {shortlist(lacking)}" if lacking else ""
        raise InputError(NAME, found, "files of each kind, and a series of every gauge asked for", ADVICE)
    return [*tables, *shapes, *(entry for gauge, entry in series.items() if gauges is None or gauge in set(gauges))]


def _entry(entry: Mapping[str, Any]) -> Listed | None:
    """Take path and size of a file, or None where it is no data."""
    path = str(entry["@id"]).removeprefix("./")
    if not path.startswith("data/"):
        return None
    size = next((entry[name] for name in ("contentSize", "bytes") if name in entry), None)
    return Listed(path.removeprefix("data/"), None if size is None else int(size))


def _inside(path: str) -> bool:
    return not PurePosixPath(path).is_absolute() and ".." not in path.split("/") and not {"\\", ":"} & set(path)

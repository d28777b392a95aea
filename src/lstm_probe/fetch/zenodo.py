"""Find out which archive a release on Zenodo has, and remember it, so that the next fetch asks for the same."""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lstm_probe.artefacts.writing import atomic
from lstm_probe.errors import InputError, shortlist
from lstm_probe.fetch.http.download import text
from lstm_probe.fetch.http.request_policy import RequestPolicy

logger = logging.getLogger(__name__)

ARCHIVES = (".tar.gz", ".tgz", ".zip", ".tar")
RELEASE = "release.json"


@dataclass(frozen=True)
class Release:
    """Say what is fetched from Zenodo.

    Parameters
    ----------
    record : int
        Number of the record, one for each version.
    version : str
        Name of the version, as its authors call it.
    url : str
        Address of the archive.
    archive : str
        Name of the archive.
    bytes : int
        Its size.
    digest : str
        Its checksum, "md5:…".
    """

    record: int
    version: str
    url: str
    archive: str
    bytes: int
    digest: str


def resolve(concept: int, known: int, record: int | None, policy: RequestPolicy) -> Release:
    """Ask Zenodo for a record, or for the newest of a series of versions.

    Parameters
    ----------
    concept : int
        Number that stands for all versions.
    known : int
        A record that is one of them, for servers that do not answer for the concept.
    record : int or None
        The record that is wanted; None is the newest.

    Raises
    ------
    InputError
        If the record cannot be had, belongs to something else, or has no archive that can be told from others.
    """
    server = policy.server("zenodo")
    names = [f"{record}"] if record else [f"{concept}", f"{known}/versions/latest"]
    addresses = [f"{server}/api/records/{name}" for name in names]
    answer = _first_answer(addresses, policy)
    try:
        number, belongs = int(answer["id"]), int(answer["conceptrecid"])
        files = {str(entry["key"]): entry for entry in answer["files"]}
        chosen = _archive(sorted(files), addresses[0])
        size, digest = int(files[chosen]["size"]), str(files[chosen]["checksum"])
        version = str(answer["metadata"].get("version", ""))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, InputError):
            raise
        found = f"an answer without {error}" if isinstance(error, KeyError) else f"another answer ({error})"
        advice = "name a record under data.caravan.record, or get the archive by hand"
        raise InputError(addresses[0], found, "a record of Zenodo with its files", advice) from error
    if belongs != concept:
        expected = f"a version of https://doi.org/10.5281/zenodo.{concept}"
        advice = "correct data.caravan.record, or set it to null for the newest"
        raise InputError(f"{server}/records/{number}", f"a record of {belongs}", expected, advice)
    url = f"{server}/api/records/{number}/files/{quote(chosen)}/content"
    return Release(number, version, url, chosen, size, digest)


def remembered(folder: Path, record: int | None) -> Release | None:
    """Read which release was asked for before; None where none was.

    Raises
    ------
    InputError
        If it was another record, or the file cannot be read.
    """
    path = folder / RELEASE
    if not path.is_file():
        return None
    try:
        release = Release(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise InputError(str(path), f"{error}", "the release that was fetched", "remove it, and fetch again") from error
    if record not in (None, release.record):
        found, expected = f"record {release.record}", f"record {record}, as data.caravan.record says"
        raise InputError(str(path), found, expected, "name another folder for the other release, or empty this one")
    return release


def remember(folder: Path, release: Release) -> Path:
    """Write down which release is fetched, and return the file."""
    with atomic(folder / RELEASE) as partial:
        partial.write_text(json.dumps(asdict(release), indent=1) + "\n", encoding="utf-8")
    return folder / RELEASE


def _first_answer(addresses: Sequence[str], policy: RequestPolicy) -> Mapping[str, Any]:
    """Ask one address after the other; the last one's refusal is the answer."""
    for address in addresses[:-1]:
        try:
            return _parsed(address, policy)
        except InputError as refusal:
            logger.info("%s", refusal)
    return _parsed(addresses[-1], policy)


def _parsed(address: str, policy: RequestPolicy) -> Mapping[str, Any]:
    content = text(address, policy)
    try:
        answer: Mapping[str, Any] = json.loads(content)
    except ValueError as error:
        raise InputError(address, f"'{content[:40]}…'", "JSON", "look there with a browser, or try later") from error
    return answer


def _archive(names: Sequence[str], where: str) -> str:
    """Choose the archive of netCDF files."""
    archives = [name for name in names if name.lower().endswith(ARCHIVES)]
    netcdf = [name for name in archives if "nc" in name.lower().replace("-", ".").replace("_", ".").split(".")]
    chosen = netcdf or [name for name in archives if "csv" not in name.lower()] or archives
    if len(chosen) != 1:
        advice = "name another record under data.caravan.record, or get the archive by hand"
        raise InputError(where, f"files {shortlist(names)}", "one archive of netCDF files", advice)
    return chosen[0]

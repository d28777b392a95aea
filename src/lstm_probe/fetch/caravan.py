"""Fetch Caravan from Zenodo: one archive of all its basins, of which those of CAMELS-GB are kept.

The archive (24.8 GB in release 1.6) lies in the source's folder while it is fetched and unpacked, and is then removed,
unless somebody put it there by hand.
"""

import functools
import logging
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lstm_probe.artefacts import listing
from lstm_probe.data.files.archives import extract
from lstm_probe.errors import InputError
from lstm_probe.fetch import zenodo
from lstm_probe.fetch.http.download import download
from lstm_probe.fetch.http.plans import Missing, size, summary
from lstm_probe.fetch.http.record import Record
from lstm_probe.fetch.http.remote import Remote
from lstm_probe.fetch.http.request_policy import RequestPolicy

logger = logging.getLogger(__name__)

CONCEPT, RELEASE_1_6 = 6522634, 15529786
PAGE = f"https://doi.org/10.5281/zenodo.{CONCEPT}"
BASINS = {kind: re.compile(rf"(.*/)?timeseries/{kind}/camelsgb/camelsgb_\w+\.(nc|csv)") for kind in ("netcdf", "csv")}
ABOUT = re.compile(r"(.*/)?(attributes/camelsgb/[^/]+\.csv|licenses/(camelsgb/)?[^/]+)")


def missing(folder: Path, wanted: Mapping[str, Any], policy: RequestPolicy) -> list[Missing]:
    """Say what would be fetched, without asking anybody.

    Parameters
    ----------
    wanted : mapping
        ``record``: number of a Zenodo record, or None for the newest.

    Raises
    ------
    InputError
        If the folder holds another release than the one that is wanted.
    """
    release = zenodo.remembered(folder, wanted["record"])
    if _complete(folder, Record(folder)) or _own_archive(folder) or (release is None and _own_basins(folder)):
        return []
    number = release.record if release else wanted["record"]
    what = f"Caravan, {f'record {number}' if number else 'the newest release'}, as one archive of all basins: "
    what += "24.8 GB in release 1.6, which take their place on the disk until about 2 GB of it are unpacked"
    place = folder / (release.archive if release else "Caravan-nc.tar.gz")
    return [Missing(what, place, release.url if release else PAGE, release.bytes if release else None)]


def fetch(folder: Path, wanted: Mapping[str, Any], policy: RequestPolicy) -> None:
    """Fetch and unpack what is missing; files that a user put in place stay, and nothing is asked for twice.

    Raises
    ------
    InputError
        If the archive cannot be had, holds no basin of CAMELS-GB, or the disk is too small for it.
    """
    lacks = missing(folder, wanted, policy)
    logger.info("%s", summary("caravan", lacks))
    folder.mkdir(parents=True, exist_ok=True)
    record = Record(folder)
    if (archive := _own_archive(folder)) and not _own_basins(folder):
        logger.info("%s was put there by hand: it is unpacked, and kept", archive)
        _unpack(archive, folder)
        return
    release = zenodo.remembered(folder, wanted["record"])
    if not lacks:
        _remove_fetched_archive(release, folder, record)
        return
    if release is None:
        release = zenodo.resolve(CONCEPT, RELEASE_1_6, wanted["record"], policy)
        zenodo.remember(folder, release)
    logger.info("Caravan %s, record %d: %s", release.version, release.record, size(release.bytes))
    archive = folder / release.archive
    _require_space(archive, release.bytes)
    download([Remote(release.url, archive, release.bytes, release.digest)], record, policy)
    for path in _unpack(archive, folder):
        record.add(path, f"{release.url}#{path.relative_to(folder).as_posix()}")
    record.add(folder / zenodo.RELEASE, release.url)  # last: it says that all is there
    _remove_fetched_archive(release, folder, record)


def _remove_fetched_archive(release: zenodo.Release | None, folder: Path, record: Record) -> None:
    """Remove an archive that was fetched, also one that a killed process left; one of a user's own stays."""
    record.tidy()
    if release and folder / release.archive in record:
        (folder / release.archive).unlink(missing_ok=True)


def _unpack(archive: Path, folder: Path) -> list[Path]:
    """Unpack the basins of CAMELS-GB and what describes them; the CSV files where there is no netCDF."""
    for pattern in BASINS.values():
        paths = extract(archive, folder, functools.partial(_is_kept, pattern))
        basins = [path for path in paths if pattern.fullmatch(path.relative_to(folder).as_posix())]
        if basins:
            logger.info("%s: %d basins of CAMELS-GB, %d files kept", archive.name, len(basins), len(paths))
            return paths
    expected = "timeseries/netcdf/camelsgb/camelsgb_<id>.nc in it"
    raise InputError(str(archive), "no basin of CAMELS-GB", expected, f"get the archive of the core data set: {PAGE}")


def _is_kept(basin: re.Pattern[str], name: str) -> bool:
    return bool(basin.fullmatch(name) or ABOUT.fullmatch(name))


def _complete(folder: Path, record: Record) -> bool:
    """Return whether everything that a fetch left here is still here, whole."""
    return record.whole(folder / zenodo.RELEASE) and all(
        record.whole(path) for path in (folder / name for name in record.names()) if not _is_archive(path)
    )


def _own_archive(folder: Path) -> Path | None:
    """Find an archive that somebody put there by hand."""
    record = Record(folder)
    inside = [path for name, path in listing.files(folder).items() if "/" not in name]
    return next((path for path in inside if _is_archive(path) and path not in record), None)


def _own_basins(folder: Path) -> bool:
    """Return whether there are basins at all, wherever they come from."""
    basin = re.compile(r"(.*/)?camelsgb/camelsgb_[^/]*\.(nc|csv)")
    return any(basin.fullmatch(name) for name in listing.files(folder))


def _is_archive(path: Path) -> bool:
    return path.name.lower().endswith(zenodo.ARCHIVES)


def _require_space(archive: Path, needed: int) -> None:
    """Refuse to begin what cannot end: the archive and a tenth of it for what is unpacked."""
    begun = archive.with_name(f"{archive.name}.part")
    there = archive if archive.is_file() else begun
    have = shutil.disk_usage(archive.parent).free + (there.stat().st_size if there.is_file() else 0)
    if have < 1.1 * needed:
        found, expected = f"{size(have)} free", f"{size(int(1.1 * needed))} until the archive is unpacked"
        advice = "make room, or put the folder elsewhere (data.caravan.path)"
        raise InputError(str(archive.parent), found, expected, advice)

"""Fetch CAMELS-GB v2 file by file from the EIDC, as the manifest among its supporting documents lists them.

Of the 11 GB only the attribute tables, the boundaries and the daily series of the wanted gauges are fetched.
"""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lstm_probe.artefacts import listing
from lstm_probe.data.camels_gb.layout import DEPTH, shallowest
from lstm_probe.datasets import gauge_ids
from lstm_probe.datasets.camels_gb import V2
from lstm_probe.errors import shortlist
from lstm_probe.fetch.camels_gb_v2_manifest import choose, listed
from lstm_probe.fetch.http.download import download
from lstm_probe.fetch.http.plans import Missing, summary
from lstm_probe.fetch.http.record import Record
from lstm_probe.fetch.http.remote import Remote
from lstm_probe.fetch.http.request_policy import RequestPolicy

logger = logging.getLogger(__name__)

RECORD = V2.source.rpartition("/")[2]
#: The archive of the documents, with the manifest, as it is kept in the folder.
DOCUMENTS = "supporting-documents.zip"
TABLES, BOUNDARIES = "Catchment_Attributes", "Catchment_Boundaries"
DAILY = "Catchment_Timeseries/hydro-meteorological/daily"
#: How many tables of gauges there are.
KINDS = 8
#: Suffixes of the files that a shapefile needs; what else the publisher has is fetched with them.
SHAPEFILE = (".shp", ".shx", ".dbf", ".prj")


def missing(folder: Path, wanted: Mapping[str, Any], policy: RequestPolicy) -> list[Missing]:
    """Say what is not there, without asking anybody; sizes are known once the manifest is there.

    Parameters
    ----------
    wanted : mapping
        ``gauges``, a list of ids or None for all.
    """
    there = _names(folder)
    if not (folder / DOCUMENTS).is_file():
        return _without_manifest(folder, there, wanted.get("gauges"), policy)
    chosen = choose(listed(folder / DOCUMENTS), wanted.get("gauges"))
    lacks = []
    for place, what in ((TABLES, "attribute tables"), (BOUNDARIES, "boundaries"), (DAILY, "daily series")):
        of_place = [entry for entry in chosen if entry.path.startswith(f"{place}/")]
        if left := [entry for entry in of_place if entry.name not in there]:
            known = [entry.bytes for entry in left if entry.bytes is not None]
            total = sum(known) if len(known) == len(left) else None
            text = f"{V2.title}, {what}: {len(left)} of {len(of_place)} files"
            lacks.append(Missing(text, folder / place, _address(f"{place}/", policy), total))
    return lacks


def fetch(folder: Path, wanted: Mapping[str, Any], policy: RequestPolicy) -> None:
    """Fetch what is missing: first the manifest, then the files that it lists and nobody has put into the folder.

    Raises
    ------
    InputError
        If the manifest or a file cannot be had, or a wanted gauge is not listed.
    """
    if not missing(folder, wanted, policy):
        logger.info("%s", summary("camels_gb", []))
        return
    record = Record(folder)
    url = f"{policy.server('eidc_packages')}/sd/{RECORD}.zip"
    download([Remote(url, folder / DOCUMENTS)], record, policy)
    chosen = choose(listed(folder / DOCUMENTS), wanted.get("gauges"))
    logger.info("%s", summary("camels_gb", missing(folder, wanted, policy)))
    there = _names(folder)
    remotes = [
        Remote(_address(entry.path, policy), folder / entry.path, entry.bytes)
        for entry in chosen
        if entry.name not in there or folder / entry.path in record
    ]
    download(remotes, record, policy)


def _address(path: str, policy: RequestPolicy) -> str:
    return f"{policy.server('eidc_files')}/datastore/eidchub/{RECORD}/{quote(path)}"


def _names(folder: Path) -> set[str]:
    """List the names of all files that a reader would find in the folder, in small letters."""
    return {path.name.lower() for name, path in listing.files(folder).items() if name.count("/") <= DEPTH}


def _without_manifest(
    folder: Path, there: set[str], gauges: Sequence[str] | None, policy: RequestPolicy
) -> list[Missing]:
    """Say by kind what is not there while nobody knows what there is: a user's own files may be all."""
    tables = shallowest(folder, V2.table_name) if folder.is_dir() else []
    series = {match["gauge"] for name in there if (match := V2.series_name.fullmatch(name))}
    gauges = _of_table(tables[0]) if gauges is None and tables else gauges
    left = [gauge for gauge in gauges or [] if gauge not in series]
    number = "all gauges" if gauges is None else f"{len(left)} gauges: {shortlist(left)}"
    kinds = {
        (TABLES, f"attribute tables: {KINDS} files"): len(tables) < KINDS,
        (BOUNDARIES, "boundaries"): any(f"{V2.boundaries}{suffix}" not in there for suffix in SHAPEFILE),
        (DAILY, f"daily series of {number}"): bool(left) or not series,
    }
    return [
        Missing(f"{V2.title}, {what}", folder / place, _address(f"{place}/", policy))
        for (place, what), lacks in kinds.items()
        if lacks
    ]


def _of_table(table: Path) -> list[str]:
    """Name the gauges of an attribute table."""
    rows = table.read_text(encoding="utf-8-sig", errors="replace").splitlines()[1:]
    return [gauge_ids.plain(row.partition(",")[0]) for row in rows if row.strip()]

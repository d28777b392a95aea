"""Find the files of CAMELS-GB in whichever way its folder was unpacked."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lstm_probe.artefacts import listing
from lstm_probe.data.series import chosen_gauges
from lstm_probe.datasets import gauge_ids
from lstm_probe.datasets.camels_gb import V1, VERSIONS, Version
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

#: Folders between the one that the user named and a file: three of version 2, and one of the user's.
DEPTH = 4


@dataclass(frozen=True)
class Layout:
    """Say where the files of CAMELS-GB are.

    Parameters
    ----------
    folder : Path
        The folder that the user named.
    tables : tuple of Path
        Attribute tables.
    series : dict of str to Path
        The file with the series of each gauge, ordered by the number of the gauge.
    version : Version
        Which version of CAMELS-GB it is.
    """

    folder: Path
    tables: tuple[Path, ...]
    series: dict[str, Path]
    version: Version = V1

    @property
    def place(self) -> Path:
        """The folder, or the one file, that the series come from."""
        files = set(self.series.values())
        return self.folder if len(files) > 1 else files.pop()


def locate(folder: str | Path, packed: dict[str, Path] | None = None, version: Version = V1) -> Layout:
    """Find tables and series of one version of CAMELS-GB, by their names alone, however these are capitalised.

    They may lie in the folder itself or in folders up to `DEPTH` below, so in the archive of version 1 with its own
    name, in ``attributes/`` and ``timeseries/``, in the three folders of version 2, or all in one.

    Parameters
    ----------
    packed : dict of str to Path, optional
        Gauges whose series are in a file elsewhere; those in the folder are not looked for then.

    Raises
    ------
    InputError
        If the folder, the tables or the series are missing, or are those of the other version.
    """
    folder = Path(folder)
    if not folder.is_dir():
        expected = f"the folder of {version.title}"
        raise InputError(str(folder), "no such folder", expected, f"get it from {version.source}")
    tables = shallowest(folder, version.table_name)
    if not tables:
        raise _not_there(folder, version, "table_name", f"{version.stem}_*_attributes.csv there or in a folder below")
    series = packed or _series(shallowest(folder, version.series_name), version)
    _warn_of_unread(folder, version.table_name, tables)
    if not packed:
        _warn_of_unread(folder, version.series_name, list(series.values()))
    if not series:
        name = f"{version.stem}_{version.daily}_<gauge_id>_<first day>-<last day>.csv"
        raise _not_there(folder, version, "series_name", f"{name} there or in a folder below")
    layout = Layout(folder, tuple(tables), series, version)
    text = "%s: %d attribute tables in %s, %d series in %s"
    logger.info(text, version.title, len(tables), folder, len(series), layout.place)
    return layout


def _not_there(folder: Path, version: Version, name: str, expected: str) -> InputError:
    """Say that files are missing, and whether the other version's are there instead."""
    for other in VERSIONS.values():
        if other != version and (found := shallowest(folder, getattr(other, name))):
            advice = f"set data.camels_gb.version: {other.number} in the config, or name the folder of {version.title}"
            return InputError(str(folder), f"this is version {other.number}: {shortlist(found, 1)}", expected, advice)
    return InputError(str(folder), _listing(folder), expected, f"put the files of {version.source} there, unpacked")


def shallowest(folder: Path, name: re.Pattern[str]) -> list[Path]:
    """List the files of a name in the folders of the least depth that have any, so that copies further down stay out.

    Hidden folders are left out.

    Parameters
    ----------
    name : re.Pattern
        What the whole name has to match.
    """
    named = _named(folder, name)
    depths = [depth for inside in named if (depth := inside.count("/")) <= DEPTH]
    return [path for inside, path in named.items() if depths and inside.count("/") == min(depths)]


def _named(folder: Path, name: re.Pattern[str]) -> dict[str, Path]:
    """List the files of a name at any depth, by their places in the folder."""
    return {inside: path for inside, path in listing.files(folder).items() if name.fullmatch(path.name)}


def _warn_of_unread(folder: Path, name: re.Pattern[str], used: Sequence[Path]) -> None:
    """Log the files of a name that lie deeper than those used, and which of these names no used file has."""
    read = set(used)
    others = {inside: path for inside, path in _named(folder, name).items() if path not in read}
    if others and used:
        names = {path.name.lower() for path in used}
        alone = sorted({path.name for path in others.values() if path.name.lower() not in names})
        text = "%d files in folders deeper than %s are not read: %s; of them only there: %s"
        logger.warning(text, len(others), used[0].parent, shortlist(others), shortlist(alone) if alone else "none")


def _series(paths: Sequence[Path], version: Version) -> dict[str, Path]:
    named: dict[str, Path] = {}
    for path in paths:
        if match := version.series_name.fullmatch(path.name):
            if (gauge := match["gauge"]) in named:
                found = f"two files of gauge {gauge}: {named[gauge]} and {path}"
                raise InputError(str(path.parent), found, "one series per gauge", "remove one of them")
            named[gauge] = path
    return dict(sorted(named.items(), key=lambda item: int(item[0])))


def _listing(folder: Path) -> str:
    return shortlist(dict.fromkeys(name.partition("/")[0] for name in listing.files(folder)))


def choose_gauges(wanted: str | Sequence[object], layout: Layout) -> list[str]:
    """Return the ids of the gauges to use, as text, in the order asked for.

    Parameters
    ----------
    wanted : "all", sequence of ids, or str
        All gauges with a series, these gauges, or the path of a list with one id per line.

    Raises
    ------
    InputError
        If the list is missing or names a gauge twice, or a gauge has no series; similar ids are named.
    """
    return chosen_gauges.choose(wanted, layout.series, layout.place, gauge_ids.plain, "data.camels_gb.gauges")

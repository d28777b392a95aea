"""Find the files of CAMELS-GB v1 in whichever way its folder was unpacked."""

import difflib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

SOURCE = "https://doi.org/10.5285/8344e4f3-d2ea-44f5-8afa-86d2987543a9"
SERIES_NAME = re.compile(r"CAMELS_GB_hydromet_timeseries_(?P<gauge>\d+)(?:_(?P<first>\d{8})-(?P<last>\d{8}))?\.csv")


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
    """

    folder: Path
    tables: tuple[Path, ...]
    series: dict[str, Path]

    @property
    def place(self) -> Path:
        """The folder, or the one file, that the series come from."""
        files = set(self.series.values())
        return self.folder if len(files) > 1 else files.pop()


def locate(folder: str | Path, packed: dict[str, Path] | None = None) -> Layout:
    """Find tables and series of CAMELS-GB v1.

    The tables may lie in the folder itself, in its ``data/`` or ``attributes/``, or one folder further down
    (the archive's own name); the series in ``timeseries/`` beside or below them, or in the folder itself.

    Parameters
    ----------
    folder : str or Path
        Folder of the tables, and of the series.
    packed : dict of str to Path, optional
        Gauges whose series are in a file elsewhere; those in the folder are not looked for then.

    Raises
    ------
    InputError
        If the folder, the tables or the series are missing.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(str(folder), "no such folder", "the folder of CAMELS-GB v1", f"get it from {SOURCE}")
    tables = _shallowest(folder, "CAMELS_GB_*_attributes.csv")
    if not tables:
        expected = "CAMELS_GB_*_attributes.csv there, in data/ or in attributes/"
        raise InputError(str(folder), _listing(folder), expected, f"unpack the archive of {SOURCE} there")
    series = packed or _series(_shallowest(folder, "CAMELS_GB_hydromet_timeseries_*.csv"))
    if not series:
        expected = "timeseries/CAMELS_GB_hydromet_timeseries_<gauge_id>_<first day>-<last day>.csv"
        raise InputError(str(folder), _listing(folder), expected, f"unpack the archive of {SOURCE} there")
    layout = Layout(folder, tuple(tables), series)
    logger.info("CAMELS-GB: %d attribute tables in %s, %d series in %s", len(tables), folder, len(series), layout.place)
    return layout


def _shallowest(folder: Path, pattern: str) -> list[Path]:
    """List the matches of the least depth, so that copies kept further down do not mix in."""
    for depth in ("", "*/", "*/*/", "*/*/*/"):
        if found := sorted(folder.glob(depth + pattern)):
            return found
    return []


def _series(paths: Sequence[Path]) -> dict[str, Path]:
    named: dict[str, Path] = {}
    for path in paths:
        if match := SERIES_NAME.fullmatch(path.name):
            if (gauge := match["gauge"]) in named:
                found = f"two files of gauge {gauge}: {named[gauge]} and {path}"
                raise InputError(str(path.parent), found, "one series a gauge", "remove one of them")
            named[gauge] = path
    return dict(sorted(named.items(), key=lambda item: int(item[0])))


def _listing(folder: Path) -> str:
    return shortlist(sorted(entry.name for entry in folder.iterdir()))


def choose_gauges(wanted: str | Sequence[object], layout: Layout) -> list[str]:
    """Return the ids of the gauges to use, as text, in the order asked for.

    Parameters
    ----------
    wanted : "all", sequence of ids, or str
        All gauges with a series, these gauges, or the path of a list with one id a line.
    layout : Layout
        What there is.

    Raises
    ------
    InputError
        If the list is missing or names a gauge twice, or a gauge has no series; similar ids are named.
    """
    if wanted == "all":
        return list(layout.series)
    where = "gauges"
    if isinstance(wanted, str):
        where = wanted
        if not Path(wanted).is_file():
            expected = "'all', a list of ids, or the path of a list with one id a line"
            raise InputError(where, "no such file", expected, "correct data.camels_gb.gauges in the config")
        wanted = Path(wanted).read_text(encoding="utf-8-sig").split()
    gauges = [str(gauge).strip() for gauge in wanted]
    unknown = [gauge for gauge in gauges if gauge not in layout.series]
    if unknown or not gauges:
        near = difflib.get_close_matches((unknown or [""])[0], layout.series, n=4, cutoff=0.5)
        found = f"{len(unknown)} unknown gauges: {shortlist(unknown)}" if unknown else "no gauge"
        expected = f"some of the {len(layout.series)} gauges with a series in {layout.place}"
        hint = f"near '{unknown[0]}': {shortlist(near)}" if near else f"there are {shortlist(layout.series)}"
        raise InputError(where, found, expected, f"correct the ids ({hint})")
    if twice := sorted({gauge for gauge in gauges if gauges.count(gauge) > 1}):
        raise InputError(where, f"gauges named twice: {shortlist(twice)}", "every gauge once", "remove the repeats")
    return gauges

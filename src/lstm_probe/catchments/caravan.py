"""Caravan as a data set of catchments: forcings, discharge and attributes of any of its parts.

Kratzert et al. (2023), https://doi.org/10.1038/s41597-023-01975-w. Ids are those of its tables, with the name of the
part before them, so that equal numbers of two parts stay two gauges.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from lstm_probe.artefacts import listing
from lstm_probe.catchments import tables
from lstm_probe.catchments.delivery import Delivery, columns_of
from lstm_probe.catchments.packed import PackedSeries
from lstm_probe.data.caravan import parts as parts_of_caravan
from lstm_probe.datasets.catalogue import CARAVAN
from lstm_probe.errors import InputError

#: Tables of attributes of every part; of a name in several, the first table counts.
TABLES = ("other", "caravan", "hydroatlas")


def deliver(settings: Mapping[str, Any], place: Path) -> Delivery:
    """Find the parts of Caravan that a study names, or all that are there.

    Parameters
    ----------
    settings : mapping
        The block ``data.dataset``: ``parts`` (null: all), ``series`` (one netCDF file, null: a file per basin),
        ``columns``; and ``also``, columns that are read in the same pass and kept: the targets of a study.
    place : Path
        The folder, unpacked to any depth below.

    Raises
    ------
    InputError
        If a part has no series or no table.
    """
    parts = settings.get("parts") or parts_in(place, with_series=not settings.get("series"))
    if not parts:
        expected = "timeseries/{netcdf,csv}/<part>/ or attributes/<part>/ there or below"
        found = "no basins" if place.is_dir() else "no such folder"
        raise InputError(str(place), found, expected, f"get Caravan from {CARAVAN.citation.source}")
    named = {part: _tables(place, part) for part in parts}
    by_part = [tables.joined(paths, CARAVAN.plain_id) for paths in named.values()]
    attributes = pd.concat(by_part)
    columns = columns_of(CARAVAN, settings)
    where = str(named[parts[0]][0].parent) if len(parts) == 1 else f"tables of {', '.join(parts)}"
    if settings.get("series"):
        packed = PackedSeries(Path(settings["series"]), CARAVAN.plain_id)
        return Delivery(CARAVAN, packed.path, packed.gauges, attributes, columns, packed.read, where)
    files, also = parts_of_caravan.of_parts(place, parts), list(settings.get("also") or ())
    kept: dict[str, pd.DataFrame] = {}

    def read_gauge(gauge: str, names: Sequence[str]) -> pd.DataFrame:
        table = parts_of_caravan.read_columns(files[gauge], list(dict.fromkeys([*names, *also])))
        if also:
            kept[gauge] = table[also]
        return table[list(names)]

    return Delivery(CARAVAN, place, list(files), attributes, columns, read_gauge, where, kept)


def parts_in(place: Path, with_series: bool = True) -> list[str]:
    """Name the parts that have a table of attributes, and series unless these are elsewhere, sorted."""
    start, end = "attributes_other_", ".csv"
    there = listing.files(place)
    names = {path.name.removesuffix(".gz") for path in there.values()}
    parts = {name[len(start) : -len(end)] for name in names if name.startswith(start) and name.endswith(end)}
    series = {inside.split("/")[-2] for inside in there if "timeseries/" in f"/{inside}" and inside.count("/") > 1}
    return sorted(parts & series if with_series else parts)


def _tables(place: Path, part: str) -> list[Path]:
    """Find the tables of a part; that of names and places has to be there."""
    there = {path.name.removesuffix(".gz").lower(): path for path in listing.files(place).values()}
    found = [there[name] for kind in TABLES if (name := f"attributes_{kind}_{part}.csv".lower()) in there]
    if f"attributes_other_{part}.csv".lower() not in there:
        expected = f"attributes_other_{part}.csv there or below, with gauge_lat, gauge_lon and area"
        advice = f"get it from {CARAVAN.citation.source}, or correct data.dataset.parts"
        raise InputError(str(place), f"no such table of the part '{part}'", expected, advice)
    return found

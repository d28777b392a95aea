"""Read tables of attributes of a user's own, wherever they stand."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from lstm_probe.artefacts import listing
from lstm_probe.catchments import tables
from lstm_probe.errors import InputError

#: What the place of a gauge may be called, by our names.
PLACES = {
    "gauge_lat": ("lat", "latitude", "gauge_latitude", "lat_gauge"),
    "gauge_lon": ("lon", "longitude", "gauge_longitude", "lon_gauge", "long"),
    "gauge_name": ("name", "station_name", "river"),
    "area": ("area_km2", "catchment_area", "area_calc", "basin_area"),
}


def read(settings: Mapping[str, Any], place: Path, plain_id: Callable[[object], str]) -> pd.DataFrame:
    """Join the tables of attributes that a data set names, or those of its folder ``attributes``.

    Parameters
    ----------
    settings : mapping
        The block ``data.dataset``: ``attributes`` (files, or a folder; of the names below the folder of the data set
        ``*`` stands for anything), ``id_column``, and ``rename``: our names by those of the tables.
    place : Path
        The folder of the data set.

    Returns
    -------
    pandas.DataFrame
        By gauge_id.

    Raises
    ------
    InputError
        If there are none.
    """
    named = settings.get("attributes") or "attributes"
    paths = [path for one in ([named] if isinstance(named, str) else named) for path in _files(one, place)]
    if not paths:
        expected = "tables of attributes (CSV with a column gauge_id): a folder attributes, or data.dataset.attributes"
        raise InputError(str(place), "no tables", expected, "put them there, or name them in the config")
    table = tables.joined(paths, plain_id, id_column=settings.get("id_column"))
    table = table.rename(columns=settings.get("rename") or {})
    small = {str(name).lower(): name for name in table.columns}
    others = {
        small[written]: name
        for name, spellings in PLACES.items()
        if name not in table
        for written in spellings[::-1]
        if written in small
    }
    return table.rename(columns={written: name for written, name in others.items()})


def _files(named: str, place: Path) -> list[Path]:
    for path in (Path(named), place / named):
        if path.is_file():
            return [path]
        if path.is_dir():
            return sorted(one for one in listing.files(path).values() if one.suffix in (".csv", ".gz"))
    written = re.escape(named).replace(r"\*", "[^/]*")
    return [path for inside, path in sorted(listing.files(place).items()) if re.fullmatch(written, inside)]

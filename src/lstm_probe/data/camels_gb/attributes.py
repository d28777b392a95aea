"""Read the static attributes of CAMELS-GB from its eight tables, joined by gauge id."""

import difflib
import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.artefacts import csv_rows, csv_tables
from lstm_probe.artefacts.keys import require_once
from lstm_probe.data.files import text_files
from lstm_probe.datasets import camels_gb, gauge_ids
from lstm_probe.datasets.attribute_bounds import PLACES
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

#: Units of the attributes in use. CAMELS-GB calls porosity a fraction, but gives it in percent.
UNITS = {
    **dict.fromkeys(("gauge_lat",), "degrees_north"),
    **dict.fromkeys(("gauge_lon",), "degrees_east"),
    **dict.fromkeys(("gauge_easting", "gauge_northing", "gauge_elev", "elev_mean", "soil_depth_pelletier"), "m"),
    "area": "km2",
    "dpsbar": "m km-1",
    **dict.fromkeys(("sand_perc", "silt_perc", "clay_perc", "organic_perc", "porosity_hypres"), "%"),
    "conductivity_hypres": "cm h-1",
    **dict.fromkeys(("dwood_perc", "ewood_perc", "grass_perc", "shrub_perc", "crop_perc", "urban_perc"), "%"),
    "reservoir_cap": "ML",
    **dict.fromkeys(("p_mean", "pet_mean", "q_mean"), "mm d-1"),
    **dict.fromkeys(("high_prec_freq", "low_prec_freq"), "d yr-1"),
    **dict.fromkeys(("high_prec_dur", "low_prec_dur"), "d"),
}

#: What every table and figure names a gauge by.
NEEDED = ("gauge_name", "gauge_lat", "gauge_lon")
TABLE = "a table of attributes with commas between columns"
#: The table whose last column is free text in which version 2 has commas without quotation marks.
FREE_TEXT = "hydrometry"


def read(
    tables: Sequence[Path],
    gauges: Sequence[str],
    names: Sequence[str],
    extra: Sequence[str] = (),
    aliases: Mapping[str, str] | None = None,
    needed: Sequence[str] = NEEDED,
) -> xr.Dataset:
    """Read attributes of the gauges.

    Parameters
    ----------
    tables : sequence of Path
        The attribute tables, with a column ``gauge_id``.
    gauges : sequence of str
        Which gauges, in which order; NaN for a gauge that a table lacks.
    names : sequence of str
        Selected attributes; each must be a number.
    extra : sequence of str
        Further attributes, for figures and for criteria of gauges.
    aliases : mapping of str to str, optional
        What an attribute that no table has by its own name is called in them.
    needed : sequence of str
        What is read in any case.

    Returns
    -------
    xarray.Dataset
        One variable per attribute, float64 of shape (gauge_id,), units in attrs; ``gauge_name`` is text. Its attr
        ``repaired_rows`` (JSON) names, by table, the gauges whose row had a comma too many.

    Raises
    ------
    InputError
        If an attribute is in no table (the nearest names are given), is text, or a table repeats a gauge.
    """
    known = list(dict.fromkeys([*needed, *names, *extra, *(aliases or {}).values()]))
    places = _places(tables, known)
    columns = {name: alias for name, alias in (aliases or {}).items() if name not in places and alias in places}
    places |= {name: places[alias] for name, alias in columns.items()}
    wanted = list(dict.fromkeys([*needed, *names, *extra]))
    _require_known(wanted, places, tables)
    joined = pd.DataFrame(index=pd.Index(list(gauges), name="gauge_id"))
    repaired: dict[str, list[str]] = {}
    for path in dict.fromkeys(places[name] for name in wanted):
        chosen = {columns.get(name, name): name for name in wanted if places[name] == path}
        joined = joined.join(_read_table(path, list(chosen), repaired).rename(columns=chosen))
    attributes = xr.Dataset(coords={"gauge_id": np.array(list(gauges), dtype=object)})
    attributes.attrs["repaired_rows"] = json.dumps(repaired)
    for name in wanted:
        attrs = {
            "units": UNITS.get(name, "" if name == "gauge_name" else "1"),
            "long_name": columns.get(name, name).replace("_", " "),
        }
        text = name == "gauge_name"
        column = joined[name].fillna("unnamed") if text else joined[name]
        attributes[name] = ("gauge_id", column.to_numpy(dtype=object if text else "float64"), attrs)
    return attributes


def _require_known(wanted: Sequence[str], places: Mapping[str, Path], tables: Sequence[Path]) -> None:
    if missing := [name for name in wanted if name not in places]:
        near = difflib.get_close_matches(missing[0], places, n=4, cutoff=0.4)
        expected = f"one of the {len(places)} attributes in {len(tables)} tables"
        complete = f"or complete the tables from {_source(tables[0])}"
        advice = f"correct it (nearest to {missing[0]}: {shortlist(near)}), {complete}"
        raise InputError(str(tables[0].parent), f"no attribute {shortlist(missing)}", expected, advice)


def _places(tables: Sequence[Path], known: Sequence[str]) -> dict[str, Path]:
    """Find which table holds which attribute."""
    places: dict[str, Path] = {}
    for path in tables:
        text = text_files.read(path, TABLE, _original(path))
        header = csv_rows.header(str(path), text, ["gauge_id", *known], _original(path))
        if "gauge_id" not in header:
            raise InputError(str(path), f"columns {shortlist(header)}", "a column gauge_id", _original(path))
        if again := [name for name in header if name in places]:
            first = places[again[0]].name
            logger.warning("%s has attributes of %s again, which are read from it: %s", path, first, shortlist(again))
        places |= {name: path for name in header if name not in ("gauge_id", csv_rows.UNNAMED)}
    return places


def _source(path: Path) -> str:
    """Give the address of the original of a table."""
    return camels_gb.of_file(path.name).source


def _original(path: Path) -> str:
    return f"replace it by the original table, from {_source(path)}"


def quoted(text: str) -> tuple[str, list[str]]:
    """Quote the last field of rows in which it holds one comma too many, and name their gauges.

    Parameters
    ----------
    text : str
        A table whose first column is the gauge and whose last is free text.
    """
    lines = text.splitlines()
    commas, gauges = lines[0].count(","), []
    for row, line in enumerate(lines):
        if line.count(",") == commas + 1 and '"' not in line:
            *fields, last = line.split(",", commas)
            lines[row] = ",".join([*fields, f'"{last}"'])
            gauges.append(fields[0].strip())
    if gauges == [str(number) for number in range(1, len(lines))]:  # the names of rows, which the header leaves out
        return text, []
    return "\n".join(lines), gauges


def _read_table(path: Path, columns: Sequence[str], repaired: dict[str, list[str]]) -> pd.DataFrame:
    text = text_files.read(path, TABLE, _original(path))
    if FREE_TEXT in path.name.lower():
        text, gauges = quoted(text)
        if gauges:
            repaired[path.name] = gauges
            message = "%s: %d rows have a comma too many in their last field, which was quoted: %s"
            logger.warning(message, path, len(gauges), shortlist(gauges, 40))
    table = csv_tables.read(str(path), text, {"gauge_id": "str"}, _original(path), columns)[["gauge_id", *columns]]
    ids = gauge_ids.all_plain(table["gauge_id"].str.strip(), str(path))
    require_once(ids, str(path), "gauges {} twice", "one row per gauge", "remove the repeated rows")
    table = table.assign(gauge_id=ids).set_index("gauge_id")
    numbers = table[[name for name in columns if name != "gauge_name"]]
    csv_tables.require_numbers(str(path), numbers, "select numeric attributes only, or correct the table")
    _require_in_britain(path, table)
    return table


def listed(path: Path) -> list[str]:
    """Name the gauges of a table.

    Raises
    ------
    InputError
        If it has no column gauge_id, an id is none of CAMELS-GB, or a gauge stands there twice.
    """
    _places([path], [])
    return [str(gauge) for gauge in _read_table(path, [], {}).index]


def _require_in_britain(path: Path, table: pd.DataFrame) -> None:
    for name, (low, high) in PLACES.items():
        if name in table and (outside := (table[name] < low) | (table[name] > high)).any():
            found = f"{name} {table[name][outside].iloc[0]:g} of gauge {table.index[outside][0]} ({outside.sum()} such)"
            expected = f"{low:g} to {high:g} degrees"
            advice = f"latitude and longitude may be swapped: {_original(path)}"
            raise InputError(str(path), found, expected, advice)

"""CAMELS-US in its text layout: forcings of one product, discharge of the USGS, attributes with semicolons.

Newman et al. (2015), https://doi.org/10.5194/hess-19-209-2015; Addor et al. (2017),
https://doi.org/10.5194/hess-21-5293-2017. Ids have eight digits, zeros in front among them.
"""

import re
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from lstm_probe.artefacts import listing
from lstm_probe.catchments import tables
from lstm_probe.catchments.delivery import Delivery, columns_of
from lstm_probe.data.files import text_files
from lstm_probe.data.series import daily_series
from lstm_probe.datasets.catalogue import CAMELS_US
from lstm_probe.errors import InputError, shortlist

FORCING = re.compile(r"(?P<gauge>\d{8,})_lump_(?P<product>\w+)_forcing_leap\.txt")
FLOW = re.compile(r"(?P<gauge>\d{8,})_streamflow_qc\.txt")
#: The folder of a product, and the forcing that is read where none is chosen.
PRODUCTS = {"daymet": "cida", "nldas": "nldas", "maurer": "maurer", "maurer_extended": "maurer"}
USUAL = "daymet"
DISCHARGE, MEAN = CAMELS_US.columns["discharge"][0], "tmean(c)"
ADVICE = "get it again from " + CAMELS_US.citation.source
#: What stands where the USGS has no value, and the quality of such days.
MISSING_FLOW = -999.0
#: Our names of attributes that its tables call otherwise.
NAMES = {"area_gages2": "area"}


def deliver(settings: Mapping[str, Any], place: Path) -> Delivery:
    """Find the basins that have weather of one product and discharge.

    Parameters
    ----------
    settings : mapping
        The block ``data.dataset``: ``forcing``, ``columns`` (in small letters, with units as in ``prcp(mm/day)``).
    place : Path
        The folder, unpacked to any depth below; the tables ``camels_*.txt`` may lie elsewhere, at ``attributes``.

    Raises
    ------
    InputError
        If there are no such files.
    """
    product = settings.get("forcing") or USUAL
    there = list(listing.files(place).values())
    weather = {
        match["gauge"]: path
        for path in there
        if (match := FORCING.fullmatch(path.name)) and product in (path.parent.name, path.parent.parent.name)
    }
    flows = {match["gauge"]: path for path in there if (match := FLOW.fullmatch(path.name))}
    gauges = [gauge for gauge in sorted(weather) if gauge in flows]
    if not gauges:
        kinds = sorted({name for path in there for name in (path.parent.name, path.parent.parent.name)} & set(PRODUCTS))
        found = f"{len(weather)} files of {product}, {len(flows)} of discharge; products: {shortlist(kinds)}"
        expected = f"{product}/…/<id>_lump_{PRODUCTS[product]}_forcing_leap.txt and <id>_streamflow_qc.txt below"
        raise InputError(str(place), found, expected, "choose the product by data.dataset.forcing, or " + ADVICE)
    folder = Path(str(settings.get("attributes") or place))
    paths = sorted(path for path in listing.files(folder).values() if re.fullmatch(r"camels_\w+\.txt", path.name))
    if not paths:
        raise InputError(str(folder), "no tables", "camels_clim.txt, camels_topo.txt, …", f"{ADVICE}, or attributes:")
    attributes = tables.joined(paths, CAMELS_US.plain_id, ";").rename(columns=NAMES)
    columns = columns_of(CAMELS_US, settings)
    columns.setdefault("temperature", (MEAN, "degC"))

    def read_gauge(gauge: str, names: Sequence[str]) -> pd.DataFrame:
        table = weather_of(weather[gauge])
        flow = flow_of(flows[gauge])
        days = pd.date_range(min(table.index[0], flow.index[0]), max(table.index[-1], flow.index[-1]), name="time")
        whole = table.assign(**{MEAN: (table["tmin(c)"] + table["tmax(c)"]) / 2}).reindex(days)
        whole[DISCHARGE] = flow.reindex(days)
        if unknown := [name for name in names if name not in whole]:
            raise InputError(str(weather[gauge]), f"no {shortlist(unknown)}", shortlist(whole.columns, 12), ADVICE)
        return whole[list(names)].astype("float32")

    return Delivery(CAMELS_US, place, gauges, attributes, columns, read_gauge, str(folder))


def weather_of(path: Path) -> pd.DataFrame:
    """Read the weather of one basin: three lines of place, a header, then a line a day.

    Returns
    -------
    pandas.DataFrame
        By day; columns in small letters, with their units.
    """
    lines = text_files.read(path, "daily forcings of CAMELS-US", ADVICE).splitlines()
    header = next((row for row, line in enumerate(lines[:6]) if line.lower().split()[:2] == ["year", "mnth"]), None)
    if header is None:
        found = f"'{lines[min(3, len(lines) - 1)][:60]}'"
        raise InputError(str(path), found, "a header 'Year Mnth Day Hr …' in line 4", ADVICE)
    names = [name.lower() for name in lines[header].split()]
    rows = _numbers(path, lines[header + 1 :], len(names), header + 2)
    table = pd.DataFrame(rows, columns=names)
    days = _days(path, table["year"], table["mnth"], table["day"])
    return table.drop(columns=["year", "mnth", "day", "hr"], errors="ignore").set_axis(days)


def flow_of(path: Path) -> pd.Series:
    """Read the discharge of one basin (cubic feet a second) by day; NaN where there is none."""
    lines = text_files.read(path, "discharge of CAMELS-US", ADVICE).splitlines()
    rows = [line.split() for line in lines if line.strip()]
    if wrong := [number for number, row in enumerate(rows, 1) if len(row) not in (5, 6)]:
        found = f"line {wrong[0]} with {len(rows[wrong[0] - 1])} fields"
        raise InputError(str(path), found, "gauge, year, month, day, discharge and quality in every line", ADVICE)
    try:
        table = pd.DataFrame([row[1:5] for row in rows], dtype="float64")
    except ValueError as error:
        raise InputError(str(path), str(error), "numbers", ADVICE) from error
    values = table[3].where(table[3] != MISSING_FLOW, np.nan)
    days = _days(path, table[0], table[1], table[2])
    return pd.Series(values.to_numpy(), days).reindex(pd.date_range(days.min(), days.max(), name="time"))


def _numbers(path: Path, lines: Sequence[str], fields: int, first: int) -> np.ndarray:
    for number, line in enumerate(lines, first):
        if line.strip() and len(line.split()) != fields:
            found = f"line {number} with {len(line.split())} fields"
            raise InputError(str(path), found, f"{fields} fields in every line", ADVICE)
    try:
        return np.loadtxt(StringIO("\n".join(lines)), ndmin=2)
    except ValueError as error:
        raise InputError(str(path), str(error)[:200], "numbers", ADVICE) from error


def _days(path: Path, year: pd.Series, month: pd.Series, day: pd.Series) -> pd.DatetimeIndex:
    parts = pd.DataFrame({"year": year, "month": month, "day": day}).astype(int)
    try:
        days = pd.DatetimeIndex(pd.to_datetime(parts), name="time")
    except ValueError as error:
        raise InputError(str(path), str(error)[:200], "days of a calendar", ADVICE) from error
    daily_series.require_our_times(days, str(path), ADVICE)
    daily_series.require_once(days, str(path), ADVICE)
    return days

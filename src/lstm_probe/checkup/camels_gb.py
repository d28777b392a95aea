"""Check CAMELS-GB: which gauges there are, their attributes and their daily series, each file read once."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.checkup import attributes
from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.checkup.series import Series
from lstm_probe.checkup.study import Study
from lstm_probe.data.camels_gb import attributes as camels_attributes
from lstm_probe.data.camels_gb import catchments as reader
from lstm_probe.data.camels_gb import layout, packed_series
from lstm_probe.data.camels_gb import series as camels_series
from lstm_probe.data.series import potential
from lstm_probe.datasets import gauge_ids, variables
from lstm_probe.datasets.camels_gb import VERSIONS
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

SOURCE = "camels_gb"


def check(study: Study, findings: Findings, account: Account) -> None:
    """Check tables and series, and take down every gauge."""
    located = None
    with findings.guarded(SOURCE, "found"):
        located, names = _locate(study)
    if located is None:
        return
    account.gauges = _gauges(study, located, findings)

    def read_attribute(name: str) -> xr.Dataset:
        return camels_attributes.read(located.tables, account.gauges, [name], (), located.version.attributes, ())

    table = account.attributes = attributes.check(read_attribute, camels_attributes.UNITS, study, findings, account)
    packed = study.sources.get("series")
    columns = {"discharge": variables.DISCHARGE, **names}
    series = Series(study, findings, account, table, [name for name in names if name not in study.forcings])
    needed = potential.forcings_of_files(study.forcings, method := potential.method_of(study.catchments), names)
    read = (
        _packed(packed, needed, account, names, findings)
        if packed
        else _files(located, columns, needed, account, findings)
    )
    for number, (gauge, values) in enumerate(read, start=1):
        latitude = float(table["gauge_lat"].get(gauge, np.nan))
        series.look_at(gauge, potential.completed_table(values, study.forcings, latitude, method))
        if number % 100 == 0:
            logger.info("%d of %d series looked at", number, len(account.gauges))
    series.conclude()
    _without_series(study, located, findings, account)
    found = f"{located.version.title}, {len(located.tables)} tables, {len(located.series)} series"
    account.found(SOURCE, located.place, found, series.days, len(account.gauges))


def _locate(study: Study) -> tuple[layout.Layout, dict[str, str]]:
    """Find the files, and say which column each forcing is read from."""
    settings = study.data["camels_gb"]
    version = VERSIONS[settings["version"]]
    names = version.columns_of(settings["columns"])
    packed = study.sources.get("series")
    elsewhere = dict.fromkeys(packed_series.gauges(packed), Path(packed)) if packed else None
    needed = potential.forcings_of_files(study.forcings, potential.method_of(study.catchments), names)
    if unknown := [name for name in needed if name not in names]:
        raise InputError("forcings", ", ".join(unknown), f"forcings of {version.title}", "correct the LSTM's forcings")
    return layout.locate(study.sources["catchments"], elsewhere, version), names


def _gauges(study: Study, located: layout.Layout, findings: Findings) -> list[str]:
    """List the gauges asked for, without those that are unknown."""
    wanted = study.data["camels_gb"]["gauges"]
    with findings.guarded(SOURCE, "gauges"):
        return layout.choose_gauges(wanted, located)
    listed: list[str] = []
    if not isinstance(wanted, str):
        listed = [gauge_ids.plain(gauge) for gauge in wanted]
    elif Path(wanted).is_file():
        with suppress(InputError):
            listed = gauge_ids.of_list(Path(wanted))
    return [gauge for gauge in dict.fromkeys(listed) if gauge in located.series] or list(located.series)


def _without_series(study: Study, located: layout.Layout, findings: Findings, account: Account) -> None:
    """Take down the gauges of the tables that have no series, where all gauges are asked for."""
    if study.data["camels_gb"]["gauges"] != "all":
        return
    with suppress(ValueError, OSError):  # a table that cannot be read is reported with the attributes
        if without := reader.without_series(located):
            for gauge in without:
                account.lose(gauge, "series", "no series")
            found = f"no series of {shortlist(without)}, which stand in the tables"
            advice = "get their series, if they are to take part"
            findings.add("note", SOURCE, "series", "gauges", found, "a series of every gauge", advice)


def _files(
    located: layout.Layout, columns: Mapping[str, str], forcings: Sequence[str], account: Account, findings: Findings
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Read the file of one gauge after another, with all columns that can be read."""
    needed = {name: columns[name] for name in ("discharge", *forcings)}
    for gauge in account.gauges:
        path, table, kept = located.series[gauge], None, columns
        try:
            table = camels_series.read_gauge(path, list(dict.fromkeys(columns.values())))
        except (InputError, OSError) as first:
            with findings.guarded(SOURCE, "series", gauge):
                table, kept = camels_series.read_gauge(path, list(dict.fromkeys(needed.values()))), needed
            if table is None:
                account.lose(gauge, "series", "its file cannot be read")
            elif isinstance(first, InputError):
                findings.error(SOURCE, "columns that no step uses", first, gauge=gauge, severity="warn")
        if table is not None:
            yield gauge, pd.DataFrame({name: table[column] for name, column in kept.items()})


def _packed(
    packed: Path, forcings: Sequence[str], account: Account, names: Mapping[str, str], findings: Findings
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Read the file of all gauges, the discharge and the forcings in use alone."""
    with findings.guarded(SOURCE, "series"):
        read = packed_series.read(packed, account.gauges, forcings, names)
        days = pd.DatetimeIndex(read["time"].values)
        arrays = {str(name): np.asarray(array.values) for name, array in read.data_vars.items()}
        for position, gauge in enumerate(account.gauges):
            yield gauge, pd.DataFrame({name: values[position] for name, values in arrays.items()}, index=days)
        return
    for gauge in account.gauges:
        account.lose(gauge, "series", "their file cannot be read")

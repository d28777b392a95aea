"""Check the static attributes: there, complete, varying, and in their units."""

import numpy as np
import pandas as pd

from lstm_probe.data import camels_attributes
from lstm_probe.data.checkup import bounds
from lstm_probe.data.checkup.account import Account
from lstm_probe.data.checkup.findings import Findings
from lstm_probe.data.checkup.study import Study
from lstm_probe.data.layout import Layout

SOURCE = "camels_gb"
#: Read beside what the study asks for, where there: the polygons and the series are held against them.
HELPFUL = ("area", *bounds.MEANS.values())
#: Latitude and longitude of Great Britain, degrees.
LATITUDE, LONGITUDE = (49.0, 61.5), (-9.0, 2.5)


def check(layout: Layout, study: Study, findings: Findings, account: Account) -> pd.DataFrame:
    """Check the attributes of all gauges.

    Parameters
    ----------
    layout : Layout
        The files.
    study : Study
        What is asked for.
    findings, account
        Are added to.

    Returns
    -------
    pandas.DataFrame
        Attributes that could be read (gauge_id, attribute), NaN where missing.
    """
    inputs, table = set(study.attributes), pd.DataFrame(index=pd.Index(account.gauges, name="gauge_id"))
    for name in dict.fromkeys(["gauge_name", *inputs, *study.extra_attributes, *HELPFUL]):
        wanted = name not in HELPFUL or name in (*inputs, *study.extra_attributes)
        column = _read(layout, account.gauges, name, findings if wanted else Findings())
        if column is None:
            continue
        table = table.join(column[[extra for extra in column.columns if extra not in table]])
        if name != "gauge_name" and wanted:
            _look_at(name, table[name], name in inputs, findings, account)
    for gauge, row in table.iterrows():
        about = {key: row[key] for key in ("gauge_name", "gauge_lat", "gauge_lon", "area") if key in row}
        account.tell(str(gauge), **about)
    if {"gauge_lat", "gauge_lon"} <= set(table.columns):
        _places(table, findings)
    return table


def _read(layout: Layout, gauges: list[str], name: str, findings: Findings) -> pd.DataFrame | None:
    names = [] if name == "gauge_name" else [name]
    with findings.guarded(SOURCE, "attributes"):
        read = camels_attributes.read(layout.tables, gauges, names, aliases=layout.version.attributes)
        return read.to_dataframe()
    return None


def _look_at(name: str, values: pd.Series, used: bool, findings: Findings, account: Account) -> None:
    """Look at one attribute of all gauges."""
    for gauge in values.index[values.isna()]:
        if used:
            account.lose(str(gauge), "attributes", f"no {name}")
        advice = "nothing: the gauge is dropped" if used else "nothing, unless figures are to show it"
        severity = "warn" if used else "note"
        findings.add(severity, SOURCE, "attributes", name, "no value", "a value of every gauge", advice, str(gauge))
    known = values.dropna()
    if not len(known):
        if used:
            expected = "values, as an input of the LSTM"
            findings.add("refuse", SOURCE, "attributes", name, "no value of any gauge", expected, "choose another")
        return
    if used and len(known) > 1 and np.ptp(known.to_numpy()) == 0:
        found, advice = (
            f"{known.iloc[0]:g} at all {len(known)} gauges",
            "nothing: it is centred; it tells gauges apart in no way",
        )
        findings.add("warn", SOURCE, "constant attributes", name, found, "values that vary between gauges", advice)
    soft = bounds.of_attribute(name)
    if soft is None:
        return
    for gauge, value in known.items():
        severity, (low, high) = "warn", soft
        if not bounds.wide(soft)[0] <= value <= bounds.wide(soft)[1]:
            severity, (low, high) = "refuse" if used else "warn", bounds.wide(soft)
        if not low <= value <= high:
            units = camels_attributes.UNITS.get(name, "1")
            expected = f"{low:g} to {high:g} {units}".removesuffix(" 1")
            advice = "look whether it is in these units, and correct the table"
            findings.add(severity, SOURCE, "units of attributes", name, f"{value:g}", expected, advice, str(gauge))


def _places(table: pd.DataFrame, findings: Findings) -> None:
    """Look whether gauges lie in Great Britain, and not at swapped coordinates."""
    for gauge, row in table.iterrows():
        latitude, longitude = row["gauge_lat"], row["gauge_lon"]
        if LATITUDE[0] <= latitude <= LATITUDE[1] and LONGITUDE[0] <= longitude <= LONGITUDE[1]:
            continue
        swapped = LATITUDE[0] <= longitude <= LATITUDE[1]
        found = f"{latitude:g} N, {longitude:g} E"
        advice = "swap gauge_lat and gauge_lon" if swapped else "correct gauge_lat and gauge_lon; maps show them there"
        severity = "refuse" if swapped else "warn"
        findings.add(severity, SOURCE, "place", "gauge_lat, gauge_lon", found, "Great Britain", advice, str(gauge))

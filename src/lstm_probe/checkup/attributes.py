"""Check the static attributes: there, complete, varying, and in their units."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.checkup.study import Study
from lstm_probe.data.camels_gb import attributes
from lstm_probe.datasets import attribute_bounds, bounds

#: Read beside what the study asks for, where there: the polygons and the series are held against them.
HELPFUL = ("area", *bounds.MEANS.values())


def check(
    read: Callable[[str], xr.Dataset], units: Mapping[str, str], study: Study, findings: Findings, account: Account
) -> pd.DataFrame:
    """Check the attributes of all gauges.

    Parameters
    ----------
    read : callable
        Reads one attribute of all gauges, by its name; raises `InputError` where it cannot.
    units : mapping of str to str
        Units of attributes.

    Returns
    -------
    pandas.DataFrame
        Attributes that could be read (gauge_id, attribute), NaN where missing; those of `NEEDED` always have a column.
    """
    inputs, table = set(study.attributes), pd.DataFrame(index=pd.Index(account.gauges, name="gauge_id"))
    asked = {*inputs, *study.extra_attributes, *attributes.NEEDED}
    for name in dict.fromkeys([*attributes.NEEDED, *inputs, *study.extra_attributes, *HELPFUL]):
        with (findings if name in asked else Findings()).guarded(study.catchments["reader"], "attributes"):
            table[name] = read(name)[name].to_series()
            if name not in attributes.NEEDED and name in asked:
                _look_at(name, table[name], units.get(name, "1"), study, findings, account)
    for gauge, row in table.iterrows():
        about = {key: row[key] for key in (*attributes.NEEDED, "area") if key in row}
        account.describe(str(gauge), **about)
    return table.reindex(columns=[*table.columns, *(name for name in attributes.NEEDED if name not in table)])


def _look_at(name: str, values: pd.Series, units: str, study: Study, findings: Findings, account: Account) -> None:
    """Look at one attribute of all gauges."""
    used, source = name in study.attributes, study.catchments["reader"]
    for gauge in values.index[values.isna()]:
        if used:
            account.lose(str(gauge), "attributes", f"no {name}")
        advice = "nothing: the gauge is dropped" if used else "nothing, unless figures are to show it"
        severity = "warn" if used else "note"
        findings.add(severity, source, "attributes", name, "no value", "a value of every gauge", advice, str(gauge))
    known = values.dropna()
    if not len(known):
        if used:
            expected = "values, as an input of the LSTM"
            findings.add("refuse", source, "attributes", name, "no value of any gauge", expected, "choose another")
        return
    if used and len(known) > 1 and np.ptp(known.to_numpy()) == 0:
        found, advice = (
            f"{known.iloc[0]:g} at all {len(known)} gauges",
            "nothing: it is centred; it carries no information",
        )
        findings.add("warn", source, "constant attributes", name, found, "values that vary between gauges", advice)
    findings.collect(source, name, attribute_bounds.findings(name, known, units, study.region))

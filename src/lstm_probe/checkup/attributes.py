"""Check the static attributes: there, complete, varying, and in their units."""

import numpy as np
import pandas as pd

from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.checkup.study import Study
from lstm_probe.data.camels_gb import attributes
from lstm_probe.data.camels_gb.layout import Layout
from lstm_probe.datasets import attribute_bounds, bounds

SOURCE = "camels_gb"
#: Read beside what the study asks for, where there: the polygons and the series are held against them.
HELPFUL = ("area", *bounds.MEANS.values())


def check(layout: Layout, study: Study, findings: Findings, account: Account) -> pd.DataFrame:
    """Check the attributes of all gauges.

    Returns
    -------
    pandas.DataFrame
        Attributes that could be read (gauge_id, attribute), NaN where missing.
    """
    inputs, table = set(study.attributes), pd.DataFrame(index=pd.Index(account.gauges, name="gauge_id"))
    asked = {*inputs, *study.extra_attributes, *attributes.NEEDED}
    for name in dict.fromkeys([*attributes.NEEDED, *inputs, *study.extra_attributes, *HELPFUL]):
        with (findings if name in asked else Findings()).guarded(SOURCE, "attributes"):
            read = attributes.read(layout.tables, account.gauges, [name], (), layout.version.attributes, ())
            table[name] = read[name].to_series()
            if name not in attributes.NEEDED and name in asked:
                _look_at(name, table[name], name in inputs, findings, account)
    for gauge, row in table.iterrows():
        about = {key: row[key] for key in (*attributes.NEEDED, "area") if key in row}
        account.describe(str(gauge), **about)
    return table


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
            "nothing: it is centred; it carries no information",
        )
        findings.add("warn", SOURCE, "constant attributes", name, found, "values that vary between gauges", advice)
    findings.collect(SOURCE, name, attribute_bounds.findings(name, known, attributes.UNITS.get(name, "1")))

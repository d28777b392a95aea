"""Check the catchment means of a target, gauge by gauge: there in both periods, and varying."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.checkup import daily
from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.checkup.study import Study
from lstm_probe.data.series import checks, repetition
from lstm_probe.datasets import bounds

#: Days that must be equal before they count as copied; of values rounded to so many decimals, more.
LENGTH, ROUNDED_LENGTH, DECIMALS = repetition.REPEATED, 120, 3
#: Longest stretch of one value that a store keeps, days; of rounded values, longer.
FLAT, ROUNDED_FLAT = 60, 400


def check(name: str, means: xr.DataArray, study: Study, findings: Findings, account: Account, gaps: bool) -> None:
    """Check the means of all gauges.

    Parameters
    ----------
    means : xarray.DataArray of shape (gauge_id, time)
        Its values; NaN where there is none.
    gaps : bool
        Whether it has gaps by nature, as satellites' fields have.
    """
    source, entry = f"targets.{name}", study.targets[name]
    if bounds.of_target(entry["units"], entry.get("variable") or name, study.region) is None:
        findings.collect(source, name, checks.stand_ins(means, None))
    begin, end = study.of_probes
    days = pd.DatetimeIndex(means["time"].values)
    here = (days >= begin) & (days <= end)
    asked = int(here.sum()) if gaps else (end - begin).days + 1
    values = {str(gauge): row for gauge, row in zip(means["gauge_id"].values, means.values, strict=True)}
    known: dict[str, np.ndarray] = {}
    for gauge in account.kept():
        series = values.get(gauge, np.full(len(days), np.nan, dtype="float32"))
        present = int(np.isfinite(series[here]).sum())
        account.count_missing(source, name, gauge, asked, asked - present)
        if present:
            known[gauge] = series
        else:
            _without(source, name, gauge, study, findings, account)
    if not known and account.kept():
        found, expected = "no value of any gauge", f"values from {begin:%Y-%m-%d} to {end:%Y-%m-%d}"
        findings.add("refuse", source, "values", name, found, expected, "bring values of these days, or change periods")
    elif known and not any(np.nanmax(series) > np.nanmin(series) for series in known.values()):
        advice = "get the right file, or leave the target out of the study"
        found, expected = f"one value at each of {len(known)} gauges", "values that vary in time"
        findings.add("refuse", source, "constant in time", name, found, expected, advice)
    elif not gaps:
        for gauge, series in known.items():
            _look(source, name, gauge, series, days, findings)
    least = 1 if gaps else study.data["missing"]["minimum_target_days"]
    account.with_target[name] = list(known)
    for period in ("probe_fit", "probe_test") if known else ():
        first, last = study.periods[period]
        few = _period(source, name, known, days, (period, first, last), least, findings)
        if not gaps:  # of which a sample of days was read
            account.with_target[name] = [gauge for gauge in account.with_target[name] if gauge not in few]


def _without(source: str, name: str, gauge: str, study: Study, findings: Findings, account: Account) -> None:
    """Take down a gauge without a value, and report it unless it is known why."""
    if not {"polygon", "land cell"} & set(account.losses.get(gauge, {})):
        begin, end = study.of_probes
        expected = f"values from {begin:%Y-%m-%d} to {end:%Y-%m-%d}"
        advice = "nothing: the gauge has no part in this target"
        findings.add("warn", source, "gauges without a target", name, "no value", expected, advice, gauge)
    account.lose(gauge, "target", f"no {name}")


def _period(
    source: str,
    name: str,
    known: Mapping[str, np.ndarray],
    days: pd.DatetimeIndex,
    period: tuple[str, str, str],
    least: int,
    findings: Findings,
) -> set[str]:
    """Look whether gauges have the days that probes need in a period, and name those that have not.

    Where none has, the run would stop.
    """
    named, first, last = period
    inside = (days >= pd.Timestamp(first)) & (days <= pd.Timestamp(last))
    counts = {gauge: int(np.isfinite(series[inside]).sum()) for gauge, series in known.items()}
    few = {gauge: count for gauge, count in counts.items() if count < least}
    expected = f"{least} or more days from {first} to {last}"
    if len(few) == len(counts):
        advice = "bring values of these days, or change the period"
        findings.add("refuse", source, "values", named, f"too few days at all {len(few)} gauges", expected, advice)
        return set(few)
    for gauge, count in few.items():
        advice = "nothing: the gauge is left out of this target"
        findings.add("warn", source, "gauges without a target", name, f"{count} days", expected, advice, gauge)
    return set(few)


def _look(source: str, name: str, gauge: str, series: np.ndarray, days: pd.DatetimeIndex, findings: Findings) -> None:
    finite = series[np.isfinite(series)]
    if np.ptp(finite) == 0:
        severity = "warn" if finite[0] else "note"
        advice = (
            "leave the gauge out of this target: no probe can be scored" if finite[0] else "nothing: never any there"
        )
        expected = "values that vary in time"
        findings.add(
            severity, source, "constant in time", name, f"{finite[0]:.4g} on every day", expected, advice, gauge
        )
        return
    rounded = bool(np.abs(finite - np.round(finite, DECIMALS)).max() < 10.0 ** -(DECIMALS + 3))
    starts, lengths = repetition.runs(series)
    flat = np.isfinite(series[starts]) & (series[starts] != 0) & (lengths >= (ROUNDED_FLAT if rounded else FLAT))
    if flat.any():
        longest = int(np.argmax(np.where(flat, lengths, 0)))
        found = f"{lengths[longest]} days from {days[starts[longest]]:%Y-%m-%d} at {series[starts[longest]]:.4g}"
        advice = "look whether gaps were filled with the last value"
        findings.add("warn", source, daily.CONSTANT, name, found, "values that vary from day to day", advice, gauge)
    if block := repetition.repeated(series, ROUNDED_LENGTH if rounded else LENGTH):
        first, again, length = block
        found = f"{length} days from {days[again]:%Y-%m-%d} as from {days[first]:%Y-%m-%d}"
        advice = "look at these days, and get them again"
        findings.add("warn", source, daily.REPEATS, name, found, "every day a value of its own", advice, gauge)

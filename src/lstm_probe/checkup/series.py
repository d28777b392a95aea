"""Check the daily series of every gauge, one gauge after another, without holding them all."""

from dataclasses import replace

import numpy as np
import pandas as pd

from lstm_probe.checkup import daily, fields, record
from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.checkup.study import Study
from lstm_probe.data.series import discharge_records, repetition
from lstm_probe.datasets import bounds
from lstm_probe.errors import shortlist

#: Columns that are filled for every gauge of the original; others came later, or are in few copies.
USUAL = ("precipitation", "temperature", "pet", "peti")
#: Share of days with a value, below which a mean may be that of a dry year.
ENOUGH = 0.5


class Series:
    """Look at the series of gauges.

    Parameters
    ----------
    study : Study
        What is asked for.
    findings, account
        Are added to.
    attributes : pandas.DataFrame
        Attributes of the gauges, some of which give the mean of a series.
    unused : list of str
        Columns that no step uses: what is wrong with them only warns.
    """

    def __init__(
        self, study: Study, findings: Findings, account: Account, attributes: pd.DataFrame, unused: list[str]
    ) -> None:
        self.study, self.findings, self.account, self.attributes = study, findings, account, attributes
        self.unused, self.source = unused, str(study.catchments["reader"])
        self.means = {name: stated for name, stated in bounds.MEANS.items() if name != "pet" or self._has_own_pet()}
        self.days: list[pd.Timestamp] = []
        self._empty: dict[str, list[str]] = {}
        self._same: dict[tuple[str, bytes], list[str]] = {}
        self._looked = 0

    def _has_own_pet(self) -> bool:
        """Return whether PET comes from the data set that gives its mean, by the same method."""
        return self.source == "camels_gb" and not self.study.catchments.get("pet")

    def look_at(self, gauge: str, table: pd.DataFrame) -> None:
        """Look at all columns of one gauge.

        Parameters
        ----------
        table : pandas.DataFrame
            ``discharge`` and forcings over consecutive days.
        """
        self._looked += 1
        self.days = [min([*self.days, table.index[0]]), max([*self.days, table.index[-1]])]
        for name in table.columns:
            values = table[name].to_numpy()
            if name == "discharge" and discharge_records.is_dry(values):
                continue  # named below
            if np.isfinite(values).any():
                self._check(gauge, str(name), values, pd.DatetimeIndex(table.index))
            else:
                self._empty.setdefault(str(name), []).append(gauge)
        self._discharge(gauge, table["discharge"])
        for name in self.study.forcings:
            self._forcing(gauge, name, table[name])

    def _check(self, gauge: str, name: str, values: np.ndarray, days: pd.DatetimeIndex) -> None:
        unused = {"severity": "warn"} if name in self.unused else {}
        found = daily.findings(name, values, days, bounds.of_series(name, self.study.region), self.study.region)
        self.findings.collect(self.source, name, (replace(one, gauge=gauge, **unused) for one in found))
        if name in self.means and name not in self.unused:
            self._mean(gauge, name, values)
        if name in self.study.forcings or name == "discharge":
            self._same.setdefault((name, fields.digest(values)), []).append(gauge)

    def _mean(self, gauge: str, name: str, values: np.ndarray) -> None:
        """Hold the mean of a series against the attribute that gives it."""
        attribute = self.means[name]
        stated = float(self.attributes[attribute].get(gauge, np.nan)) if attribute in self.attributes else np.nan
        if not stated > 0 or np.isfinite(values).mean() < ENOUGH:
            return
        mean = float(np.nanmean(values, dtype="float64"))
        share = mean / stated
        low, high = bounds.AGREE[name]
        if low <= share <= high:
            return
        severity = "warn" if bounds.APART[0] <= share <= bounds.APART[1] else "refuse"
        found = f"a mean of {mean:.4g}, {attribute} is {stated:g}"
        advice = "look whether series and attributes are of the same gauge, and in mm d-1"
        expected = f"means that agree within a factor of {high:g}"
        self.findings.add(severity, self.source, "means and attributes", name, found, expected, advice, gauge)

    def _discharge(self, gauge: str, discharge: pd.Series) -> None:
        first, last = self.study.periods["lstm_train"]
        least = self.study.catchments["minimum_discharge_days"]
        days = int(discharge[first:last].notna().sum())
        if why := discharge_records.reason(discharge, days, (first, last), least):
            self.account.lose(gauge, "discharge", why)
            expected, advice = f"a flow on {least} or more days in lstm_train", "nothing: the gauge is dropped"
            self.findings.add("warn", self.source, "discharge to train on", "discharge", why, expected, advice, gauge)
        begin, end = self.study.span("lstm_train", "lstm_test")
        asked = (end - begin).days + 1
        missing = asked - int(discharge[begin:end].notna().sum())
        self.account.describe(gauge, discharge_days=days)
        self.account.count_missing(self.source, "discharge", gauge, asked, missing)

    def _forcing(self, gauge: str, name: str, values: pd.Series) -> None:
        if values.isna().all():
            self.account.lose(gauge, "forcings", f"no {name}")
        begin, end = self.study.of_lstms
        asked = (end - begin).days + 1
        here = values[begin:end]
        missing = asked - int(here.notna().sum())
        self.account.count_missing(self.source, name, gauge, asked, missing)
        if missing and values.notna().any():
            starts, lengths = repetition.runs(here.isna().to_numpy())
            gaps = lengths[here.isna().to_numpy()[starts]] if len(here) else []
            longest = max([*gaps, asked - len(here)])
            limit = self.study.data["missing"]["interpolate_days"].get(name, 0)
            found = f"{missing} days missing, {longest} in a row"
            expected = f"every day from {begin:%Y-%m-%d} to {end:%Y-%m-%d}"
            advice = (
                "nothing: they are filled"
                if longest <= limit
                else "nothing: windows that hold one train nothing, and give no states"
            )
            severity = "note" if longest <= limit else "warn"
            self.findings.add(severity, self.source, "missing days", name, found, expected, advice, gauge)

    def conclude(self) -> None:
        """Report what only all gauges together show."""
        for name, gauges in self._empty.items():
            if name not in self.unused and name != "discharge":
                without = discharge_records.without_values(name, gauges, self._looked)
                self.findings.collect(self.source, name, without)
        self._unused()
        for (name, _), gauges in self._same.items():
            if len(gauges) > 1:
                found, advice = f"the same series at {shortlist(gauges)}", "get the original files again"
                self.findings.add(
                    "warn", self.source, "copied series", name, found, "a series of its own at every gauge", advice
                )
        if self.account.gauges and not self.account.kept():
            found, advice = f"none of {len(self.account.gauges)} gauges", "see why each is dropped, below"
            self.findings.add("refuse", self.source, "gauges", "all gauges", found, "a gauge to learn from", advice)
        if self.days:
            record.check(self.days[0], self.days[1], self.study, self.findings)

    def _unused(self) -> None:
        """Report columns without any value that no step uses."""
        for severity, names in (("warn", USUAL), ("note", set(bounds.SERIES) - set(USUAL))):
            empty = {name: len(self._empty.get(name, ())) for name in self.unused if name in names}
            for count in sorted({count for count in empty.values() if count}):
                item = ", ".join(name for name in empty if empty[name] == count)
                found = f"no value at {'any' if count == self._looked else count} of {self._looked} gauges"
                advice, expected = "nothing: no step of this run uses it", "values, for runs that use it"
                self.findings.add(severity, self.source, discharge_records.NO_VALUE, item, found, expected, advice)

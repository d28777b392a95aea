"""Check ERA5-Land: every file for being whole, every variable with all its days for what its fields hold."""

import logging
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe.checkup import fields, periods, polygons, targets
from lstm_probe.checkup.account import Account
from lstm_probe.checkup.findings import Findings
from lstm_probe.checkup.study import Study
from lstm_probe.data.catchment_means import zonal
from lstm_probe.data.catchment_means.grid import Grid
from lstm_probe.data.era5_land import daily_means as reader
from lstm_probe.data.era5_land import files
from lstm_probe.data.era5_land.quality import QualityCounts
from lstm_probe.datasets import bounds, era5_land
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

SOURCE = "era5_land"


@dataclass
class Looked:
    """Hold what was seen of one variable: its fields, which cells have data, catchment means, and refused files."""

    look: fields.Look
    masks: fields.Masks
    counts: QualityCounts
    means: xr.DataArray | None = None
    errors: list[InputError] = field(default_factory=list)
    complete: bool = False


class DeliveryCheck:
    """Check a delivery: the files when it is made, the fields by its tasks.

    Parameters
    ----------
    study : Study
        What is asked for.
    shapes : geopandas.GeoDataFrame or None
        Catchments, where there are any.
    findings, account
        Are added to.

    Attributes
    ----------
    grid : pair of Grid and numpy.ndarray of bool, or None
        The grid and its cells with data, for maps; None where none can be read.
    """

    def __init__(self, study: Study, shapes: gpd.GeoDataFrame | None, findings: Findings, account: Account) -> None:
        self.study, self.findings, self.account = study, findings, account
        self.grid: tuple[Grid, np.ndarray] | None = None
        self._holding: dict[Path, set[str]] = {}
        self._weights: xr.Dataset | None = None
        with findings.guarded(SOURCE, "found"):
            self._open(files.find(study.sources[SOURCE]))
        held = self._entries().keys() & set().union(*self._holding.values())
        if not held:
            return
        with findings.guarded(SOURCE, "grid"):
            self.grid = reader.grid_and_land(list(self._holding), era5_land.defining(held))
            if shift := reader.displacement(self.grid[0]):
                found, expected = f"cells {shift:.2f}° beside those of ERA5-Land", "corners that are multiples of 0.1°"
                advice = "request them so: the Climate Data Store interpolated these values"
                findings.add("warn", SOURCE, "grid", "cells", found, expected, advice)
            if shapes is not None:
                self._weights = polygons.weigh(SOURCE, *self.grid, shapes, study, findings, account)

    def _open(self, paths: list[Path]) -> None:
        """Open every file with a variable of a target, take down what it holds, and keep those that can be opened."""
        asked = self._entries().keys()
        days: list[pd.Timestamp] = []
        for path in paths:
            with self.findings.guarded(SOURCE, "files"), tempfile.TemporaryDirectory() as folder:
                variables: set[str] = set()
                for member in files.members([path], Path(folder), *asked):
                    days += [member.times[0], member.times[-1]]
                    variables |= {str(name) for name in member.dataset.data_vars}
                    member.dataset.close()
                self._holding[path] = variables
        names = shortlist(sorted(set().union(*self._holding.values())), 12)
        found = f"{len(self._holding)} of {len(paths)} files can be opened: {names}"
        if beside := [path.name for path, variables in self._holding.items() if not variables]:
            found += f"; without these variables and not looked at: {shortlist(beside, 3)}"
        self.account.found(SOURCE, self.study.sources[SOURCE], found, [min(days), max(days)] if days else [])

    def _entries(self) -> dict[str, Mapping[str, Any]]:
        """Give the first target of every variable."""
        entries: dict[str, Mapping[str, Any]] = {}
        for entry in self.study.of_source(SOURCE).values():
            entries.setdefault(entry["variable"], entry)
        return entries

    def tasks(self) -> list[Callable[[], Looked]]:
        """List what is to be read: every variable, from the files that have it."""
        tasks: list[Callable[[], Looked]] = []
        for variable, entry in self._entries().items() if self._holding else ():
            having = [path for path, variables in self._holding.items() if variable in variables]
            paths, region = having or list(self._holding), self.study.region
            tasks.append(partial(look_at, paths, variable, entry["units"], self._weights, region))
        return tasks

    def conclude(self, results: Sequence[Looked]) -> None:
        """Report what the tasks have found."""
        seen: fields.Seen = {}
        masks = fields.Masks()
        looked = dict(zip(self._entries(), results, strict=False))
        for variable, result in looked.items():
            for error in result.errors:
                self.findings.error(SOURCE, variable, error)
            if result.complete:
                result.look.conclude(SOURCE, self.findings, seen)
                masks.join(result.masks)
                self._counted(variable, result.counts)
                self._days(result.look)
        masks.check(SOURCE, self.findings)
        for name, entry in self.study.of_source(SOURCE).items():
            here = looked.get(entry["variable"])
            if here is not None and here.means is not None:
                targets.check(name, here.means, self.study, self.findings, self.account, gaps=False)

    def _counted(self, variable: str, counts: QualityCounts) -> None:
        """Report what the reader counts beside what is looked at here."""
        if count := counts.preliminary_times:
            found, advice = f"{count} times of expver 0005", "fetch them again before publishing"
            self.findings.add("warn", SOURCE, "preliminary data", variable, found, "final data", advice)
        if count := counts.repeated_times:
            found, advice = f"{count} times are in two files", "nothing: their values are the same"
            self.findings.add("note", SOURCE, "repeated times", variable, found, "every time once", advice)
        if count := counts.incomplete_days:
            found, advice = f"{count} days lack hours", "nothing: these days are left out"
            self.findings.add("note", SOURCE, "incomplete days", variable, found, "24 hours a day", advice)

    def _days(self, look: fields.Look) -> None:
        """Hold the days of a variable against the periods; the reader refuses days that are missing in between."""
        between = periods.missing_between(pd.DatetimeIndex(look.days))
        advice = "get the missing files, or change the periods"
        if len(between):
            found, expected = f"{periods.spell(list(between))} missing", "every day from the first to the last"
            self.findings.add("refuse", SOURCE, "period", look.variable, found, expected, advice)
        else:
            periods.report_period(SOURCE, look.variable, look.days, self.study.of_probes, self.findings, advice)


def look_at(
    paths: list[Path], variable: str, units: str, weights: xr.Dataset | None, region: str = bounds.BRITISH
) -> Looked:
    """Look at all days of a variable; files that the reader refuses are left out.

    Parameters
    ----------
    weights : xarray.Dataset or None
        For catchment means, where there are catchments.
    region : str
        Whose bounds count, a key of `bounds.REGIONS`.
    """
    errors: list[InputError] = []
    left = list(paths)
    while True:
        looked = Looked(
            fields.Look(variable, bounds.of_target(units, variable, region)),
            fields.Masks(),
            QualityCounts(),
            None,
            errors,
        )
        means = []
        try:
            for block in reader.daily_means(left, variable, units, looked.counts):
                days = pd.DatetimeIndex(block["time"].values)
                looked.masks.take(variable, days, np.isfinite(block.values))
                looked.look.at(days, block.values.reshape(len(days), -1))
                if weights is not None:
                    means.append(zonal.apply(weights, block).astype("float32"))
        except InputError as error:
            errors.append(error)
            culprit = next((path for path in left if error.where.startswith(str(path))), None)
            left = [path for path in left if path != culprit]
            if culprit is None or not left:
                return looked
            continue
        looked.means = xr.concat(means, "time").sortby("time") if means else None
        looked.complete = True
        return looked

"""Check ESA CCI soil moisture: every file for being whole, a sample of the days for what their fields hold."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from lstm_probe.data.esa_cci import files as esa_cci_files
from lstm_probe.data.esa_cci.window import Window, around
from lstm_probe.data.files import hdf5, opening
from lstm_probe.datasets import addresses, bounds, frames
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

SOURCE = "esa_cci"
#: At most so many days are read, spread evenly over the record; of all files the first bytes and the size are.
SAMPLE = 500
PLACE = ("gauge_lon", "gauge_lat")


@dataclass
class Sampled:
    """Hold the fields of some days, and the files that were refused, by what was found there."""

    values: xr.DataArray | None = None
    refused: dict[str, list[InputError]] = field(default_factory=dict)


class DeliveryCheck:
    """Check a delivery: the files when it is made, the fields of a sample of days by its tasks.

    Parameters and attributes are those of `checkup.era5_land.DeliveryCheck`.
    """

    def __init__(self, study: Study, shapes: gpd.GeoDataFrame | None, findings: Findings, account: Account) -> None:
        self.study, self.shapes, self.findings, self.account = study, shapes, findings, account
        self.grid: tuple[Grid, np.ndarray] | None = None
        self._sample: dict[pd.Timestamp, Path] = {}
        with findings.guarded(SOURCE, "found"):
            self._open(esa_cci_files.find(study.sources[SOURCE]))

    def _open(self, delivery: esa_cci_files.Delivery) -> None:
        """Leave out files that are no netCDF, or shorter than they say, and choose the days to read."""
        files = {}
        for day, path in delivery.files.items():
            if wrong := damage(path):
                advice = f"get it again from {addresses.ESA_CCI}"
                self.findings.add("refuse", SOURCE, "files", str(path), wrong, "a whole daily file", advice)
            else:
                files[day] = path
        days = list(replace(delivery, files=files).days)
        found = f"version {delivery.version}, {len(files)} files of a day"
        self.account.found(SOURCE, delivery.folder, found, days)
        advice = "get the missing files, or change the periods"
        periods.report_period(SOURCE, "files", list(delivery.days), self.study.of_probes, self.findings, advice)
        chosen = days[:: max(1, -(-len(days) // SAMPLE))]
        self._sample = {day: files[day] for day in chosen}
        if len(chosen) < len(days):
            found = f"{len(chosen)} of {len(days)} days were read, evenly spread; of the others the size alone"
            self.findings.add("note", SOURCE, "sample", "days", found, "a check-up of seconds", "nothing")

    def tasks(self) -> list[Callable[[], Sampled]]:
        """List what is to be read: the days of the sample, for every target."""
        frame = self._frame() if self._sample else None
        entries = self.study.of_source(SOURCE).values() if frame else ()
        return [partial(read, entry, self._sample, frame) for entry in entries if frame]

    def _frame(self) -> frames.Frame | None:
        """Find the box of the catchments, or of their gauges without polygons; None where no place is known."""
        if self.shapes is not None:
            west, south, east, north = map(float, self.shapes.total_bounds)
            return west, south, east, north
        places = self.account.about.values()
        longitude, latitude = (
            np.array([about.get(name, np.nan) for about in places], dtype="float64") for name in PLACE
        )
        return frames.of_region(self.study.region, longitude, latitude)

    def conclude(self, results: Sequence[Sampled]) -> None:
        """Report what the tasks have found."""
        for (name, entry), result in zip(self.study.of_source(SOURCE).items(), results, strict=False):
            for errors in result.refused.values():
                where, first = shortlist([Path(error.where.split(",")[0]).name for error in errors], 3), errors[0]
                self.findings.add("refuse", SOURCE, "files", where, first.found, first.expected, first.advice)
            if result.values is not None:
                self._target(name, entry, result.values)

    def _target(self, name: str, entry: Mapping[str, Any], values: xr.DataArray) -> None:
        """Look at the fields of one target, and at its catchment means."""
        variable, land = str(entry["variable"]), np.isfinite(values.values).any(axis=0)
        look = fields.Look(variable, bounds.of_target(entry["units"], variable, self.study.region))
        look.at(pd.DatetimeIndex(values["time"].values), values.values.reshape(len(values), -1))
        look.conclude(SOURCE, self.findings, {})
        if not land.any():
            found, advice = (
                f"no value in any of {land.size} cells on {len(values)} days",
                "get more days, or other flags",
            )
            self.findings.add("refuse", SOURCE, "values", variable, found, "land with values", advice)
            return
        self.grid = Grid(values["latitude"].values, values["longitude"].values), land
        if self.shapes is None:
            return
        weights = polygons.weigh(SOURCE, *self.grid, self.shapes, self.study, self.findings, self.account)
        if weights is not None:
            means = zonal.apply(weights, values).astype("float32")
            targets.check(name, means, self.study, self.findings, self.account, gaps=True)


def damage(path: Path) -> str:
    """Say what is wrong with a netCDF file by its first bytes and its size; nothing where nothing is."""
    if (kind := opening.kind_of(path)) != opening.NETCDF:
        return kind or "no netCDF file"
    size, lacking = path.stat().st_size, hdf5.missing_bytes(path)
    return f"{size} bytes, of {size + lacking}" if lacking else ""


def read(entry: Mapping[str, Any], files: Mapping[pd.Timestamp, Path], box: frames.Frame) -> Sampled:
    """Read some days of a target; files that the reader refuses are left out.

    Parameters
    ----------
    entry : mapping
        The target: ``variable``, ``units`` and ``flags``.
    files : mapping of pandas.Timestamp to Path
        The file of each day.
    box : tuple of float
        West, south, east and north of what is to be covered, degrees.
    """
    sampled, window, days, values = Sampled(), None, [], []
    flags = entry.get("flags", [0])
    wanted = {entry["variable"]: entry["units"]} | ({} if flags is None else {"flag": None})
    for day, path in files.items():
        try:
            with esa_cci_files.opened(path) as file:
                window = window or Window(around(file, box))
                moisture, *flag = window.read(file, wanted)
        except InputError as error:
            sampled.refused.setdefault(error.found, []).append(error)
            continue
        days.append(day)
        values.append(np.where(np.isin(flag[0], list(flags)), moisture, np.nan) if flag else moisture)
    if window is not None and days:
        coords = {"time": pd.DatetimeIndex(days), "latitude": window.grid.latitude, "longitude": window.grid.longitude}
        stacked = np.stack(values).astype("float32")
        sampled.values = xr.DataArray(stacked, coords, ("time", "latitude", "longitude"), name=entry["variable"])
    return sampled

"""Choose, among the files of an ERA5-Land delivery, those that hold a variable, and each time only once."""

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_probe.data.catchment_means.grid import TOLERANCE
from lstm_probe.data.era5_land import files, product, versions
from lstm_probe.data.era5_land import times as era5_times
from lstm_probe.data.era5_land.files import Member
from lstm_probe.data.era5_land.quality import QualityCounts
from lstm_probe.data.files import dimensions
from lstm_probe.datasets import units
from lstm_probe.errors import InputError, shortlist

logger = logging.getLogger(__name__)

DAY = np.timedelta64(1, "D")
#: Largest difference between two copies of a field, as a share of its range: packing into 16 bits loses less.
COPY_TOLERANCE = 1e-4
#: What daily statistics say in their history: how they were made, and by how many hours days are moved from UTC's.
REDUCED, SHIFTED = re.compile(r"daily_reduce\(.*?how=\W?(\w+)"), re.compile(r"time_shift[^0-9+-]*([+-]?\d+)")


def with_variable(paths: Sequence[Path], variable: str, expected_units: str | None, unpacked: Path) -> list[Member]:
    """Open the files that have a variable, in the order of their first times.

    Raises
    ------
    InputError
        If none has it, or one states other units, has another grid, or holds monthly or accumulated values, daily
        statistics other than means, or days that do not begin at midnight in UTC.
    """
    chosen: list[Member] = []
    for member in files.members(paths, unpacked, variable):
        if variable not in member.dataset:
            member.dataset.close()
            continue
        _require_grid(member, variable)
        units.require(member.dataset[variable].attrs.get("units"), expected_units, f"{member.name}, {variable}")
        chosen.append(replace(member, dataset=member.dataset[[variable]]))
    if not chosen:
        opened = files.members(paths, unpacked)
        others = dict.fromkeys(str(name) for member in opened for name in member.dataset.data_vars)
        where = str(paths[0]) if len(paths) == 1 else f"{paths[0].parent} ({len(paths)} files)"
        advice = f"request '{variable}' from the CDS, or correct 'variable' in the target's entry"
        raise InputError(where, f"variables {shortlist(others, 20)}", f"'{variable}' on a grid", advice)
    days = era5_times.are_days([member.stamps for member in chosen])
    chosen = [replace(member, days_only=daily) for member, daily in zip(chosen, days, strict=True)]
    for member in chosen:
        _require_usable(member, variable)
        _require_same_grid(chosen[0], member)
    if late := [member for member in chosen if member.days_only and member.stamps.clock]:
        words = "%s: daily means of %d files have stamps at %s, such as %s, and are taken as the days of their dates"
        clocks = sorted({f"{member.stamps.times[0]:%H:%M}" for member in late})
        logger.info(words, variable, len(late), shortlist(clocks, 4), late[0].name)
    return sorted(chosen, key=lambda member: member.dataset.indexes["time"][0])


def _require_grid(member: Member, variable: str) -> None:
    array = member.dataset[variable]
    if set(array.dims) != set(files.GRID):
        found = f"{variable} on {dimensions.spelled(array.sizes)}"
        expected = "time, latitude and longitude alone; further dimensions of size 1"
        raise InputError(member.name, found, expected, "choose one of them, or request the variable of one layer")


def _require_usable(member: Member, variable: str) -> None:
    product.require(member, variable)
    era5_times.require_dates(member.stamps, member.days_only, member.name)
    times = member.dataset.indexes["time"]
    if not times[~versions.superseded([member.dataset])[0]].is_unique:
        twice = shortlist(times[times.duplicated()], 3)
        raise InputError(member.name, f"times twice: {twice}", "each time once", "download it again")
    steps = np.diff(times.unique())
    if len(steps) and steps.min() > DAY:
        found = f"values {steps.min() // DAY} days apart"
        raise InputError(member.name, found, "hourly values or daily means", "request these rather than monthly means")
    accumulated = member.dataset[variable].attrs.get("GRIB_stepType") == "accum"
    history = str(member.dataset.attrs.get("history", ""))
    if (made := REDUCED.search(history)) and made[1] != "mean" and not accumulated:
        advice = "request them with daily_statistic: daily_mean"
        raise InputError(member.name, f"daily statistics of the kind '{made[1]}'", "daily means", advice)
    if (shift := SHIFTED.search(history)) and int(shift[1]):
        found, advice = f"days moved by {shift[1]} hours", "request them with time_zone: utc+00:00"
        raise InputError(member.name, found, "days that begin at midnight in UTC", advice)
    if accumulated and not member.days_only:
        found = f"'{variable}', which is accumulated over each day"
        advice = "request daily statistics, or choose a state such as swvl1 or sd"
        raise InputError(member.name, found, "values of the instant", advice)


def _require_same_grid(first: Member, member: Member) -> None:
    for name in ("latitude", "longitude"):
        ours, theirs = first.dataset[name].values, member.dataset[name].values
        if len(ours) != len(theirs) or not np.allclose(ours, theirs, rtol=0, atol=TOLERANCE):
            found = f"{len(theirs)} values of {name} from {theirs[0]:.2f} to {theirs[-1]:.2f}"
            expected = f"{len(ours)} from {ours[0]:.2f} to {ours[-1]:.2f}, as in {first.name}"
            raise InputError(member.name, found, expected, "request the same box for all files of a folder")


def without_repeats(members: Sequence[Member], variable: str, counts: QualityCounts) -> list[Member]:
    """Take each time from the first file that has it, and final data before preliminary ones.

    Parameters
    ----------
    members : sequence of Member
        Files in the order of their first times.
    counts : QualityCounts
        Counts the repeated times, and those of preliminary data that other files have as final.

    Raises
    ------
    InputError
        If two files hold different values for the same time.
    """
    outdated = versions.superseded([member.dataset for member in members])
    counts.superseded_times += sum(int(times.sum()) for times in outdated)
    members = [
        replace(member, dataset=member.dataset.isel(time=~times)) if times.any() else member
        for member, times in zip(members, outdated, strict=True)
        if not times.all()
    ]
    stamps = pd.DatetimeIndex(np.concatenate([member.times for member in members]))
    if stamps.is_unique:
        return list(members)
    _, first, same = np.unique(stamps.asi8, return_index=True, return_inverse=True)
    ends = np.cumsum([0, *(member.dataset.sizes["time"] for member in members)])
    holders = (np.searchsorted(ends, first, side="right") - 1)[same]  # by time, the first member that has it
    kept: list[Member] = []
    for number, member in enumerate(members):
        here = slice(ends[number], ends[number + 1])
        fresh = holders[here] == number
        for holder in np.unique(holders[here][~fresh]):
            _require_equal(members[holder], member, stamps[here][holders[here] == holder], variable)
        counts.repeated_times += int((~fresh).sum())
        if fresh.any():
            kept.append(member if fresh.all() else replace(member, dataset=member.dataset.isel(time=fresh)))
    return kept


def _require_equal(earlier: Member, later: Member, shared: pd.DatetimeIndex, variable: str) -> None:
    both = []
    for member in (earlier, later):
        with files.reading(member.name):
            both.append(member.dataset[variable].isel(time=member.times.isin(shared)).transpose(*files.GRID).values)
    ours, theirs = both
    tolerance = COPY_TOLERANCE * max(float(np.ptp(ours[np.isfinite(ours)])) if np.isfinite(ours).any() else 0, 1e-6)
    if not np.allclose(ours, theirs, rtol=0, atol=tolerance, equal_nan=True):
        found = f"other values of {variable} than {earlier.name} for {len(shared)} times from {shared[0]}"
        raise InputError(later.name, found, "each time once, or equal copies", "remove the wrong file")

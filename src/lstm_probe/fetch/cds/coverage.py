"""What a folder of ERA5-Land holds already: fetched files by their names, those of the user by what is in them."""

import calendar
import logging
import tempfile
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from lstm_probe.artefacts import listing
from lstm_probe.data.era5_land import files as era5_files
from lstm_probe.data.era5_land import times as era5_times
from lstm_probe.data.era5_land.files import Member
from lstm_probe.data.era5_land.times import Stamps
from lstm_probe.errors import InputError
from lstm_probe.fetch.cds.box import KEY, STEP, Box
from lstm_probe.fetch.cds.requests import HOURS, Piece
from lstm_probe.fetch.http.record import Record

logger = logging.getLogger(__name__)

#: Year and month.
Month = tuple[int, int]
#: ERA5-Land follows about five days behind.
DELAY = timedelta(days=8)


def lacking(
    folder: Path,
    record: Record,
    variables: Sequence[str],
    first_year: int,
    last_year: int,
    box: Box,
    today: date | None = None,
) -> dict[str, set[Month]]:
    """Find the months of each variable that a folder lacks days of.

    Parameters
    ----------
    folder : Path
        The folder; it need not be there.
    record : Record
        What was fetched into it.
    variables : sequence of str
        Short names.
    first_year, last_year : int
        Whole years that are wanted.
    box : tuple of float
        North, west, south and east limit of what would be fetched, degrees.
    today : date, optional
        Months that ended less than `DELAY` before it are not wanted yet; None is today.

    Raises
    ------
    InputError
        If something is lacking and the files that are there have another grid, or a file is damaged.
    """
    ended = (today or datetime.now(UTC).date()) - DELAY
    asked = [(year, month) for year in range(first_year, last_year + 1) for month in range(1, 13)]
    wanted = {(year, month) for year, month in asked if date(year, month, calendar.monthrange(year, month)[1]) <= ended}
    if late := sorted({*asked} - wanted):
        logger.warning("ERA5-Land of %d-%02d and later is not there yet, and not fetched", *late[0])
    months = {variable: set(wanted) for variable in variables}
    own, foreign = _files(folder, record)
    for piece in own:
        if piece.variable in months:
            months[piece.variable] -= {(piece.year, month) for month in piece.months}
    grids: dict[str, tuple[float, ...]] = {}
    if any(months.values()) and foreign:
        days = _days(foreign, variables, grids)
        for variable, there in days.items():
            months[variable] -= _whole_months(there)
    if any(months.values()) and (own or grids):
        _require_box(folder, own[:1], grids, box)
    return months


def _files(folder: Path, record: Record) -> tuple[list[Piece], list[Path]]:
    """Tell fetched files, by what their names say, from a user's own."""
    own, foreign = [], []
    for path in [path for path in listing.files(folder).values() if path.suffix.lower() in era5_files.SUFFIXES]:
        piece = Piece.of(path.name) if path.parent == folder and record.whole(path) else None
        if piece is not None:
            own.append(piece)
        else:
            foreign.append(path)
    return own, foreign


def _days(
    paths: Sequence[Path], variables: Collection[str], grids: dict[str, tuple[float, ...]]
) -> dict[str, set[np.datetime64]]:
    """Gather the days of each variable in some files, whole days of hourly ones; fills in the box of each file."""
    stamps: dict[str, list[Stamps]] = {variable: [] for variable in variables}
    with tempfile.TemporaryDirectory() as unpacked:
        for member in era5_files.members(paths, Path(unpacked), *variables):
            for variable in stamps.keys() & set(member.dataset.data_vars):
                stamps[variable].append(member.stamps)
                grids[member.name] = corners(member)
            member.dataset.close()
    return {variable: _whole_days(files) for variable, files in stamps.items()}


def _whole_days(files: Sequence[Stamps]) -> set[np.datetime64]:
    """Name the days of some files; of hours, those that have all, also if these stand in several files."""
    daily = era5_times.are_days(files)
    dates = [file.times.unique().to_numpy() for file in files]
    whole = [times for times, are_days in zip(dates, daily, strict=True) if are_days]
    hours = [times for times, are_days in zip(dates, daily, strict=True) if not are_days]
    days = set(np.concatenate(whole).astype("datetime64[D]")) if whole else set()
    if hours:
        stamped, counts = np.unique(np.unique(np.concatenate(hours)).astype("datetime64[D]"), return_counts=True)
        days |= set(stamped[counts >= HOURS])
    return days


def _whole_months(days: Collection[np.datetime64]) -> set[Month]:
    """Name the months of which all days are there."""
    counts = Counter((day.year, day.month) for day in pd.DatetimeIndex(list(days)))
    return {month for month, count in counts.items() if count == calendar.monthrange(*month)[1]}


def corners(member: Member) -> tuple[float, ...]:
    """Return north, west, south and east limit of the cell centres of a file, degrees."""
    latitude, longitude = (member.dataset[name].values for name in ("latitude", "longitude"))
    return float(latitude[0]), float(longitude[0]), float(latitude[-1]), float(longitude[-1])


def _require_box(folder: Path, own: Sequence[Piece], grids: dict[str, tuple[float, ...]], box: Box) -> None:
    """Refuse to put files of one box beside those of another: they could not be read together."""
    if own:
        with tempfile.TemporaryDirectory() as unpacked:
            first = next(era5_files.members([folder / own[0].file], Path(unpacked), own[0].variable))
            grids = {first.name: corners(first), **grids}
            first.dataset.close()
    for name, there in grids.items():
        if not np.allclose(there, box, rtol=0, atol=STEP / 10):
            text = f"[{', '.join(f'{corner:g}' for corner in there)}]"
            found = f"{list(box)}, but {name} covers {text}"
            raise InputError(KEY, found, "one box for all files of a folder", f"write {text}, or name another folder")

"""Fetch ERA5-Land from the Climate Data Store: daily statistics, or hours, one request per variable and year.

Muñoz-Sabater et al. (2021), https://doi.org/10.5194/essd-13-4349-2021. The store wants an account, whose key is read
from the user's own file or environment, and its licence accepted once.
"""

import logging
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from lstm_probe.data.era5_land import files as era5_files
from lstm_probe.data.era5_land import versions
from lstm_probe.errors import InputError, shortlist
from lstm_probe.fetch.cds import box as era5_box
from lstm_probe.fetch.cds import coverage, credentials, requests
from lstm_probe.fetch.cds.answers import PAGE
from lstm_probe.fetch.cds.box import Box
from lstm_probe.fetch.cds.ledger import Ledger
from lstm_probe.fetch.cds.plan import Plan, planned
from lstm_probe.fetch.cds.queue import Queue
from lstm_probe.fetch.cds.requests import COLLECTIONS, Piece
from lstm_probe.fetch.cds.store import Store
from lstm_probe.fetch.http.plans import Missing
from lstm_probe.fetch.http.record import Record
from lstm_probe.fetch.http.request_policy import RequestPolicy

logger = logging.getLogger(__name__)

REQUESTS = "https://cds.climate.copernicus.eu/requests"


def missing(folder: Path, wanted: Mapping[str, Any], policy: RequestPolicy) -> list[Missing]:
    """List what the folder lacks, a variable at a time; no server is asked.

    Parameters
    ----------
    wanted : mapping
        variables (short names), first_year, last_year, box (north, west, south, east), product (daily or hourly).

    Raises
    ------
    InputError
        If the box or a variable cannot be asked for, or what is there does not go with it.
    """
    box, product = era5_box.on_grid(wanted["box"]), wanted["product"]
    months = _lacking(Path(folder), wanted, box, Record(folder))
    found = []
    for variable, lacks in months.items():
        if not lacks:
            continue
        files = requests.pieces(variable, lacks, requests.PARTS[product][0])
        span = requests.years(year for year, _ in lacks)
        what = f"ERA5-Land, {'daily means' if product == 'daily' else 'hours'} of {variable}, {span}"
        place = Path(folder) / (files[0].file if len(files) == 1 else f"{variable}_<year>.nc")
        size = sum(piece.bytes(product, box) for piece in files)
        found.append(Missing(what, place, PAGE.format(COLLECTIONS[product]), size))
    return found


def fetch(folder: Path, wanted: Mapping[str, Any], policy: RequestPolicy) -> None:
    """Fetch what the folder lacks; a run that was stopped goes on with the requests that it had made.

    Parameters
    ----------
    wanted : mapping
        As for `missing`; and, where they are known, camels_gb (its folder) and gauges (ids), which the box must hold.

    Raises
    ------
    InputError
        If the box loses gauges, there is no key, the store refuses, or some requests failed; the others are fetched.
    """
    folder = Path(folder)
    box = era5_box.on_grid(wanted["box"])
    camels_gb = wanted.get("camels_gb")
    era5_box.require_gauges(box, Path(camels_gb) if camels_gb else None, wanted.get("gauges"))
    record = Record(folder)
    months = _lacking(folder, wanted, box, record)
    ledger = Ledger(folder)
    if not any(months.values()):
        logger.info("%s: everything is there", folder)
        for file in ledger:  # a run was killed after its last file had come
            ledger.drop(file)
        return
    account = credentials.find()
    logger.info("asking %s with the key of %s", account.url, account.place)
    store = Store(account, policy)
    plan = planned(months, ledger, store, wanted["product"], box)
    logger.info("%s", plan.summary(policy))
    _require_free_places(folder, plan)
    queue = Queue(folder, store, record, ledger, policy)
    queue.bring(plan.collection, plan.requests)
    _look_at(folder, plan, queue, box)
    if queue.failures:
        raise _failed(folder, queue.failures, len(plan.requests))


def _lacking(folder: Path, wanted: Mapping[str, Any], box: Box, record: Record) -> dict[str, set[tuple[int, int]]]:
    variables = requests.checked(wanted["variables"])
    first, last = wanted["first_year"], wanted["last_year"]
    return coverage.lacking(folder, record, variables, first, last, box)


def _require_free_places(folder: Path, plan: Plan) -> None:
    """Refuse to ask for files whose places are taken: they are a user's own, or were changed after they came."""
    if taken := [file for file in plan.pieces if (folder / file).exists()]:
        found = f"{shortlist(taken)}, without all days of the variable that the name says"
        advice = "give them other names, or remove them"
        raise InputError(str(folder), found, "free places for what is fetched", advice)


def _look_at(folder: Path, plan: Plan, queue: Queue, box: Box) -> None:
    """Open what came: a file that is not what was asked for is removed, so that it is asked for anew."""
    preliminary = {}
    for file in queue.done:
        try:
            preliminary[file] = _preliminary_days(folder / file, plan.pieces[file], box)
        except InputError as error:
            (folder / file).unlink()
            queue.failures[file] = str(error)
    if late := {file: days for file, days in preliminary.items() if days}:
        text = "%d days are preliminary (expver 0005), in %s; fetch them again before publishing"
        logger.warning(text, sum(late.values()), shortlist(late))


def _preliminary_days(path: Path, piece: Piece, box: Box) -> int:
    """Check that a file holds its variable, days and box, and count its preliminary days."""
    with tempfile.TemporaryDirectory() as unpacked:
        members = [member for member in era5_files.members([path], Path(unpacked), piece.variable)]
        days = {day for member in members for day in np.unique(member.times.values.astype("datetime64[D]"))}
        boxes = [coverage.corners(member) for member in members]
        hours = sum(versions.preliminary_times(member.dataset) for member in members)
        daily = any(member.days_only for member in members)
        for member in members:
            member.dataset.close()
    advice = "run the same command again; if it stays so, ask the support of the Climate Data Store"
    expected = f"{piece.variable} on {piece.days} days of {piece.year}, {list(box)}"
    if len(days) != piece.days or {int(str(day)[:4]) for day in days} != {piece.year}:
        raise InputError(str(path), f"{len(days)} days of {piece.variable}", expected, advice)
    if any(not np.allclose(there, box, rtol=0, atol=era5_box.STEP / 10) for there in boxes):
        raise InputError(str(path), f"the box {boxes[0]}", expected, advice)
    return hours if daily else hours // requests.HOURS


def _failed(folder: Path, failures: Mapping[str, str], total: int) -> InputError:
    """Word all failures at once, by their reasons."""
    reasons: dict[str, list[str]] = {}
    for file, reason in failures.items():
        reasons.setdefault(reason, []).append(file)
    lines: Sequence[str] = [f"{shortlist(files)}: {reason}" for reason, files in reasons.items()]
    found = f"{len(failures)} of {total} requests failed\n            " + "\n            ".join(lines)
    advice = f"run the same command again: it asks for these alone; the store's own account: {REQUESTS}"
    return InputError(str(folder), found, "all that was asked for", advice)

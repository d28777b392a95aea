"""Fetch the daily files of ESA CCI soil moisture COMBINED from CEDA, year by year, as its listings name them."""

import datetime
import html.parser
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from lstm_probe.artefacts import listing
from lstm_probe.artefacts.writing import atomic
from lstm_probe.data.esa_cci.files import NAME
from lstm_probe.errors import InputError, shortlist
from lstm_probe.fetch.http.download import download, text
from lstm_probe.fetch.http.plans import Missing, summary
from lstm_probe.fetch.http.record import Record
from lstm_probe.fetch.http.remote import Remote
from lstm_probe.fetch.http.request_policy import RequestPolicy

logger = logging.getLogger(__name__)

PATH = "neodc/esacci/soil_moisture/data/daily_files/COMBINED"
#: The first day of the record, in all versions.
FIRST_DAY = datetime.date(1978, 11, 1)
#: What a server named in the listing of a year; days that it lacks are not asked for again.
LISTING = "listing.txt"


class _Year(NamedTuple):
    """Say how many of its days a year lacks."""

    year: int
    lacks: int
    days: int

    @property
    def is_empty(self) -> bool:
        """Return whether no day is there."""
        return self.lacks == self.days


class _Links(html.parser.HTMLParser):
    """Collect where the links of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the address of a link."""
        self.addresses += [value for name, value in attrs if tag == "a" and name == "href" and value]


def missing(folder: Path, wanted: Mapping[str, Any], policy: RequestPolicy) -> list[Missing]:
    """Say which years lack days, without asking anybody; neighbouring years of which no day is there are one entry.

    Parameters
    ----------
    wanted : mapping
        ``version``, for instance 05.2, ``first_year`` and ``last_year``.

    Raises
    ------
    InputError
        If the folder has files of another version.
    """
    version, spans = str(wanted["version"]), list[list[_Year]]()
    for year in _lacking(folder, wanted):
        if spans and year.year == spans[-1][-1].year + 1 and year.is_empty and spans[-1][-1].is_empty:
            spans[-1].append(year)
        else:
            spans.append([year])
    return [_missing_years(folder, version, span, policy) for span in spans]


def fetch(folder: Path, wanted: Mapping[str, Any], policy: RequestPolicy) -> None:
    """Fetch the days that are missing; days that a listing lacks are named in the log.

    Raises
    ------
    InputError
        If a year has no listing, or a file cannot be had.
    """
    logger.info("%s", summary("esa_cci", missing(folder, wanted, policy)))
    record, version, there = Record(folder), str(wanted["version"]), _there(folder)
    for year in [entry.year for entry in _lacking(folder, wanted)]:
        place, address = _place(folder, version, year), _address(version, year, policy)
        names = listed(version, year, policy)
        left = [name for name in names if name not in there]
        download([Remote(f"{address}{name}", place / name) for name in left], record, policy)
        with atomic(place / LISTING) as partial:
            partial.write_text("\n".join(names) + "\n", encoding="utf-8")
        record.add(place / LISTING, address)  # last: it says that the year is there
    record.tidy()


def listed(version: str, year: int, policy: RequestPolicy) -> list[str]:
    """Name the daily files that the server has of one year, sorted; those that it lacks are logged.

    Raises
    ------
    InputError
        If the page has no such file.
    """
    address, links = _address(version, year, policy), _Links()
    links.feed(text(address, policy))
    found = {unquote(urlsplit(link).path).rsplit("/", 1)[-1] for link in links.addresses}
    expected = _names(version, year)
    names = sorted(found & set(expected))
    if not names:
        others = sorted({match["version"] for match in map(NAME.fullmatch, found) if match})
        there = f"files of version {shortlist(others)}" if others else f"{len(links.addresses)} links, no daily file"
        advice = "look there with a browser; correct data.esa_cci.version, or put the files there by hand"
        raise InputError(address, there, f"{expected[0]} and others", advice)
    if lacking := [name for name in expected if name not in found]:
        days = shortlist([_day(name) for name in lacking], 400)
        logger.warning("%s lacks %d days of %d: %s", address, len(lacking), year, days)
    return names


def _lacking(folder: Path, wanted: Mapping[str, Any]) -> list[_Year]:
    """List the years that lack days."""
    there, record, version = _there(folder), Record(folder), str(wanted["version"])
    _require_one_version(folder, there, version)
    lacks = []
    for year in range(int(wanted["first_year"]), int(wanted["last_year"]) + 1):
        listing = _place(folder, version, year) / LISTING
        names = listing.read_text(encoding="utf-8").split() if record.whole(listing) else _names(version, year)
        if left := [name for name in names if name not in there]:
            lacks.append(_Year(year, len(left), len(names)))
    return lacks


def _missing_years(folder: Path, version: str, span: list[_Year], policy: RequestPolicy) -> Missing:
    """Tell what neighbouring years lack."""
    first, last = span[0].year, span[-1].year
    lacks, days = sum(year.lacks for year in span), sum(year.days for year in span)
    years, name = (f"{first}", f"{first}") if first == last else (f"{first}-{last}", "<year>")
    what = f"ESA CCI soil moisture COMBINED v{version}, {years}: {lacks} of {days} days"
    return Missing(what, _place(folder, version, name), _address(version, name, policy))


def _require_one_version(folder: Path, there: set[str], version: str) -> None:
    """Refuse to add a second version to a folder: no study reads two."""
    matches = [match for match in map(NAME.fullmatch, sorted(there)) if match and match["version"] != version]
    if matches:
        found = f"{len(matches)} files of version {shortlist(sorted({match['version'] for match in matches}))}"
        advice = f'set data.esa_cci.version: "{matches[0]["version"]}", or name another folder for {version}'
        raise InputError(str(folder), found, f"files of version {version}, which is to be fetched", advice)


def _names(version: str, year: int) -> list[str]:
    """Name the files that a year would have if it lacked no day."""
    first = max(datetime.date(year, 1, 1), FIRST_DAY)
    days = [first + datetime.timedelta(number) for number in range((datetime.date(year + 1, 1, 1) - first).days)]
    return [f"ESACCI-SOILMOISTURE-L3S-SSMV-COMBINED-{day:%Y%m%d}000000-fv{version}.nc" for day in days]


def _day(name: str) -> str:
    match = NAME.fullmatch(name)
    return datetime.datetime.strptime(match["day"], "%Y%m%d").date().isoformat() if match else name


def _there(folder: Path) -> set[str]:
    return {path.name for path in listing.files(folder).values() if path.suffix == ".nc"}


def _place(folder: Path, version: str, year: int | str) -> Path:
    return folder / f"v{version}" / f"{year}"


def _address(version: str, year: int | str, policy: RequestPolicy) -> str:
    return f"{policy.server('ceda')}/{PATH}/v{version}/{year}/"

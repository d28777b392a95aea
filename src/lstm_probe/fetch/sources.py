"""The sources that can be fetched: what each lacks, and how it is got; one process at a time fetches into a folder."""

import fcntl
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lstm_probe.artefacts import fetched
from lstm_probe.artefacts.writing import explained
from lstm_probe.errors import InputError
from lstm_probe.fetch import camels_gb_v1, camels_gb_v2, caravan, esa_cci
from lstm_probe.fetch.cds import era5_land
from lstm_probe.fetch.http.plans import Missing, summary
from lstm_probe.fetch.http.record import Record
from lstm_probe.fetch.http.request_policy import RequestPolicy

logger = logging.getLogger(__name__)

LOCK = ".fetching.lock"
Wanted = Mapping[str, Any]


@dataclass(frozen=True)
class Source:
    """Name what a source does; both take its folder, what is wanted of it, and the policy of requests.

    Parameters
    ----------
    missing : callable
        Lists what the folder lacks, without asking anybody.
    fetch : callable
        Gets what the folder lacks.
    """

    missing: Callable[[Path, Wanted, RequestPolicy], list[Missing]]
    fetch: Callable[[Path, Wanted, RequestPolicy], None]


CAMELS_GB = {1: Source(camels_gb_v1.missing, camels_gb_v1.fetch), 2: Source(camels_gb_v2.missing, camels_gb_v2.fetch)}
SOURCES = {
    "camels_gb": Source(
        lambda folder, wanted, policy: CAMELS_GB[wanted["version"]].missing(folder, wanted, policy),
        lambda folder, wanted, policy: CAMELS_GB[wanted["version"]].fetch(folder, wanted, policy),
    ),
    "era5_land": Source(era5_land.missing, era5_land.fetch),
    "esa_cci": Source(esa_cci.missing, esa_cci.fetch),
    "caravan": Source(caravan.missing, caravan.fetch),
}


def policy_of(settings: Mapping[str, Any]) -> RequestPolicy:
    """Take from the config how servers are asked."""
    return RequestPolicy(
        connections=settings["connections"], queued_requests=settings["queued_requests"], servers=settings["servers"]
    )


def missing(
    folders: Mapping[str, Path], wanted: Mapping[str, Wanted], policy: RequestPolicy
) -> dict[str, list[Missing]]:
    """List what sources lack; nobody is asked."""
    return {name: SOURCES[name].missing(folder, wanted[name], policy) for name, folder in folders.items()}


def refuse_offline(config: Mapping[str, Any], names: Sequence[str], wanted: Mapping[str, Wanted]) -> None:
    """Check that nothing has to be fetched.

    Raises
    ------
    InputError
        Naming all that is missing of all sources, where it belongs and where it comes from.
    """
    folders = {name: Path(config["data"][name]["path"]) for name in names}
    _refuse(missing(folders, wanted, policy_of(config["fetch"])))


def _refuse(lacks: Mapping[str, list[Missing]]) -> None:
    if lines := [summary(name, entries) for name, entries in lacks.items() if entries]:
        found = "not everything is there\n            " + "\n".join(lines).replace("\n", "\n            ")
        advice = "put these files there, or set fetch.offline: false"
        raise InputError("fetch.offline: true", found, "all that the study reads, as no server is asked", advice)


def fetch(name: str, folder: Path, wanted: Wanted, policy: RequestPolicy, offline: bool = False) -> dict[str, Any]:
    """Fetch what a source lacks; where it lacks nothing, its folder need not be writable.

    Parameters
    ----------
    folder : Path
        The source's folder; it is made.

    Returns
    -------
    dict
        What is in the folder then (`fetched.describe`).

    Raises
    ------
    InputError
        If something cannot be had.
    """
    if offline:
        _refuse({name: SOURCES[name].missing(folder, wanted, policy)})
    with _alone(folder):
        SOURCES[name].fetch(folder, wanted, policy)
        Record(folder).tidy()
    return fetched.describe(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other process fetches into a folder; where files cannot be written or locked, go on without."""
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        try:
            lock = stack.enter_context((folder / LOCK).open("w", encoding="utf-8"))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            logger.info("%s: another run fetches into it; waiting for its end", folder)
            fcntl.flock(lock, fcntl.LOCK_EX)
        except OSError as error:  # a folder that is read-only may well be whole
            logger.warning("%s: no lock (%s); see that no other run fetches into it", folder, error.strerror)
        yield

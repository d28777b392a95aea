"""Download files over HTTP: they go on where they stopped, are checked, and appear whole or not at all."""

import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from lstm_probe.errors import InputError
from lstm_probe.fetch.http.addresses import shown
from lstm_probe.fetch.http.connection import Session, ask, chunks
from lstm_probe.fetch.http.part import Part
from lstm_probe.fetch.http.patience import Stopped, retried
from lstm_probe.fetch.http.plans import size
from lstm_probe.fetch.http.progress import Progress
from lstm_probe.fetch.http.record import Record
from lstm_probe.fetch.http.remote import Remote
from lstm_probe.fetch.http.request_policy import RequestPolicy

logger = logging.getLogger(__name__)

LARGEST_TEXT = 10**8  # bytes
AGAIN = "look there with a browser; run the same command again, or get the files by hand"


def download(remotes: Sequence[Remote], record: Record, policy: RequestPolicy) -> None:
    """Fetch files that are not there yet, several at a time, and write each into the record.

    Files that are there and not in the record are somebody's own: they stay as they are and are not fetched.

    Parameters
    ----------
    record : Record
        What was fetched before; it grows.

    Raises
    ------
    InputError
        If a file cannot be had, or is not what its publisher states.
    """
    waiting = [remote for remote in remotes if not _there(remote, record)]
    if not waiting:
        return
    progress, stop = Progress(waiting), threading.Event()
    with Session(policy.connections) as session, ThreadPoolExecutor(policy.connections) as pool:
        jobs = [pool.submit(_fetch, session, remote, record, policy, progress, stop) for remote in waiting]
        try:
            for job in as_completed(jobs):
                job.result()
        finally:  # the first failure, or Ctrl-C, ends the others; what they have stays for the next time
            stop.set()
            pool.shutdown(cancel_futures=True)
    record.tidy()
    progress.log(last=True)


def text(url: str, policy: RequestPolicy) -> str:
    """Fetch a short text in UTF-8, such as a listing or a manifest.

    Raises
    ------
    InputError
        If it cannot be had, or is no such text.
    """
    with Session() as session:

        def once() -> bytes:
            with ask(session, url, policy) as answer:
                content = bytearray()
                for chunk in chunks(answer, decoded=True):
                    content += chunk
                    if len(content) > LARGEST_TEXT:
                        raise InputError(shown(url), f"more than {size(LARGEST_TEXT)}", "a short text", AGAIN)
                return bytes(content)

        content = retried(once, url, policy, threading.Event())
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(shown(url), f"{error}", "a text in UTF-8", AGAIN) from error


def _there(remote: Remote, record: Record) -> bool:
    """Return whether a file need not be fetched: it was, or it is somebody's own."""
    if not remote.path.exists() or record.whole(remote.path):
        return remote.path.exists()
    there = remote.path.stat().st_size
    if remote.path in record:
        found = f"{there} bytes, but {record[remote.path].bytes} were fetched"
        advice = "remove it to have it fetched again"
        raise InputError(str(remote.path), found, "the file as it was fetched", advice)
    said = f", {remote.bytes} at {shown(remote.url)}" if remote.bytes not in (None, there) else ""
    logger.info("%s is there (%d bytes%s), and stays as it is", remote.path, there, said)
    return True


def _fetch(
    session: Session, remote: Remote, record: Record, policy: RequestPolicy, progress: Progress, stop: threading.Event
) -> None:
    """Fetch one file: go on with its beginning if there is one, check it, and put it in its place."""
    part = Part(remote)

    def once() -> None:
        if stop.is_set():
            raise Stopped
        _go_on(session, part, policy, progress, stop)

    for last in (False, True):
        fresh = part.offset() == 0
        retried(once, remote.url, policy, stop)
        if part.agrees(final=fresh or last):
            break
        logger.warning("%s: another checksum than stated; it is fetched once more from its beginning", remote.path)
    part.finish(record)
    progress.done()


def _go_on(session: Session, part: Part, policy: RequestPolicy, progress: Progress, stop: threading.Event) -> None:
    """Fetch what is missing of a file over one connection."""
    if part.complete():
        return
    with ask(session, part.remote.url, policy, part.headers()) as answer, part.opened(answer) as file:
        for chunk in chunks(answer):
            if stop.is_set():
                raise Stopped
            part.write(file, chunk)
            progress.more(len(chunk))
    part.check_length()

"""Keep requests in the queue of the Climate Data Store, and fetch each result as soon as it is there."""

import logging
import time
from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ecmwf.datastores import Remote as Job

from lstm_probe.errors import InputError
from lstm_probe.fetch.cds.answers import Gone, QueueFull, Refused
from lstm_probe.fetch.cds.jobs import job_of
from lstm_probe.fetch.cds.ledger import Ledger
from lstm_probe.fetch.cds.session import Unanswered
from lstm_probe.fetch.cds.store import Result, Store
from lstm_probe.fetch.http.download import download
from lstm_probe.fetch.http.record import Record
from lstm_probe.fetch.http.remote import Remote
from lstm_probe.fetch.http.request_policy import RequestPolicy

logger = logging.getLogger(__name__)

#: Pauses (of the policy) between looks at the queue: the first, the longest, and what each is longer than the last.
LONGEST_WAIT, GROWTH = 60.0, 1.5
#: Pauses after the queue was full, how often in a row it may be so, and results after which one more may wait.
COOLING, REJECTIONS, TRUST = 180.0, 100, 5
#: How often a request is asked for anew because the store lost it or its result.
REPEATS = 3


class Queue:
    """Bring files: each is asked for, waits at the store, and is downloaded.

    Parameters
    ----------
    folder : Path
        Where files go.
    store : Store
        The Climate Data Store.
    record : Record
        What was fetched; it grows.
    ledger : Ledger
        Requests under way.
    policy : RequestPolicy
        How many may wait, and how often is looked.
    """

    def __init__(self, folder: Path, store: Store, record: Record, ledger: Ledger, policy: RequestPolicy) -> None:
        self._folder, self._store, self._record = folder, store, record
        self._ledger, self._policy = ledger, policy
        self._room = policy.queued_requests
        self._cool_until = 0.0
        self._rejections, self._results = 0, 0
        self._repeats: dict[str, int] = {}
        self._jobs: dict[str, Job] = {}
        self._downloads: dict[str, Future[None]] = {}
        self.failures: dict[str, str] = {}
        self.done: list[str] = []

    def bring(self, collection: str, requests: Mapping[str, Mapping[str, Any]]) -> None:
        """Bring files by their requests; what fails is kept in `failures` and stops no other.

        Parameters
        ----------
        requests : mapping of str to request
            What brings each file, by its name.

        Raises
        ------
        InputError
            If the store does not answer, or wants something of the user first.
        """
        # requests of an earlier run come first: they hold their place in the queue already
        waiting = deque(sorted(requests, key=lambda file: file not in self._ledger))
        total, wait = len(waiting), 1.0
        with ThreadPoolExecutor(self._policy.connections) as pool:
            while waiting or self._jobs or self._downloads:
                moved = self._ask(waiting, collection, requests)
                moved |= self._look(waiting, pool)
                moved |= self._gather()
                if moved:
                    counts = (len(self.done), total, len(self._downloads), len(self._jobs), len(waiting))
                    logger.info("%d of %d files here; %d downloading, %d at the store, %d to ask for", *counts)
                wait = 1.0 if moved else min(wait * GROWTH, LONGEST_WAIT)
                if waiting or self._jobs or self._downloads:
                    time.sleep(wait * self._policy.pause)

    def _ask(self, waiting: deque[str], collection: str, requests: Mapping[str, Mapping[str, Any]]) -> bool:
        """Ask for as many files as the queue has room for."""
        moved = False
        while waiting and len(self._jobs) < self._room and time.monotonic() >= self._cool_until:
            file = waiting.popleft()
            moved = True
            try:
                self._jobs[file] = job_of(file, collection, requests[file], self._store, self._ledger)
            except Refused as refused:
                self._fail(file, str(refused))
            except QueueFull:
                self._wait_for_room(waiting, file)
            except Unanswered as lost:
                logger.info("%s: asked for without an answer (%s); looking whether it arrived", file, lost)
                waiting.appendleft(file)
                time.sleep(self._policy.pause)
        return moved

    def _look(self, waiting: deque[str], pool: ThreadPoolExecutor) -> bool:
        """Look at the jobs; results are downloaded while others wait."""
        moved = False
        for file, job in list(self._jobs.items()):
            try:
                result = self._store.result(job)
            except QueueFull:
                self._wait_for_room(waiting, file)
            except Refused as refused:
                self._fail(file, str(refused))
            except Gone as gone:
                self._repeat(waiting, file, str(gone))
            else:
                if result is None:
                    continue
                self._trust()
                del self._jobs[file]
                self._downloads[file] = pool.submit(self._download, file, result)
            moved = True
        return moved

    def _download(self, file: str, result: Result) -> None:
        remote = Remote(result.url, self._folder / file, result.bytes)
        download([remote], self._record, self._policy)

    def _gather(self) -> bool:
        """Take account of the downloads that have ended."""
        ended = [file for file, future in self._downloads.items() if future.done()]
        for file in ended:
            error = self._downloads.pop(file).exception()
            if error is None:
                self.done.append(file)
                self._ledger.drop(file)
            elif isinstance(error, InputError):  # the request stays: its result is there for the next run
                self.failures[file] = str(error)
                logger.error("%s: %s", file, error)
            else:
                raise error
        return bool(ended)

    def _wait_for_room(self, waiting: deque[str], file: str) -> None:
        """Put a file back that the store's queue had no room for, and ask for fewer at a time from now on."""
        self._jobs.pop(file, None)
        self._ledger.drop(file)
        self._rejections, self._results = self._rejections + 1, 0
        if self._rejections > REJECTIONS:
            self._fail(file, "the store's queue was full for too long; run this again later")
            return
        waiting.appendleft(file)
        self._room = max(1, len(self._jobs))
        self._cool_until = time.monotonic() + COOLING * self._policy.pause
        logger.info("%s: the store's queue is full; at most %d requests at a time from now on", file, self._room)

    def _trust(self) -> None:
        """Let one more request wait after some results without a full queue, up to what the policy allows."""
        self._rejections, self._results = 0, self._results + 1
        if self._results % TRUST == 0 and self._room < self._policy.queued_requests:
            self._room += 1
            logger.info("%d results without a full queue; at most %d requests at a time now", TRUST, self._room)

    def _repeat(self, waiting: deque[str], file: str, reason: str) -> None:
        """Ask anew for what the store has lost, some times."""
        del self._jobs[file]
        self._ledger.drop(file)
        self._repeats[file] = self._repeats.get(file, 0) + 1
        if self._repeats[file] > REPEATS:
            self._fail(file, reason)
        else:
            logger.info("%s: the store no longer has it (%s); it is asked for anew", file, reason)
            waiting.append(file)

    def _fail(self, file: str, reason: str) -> None:
        """Keep the reason of a failure; a later run asks for it anew."""
        self._jobs.pop(file, None)
        self._ledger.drop(file)
        self.failures[file] = reason
        logger.error("%s: %s", file, reason)

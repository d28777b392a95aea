"""Log how far downloads are, now and then."""

import logging
import threading
import time
from collections.abc import Sequence

from lstm_probe.fetch.http.plans import size
from lstm_probe.fetch.http.remote import Remote

logger = logging.getLogger(__name__)

EVERY = 10.0  # s


class Progress:
    """Count what several threads fetch, and log it every few seconds.

    Parameters
    ----------
    remotes : sequence of Remote
        The files that are fetched.
    """

    def __init__(self, remotes: Sequence[Remote]) -> None:
        self._files = len(remotes)
        sizes = [remote.bytes for remote in remotes]
        self._total = None if None in sizes else sum(bytes or 0 for bytes in sizes)
        self._bytes, self._done = 0, 0
        self._started = self._logged = time.monotonic()
        self._lock = threading.Lock()

    def more(self, count: int) -> None:
        """Count bytes that have just come."""
        with self._lock:
            self._bytes += count
            if time.monotonic() - self._logged < EVERY:
                return
            self._logged = time.monotonic()
        self.log()

    def done(self) -> None:
        """Count a file that is whole."""
        with self._lock:
            self._done += 1

    def log(self, last: bool = False) -> None:
        """Write a line into the log."""
        seconds = max(time.monotonic() - self._started, 1e-3)
        of = f" of {size(self._total)}" if self._total and not last else ""
        rate = f"{size(int(self._bytes / seconds))}/s"
        logger.info("%d of %d files fetched, %s%s, %s", self._done, self._files, size(self._bytes), of, rate)

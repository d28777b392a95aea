"""Try again what fails in passing: with growing pauses, as long as servers ask to wait, and not for ever."""

import email.utils
import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from lstm_probe.errors import InputError
from lstm_probe.fetch.http.addresses import shown
from lstm_probe.fetch.http.request_policy import RequestPolicy

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
LONGEST_PAUSE, LONGEST_WAIT = 60.0, 900.0  # s, between attempts, and where a server says how long


class Lost(Exception):
    """Say that an attempt failed in a way that may pass.

    Parameters
    ----------
    reason : str
        What happened.
    wait : float, optional
        Seconds that the server asks to wait.
    progress : bool
        Whether something new came all the same.
    """

    def __init__(self, reason: str, wait: float | None = None, progress: bool = False) -> None:
        super().__init__(reason)
        self.wait, self.progress = wait, progress


class Stopped(Exception):
    """Say that an attempt was given up because another file failed."""


def retried(action: Callable[[], Result], url: str, policy: RequestPolicy, stop: threading.Event) -> Result:
    """Repeat what fails in passing, with growing pauses.

    Parameters
    ----------
    action : callable
        What raises `Lost` where it may be repeated.

    Raises
    ------
    InputError
        If too many attempts in a row bring nothing, or the server asks to come back much later.
    Stopped
        If `stop` is set.
    """
    failures = 0
    while True:
        try:
            return action()
        except Lost as lost:
            failures = 1 if lost.progress else failures + 1
            pause = min(policy.pause * 2 ** (failures - 1), LONGEST_PAUSE) if lost.wait is None else lost.wait
            if failures >= policy.tries or pause > LONGEST_WAIT:
                found = f"{lost}" + (f"; it asks to wait {pause:.0f} s" if lost.wait else f", {failures} times")
                advice = (
                    "see whether this machine is online, and behind a proxy set HTTPS_PROXY; "
                    "then run the same command again: it goes on where it stopped"
                )
                raise InputError(shown(url), found, "an answer", advice) from lost
            logger.info("%s: %s; again in %.1f s", shown(url), lost, pause)
            if stop.wait(pause):
                raise Stopped from lost


def wait_of(header: str | None) -> float | None:
    """Return the seconds that a Retry-After (seconds or a date) asks to wait; None where it cannot be read."""
    if header is None or header.strip().isdigit():
        return float(header) if header else None
    date = email.utils.parsedate_tz(header)
    return max(0.0, email.utils.mktime_tz(date) - time.time()) if date else None

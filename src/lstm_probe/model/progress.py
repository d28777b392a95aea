"""Say how far a long computation is, and how long it will take."""

import logging
import time

logger = logging.getLogger(__name__)

#: Seconds between lines of the log.
INTERVAL = 30.0


class Pace:
    """Count what is done of a known amount, and log what remains, at most every half minute.

    Parameters
    ----------
    what : str
        What is counted, for the log.
    total : int
        How much there is to do.
    """

    def __init__(self, what: str, total: int) -> None:
        self.what = what
        self.total = total
        self.done = 0
        self.spoke = self.began = time.monotonic()

    def add(self, amount: int = 1) -> None:
        """Count what was just done."""
        self.done += amount
        if time.monotonic() - self.spoke > INTERVAL:
            logger.info("  %s: %d of %d; %s", self.what, self.done, self.total, self.remaining())
            self.spoke = time.monotonic()

    @property
    def hours_left(self) -> float:
        """Estimate the time that the rest will take, hours."""
        elapsed = time.monotonic() - self.began
        return elapsed / max(self.done, 1) * (self.total - self.done) / 3600

    def remaining(self) -> str:
        """Put the time that the rest will take into words."""
        hours = self.hours_left
        return f"about {hours:.1f} h left" if hours > 1.5 else f"about {60 * hours:.1f} min left"

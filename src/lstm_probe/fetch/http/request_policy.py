"""How servers are asked: how many at a time, how often, and how long is waited."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lstm_probe.datasets.addresses import SERVERS


@dataclass(frozen=True)
class RequestPolicy:
    """Say how servers are asked.

    Parameters
    ----------
    connections : int
        Downloads at the same time.
    tries : int
        Attempts at a file in a row that bring nothing new, before it is given up.
    pause : float
        Seconds before the second attempt, doubled for every further one.
    timeout : float
        Seconds without an answer after which a connection counts as lost.
    servers : mapping of str to str
        Other addresses than those of `SERVERS`, by the same names.
    queued_requests : int
        Requests that may wait in the queue of the Climate Data Store.
    """

    connections: int = 4
    tries: int = 6
    pause: float = 1.0
    timeout: float = 60.0
    servers: Mapping[str, str] = field(default_factory=dict)
    queued_requests: int = 3

    def server(self, name: str) -> str:
        """Give the address of a server by its name, without a slash at its end."""
        return self.servers.get(name, SERVERS[name]).rstrip("/")

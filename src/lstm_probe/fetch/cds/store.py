"""Ask the Climate Data Store by its own client: what requests cost, how they stand, and where results lie."""

import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import requests
from ecmwf.datastores import Client, Remote
from ecmwf.datastores.processing import LinkError, ProcessingFailedError

from lstm_probe.errors import InputError
from lstm_probe.fetch.cds.answers import LONGEST, Gone, failure, meaning, trouble
from lstm_probe.fetch.cds.credentials import Credentials
from lstm_probe.fetch.cds.session import Session, quiet
from lstm_probe.fetch.http.addresses import plain_reason
from lstm_probe.fetch.http.request_policy import RequestPolicy

logger = logging.getLogger(__name__)

Request = Mapping[str, Any]
ADVICE = "see whether this machine is online, and behind a proxy set HTTPS_PROXY; then run the same command again"
#: Jobs looked through for one that was asked for without an answer, and how far clocks may differ.
RECENT, CLOCKS = 100, timedelta(minutes=10)


@dataclass(frozen=True)
class Result:
    """Name the file of a finished request.

    Parameters
    ----------
    url : str
        Its address.
    bytes : int
        Its size.
    """

    url: str
    bytes: int


class Store:
    """Ask the Climate Data Store.

    Parameters
    ----------
    credentials : Credentials
        Address and key.
    policy : RequestPolicy
        How it is asked.
    """

    def __init__(self, credentials: Credentials, policy: RequestPolicy) -> None:
        self._credentials = credentials
        longest = policy.pause * 2 ** max(policy.tries, 1)
        with quiet(credentials), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its messages cannot be had; what matters fails again
            self._client = Client(
                url=credentials.url,
                key=credentials.key,
                timeout=policy.timeout,
                progress=False,
                retry_after=(policy.pause, longest, 2),  # type: ignore[arg-type]
                maximum_tries=policy.tries,
                session=Session(credentials.url),
                log_callback=self._log,
            )

    def cost(self, collection: str, request: Request) -> tuple[float | None, float | None]:
        """Estimate the cost of a request and the most that one may cost; None where the store does not say.

        Raises
        ------
        AccountError
            If the store wants something of the user first.
        """
        try:
            with self._explained(collection):
                reply = self._client.estimate_costs(collection, dict(request))
                numbers = [reply.get(name) for name in ("cost", "limit")]
                cost, limit = (None if number is None else float(number) for number in numbers)
        except Gone:
            return None, None
        return cost, limit

    def submit(self, collection: str, request: Request) -> Remote:
        """Ask for data.

        Raises
        ------
        Refused
            If the store does not take the request.
        Unanswered
            If it is not known whether the request arrived.
        """
        with self._explained(collection):
            return self._client.submit(collection, dict(request))

    def attach(self, number: str) -> Remote:
        """Take up a request again by its id.

        Raises
        ------
        Gone
            If the store does not know it.
        """
        with self._explained():
            return self._client.get_remote(number)

    def find(self, collection: str, request: Request, asked: datetime) -> Remote | None:
        """Look among the user's latest requests for one that was made since some time, and may yet succeed."""
        with self._explained():
            for number in self._client.get_jobs(limit=RECENT, sortby="-created").request_ids:
                remote = self._client.get_remote(number)
                if remote.created_at < asked - CLOCKS:
                    return None
                if remote.collection_id != collection or not same(request, remote.request):
                    continue
                if remote.json["status"] in ("accepted", "running", "successful"):
                    return remote
        return None

    def result(self, remote: Remote) -> Result | None:
        """Return the result of a request, or None while it waits or runs.

        Raises
        ------
        Refused
            If it failed, with the reason.
        QueueFull
            If it was rejected because too many wait.
        Gone
            If the request or its result is no longer there.
        """
        with self._explained():
            if not remote.results_ready:
                return None
            results = remote.get_results()
            return Result(results.location, results.content_length)

    def _log(self, level: int, text: object, *_: object, **__: object) -> None:
        """Take what the client says into our log: notes of the store are for all to read, the rest is not."""
        logger.log(level if level > logging.INFO else logging.DEBUG, "%s", self._credentials.redacted(text))

    @contextmanager
    def _explained(self, collection: str = "") -> Iterator[None]:
        """Turn what the client raises into errors that can be acted on or shown; none holds the key."""
        ours = self._credentials
        try:
            with quiet(ours):
                yield
        except InputError:
            raise
        except requests.HTTPError as error:
            raise meaning(error, collection, ours) from None
        except ProcessingFailedError as error:
            raise failure(ours.redacted(error)) from None
        except requests.JSONDecodeError:
            raise trouble(ours, "an answer that is no JSON", "see whether a proxy stands between") from None
        except requests.RequestException as error:
            found = f"no answer ({plain_reason(ours.redacted(error))[:LONGEST]})"
            raise trouble(ours, found, ADVICE) from None
        except (KeyError, TypeError, ValueError, AssertionError, LinkError) as error:
            found = f"an answer that its client does not understand ({type(error).__name__})"
            raise trouble(ours, found, "update ecmwf-datastores-client") from None


def same(ours: Request, theirs: Request) -> bool:
    """Return whether a request of the store asks for what ours does, however its values are written.

    Parameters
    ----------
    ours, theirs : mapping of str to values
        Requests; what ours does not say may be anything.
    """
    return all(_values(value) == _values(theirs.get(name)) for name, value in ours.items())


def _values(value: object) -> list[str]:
    listed = value if isinstance(value, list | tuple) else [value]
    return sorted(f"{entry:g}" if isinstance(entry, float | int) else str(entry) for entry in listed)

"""What the client of the Climate Data Store sends and says: the key only to the store, its chatter only to our log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests

from lstm_probe.errors import InputError
from lstm_probe.fetch.cds.credentials import Credentials
from lstm_probe.fetch.http.addresses import is_safe, plain_reason

logger = logging.getLogger(__name__)

KEY = "PRIVATE-TOKEN"
TALKERS = ("ecmwf.datastores", "multiurl")
#: Answers after which it is not known whether a request was taken.
UNCLEAR = (500, 502, 504)


class Unanswered(Exception):
    """Say that a request was sent and it is not known whether it was taken."""


class Session(requests.Session):
    """Send the key to the store alone, over https, and never send a request for data twice by itself.

    Parameters
    ----------
    url : str
        Address of the store.
    """

    def __init__(self, url: str) -> None:
        super().__init__()
        self._home = urlsplit(url).netloc

    def request(self, method: str | bytes, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        """Send a request.

        Raises
        ------
        Unanswered
            If a request for data was sent and no clear answer came.
        """
        address = urlsplit(str(url))
        if address.netloc != self._home or not is_safe(str(url)):
            found = f"it sends us on to {address.scheme}://{address.netloc}"
            raise InputError(self._home, found, "answers from its own address", "correct the url beside your key")
        asks = str(method).lower() == "post" and address.path.endswith("/execution")
        try:
            response = super().request(method, url, *args, **kwargs)
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
            if asks and not isinstance(error, requests.exceptions.SSLError | requests.ConnectTimeout):
                raise Unanswered(type(error).__name__) from None
            raise
        if asks and response.status_code in UNCLEAR:
            raise Unanswered(f"HTTP {response.status_code}")
        return response

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Drop the key where an answer leads to another address."""
        super().rebuild_auth(prepared_request, response)
        url = str(prepared_request.url)
        if urlsplit(url).netloc != self._home or not is_safe(url):
            prepared_request.headers.pop(KEY, None)


class _Passing(logging.Handler):
    """Pass on to our log what others say, without the key."""

    def __init__(self, credentials: Credentials) -> None:
        super().__init__()
        self._credentials = credentials

    def emit(self, record: logging.LogRecord) -> None:
        """Pass a record on: what is no warning is of no interest to a user."""
        level = logging.INFO if record.levelno >= logging.WARNING else logging.DEBUG
        logger.log(level, "%s", plain_reason(self._credentials.redacted(record.getMessage())))


@contextmanager
def quiet(credentials: Credentials) -> Iterator[None]:
    """Send what the client and its libraries log in the block to our log alone."""
    talkers = [logging.getLogger(name) for name in TALKERS]
    before = [(talker.handlers, talker.propagate) for talker in talkers]
    for talker in talkers:
        talker.handlers, talker.propagate = [_Passing(credentials)], False
    try:
        yield
    finally:
        for talker, (handlers, propagate) in zip(talkers, before, strict=True):
            talker.handlers, talker.propagate = handlers, propagate

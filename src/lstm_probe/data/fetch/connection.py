"""Ask HTTP servers: encrypted and verified, patient with busy ones, plain about what they refuse."""

import email.utils
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar
from urllib.parse import urlsplit

import requests
import urllib3

from lstm_probe import __version__
from lstm_probe.data.fetch.manners import Manners
from lstm_probe.errors import InputError

logger = logging.getLogger(__name__)

Result = TypeVar("Result")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
BUSY = (408, 425, 429, 500, 502, 503, 504)
CHUNK = 2**18  # bytes
LONGEST_PAUSE, LONGEST_WAIT = 60.0, 900.0  # s, between attempts, and where a server says how long
REFUSED = {
    401: "it asks who you are",
    403: "it does not let you",
    404: "there is no such file",
    410: "the file is there no more",
}


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


class Session(requests.Session):
    """Hold connections to servers; each address, also one that a server leads on to, is encrypted or on this machine.

    Parameters
    ----------
    connections : int
        How many are kept for each server.
    """

    def __init__(self, connections: int = 1) -> None:
        super().__init__()
        self.headers.update({"User-Agent": f"lstm-probe/{__version__}", "Accept-Encoding": "identity"})
        for scheme in ("https://", "http://"):
            self.mount(scheme, requests.adapters.HTTPAdapter(pool_connections=connections, pool_maxsize=connections))

    def get_adapter(self, url: str | bytes) -> requests.adapters.BaseAdapter:
        """Find what speaks to an address, unless nobody should."""
        parts = urlsplit(url if isinstance(url, str) else url.decode())
        if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
            return super().get_adapter(str(parts.geturl()))
        raise InputError(shown(str(url)), f"an address of {parts.scheme}", "https", "name another under fetch.servers")


def shown(url: str) -> str:
    """Write an address without user, password and query, which may be secrets."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}"


def ask(session: Session, url: str, manners: Manners, headers: Mapping[str, str] | None = None) -> requests.Response:
    """Ask for an address once; the content is read later.

    Parameters
    ----------
    session : Session
        The connections.
    url : str
        The address.
    manners : Manners
        How long is waited.
    headers : mapping of str to str, optional
        What else is said.

    Returns
    -------
    requests.Response
        Of status 200, 206 or 416.

    Raises
    ------
    Lost
        If another attempt may go better.
    InputError
        If it would not.
    """
    proxies = dict.fromkeys(("http", "https", "all"), "") if urlsplit(url).hostname in LOOPBACK else None
    try:
        answer = session.get(url, headers=headers, stream=True, timeout=manners.timeout, proxies=proxies)
    except requests.exceptions.SSLError as error:
        advice = "name your organisation's certificates in REQUESTS_CA_BUNDLE, if it has its own"
        raise InputError(shown(url), _innermost(error), "a certificate that can be verified", advice) from error
    except (requests.ConnectionError, requests.Timeout) as error:
        raise Lost(_innermost(error)) from error
    except requests.RequestException as error:
        advice = "correct the address under fetch.servers"
        raise InputError(shown(url), _innermost(error), "the address of a file", advice) from error
    if answer.status_code in (200, 206, 416):
        return answer
    answer.close()
    if answer.status_code in BUSY:
        raise Lost(f"HTTP {answer.status_code} {answer.reason}", _wait(answer.headers.get("Retry-After")))
    meaning = REFUSED.get(answer.status_code, "it refuses")
    advice = "look there with a browser; get the file by hand, or name another server under fetch.servers"
    raise InputError(shown(url), f"HTTP {answer.status_code} {answer.reason}: {meaning}", "the file", advice)


def chunks(answer: requests.Response, decoded: bool = False) -> Iterator[bytes]:
    """Yield the content of an answer.

    Parameters
    ----------
    answer : requests.Response
        The answer.
    decoded : bool
        Whether what was compressed for its way is given as it was before; a file that is an archive stays one.

    Raises
    ------
    Lost
        If the connection breaks, or less comes than was said.
    """
    try:
        yield from answer.raw.stream(CHUNK, decode_content=decoded)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise Lost(f"the connection broke ({_innermost(error)})") from error


def retried(action: Callable[[], Result], url: str, manners: Manners, stop: threading.Event) -> Result:
    """Repeat what fails in passing, with growing pauses.

    Parameters
    ----------
    action : callable
        What raises `Lost` where it may be repeated.
    url : str
        What it asks for, for messages.
    manners : Manners
        How often, and how long the pauses are.
    stop : threading.Event
        Set where all attempts are to end.

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
            pause = min(manners.pause * 2 ** (failures - 1), LONGEST_PAUSE) if lost.wait is None else lost.wait
            if failures >= manners.tries or pause > LONGEST_WAIT:
                found = f"{lost}" + (f"; it asks to wait {pause:.0f} s" if lost.wait else f", {failures} times")
                advice = (
                    "run the same command again later: it goes on where it stopped; behind a proxy, set HTTPS_PROXY"
                )
                raise InputError(shown(url), found, "an answer", advice) from lost
            logger.info("%s: %s; again in %.1f s", shown(url), lost, pause)
            if stop.wait(pause):
                raise Stopped from lost


def _wait(said: str | None) -> float | None:
    """Read how long a server asks to wait, seconds: it says a number or a date."""
    if said is None:
        return None
    if said.strip().isdigit():
        return float(said)
    date = email.utils.parsedate_to_datetime(said) if email.utils.parsedate(said) else None
    return max(0.0, date.timestamp() - time.time()) if date else None


def _innermost(error: BaseException) -> str:
    """Tell the reason at the bottom of a pile of errors, as those above it repeat the address."""
    inner = getattr(error, "reason", None) or next((arg for arg in error.args if isinstance(arg, Exception)), None)
    return _innermost(inner) if isinstance(inner, BaseException) and inner is not error else f"{error}"

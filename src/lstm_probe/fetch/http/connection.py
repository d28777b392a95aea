"""Ask HTTP servers: encrypted and verified, patient with busy ones, plain about what they refuse."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import requests
import urllib3

from lstm_probe import __version__
from lstm_probe.errors import InputError
from lstm_probe.fetch.http.addresses import is_here, is_safe, plain_reason, shown
from lstm_probe.fetch.http.patience import Lost, wait_of
from lstm_probe.fetch.http.request_policy import RequestPolicy

BUSY = (408, 425, 429, 500, 502, 503, 504)
CHUNK = 2**18  # bytes
REFUSED = {
    401: "it asks who you are",
    403: "it does not let you",
    404: "there is no such file",
    410: "the file is there no more",
}


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
        address = url if isinstance(url, str) else url.decode()
        if is_safe(address):
            return super().get_adapter(address)
        found = f"an address of {urlsplit(address).scheme}"
        raise InputError(shown(address), found, "https", "name another under fetch.servers")


def ask(
    session: Session, url: str, policy: RequestPolicy, headers: Mapping[str, str] | None = None
) -> requests.Response:
    """Ask for an address once; the content is read later.

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
    proxies = dict.fromkeys(("http", "https", "all"), "") if is_here(url) else None
    try:
        answer = session.get(url, headers=headers, stream=True, timeout=policy.timeout, proxies=proxies)
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
        raise Lost(f"HTTP {answer.status_code} {answer.reason}", wait_of(answer.headers.get("Retry-After")))
    meaning = REFUSED.get(answer.status_code, "it refuses")
    advice = "look there with a browser; get the file by hand, or name another server under fetch.servers"
    raise InputError(shown(url), f"HTTP {answer.status_code} {answer.reason}: {meaning}", "the file", advice)


def chunks(answer: requests.Response, decoded: bool = False) -> Iterator[bytes]:
    """Yield the content of an answer.

    Parameters
    ----------
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


def _innermost(error: BaseException) -> str:
    """Tell the reason at the bottom of a pile of errors, as those above it repeat the address."""
    inner = getattr(error, "reason", None) or next((arg for arg in error.args if isinstance(arg, Exception)), None)
    return _innermost(inner) if isinstance(inner, BaseException) and inner is not error else plain_reason(f"{error}")

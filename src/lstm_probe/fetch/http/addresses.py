"""Addresses of servers: which may be asked, and what of them is shown."""

import re
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")
#: What libraries write around the reason for which a server cannot be reached.
AROUND = re.compile(
    r"HTTPS?ConnectionPool\([^)]*\): Max retries exceeded with url: \S+ \(Caused by \w+\([\"']?(.*?)[\"']?\)\)"
)
CONNECTION = re.compile(r"<?[\w.]*HTTPS?Connection\(?[^)>]*[)>]: ")


def is_here(url: str) -> bool:
    """Return whether an address is of this machine."""
    return urlsplit(url).hostname in LOOPBACK


def is_safe(url: str) -> bool:
    """Return whether an address is encrypted (https), or of this machine."""
    scheme = urlsplit(url).scheme
    return scheme == "https" or (scheme == "http" and is_here(url))


def shown(url: str) -> str:
    """Write an address without user, password and query, which may be secrets."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}"


def plain_reason(text: str) -> str:
    """Write why a server cannot be reached, without what libraries write around it."""
    return CONNECTION.sub("", AROUND.sub(r"\1", text))

"""Addresses of servers: which may be asked, and what of them is shown."""

from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def is_here(url: str) -> bool:
    """Say whether an address is of this machine."""
    return urlsplit(url).hostname in LOOPBACK


def is_safe(url: str) -> bool:
    """Say whether an address is encrypted (https), or of this machine."""
    scheme = urlsplit(url).scheme
    return scheme == "https" or (scheme == "http" and is_here(url))


def shown(url: str) -> str:
    """Write an address without user, password and query, which may be secrets."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}"

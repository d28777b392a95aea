"""Addresses and reasons are told without what is secret or of no use."""

import pytest

from lstm_probe.fetch.http import addresses

HERE = "HTTPSConnection(host='cds.eu', port=443): "
REASON = "Failed to resolve 'cds.eu' ([Errno -2] Name or service not known)"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f"{HERE}{REASON}", REASON),
        (
            "Recovering from connection error [HTTPSConnectionPool(host='cds.eu', port=443): "
            "Max retries exceeded with url: /api/catalogue "
            f'(Caused by NameResolutionError("{HERE}{REASON}"))], attempt 4 of 6',
            f"Recovering from connection error [{REASON}], attempt 4 of 6",
        ),
        (
            "HTTPConnectionPool(host='127.0.0.1', port=9): Max retries exceeded with url: /api "
            "(Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f>: "
            "[Errno 111] Connection refused'))",
            "[Errno 111] Connection refused",
        ),
        ("HTTP 503 Service Unavailable", "HTTP 503 Service Unavailable"),
    ],
)
def test_the_reason_alone_is_told(said: str, told: str) -> None:
    """Names of pools, paths and objects go, the reason stays; other texts stay as they are."""
    assert addresses.plain_reason(said) == told

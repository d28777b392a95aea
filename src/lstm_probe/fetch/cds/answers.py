"""What the answers of the Climate Data Store mean for who asks."""

import requests

from lstm_probe.errors import InputError
from lstm_probe.fetch.cds.credentials import PROFILE, AccountError, Credentials

PAGE = "https://cds.climate.copernicus.eu/datasets/{}?tab=download"
LICENCES = "#manage-licences"
FULL = "temporarily limited"
LONGEST = 400  # characters of a reason


class Refused(Exception):
    """Say why the store does not serve a request, in its words."""


class QueueFull(Exception):
    """Say that the store lets no further request wait."""


class Gone(Exception):
    """Say that the store no longer has a request or its results."""


def meaning(error: requests.HTTPError, collection: str, credentials: Credentials) -> Exception:
    """Say what an answer means that is an error.

    Parameters
    ----------
    error : requests.HTTPError
        The answer, with the store's words.
    """
    status = 0 if error.response is None else error.response.status_code
    reason = credentials.redacted(error).strip()
    lowered = reason.lower()
    if status == 401:
        return AccountError(f"the key in {credentials.place} is not accepted", f"copy your key from {PROFILE} there")
    if status == 403 and "licence" in lowered:
        found = f"the licence of {collection} is not accepted yet"
        return AccountError(found, f"accept it on {PAGE.format(collection)}{LICENCES}")
    if status == 403 and "polic" in lowered:
        return AccountError("its terms of use are not accepted yet", f"accept them on {PROFILE}")
    if status == 404:
        return Gone(short(reason))
    if status == 429 or status >= 500:
        return trouble(credentials, f"HTTP {status}, again and again", "run this again later; what waits there stays")
    return failure(reason)


def failure(reason: str) -> Refused | QueueFull:
    """Tell a request that the store does not serve from one that it has no room for now."""
    return QueueFull(short(reason)) if FULL in reason.lower() else Refused(short(reason))


def trouble(credentials: Credentials, found: str, advice: str) -> InputError:
    """Word what goes wrong on the way to the store and back."""
    return InputError(credentials.url, found, "the Climate Data Store", advice)


def short(reason: str) -> str:
    """Leave out the address, and all but the end of a long reason, where the cause stands.

    Parameters
    ----------
    reason : str
        The store's words, in lines; the first may hold the address that was asked.
    """
    lines = [line.strip() for line in reason.splitlines() if line.strip()]
    text = "; ".join(lines[1:] if len(lines) > 1 and "url:" in lines[0] else lines)
    return text if len(text) <= LONGEST else f"… {text[-LONGEST:]}"

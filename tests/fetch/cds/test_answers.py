"""Each answer of the Climate Data Store means one thing, and long reasons are cut where the cause is not."""

import pytest
import requests

from lstm_probe.errors import InputError
from lstm_probe.fetch.cds import answers
from lstm_probe.fetch.cds.answers import Gone, QueueFull, Refused
from lstm_probe.fetch.cds.credentials import AccountError, Credentials

OURS = Credentials("https://cds.climate.copernicus.eu/api", "a-secret", "~/.cdsapirc")
FULL = "The job has been rejected\nNumber queued requests for this dataset is temporarily limited."


@pytest.mark.parametrize(
    ("status", "text", "kind", "word"),
    [
        (401, "authentication failed", AccountError, "key"),
        (403, "required licences not accepted", AccountError, "manage-licences"),
        (403, "user didn't accept all required site policies", AccountError, "terms of use"),
        (403, "cost limits exceeded", Refused, "cost limits"),
        (404, "results expired", Gone, "expired"),
        (400, FULL, QueueFull, "temporarily limited"),
        (400, "The job has failed\nno data", Refused, "The job has failed; no data"),
        (422, "invalid request", Refused, "invalid"),
        (429, "rate limit exceeded", InputError, "429"),
        (503, "maintenance", InputError, "503"),
    ],
)
def test_answers(status: int, text: str, kind: type[Exception], word: str) -> None:
    """Status and words together tell what to do; the address and the key are left out."""
    response = requests.Response()
    response.status_code = status
    first = f"{status} Client Error: odd for url: https://cds.climate.copernicus.eu/api/a-secret"
    meant = answers.meaning(requests.HTTPError(f"{first}\n{text}", response=response), "land", OURS)
    assert type(meant) is kind
    assert word in str(meant)
    assert "a-secret" not in str(meant)


def test_long_reasons() -> None:
    """Of a traceback the end is kept."""
    reason = "\n".join(
        ["x for url: https://somewhere", *(f"line {number}" for number in range(500)), "ValueError: area"]
    )
    short = answers.short(reason)
    assert len(short) <= answers.LONGEST + 2
    assert short.startswith("…")
    assert short.endswith("ValueError: area")
    assert "somewhere" not in answers.short("x for url: https://somewhere\nbad")

"""The user's key is found where the user keeps it, and shown nowhere."""

from pathlib import Path

import pytest

from lstm_probe.fetch.cds import credentials
from lstm_probe.fetch.cds.credentials import AccountError

KEY = "0a1b2c3d-secret-4e5f"
HERE = "http://127.0.0.1:9/api"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty home folder, and no key in the environment."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_places_in_their_order(home: Path) -> None:
    """The newer names come before the older ones, and the environment before the file of the same name."""
    (home / ".cdsapirc").write_text(f"url: {HERE}\nkey: {KEY}-1\n")
    found = credentials.find({})
    assert (found.url, found.key, found.place) == (HERE, f"{KEY}-1", str(home / ".cdsapirc"))
    found = credentials.find({"CDSAPI_KEY": f"{KEY}-2"})
    assert (found.url, found.key, found.place) == (HERE, f"{KEY}-2", "CDSAPI_KEY")
    (home / ".ecmwfdatastoresrc").write_text(f"# mine\nkey: '{KEY}-3'\n\nno pair\n", encoding="utf-8")
    found = credentials.find({"CDSAPI_KEY": f"{KEY}-2"})
    assert (found.url, found.key) == (credentials.ADDRESS, f"{KEY}-3")
    both = {"ECMWF_DATASTORES_URL": f"{HERE}/", "ECMWF_DATASTORES_KEY": f"{KEY}-4"}
    assert (credentials.find(both).url, credentials.find(both).key) == (HERE, f"{KEY}-4")


def test_a_file_elsewhere(home: Path) -> None:
    """The variables that name a file of credentials are followed."""
    (home / "elsewhere").write_text(f"url: {HERE}\nkey: {KEY}\n")
    for name in ("ECMWF_DATASTORES_RC_FILE", "CDSAPI_RC"):
        assert credentials.find({name: "~/elsewhere"}).key == KEY


def test_no_key_is_told_in_two_lines() -> None:
    """Without a key, two lines say where one belongs and on which page it is found."""
    with pytest.raises(AccountError) as told:
        credentials.find({})
    lines = str(told.value).splitlines()
    assert len(lines) == 2
    assert "~/.ecmwfdatastoresrc or ~/.cdsapirc" in lines[0]
    assert "https://cds.climate.copernicus.eu/profile" in lines[1]


@pytest.mark.parametrize(
    ("url", "key", "found"),
    [
        (HERE, f"{KEY} two words", "is no key"),
        (HERE, f"{KEY}\x7f", "is no key"),
        (HERE, f"{KEY}…", "is no key"),
        (HERE, f"12345:{KEY}", "before 2024"),
        ("http://cds.climate.copernicus.eu/api", KEY, "is not https"),
        ("ftp://cds.climate.copernicus.eu/api", KEY, "is not https"),
        ("https://cds.climate.copernicus.eu/api/v2", KEY, "before 2024"),
        (f"https://user:{KEY}@cds.climate.copernicus.eu/api", KEY, "holds a password"),
    ],
)
def test_what_cannot_be_credentials(url: str, key: str, found: str) -> None:
    """What would fail somewhere below, and might show the key there, is refused in two lines without it."""
    with pytest.raises(AccountError, match=found) as told:
        credentials.find({"CDSAPI_URL": url, "CDSAPI_KEY": key})
    assert "secret" not in str(told.value)
    assert len(str(told.value).splitlines()) == 2


def test_the_key_is_not_printed() -> None:
    """Neither as part of the credentials nor in a text that holds it."""
    found = credentials.find({"CDSAPI_KEY": KEY})
    assert "secret" not in repr(found)
    assert found.redacted(f"header {KEY}!") == "header (key)!"

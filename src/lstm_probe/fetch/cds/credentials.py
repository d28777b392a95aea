"""Find the user's key of the Climate Data Store, and never show it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from lstm_probe.errors import InputError
from lstm_probe.fetch.http.addresses import is_safe

PROFILE = "https://cds.climate.copernicus.eu/profile"
ADDRESS = "https://cds.climate.copernicus.eu/api"
#: Names of the variables of address and key, the variable that names a file of both, and that file: the first that
#: has a key counts.
PLACES = (
    ("ECMWF_DATASTORES_URL", "ECMWF_DATASTORES_KEY", "ECMWF_DATASTORES_RC_FILE", "~/.ecmwfdatastoresrc"),
    ("CDSAPI_URL", "CDSAPI_KEY", "CDSAPI_RC", "~/.cdsapirc"),
)


class AccountError(InputError):
    """Tell in two lines what a user has to do at the Climate Data Store.

    Parameters
    ----------
    found : str
        What is not in order.
    advice : str
        What to do, with the page where it is done.
    """

    def __init__(self, found: str, advice: str) -> None:
        super().__init__("Climate Data Store", found, "", advice)
        self.args = (f"Climate Data Store: {found}\n  to do: {advice}",)


@dataclass(frozen=True)
class Credentials:
    """Hold an address and a key.

    Parameters
    ----------
    url : str
        Address of the store.
    key : str
        The user's key; it is never printed with the rest.
    place : str
        Where the key was found, for messages.
    """

    url: str
    key: str = field(repr=False)
    place: str

    def redacted(self, text: object) -> str:
        """Write something as text without the key."""
        return str(text).replace(self.key, "(key)")


def find(environment: Mapping[str, str] | None = None) -> Credentials:
    """Find the user's address and key, in the environment or in a file of the home folder.

    Parameters
    ----------
    environment : mapping of str to str, optional
        The environment; None is that of this process.

    Raises
    ------
    AccountError
        If there is no key, or it cannot be one.
    """
    environment = os.environ if environment is None else environment
    for url_name, key_name, file_name, usual in PLACES:
        path = Path(environment.get(file_name) or usual).expanduser()
        written = _read(path)
        key = environment.get(key_name) or written.get("key")
        if key:
            place = key_name if environment.get(key_name) else str(path)
            url = environment.get(url_name) or written.get("url") or ADDRESS
            return Credentials(_address(url.strip().rstrip("/"), place), _key(key.strip(), place), place)
    files = " or ".join(usual for *_, usual in PLACES)
    advice = f'write two lines into {PLACES[0][-1]}, "url: {ADDRESS}" and "key: " with your key of {PROFILE}'
    raise AccountError(f"no key in {files}, nor in {PLACES[0][1]}", advice)


def _read(path: Path) -> dict[str, str]:
    """Read the lines `name: value` of a file; what cannot be read counts as empty."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = [line.split(":", 1) for line in lines if ":" in line and not line.lstrip().startswith("#")]
    return {name.strip(): value.strip().strip("\"'") for name, value in pairs}


def _address(url: str, place: str) -> str:
    address = urlsplit(url)
    if address.username or address.password:
        raise AccountError(f"the address beside {place} holds a password", f"write url: {ADDRESS} there")
    if not is_safe(url):
        raise AccountError(f"the address beside {place} is not https", f"write url: {ADDRESS} there")
    if re.search(r"/api/v\d+$", address.path):
        raise AccountError(f"the address beside {place} is of the store before 2024", f"write url: {ADDRESS} there")
    return url


def _key(key: str, place: str) -> str:
    """Refuse what cannot be a key before it gets into the message of somebody else's error."""
    if not re.fullmatch(r"[!-~]+", key):
        raise AccountError(f"what {place} holds is no key", f"copy your key from {PROFILE} again")
    if ":" in key:
        raise AccountError(f"the key in {place} is of the store before 2024", f"copy your new key from {PROFILE}")
    return key

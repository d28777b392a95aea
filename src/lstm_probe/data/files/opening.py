"""Describe what is wrong with a file that cannot be read: the messages of libraries rarely do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lstm_probe.data.files import classic_netcdf, hdf5
from lstm_probe.errors import InputError

ZIP, NETCDF = ("a ZIP archive", "an empty ZIP archive"), "a netCDF file"
#: What files begin with that are taken for others.
BEGINNINGS = {
    b"PK\x03\x04": ZIP[0],
    b"PK\x05\x06": ZIP[1],
    b"GRIB": "a GRIB file",
    b"\x1f\x8b": "a file packed by gzip",
    **dict.fromkeys((hdf5.MAGIC, *classic_netcdf.MAGIC), NETCDF),
    b"\x00\x00\x27\x0a": "a shapefile",
    b"%PDF": "a PDF",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
#: How xarray begins its refusal of units of time such as months, or of a date that no calendar has.
TIME_UNITS = re.compile(r"unable to decode time units '([^']*)'", re.IGNORECASE)
MARKUP = (b"<!doctype html", b"<html", b"<head", b"<?xml")
#: What libraries raise over damaged files, their own faults among it.
FAULTS = (TypeError, NameError, AttributeError)
DAMAGE = (OSError, RuntimeError, ValueError, LookupError, ArithmeticError, MemoryError, *FAULTS)


def kind_of(path: Path) -> str:
    """Say what a file is by its first bytes, as far as that is known.

    Returns
    -------
    str
        Such as ``"a page of the web (HTML)"`` or ``"an empty file"``; empty where it is not known.
    """
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except OSError:
        return ""
    if not start:
        return "an empty file"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(MARKUP):
        return "a page of the web (HTML) saved under this name"
    if text.startswith(b"{"):
        return "a server's answer (JSON) saved under this name"
    return next((kind for beginning, kind in BEGINNINGS.items() if start.startswith(beginning)), "")


@contextmanager
def explained(path: str | Path, expected: str, advice: str, member: str = "") -> Iterator[None]:
    """Turn what a library raises over a damaged file into a message; the block only opens and reads.

    Parameters
    ----------
    member : str, optional
        What messages call the file, if not by its path.

    Raises
    ------
    InputError
        Saying what the file is, or what the library says of it.
    """
    try:
        if Path(path).is_file():
            classic_netcdf.require_whole(Path(path))
        yield
    except InputError:
        raise
    except DAMAGE as error:
        if units := TIME_UNITS.search(str(error)):
            found, expected = f"time in '{units[1]}'", "units of time such as 'days since 1970-01-01'"
            rewrite = "write the stamps in days or hours since a date of the Gregorian calendar"
            raise InputError(member or str(path), found, expected, rewrite) from error
        kind = kind_of(Path(path))
        said = " ".join(str(error).split())[:200] or type(error).__name__
        whole = kind and kind.removeprefix("a ").split(" file")[0] not in expected
        found = kind if whole else f"{kind or 'a file'} that cannot be read: {said}"
        raise InputError(member or str(path), found, expected, advice) from error

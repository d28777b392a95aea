"""Daily files: a cut, an empty and a foreign file are told by their first bytes and their size."""

from collections.abc import Callable
from pathlib import Path

import netCDF4
import pytest

from lstm_probe.checkup import esa_cci

CASES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda content: content[:-100],
    "cut at once": lambda content: content[:30],
    "empty": lambda _: b"",
    "HTML": lambda _: b"<!doctype html><html></html>",
    "other": lambda _: b"some words that are no data at all",
}


@pytest.fixture(params=["NETCDF4", "NETCDF4_CLASSIC", "NETCDF3_CLASSIC"])
def whole(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a small netCDF file."""
    path = tmp_path / "day.nc"
    with netCDF4.Dataset(path, "w", format=request.param) as file:
        file.createDimension("time", 1000)
        file.createVariable("sm", "f8", ("time",))[:] = 1.0
    return path


def test_whole_files_pass(whole: Path) -> None:
    """Of either format."""
    assert esa_cci.damage(whole) == ""


@pytest.mark.parametrize("whole", ["NETCDF4"], indirect=True)
@pytest.mark.parametrize("case", CASES)
def test_damage_is_told(case: str, whole: Path) -> None:
    """In a few words, without opening the file."""
    whole.write_bytes(CASES[case](whole.read_bytes()))
    assert esa_cci.damage(whole)


@pytest.mark.data
def test_real_files_pass(real_data: Path) -> None:
    """Every real day of every version is whole."""
    paths = sorted((real_data / "esa_cci_sm_gb_crops").rglob("*.nc"))
    assert paths
    assert not [path for path in paths if esa_cci.damage(path)]

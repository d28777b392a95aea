"""A cut HDF5 file is told by the size that it states."""

import struct
from pathlib import Path

import netCDF4
import numpy as np
import pytest

from lstm_probe.data.files import hdf5


@pytest.mark.parametrize("lacking", [0, 1, 1000])
def test_missing_bytes_of_a_netcdf_file_are_counted(tmp_path: Path, lacking: int) -> None:
    """Just those that were cut off are missing."""
    path = tmp_path / "a.nc"
    with netCDF4.Dataset(path, "w") as file:
        file.createDimension("time", 5000)
        file.createVariable("values", "f8", ("time",))[:] = np.arange(5000.0)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) - lacking])
    assert hdf5.missing_bytes(path) == lacking


@pytest.mark.parametrize(("version", "before"), [(0, 31), (1, 35), (2, 19), (3, 19)])
def test_every_version_states_its_size(tmp_path: Path, version: int, before: int) -> None:
    """The size, a little-endian number of 64 bits, stands so many bytes behind the number of the version."""
    head = b"\x89HDF\r\n\x1a\n" + bytes([version]) + bytes(before) + struct.pack("<Q", 500)
    path = tmp_path / "a.nc"
    path.write_bytes(head.ljust(480, b"\0"))
    assert hdf5.missing_bytes(path) == 20


def test_other_formats_lack_nothing(tmp_path: Path) -> None:
    """What is no HDF5 file is left to others; of one that ends in its beginning, the rest of that is missing."""
    path = tmp_path / "a.nc"
    for content, lacking in ((b"", 0), (b"CDF\x01", 0), (hdf5.MAGIC + b"\0", hdf5.HEAD - 9)):
        path.write_bytes(content)
        assert hdf5.missing_bytes(path) == lacking

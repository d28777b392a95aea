"""Refuse a cut file in the classic netCDF format, which the netCDF library reads as if zeros followed.

scipy reads the versions CDF-1 and CDF-2, as the Climate Data Store delivered them until 2024, and not CDF-5.
"""

from pathlib import Path

from scipy.io import netcdf_file

CDF_5 = b"CDF\x05"
MAGIC = (b"CDF\x01", b"CDF\x02", CDF_5)


def require_whole(path: Path) -> None:
    """Refuse a classic netCDF file that is not whole; files in other formats pass.

    Raises
    ------
    ValueError
        If it ends before its last value, its header is damaged, or its version is CDF-5.
    """
    with path.open("rb") as file:
        magic = file.read(4)
        if magic == CDF_5:
            raise ValueError("its version is CDF-5, which is not read here; write it again in the format netCDF-4")
        if magic in MAGIC:
            file.seek(0)
            try:
                netcdf_file(file, mmap=True).close()
            except (ValueError, LookupError, TypeError, ArithmeticError) as error:
                raise ValueError("it is cut, or its header is damaged") from error

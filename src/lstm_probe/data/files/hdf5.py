"""Tell whether an HDF5 file, as netCDF-4 files are, is whole: many a cut one opens, and fails where it is read.

The format is that of the HDF5 File Format Specification, "Format Signature and Superblock".
"""

import struct
from pathlib import Path

MAGIC = b"\x89HDF\r\n\x1a\n"
#: Byte at which a file of each version of the superblock states its own size.
SIZE_AT = {0: 40, 1: 44, 2: 28, 3: 28}
#: Bytes of the beginning that hold this in all versions.
HEAD = 64


def missing_bytes(path: Path) -> int:
    """Count the bytes that a file lacks of the size that it states; 0 for a whole one, and for other formats."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.startswith(MAGIC):
        return 0
    place = SIZE_AT.get(head[len(MAGIC)]) if len(head) == HEAD else None
    stated = HEAD if place is None else struct.unpack("<Q", head[place : place + 8])[0]
    return int(max(0, stated - path.stat().st_size))

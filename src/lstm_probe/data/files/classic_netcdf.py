"""Tell whether a file in the classic netCDF format is whole: the library reads zeros where one has been cut.

The format is that of the NetCDF User's Guide, "File Format Specifications" (CDF-1, CDF-2 and CDF-5); the Climate
Data Store delivered it until 2024.
"""

import struct
from math import prod
from pathlib import Path
from typing import BinaryIO

#: Bytes of a value, by the number of its type.
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 4, 6: 8, 7: 1, 8: 2, 9: 4, 10: 8, 11: 8}
MAGIC = (b"CDF\x01", b"CDF\x02", b"CDF\x05")
#: More names than any header has; a damaged one may say anything.
MOST = 100_000


def missing_bytes(path: Path) -> int:
    """Count the bytes that a file lacks of what its header promises; 0 for a whole one, and for other formats.

    Raises
    ------
    ValueError
        If the header itself is damaged.
    """
    with path.open("rb") as file:
        magic = file.read(4)
        if magic not in MAGIC:
            return 0
        try:
            promised = _Header(file, magic[3]).size()
        except (struct.error, KeyError, IndexError, OverflowError) as error:
            raise ValueError("its header is damaged") from error
    return max(0, promised - path.stat().st_size)


class _Header:
    """Read the header of a file of one version of the format, after its first four bytes."""

    def __init__(self, file: BinaryIO, version: int) -> None:
        self.file = file
        self.count_format = ">q" if version == 5 else ">i"
        self.offset_format = ">i" if version == 1 else ">q"

    def size(self) -> int:
        """Give the bytes up to the end of the last value."""
        records = self._number(self.count_format)
        lengths = [self._dimension() for _ in range(self._list())]
        self._attributes()
        ends, per_record = [], []
        for _ in range(self._list()):
            self._name()
            dimensions = [lengths[self._number(self.count_format)] for _ in range(self._count())]
            self._attributes()
            width = SIZES[self._number(">i")]
            self._number(self.count_format)  # its size, which overflows in large files
            begin = self._number(self.offset_format)
            if dimensions and dimensions[0] == 0:
                per_record.append((begin, width * prod(dimensions[1:])))
            else:
                ends.append(begin + width * prod(dimensions))
        padded = sum(size + -size % 4 for _, size in per_record)
        step = padded if len(per_record) > 1 else sum(size for _, size in per_record)
        ends += [begin + (records - 1) * step + size for begin, size in per_record if records > 0]
        return max(ends, default=0)

    def _number(self, form: str) -> int:
        value: int = struct.unpack(form, self.file.read(struct.calcsize(form)))[0]
        return value

    def _count(self) -> int:
        count = self._number(self.count_format)
        if not 0 <= count <= MOST:
            raise OverflowError(count)
        return count

    def _list(self) -> int:
        self._number(">i")  # what it is a list of
        return self._count()

    def _name(self) -> None:
        self._skip(self._count())

    def _skip(self, size: int) -> None:
        self.file.seek(size + -size % 4, 1)

    def _dimension(self) -> int:
        self._name()
        return self._number(self.count_format)

    def _attributes(self) -> None:
        for _ in range(self._list()):
            self._name()
            width = SIZES[self._number(">i")]
            self._skip(width * self._number(self.count_format))

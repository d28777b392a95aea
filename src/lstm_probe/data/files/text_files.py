"""Read text files as people save them: with marks, any line ends, and clear words where they are no such text."""

import gzip
from pathlib import Path

from lstm_probe.artefacts import csv_tables
from lstm_probe.data.files import opening
from lstm_probe.errors import InputError


def read(path: Path, expected: str, advice: str) -> str:
    r"""Read a text in UTF-8.

    Parameters
    ----------
    path : Path
        The file, packed by gzip where it ends in .gz; a byte-order mark and any line ends are accepted.
    expected : str
        What the file should be, for messages.

    Returns
    -------
    str
        The text with line ends ``\n``. The log says where the last line has no end, as the file may be cut there.

    Raises
    ------
    InputError
        If it is empty, another kind of file, has zero bytes, or is no UTF-8.
    """
    with opening.explained(path, expected, advice):
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
    if path.suffix != ".gz" and (kind := opening.kind_of(path)):
        raise InputError(str(path), kind, f"{expected}, in UTF-8", advice)
    return csv_tables.decoded(content, str(path), expected, advice)

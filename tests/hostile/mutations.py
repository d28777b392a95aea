"""Damage the bytes of a good file as broken disks, transfers and hands do, and say which reader falls over it."""

import logging
import struct
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from lstm_probe.errors import InputError

Reader = Callable[[Path], object]


def damaged(content: bytes, rng: np.random.Generator) -> bytes:
    """Cut, flip, insert, remove, overwrite or repeat some bytes, one to four times."""
    for _ in range(rng.integers(1, 5)):
        size = max(len(content), 1)
        place, length = int(rng.integers(size)), int(rng.integers(1, 1 + min(size, 64)))
        noise = rng.integers(0, 256, length, dtype="uint8").tobytes()
        kind = rng.integers(8)
        if kind == 0:
            content = content[:place]
        elif kind == 1:
            flipped = bytes([content[place] ^ (1 << int(rng.integers(8)))]) if content else b""
            content = content[:place] + flipped + content[place + 1 :]
        elif kind == 2:
            content = content[:place] + noise + content[place:]
        elif kind == 3:
            content = content[:place] + content[place + length :]
        elif kind == 4:
            content = content[:place] + bytes(length) + content[place + length :]
        elif kind == 5:
            content = content[:place] + content[place : place + length] + content[place:]
        elif kind == 6:
            content = content[:place] + b"\xff" * 4 + content[place + 4 :]
        else:
            content = content[:place] + struct.pack("<i", int(rng.integers(-5, 5))) + content[place + 4 :]
    return content


@contextmanager
def _silence() -> Iterator[None]:
    """Log nothing for a while: every damage has its warnings."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def survives(make: Callable[[Path], Path], read: Reader, seed: int, count: int) -> list[str]:
    """Read a file in many damaged forms; gives the errors that a user would see with a traceback.

    Parameters
    ----------
    make : callable
        Makes a good input in a folder, and gives the file that is to be damaged.
    read : callable
        Reads the folder.
    seed, count : int
        Seed of the damages, and how many.
    """
    rng, failures = np.random.default_rng(seed), []
    with tempfile.TemporaryDirectory() as place, _silence():
        path = make(Path(place))
        good = path.read_bytes()
        read(Path(place))  # the good one must pass, or nothing is tested
        for number in range(count):
            path.write_bytes(damaged(good, rng))
            print(number, end=" ", file=sys.stderr, flush=True)
            try:
                read(Path(place))
            except InputError as error:
                if len(str(error)) > 3000:
                    failures.append(f"{number}: a message of {len(str(error))} letters")
            except Exception as error:
                failures.append(f"{number}: {type(error).__name__}: {error}")
    return failures

"""Write a file or a folder whole or not at all, and say plainly why it cannot be written."""

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lstm_probe.artefacts import processes
from lstm_probe.errors import InputError

#: What goes by this name is being written by a process (`processes.name`), or was when that was killed.
PARTIAL = re.compile(r"\.(?P<process>.+-\d+)\.partial\..+")
DAY = 86_400.0  # s

MAKE_ROOM = (
    "make room, or put this elsewhere (pathvars in the config), and run the same command again; what is finished stays"
)
ALLOW = "let it be written, or put it elsewhere (pathvars in the config), and run the same command again"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
BARRED = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENOTEMPTY)


@contextmanager
def atomic(path: str | Path, most: int | None = None) -> Iterator[Path]:
    """Yield a temporary path beside `path`, renamed to it when the block succeeds and removed when it fails.

    The block makes a file or a folder there. What killed processes left in the same folder is removed first.

    Parameters
    ----------
    path : str or Path
        Where the file or folder is to be.
    most : int, optional
        Bytes that it may have at most, for the message where the space does not suffice.

    Raises
    ------
    InputError
        If there is no space left, or no permission to write there.
    """
    path = Path(path)
    partial = _partial(path)
    try:
        with explained(path, most):
            path.parent.mkdir(parents=True, exist_ok=True)
            _clear(path.parent)
            yield partial
            _flush(partial)
            partial.replace(path)
    finally:
        with suppress(OSError):
            _remove(partial)


@contextmanager
def explained(path: str | Path, most: int | None = None) -> Iterator[None]:
    """Turn what goes wrong with writing `path` in the block into a message; other errors pass as they are.

    Raises
    ------
    InputError
        If there is no space left, or no permission to write there.
    """
    path = Path(path)
    try:
        yield
    except (OSError, RuntimeError) as error:
        cause = _cause(path, error)
        if cause in FULL:
            raise InputError(str(path), _shortage(path, cause, most), "space to write it", MAKE_ROOM) from error
        if cause in BARRED:
            raise InputError(str(path), os.strerror(cause), "a place that can be written", ALLOW) from error
        raise


def _partial(path: Path) -> Path:
    return path.with_name(f".{processes.name()}.partial.{path.name}")


def _clear(folder: Path) -> None:
    """Remove what ended processes left half-written; of other machines and containers, what has aged a day."""
    for left in folder.glob(".*.partial.*"):
        named = PARTIAL.fullmatch(left.name)
        if not named:
            continue
        with suppress(OSError):
            ended = processes.has_ended(named["process"])
            if ended or (ended is None and _now(folder) - _last_written(left) > DAY):
                _remove(left)


def _now(folder: Path) -> float:
    """Return the time by the clock of a folder's disk (s), which need not be this machine's."""
    with tempfile.TemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_mtime


def _last_written(path: Path) -> float:
    """Return when a file, or anything in a folder, was written last (s)."""
    return max(file.stat().st_mtime for file in (path, *path.rglob("*")))


def _flush(path: Path) -> None:
    """Have a file, or all files of a folder, written to the disk before the name says that they are whole."""
    if path.is_file():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    else:
        os.sync()  # thousands of small files one by one would take minutes


def _remove(path: Path) -> None:
    """Remove a file, or a folder with all in it, if it is there."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _cause(path: Path, error: OSError | RuntimeError) -> int | None:
    """Find why a path cannot be written by a trial beside it, as libraries name another reason, or none."""
    trial = _partial(path.with_name("trial"))
    try:
        trial.write_bytes(bytes(2**20))
    except OSError as found:
        if found.errno in FULL + BARRED:
            return found.errno
    finally:
        with suppress(OSError):
            trial.unlink(missing_ok=True)
    if isinstance(error, OSError) and _concerns(error.filename, path):
        return error.errno
    return None


def _concerns(name: object, path: Path) -> bool:
    """Say whether the file that an error names is what is written or a folder above it, and not something read."""
    if not isinstance(name, str | os.PathLike):
        return name is None
    return Path(name).is_relative_to(_partial(path)) or path.is_relative_to(name)


def _shortage(path: Path, cause: int, most: int | None) -> str:
    """Say how much space there was before this process wrote, and how much is needed, as far as that is known."""
    written = [file for own in path.parent.glob(_partial(path.with_name("*")).name) for file in (own, *own.rglob("*"))]
    taken = sum(file.stat().st_blocks * 512 for file in written if file.is_file())
    room = (shutil.disk_usage(path.parent).free + taken) / 1e6
    needed = f", at most {most / 1e6:.1f} MB needed" if most else ""
    return f"{os.strerror(cause)}: {room:.1f} MB free{needed}"

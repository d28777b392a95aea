"""Know files by their content: each is read once, and its checksum is remembered until the file changes.

A checksum is remembered by path, inode, size, time of modification and time of change of state. The last is set by the
system alone, so that a file that was replaced by another of equal size and older time (rsync -t, tar) is read again.
Where the memory is lost, or cannot be written, all files are read once more.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from pathlib import Path

from lstm_probe.artefacts.listing import files
from lstm_probe.artefacts.writing import atomic
from lstm_probe.errors import InputError

#: Folder of the memory, in the working directory; the variable LSTM_PROBE_MEMORY names another.
MEMORY = Path(".lstm_probe")
GIGABYTE = 10**9
PATIENCE = 3.0  # s of reading until a line says what is being read
SETTLED = 2 * 10**9  # ns after a change of a file, in which a further one might leave the same time
READERS = min(os.cpu_count() or 1, 8)

State = tuple[int, int, int, int]


def announce(line: str) -> None:
    """Write a line to stderr."""
    sys.stderr.write(f"{line}\n")


def checksums(place: str | Path, notice: Callable[[str], None] = announce) -> dict[str, str]:
    """Give the SHA-256 of every file at or below a path; hidden files do not count.

    Parameters
    ----------
    place : str or Path
        A folder or a file.
    notice : callable
        Takes one line that says what is being read, where that takes longer than a few seconds.

    Returns
    -------
    dict of str to str
        By name within the folder, sorted (`listing.files`).

    Raises
    ------
    InputError
        If a file or folder cannot be read, or a link leads nowhere.
    """
    listed = files(place)
    states = {name: _state(path) for name, path in listed.items()}
    memory = _memory(place)
    remembered = _recall(memory)
    known = {name: remembered[name][1] for name in listed if remembered.get(name, ((), ""))[0] == states[name]}
    unread = [name for name in listed if name not in known]
    learned: dict[str, tuple[State, str]] = {}
    try:
        for name, checksum in _read_all(Path(place), {name: listed[name] for name in unread}, states, notice):
            known[name] = checksum
            if states[name] == _state(listed[name]) and states[name][3] < time.time_ns() - SETTLED:
                learned[name] = states[name], checksum
    finally:  # what was read before an interruption need not be read again
        if learned:
            _remember(memory, {name: entry for name, entry in remembered.items() if name in listed} | learned)
    return {name: known[name] for name in listed}


def _read_all(
    place: Path, unread: Mapping[str, Path], states: Mapping[str, State], notice: Callable[[str], None]
) -> Iterable[tuple[str, str]]:
    """Read files side by side, and yield the name and checksum of each as it is known."""
    started, size, silent = time.monotonic(), sum(states[name][1] for name in unread), True
    with ThreadPoolExecutor(READERS) as readers:
        waiting = {readers.submit(_checksum, path): name for name, path in unread.items()}
        try:
            for done in as_completed(waiting):
                yield waiting[done], done.result()
                if silent and time.monotonic() - started > PATIENCE:
                    amount = f"{size / GIGABYTE:.1f} GB in {len(unread)} files"
                    notice(f"{place}: reading {amount} once, to know them by their content; later starts need not.")
                    silent = False
        finally:
            readers.shutdown(cancel_futures=True)


def _checksum(path: Path) -> str:
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        found, advice = error.strerror or str(error), "let it be read, or put it back"
        raise InputError(str(path), found, "a file that can be read", advice) from error


def _state(path: Path) -> State:
    """Take what changes whenever a file's content does."""
    try:
        state = path.stat()
    except OSError as error:
        found, advice = error.strerror or str(error), "put it back, or run again once nothing changes it"
        raise InputError(str(path), found, "a file that stays while it is read", advice) from error
    return state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _memory(place: str | Path) -> Path:
    """Name the file that remembers the checksums of one place."""
    name = hashlib.sha256(os.fsencode(os.path.realpath(place))).hexdigest()[:16]
    return Path(os.environ.get("LSTM_PROBE_MEMORY") or MEMORY) / "checksums" / f"{name}.json"


def _recall(memory: Path) -> dict[str, tuple[State, str]]:
    """Read what is remembered; nothing where the memory is lost or damaged."""
    try:
        entries = json.loads(memory.read_text(encoding="utf-8"))
        return {name: ((ino, size, mtime, ctime), text) for name, (ino, size, mtime, ctime, text) in entries.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remember(memory: Path, entries: Mapping[str, tuple[State, str]]) -> None:
    """Write down what is known; what cannot be remembered is read again the next time."""
    content = json.dumps({name: [*state, checksum] for name, (state, checksum) in entries.items()})
    with suppress(OSError, InputError), atomic(memory) as partial:
        partial.write_text(content, encoding="utf-8")

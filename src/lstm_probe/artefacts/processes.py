"""Identify a process among all that may write to one disk, and find out whether it still runs."""

import hashlib
import os
import re
import socket
from contextlib import suppress
from functools import cache
from pathlib import Path

#: What a file of a process is named by: host and a digest of its system, the process's number, and its start.
NAME = re.compile(r"(?P<system>.+)-(?P<number>\d+)-(?P<start>\d+)")


def name() -> str:
    """Name this process, as no other that runs anywhere is named at any time.

    Containers can share the name of a host, numbers of processes come again after a restart: a name also holds a
    digest of what tells one running system from another, and when the process started.
    """
    return f"{system()}-{os.getpid()}-{_start(os.getpid())}"


def has_ended(other: str) -> bool | None:
    """Find out whether a process has ended, by its name; None if it belongs to another system, which cannot be asked.

    Parameters
    ----------
    other : str
        What `name` returned in that process.
    """
    named = NAME.fullmatch(other)
    if named is None or named["system"] != system():
        return None
    number = int(named["number"])
    try:
        with suppress(PermissionError):  # it runs, and is somebody else's
            os.kill(number, 0)
    except ProcessLookupError:
        return True
    return named["start"] != str(_start(number))


@cache
def system() -> str:
    """Name the running system in which numbers of processes mean the same: its host, and a digest of its start."""
    known = [_read("/proc/sys/kernel/random/boot_id"), str(_start(1))]
    with suppress(OSError):
        known.append(os.readlink("/proc/self/ns/pid"))  # of a container
    return f"{socket.gethostname()}.{hashlib.sha256(' '.join(known).encode()).hexdigest()[:8]}"


def _start(number: int) -> int:
    """Return when a process started (ticks of the clock since the system did); 0 where that is not known."""
    fields = _read(f"/proc/{number}/stat").rpartition(")")[2].split()
    return int(fields[19]) if len(fields) > 19 else 0


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""

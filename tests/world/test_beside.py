"""A function is called once, here or in another process, and nothing that goes wrong in it is lost."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lstm_probe.errors import InputError
from lstm_probe.world.beside import Beside


def write(path: Path, text: str) -> None:
    """Write the number of the process beside a text."""
    path.write_text(f"{os.getpid()} {text}")


def refuse(text: str) -> None:
    """Refuse something."""
    raise InputError("there", text, "other", "do this")


def die() -> None:
    """Die as a process does that is killed for its memory."""
    os.kill(os.getpid(), signal.SIGKILL)


def wait(path: Path) -> None:
    """Wait for a file that nobody writes."""
    while not path.exists():
        time.sleep(0.01)


def fail(path: Path) -> None:
    """Go wrong here while another process waits."""
    with Beside(2) as beside:
        beside.call(wait, path)
        raise KeyError


@pytest.mark.parametrize("processes", [1, 2])
def test_functions_are_called_in_turn(tmp_path: Path, processes: int) -> None:
    """Two calls write two files; with one process they are called in this one, with two in others."""
    with Beside(processes) as beside:
        for name in ("a", "b"):
            beside.call(write, tmp_path / name, name)
    for name in ("a", "b"):
        number, text = (tmp_path / name).read_text().split()
        assert text == name
        assert (int(number) == os.getpid()) == (processes == 1)


@pytest.mark.parametrize("processes", [1, 2])
def test_what_a_call_raises_is_raised_here(processes: int) -> None:
    """An error with its words comes back, at the latest at the end."""
    with pytest.raises(InputError, match="something"), Beside(processes) as beside:
        beside.call(refuse, "something")


def test_a_process_that_is_killed_is_an_error() -> None:
    """Files that may lack are never taken for whole ones."""
    with pytest.raises(RuntimeError, match="killed"), Beside(2) as beside:
        beside.call(die)


def test_a_call_ends_with_what_goes_wrong_here(tmp_path: Path) -> None:
    """A mistake of this process is told at once: the other, which would never end, is ended."""
    with pytest.raises(KeyError):
        fail(tmp_path / "never")
    assert multiprocessing.active_children() == []


def test_a_process_ends_with_the_one_that_waits(tmp_path: Path) -> None:
    """Killed without a word, a process leaves none behind that goes on writing."""
    number = tmp_path / "number"
    code = f"""
import os, time
from pathlib import Path
from lstm_probe.world.beside import Beside
def write():
    Path({str(tmp_path / "partial")!r}).write_text(str(os.getpid()))
    os.rename({str(tmp_path / "partial")!r}, {str(number)!r})
    time.sleep(600)
with Beside(2) as beside:
    beside.call(write)
"""
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        wait(number)
        process.kill()
    other = int(number.read_text())
    while runs(other):
        time.sleep(0.01)


def runs(number: int) -> bool:
    """Say whether a process runs."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{number}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"

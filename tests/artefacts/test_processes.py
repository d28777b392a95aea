"""A process is known by a name that no other has, and asked whether it still runs."""

import os
import subprocess
import sys

import pytest

from lstm_probe.artefacts import processes


@pytest.fixture
def other_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name the system as if it were another container of the same host name."""
    here = processes.system()
    monkeypatch.setattr(processes, "system", lambda: f"{here.rpartition('.')[0]}.00000000")


def test_this_process_runs() -> None:
    """The running process has not ended, and neither has the one that started it."""
    assert processes.has_ended(processes.name()) is False
    parent = f"{processes.system()}-{os.getppid()}-{processes._start(os.getppid())}"
    assert processes.has_ended(parent) is False


def test_an_ended_process_has_ended() -> None:
    """A child that named itself and ended has ended, and so has one whose number another process bears now."""
    command = [sys.executable, "-c", "from lstm_probe.artefacts import processes; print(processes.name())"]
    child = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert processes.has_ended(child) is True
    assert processes.has_ended(f"{processes.system()}-{os.getpid()}-1") is True


@pytest.mark.usefixtures("other_system")
def test_another_system_cannot_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a process of another container, with this host's name and a number that runs nowhere, nothing is known."""
    known = processes.name()
    monkeypatch.undo()
    assert processes.has_ended(known) is None
    assert processes.has_ended("node07-12") is None


def test_systems_differ_by_their_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two systems of one host name differ, as their identifiers of the start do."""
    names = set()
    for start in ("one", "two"):
        monkeypatch.setattr(processes, "_read", lambda path, start=start: start if "boot_id" in path else "")
        names.add(processes.system.__wrapped__())
    assert len(names) == 2
    assert len({name.rpartition(".")[0] for name in names}) == 1

"""A user's mistake shows its message; the traceback stays in the log file."""

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from lstm_probe import logs
from lstm_probe.errors import InputError
logs.start(sys.argv[1])
raise {error}
"""


def run(tmp_path: Path, error: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run a script that fails, and read its log."""
    (tmp_path / "script.py").write_text(SCRIPT.format(error=error))
    log = tmp_path / "logs" / "script.log"
    command = [sys.executable, str(tmp_path / "script.py"), str(log)]
    return subprocess.run(command, capture_output=True, text=True), log.read_text()


def test_a_mistake_shows_no_traceback(tmp_path: Path) -> None:
    """An InputError prints where, found, expected and what to do; the log has the traceback."""
    done, log = run(tmp_path, 'InputError("a.csv", "no date", "a date", "add it")')
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert all(word in done.stderr for word in ("a.csv", "found:    no date", "to do:    add it"))
    assert "Traceback" in log


def test_a_defect_shows_its_traceback(tmp_path: Path) -> None:
    """Any other exception keeps its traceback on stderr and in the log."""
    done, log = run(tmp_path, 'KeyError("oops")')
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert "KeyError" in log

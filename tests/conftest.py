"""Fixtures that every test may use, the processor's instructions, and one line on what was skipped."""

import fcntl
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lstm_probe import device

device.pin(os.environ)  # before any numerical library is loaded

import matplotlib  # noqa: E402
import numpy as np  # noqa: E402
import pytest  # noqa: E402
import yaml  # noqa: E402

matplotlib.use("Agg")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files with many tests of Snakemake first, so that no process is left alone with one of them at the end."""
    tests = Counter(item.path for item in items if item.get_closest_marker("workflow"))
    items.sort(key=lambda item: -tests[item.path])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End with one line that counts what was skipped, and names what would run it."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    counted = "; ".join(f"{count} as {reason}" for reason, count in reasons.most_common())
    terminalreporter.write_line(f"Skipped tests: {counted or 'none'}.")


@pytest.fixture
def rng() -> np.random.Generator:
    """Give a seeded source of randomness."""
    return np.random.default_rng(20220620)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Give the folder of real files, or skip where there is none."""
    repository = Path(__file__).parents[1]
    folder = Path(os.environ.get("LSTM_PROBE_REAL_DATA", repository.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"there are no real data in {folder} (name their folder in LSTM_PROBE_REAL_DATA)")
    return folder.resolve()


@pytest.fixture(scope="session")
def paper_attributes() -> list[str]:
    """Name the 22 static attributes that the paper's LSTM sees."""
    schema = Path(__file__).parents[1] / "workflow" / "schemas" / "config.schema.yaml"
    lstm = yaml.safe_load(schema.read_text())["properties"]["lstms"]["additionalProperties"]["properties"]
    names: list[str] = lstm["attributes"]["default"]
    return names


@pytest.fixture(scope="session")
def demo() -> Path:
    """Run the demo in the repository, unless it is finished and up to date, and give its results.

    Where tests run in several processes, one of them runs it and the others wait.
    """
    repository = Path(__file__).parents[1]
    command = [sys.executable, "workflow/demo.py", "2"]
    with (repository / "tests" / ".demo.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return repository / "runs" / "demo" / "results"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of 1 MB, or skip where that is not allowed."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("a small disk needs the right to mount (run them as root)")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)

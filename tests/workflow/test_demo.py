"""`make demo` unlocks only what is stale, writes its report only when it is due, and tells what the run found."""

import importlib.util
import json
import os
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

SCRIPT = Path(__file__).parents[2] / "workflow" / "demo.py"


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Give the demo's module in an empty folder, every command noted in `calls` and answered by `said`, `status`."""
    specification = importlib.util.spec_from_file_location("demo", SCRIPT)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    module.calls, module.said, module.status = [], "Nothing to be done", 0

    def answer(command: list[str], **options: object) -> SimpleNamespace:
        module.calls.append(" ".join(command))
        if "--report" in command and not module.status:
            Path(command[-1]).write_text("the report")
        return SimpleNamespace(stdout=module.said, stderr="", returncode=module.status)

    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "RUN", tmp_path / "runs" / "demo")
    monkeypatch.setattr(module, "SNAKEMAKE", ["snakemake", "demo.yaml"])
    monkeypatch.setattr(module.subprocess, "run", answer)
    monkeypatch.setattr(module.psutil, "process_iter", lambda attributes: [])
    results = tmp_path / "runs" / "demo" / "results"
    (results / "tables").mkdir(parents=True)
    found = (("sd", 0.71), ("swvl1", 0.93))
    scores = {target: {"test": {"r": r, "anomaly_r": r - 0.1, "r_truth": r + 0.01}} for target, r in found}
    content = {"probes": {"delay_180": scores, "main": scores}, "discharge": {"demo": {"test": {"nse": 0.956}}}}
    (results / "numbers.json").write_text(json.dumps(content))
    claims = "".join(f"claim {number},x,1,0,True\n" for number in range(7))
    (results / "tables" / "expectations.csv").write_text("claim,number,value,threshold,holds\n" + claims)
    return module


def lock(demo) -> None:
    """Leave a lock, as a killed Snakemake does."""
    (demo.ROOT / ".snakemake" / "locks").mkdir(parents=True)
    (demo.ROOT / ".snakemake" / "locks" / "0.input.lock").touch()


def process(command: list[str], folder: Path, parent: int = 5) -> SimpleNamespace:
    """Stand for a running process."""
    return SimpleNamespace(info={"pid": 7, "ppid": parent, "cmdline": command}, cwd=lambda: str(folder))


def test_a_stale_lock_is_removed(demo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock without a Snakemake in this folder is removed; one elsewhere, another program, a dead one do not count."""

    def ended() -> str:
        raise psutil.NoSuchProcess(1)

    others = [
        process(["python", "/usr/bin/snakemake", "-n"], demo.ROOT / "elsewhere"),
        process(["vi", "Snakefile"], demo.ROOT),
        SimpleNamespace(info={"cmdline": ["snakemake"]}, cwd=ended),
        SimpleNamespace(info={"cmdline": None}, cwd=ended),
    ]
    lock(demo)
    monkeypatch.setattr(demo.psutil, "process_iter", lambda attributes: others)
    demo.unlock_if_stale()
    assert demo.calls == ["snakemake demo.yaml --unlock --quiet all"]
    assert "Removing the lock" in capsys.readouterr().out


def test_the_lock_of_a_running_snakemake_is_kept(demo, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another Snakemake works in this folder its lock stays; without any lock nothing is called."""
    demo.unlock_if_stale()
    lock(demo)
    here = [process(["python", "/usr/bin/snakemake", "--cores", "2"], demo.ROOT)]
    monkeypatch.setattr(demo.psutil, "process_iter", lambda attributes: here)
    demo.unlock_if_stale()
    assert demo.calls == []


def test_a_demo_at_work_is_left_alone(
    demo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a demo runs here, or a job outlives its killed Snakemake, a second one says so and does nothing."""
    running = process(["python", "/usr/bin/snakemake", "--configfile", "demo.yaml"], demo.ROOT)
    orphan = process(["python", str(demo.ROOT / ".snakemake" / "scripts" / "x.train_lstm.py")], demo.ROOT, parent=1)
    for busy in (running, orphan):
        monkeypatch.setattr(demo.psutil, "process_iter", lambda attributes, busy=busy: [busy])
        assert demo.main("2") == 1
        assert "process 7" in capsys.readouterr().err
    assert demo.calls == []


@pytest.mark.parametrize(("seconds", "reports"), [(None, 1), (-60.0, 1), (60.0, 0)])
def test_the_report_is_written_when_it_is_due(
    demo, seconds: float | None, reports: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing to do is said and nothing run; a report missing or older than the numbers is written, whole or not."""
    report, numbers = demo.RUN / "workflow_report.html", demo.RUN / "results" / "numbers.json"
    if seconds is not None:
        report.touch()
        os.utime(report, (numbers.stat().st_mtime + seconds,) * 2)
    assert demo.main("2") == 0
    assert sum("--report" in call for call in demo.calls) == reports
    assert not any(call.endswith(str(report)) for call in demo.calls)
    assert report.exists()
    assert not any("--cores 2" in call for call in demo.calls)
    assert "Nothing to do" in capsys.readouterr().out


def test_a_run_that_stops_passes_its_status_on(demo, capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is something to do Snakemake runs; if it fails, so does the demo, without a report or numbers."""
    demo.said, demo.status = "train_lstm 1", 1
    assert demo.main("2") == 1
    assert demo.calls[-1] == "snakemake demo.yaml --cores 2"
    said = capsys.readouterr()
    assert "The demo stopped" in said.err
    assert "NSE" not in said.out


def test_the_numbers_of_the_run_are_told(demo, capsys: pytest.CaptureFixture[str]) -> None:
    """The table has main first and snow last, r and anomaly r of every target, then the true stores and the claims."""
    demo.print_numbers(demo.RUN / "results" / "numbers.json")
    said = capsys.readouterr().out
    assert "median NSE of the test period: 0.96" in said
    rows = [line.split() for line in said.splitlines() if line.startswith("  ") and not line.startswith("  -")]
    assert rows[0] == ["main", "delay_180"]
    assert [row[0] for row in rows[1:]] == ["swvl1", "sd"]
    assert "".join(rows[1][1:]) == "0.93(0.83)0.93(0.83)"
    assert "median r: sd 0.72, swvl1 0.94" in said
    assert said.count("  - claim") == 7

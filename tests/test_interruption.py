"""A run that is killed in the middle of any rule, or that finds no room, goes on to the same numbers."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
import yaml

ROOT = Path(__file__).parents[1]
SNAKEMAKE = str(Path(sys.executable).with_name("snakemake"))
STUDY = {
    "targets": ["swvl1"],
    "experiments": ["main", "permute_gauges"],
    "figures": ["fig02_soil_moisture_skill"],
    "ladder": False,
}
RESULTS = Path("runs/tiny/results")
GOALS = [str(RESULTS / "numbers.json"), str(RESULTS / "figures" / "fig02_soil_moisture_skill.png")]
WRITING = {  # rule: what it is in the middle of writing when it is killed
    "make_world": "world/.*.partial.esa_cci/*20010910*.nc",
    "ingest": "results/data/.*.partial.catchments.nc",
    "train_lstm": "results/lstm/tiny/seed1/.checkpoint.pt",
    "extract_states": "results/lstm/tiny/seed1/.*.partial.states.nc",
    "clip_era5_land": "results/data/targets/.*.partial.swvl1.nc",
    "fit_probes": "results/probe/permute_gauges/seed1/.*.partial.predictions.nc",
    "fig02_soil_moisture_skill": "results/figures/.*.partial.fig02_soil_moisture_skill.*",
    "make_numbers": "results/.*.partial.numbers.json",
}
AHEAD = {  # rule: what to ask for, so that no job that can run at the same time ends before its kill
    "train_lstm": [str(RESULTS / "lstm" / "tiny" / "seed1" / "model.safetensors")],
    "extract_states": [str(RESULTS / "lstm" / "tiny" / "seed1" / "states.nc")],
    "fig02_soil_moisture_skill": [GOALS[1]],
}
SLOW_DISK = """
import fnmatch, os, time

fsync = os.fsync


def slow_fsync(file):
    path = os.readlink(f"/proc/self/fd/{file}")
    if fnmatch.fnmatch(path, os.environ["SLOW"]):
        time.sleep(60)
    elif path.endswith("checkpoint.pt") and os.environ["SLOW"].endswith("checkpoint.pt"):
        time.sleep(3)
    fsync(file)


if "SLOW" in os.environ:
    os.fsync = slow_fsync
"""  # a disk so slow that a test can see a file being written and kill its writer; checkpoints a little less so

pytestmark = [pytest.mark.workflow, pytest.mark.slow]


def prepare(folder: Path) -> Path:
    """Copy what a run needs, with a study as small as has every rule that matters."""
    for name in ("config", "workflow", "profiles", "src"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "Snakefile", folder)
    lstm = {"tiny": {"epochs": 40, "validate_every": 10}}
    mine = {"study": STUDY, "lstms": lstm, "figures": {"soil_targets": ["swvl1"]}, "expect": []}
    (folder / "mine.yaml").write_text(yaml.safe_dump(mine))
    (folder / "slow").mkdir()
    (folder / "slow" / "sitecustomize.py").write_text(SLOW_DISK)
    return folder


def command(*words: str, goals: list[str] = GOALS) -> list[str]:
    """Write the one command that starts the study and goes on with it."""
    return [SNAKEMAKE, *goals, *words, "--cores", "2", "--configfile", "config/tiny.yaml", "mine.yaml"]


def environment(folder: Path) -> dict[str, str]:
    """Let the copied package win over the installed one."""
    return {**os.environ, "PYTHONPATH": f"{folder / 'src'}:{folder / 'slow'}"}


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the study to its end, or to its error."""
    return subprocess.run(command(*words), cwd=folder, capture_output=True, text=True, env=environment(folder))


def finish(folder: Path) -> None:
    """Run the study to its end; it must get there."""
    done = run(folder)
    assert done.returncode == 0, done.stdout + done.stderr


def numbers(folder: Path) -> bytes:
    """Read the numbers of a finished study."""
    return (folder / GOALS[0]).read_bytes()


def rest(folder: Path) -> list[Path]:
    """Name what half-written files and checkpoints are left."""
    runs = folder / "runs"
    return [*runs.rglob(".*.partial.*"), *runs.rglob("*checkpoint*")]


def trained_in(finished: Path, folder: Path) -> Path:
    """Copy a finished repository, with results up to the targets and the trained LSTM, for a test to go on from."""
    prepare(folder)
    results = folder / RESULTS
    shutil.copytree(finished / "runs", folder / "runs")
    shutil.copytree(finished / ".snakemake" / "metadata", folder / ".snakemake" / "metadata")
    for name in ("probe", "tables", "figures"):
        shutil.rmtree(results / name)
    states = "lstm/tiny/seed1/.made_of/states.nc.json"  # a job removes the record of what it makes when it begins
    for name in ("lstm/tiny/seed1/states.nc", states, "numbers.json"):
        (results / name).unlink()
    return folder


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """Put a disk of its own at a folder, or skip where that is not allowed."""
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True)
    if done.returncode:
        pytest.skip("a small disk needs the right to mount (run them as root)")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the study once, undisturbed."""
    folder = prepare(tmp_path_factory.mktemp("undisturbed"))
    finish(folder)
    return folder


def start_until(folder: Path, pattern: str, goals: list[str] = GOALS) -> subprocess.Popen[str]:
    """Start the study on a disk that is slow with what matches `pattern`, and return in the middle of writing it."""
    slow = {**environment(folder), "SLOW": f"*/runs/tiny/{pattern}"}
    with (folder / "said.txt").open("w") as said:
        process = subprocess.Popen(
            command(goals=goals), cwd=folder, env=slow, start_new_session=True, stdout=said, stderr=said, text=True
        )
    until = time.monotonic() + 300
    while not any((folder / "runs" / "tiny").glob(pattern)):
        assert process.poll() is None, (folder / "said.txt").read_text()
        assert time.monotonic() < until, (folder / "said.txt").read_text()
        time.sleep(0.01)
    time.sleep(random.uniform(0.0, 0.2))
    return process


def kill(process: subprocess.Popen[str]) -> None:
    """Kill Snakemake and all its jobs, as the end of a session or of a machine does."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_killed_in_every_rule_it_ends_with_the_same_numbers(finished: Path, tmp_path: Path) -> None:
    """A run that is killed in rule after rule, and started again by the same command, ends as if undisturbed."""
    folder = prepare(tmp_path / "killed")
    for rule, pattern in WRITING.items():
        kill(start_until(folder, pattern, AHEAD.get(rule, GOALS)))
        assert list((folder / "runs/tiny").glob(pattern)), f"{rule} was not killed while it wrote"
        if rule == "make_world":  # whole or not there, even where Snakemake forgets what it did
            shutil.rmtree(folder / ".snakemake")
        elif rule == "ingest":  # what Snakemake asks for, once; below the same, faster
            said = run(folder)
            assert said.returncode != 0
            assert "--unlock" in said.stdout + said.stderr
            assert run(folder, "--unlock").returncode == 0
        shutil.rmtree(folder / ".snakemake" / "locks", ignore_errors=True)
    finish(folder)
    assert numbers(folder) == numbers(finished)
    assert rest(folder) == []
    assert "resuming after epoch" in (folder / "runs/tiny/logs/train_lstm/tiny/seed1.log").read_text()


def test_a_job_killed_alone_is_a_failure_and_needs_no_unlocking(finished: Path, tmp_path: Path) -> None:
    """Snakemake ends by itself when a job is killed, as by a system short of memory, and goes on when asked again."""
    folder = trained_in(finished, tmp_path / "repository")
    (folder / RESULTS / "data/targets/swvl1.nc").unlink()
    process = start_until(folder, WRITING["clip_era5_land"])
    jobs = [job for job in psutil.Process(process.pid).children(recursive=True) if "scripts/" in str(job.cmdline())]
    for job in jobs:
        job.kill()
    assert process.wait(60) != 0
    assert "clip_era5_land" in (folder / "said.txt").read_text()
    assert not (folder / RESULTS / "data/targets/swvl1.nc").exists()
    finish(folder)
    assert numbers(folder) == numbers(finished)
    assert rest(folder) == []


def test_a_full_disk_is_a_message_and_costs_nothing(finished: Path, tmp_path: Path) -> None:
    """Without room for the cell states a run says so, leaves all else as it was, and goes on when there is room."""
    folder = trained_in(finished, tmp_path / "repository")
    results = folder / RESULTS
    shutil.move(results, tmp_path / "whole")
    results.mkdir()
    with small_disk(results, "16m"):
        shutil.copytree(tmp_path / "whole", results, dirs_exist_ok=True)
        before = {file: file.read_bytes() for file in results.rglob("*") if file.is_file()}
        filler = results / "filler"
        filler.write_bytes(bytes(shutil.disk_usage(results).free - 65_536))
        said = run(folder)
        message = said.stdout + said.stderr
        assert said.returncode != 0
        assert "Traceback" not in message
        states = RESULTS / "lstm/tiny/seed1/states.nc"
        assert f"{states}\n  found:    No space left on device: 0.1 MB free, at most 0." in message
        assert "run the same command again" in message
        assert rest(folder) == []
        assert {file: file.read_bytes() for file in before} == before
        filler.unlink()
        finish(folder)
        assert numbers(folder) == numbers(finished)


def test_results_that_cannot_be_written_are_told_before_any_job(finished: Path, tmp_path: Path) -> None:
    """A read-only folder of results stops a run at once, with its key in the config and what to do."""
    folder = prepare(tmp_path / "repository")
    (folder / "runs").mkdir()
    with small_disk(folder / "runs", "1m"):
        subprocess.run(["mount", "-o", "remount,ro", str(folder / "runs")], check=True)
        said = run(folder)
    message = said.stdout + said.stderr
    assert said.returncode != 0
    assert "Traceback" not in message
    assert "pathvars.results" in message
    assert "read-only" in message
    assert "Make a synthetic Britain" not in message

"""The check-up in the workflow: it comes before the work, refuses with every problem at once, and re-runs nothing."""

import shutil
from pathlib import Path

import pytest

from tests.test_workflow import copy_repository, run, write_overlay

pytestmark = [pytest.mark.workflow, pytest.mark.slow]

INGESTED = "runs/tiny/results/data/attributes.nc"
PASSED = "runs/tiny/results/check/passed.txt"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the tiny study up to ingestion."""
    folder = copy_repository(tmp_path_factory.mktemp("repository"))
    done = run(folder, INGESTED)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def jobs(folder: Path, *targets: str, overlay: str | None = None) -> set[str]:
    """Name the rules that a dry run would execute, of those that matter here."""
    done = run(folder, *targets, "--dry-run", overlay=overlay)
    assert done.returncode == 0, done.stdout + done.stderr
    rules = {"make_world", "check_up", "check", "skip_check", "ingest_camels_gb"}
    return {line.split()[0] for line in done.stdout.splitlines() + done.stderr.splitlines() if line.strip()} & rules


def real_world(folder: Path, **changes: object) -> str:
    """Take the files of the world as if they were real ones, with other results."""
    world = folder / "runs" / "tiny" / "world"
    data = {name: {"path": str(world / name)} for name in ("camels_gb", "era5_land", "esa_cci")}
    pathvars = {name: f"runs/mine/{name}" for name in ("results", "logs", "world")}
    figures = ["fig02_soil_moisture_skill"]
    return write_overlay(
        folder, {"world": None, "data": data, "pathvars": pathvars, "study": {"figures": figures}, **changes}
    )


def test_the_check_comes_before_ingestion(ingested: Path) -> None:
    """It has left its page, its tables and the word that ingestion waits for; a second run does nothing."""
    folder = (ingested / PASSED).parent
    assert (folder / "passed.txt").read_text() == "The inputs may be used.\n"
    tables = {"problems.csv", "gauges.csv", "missing.csv", "inventory.csv"}
    assert {path.name for path in folder.iterdir()} == {"report.html", "passed.txt", "latest.txt", *tables}
    assert jobs(ingested, INGESTED) == set()


def test_a_check_that_runs_again_makes_nothing_anew(ingested: Path, tmp_path: Path) -> None:
    """Neither when its settings change, nor when it has run again, nor when it is switched off and on."""
    folder = tmp_path / "copy"
    shutil.copytree(ingested, folder, symlinks=True)
    overlay = write_overlay(folder, {"data": {"missing": {"minimum_target_days": 5}}})
    assert jobs(folder, "check", INGESTED, overlay=overlay) == {"check_up", "check"}
    before = (folder / INGESTED).stat().st_mtime_ns
    done = run(folder, "check", INGESTED, overlay=overlay)
    assert done.returncode == 0, done.stdout + done.stderr
    latest = (folder / PASSED).with_name("latest.txt")
    assert latest.stat().st_mtime_ns > before == (folder / INGESTED).stat().st_mtime_ns
    assert jobs(folder, "check", INGESTED, overlay=overlay) == set()
    overlay = write_overlay(folder, {"check": False})
    assert jobs(folder, INGESTED, overlay=overlay) <= {"skip_check"}


def test_unusable_inputs_are_refused_with_all_that_is_wrong(ingested: Path, tmp_path: Path) -> None:
    """Two gauges, a layer and a polygon: one run names them all, in a message, and nothing is ingested."""
    folder = tmp_path / "copy"
    shutil.copytree(ingested, folder, symlinks=True)
    world = folder / "runs" / "tiny" / "world"
    first, second, *_ = sorted(world.rglob("*timeseries_*.csv"))
    first.write_text("<!doctype html><html></html>")
    second.write_bytes(second.read_bytes()[:-30])
    next(world.rglob("*layer_3*2001.nc")).write_bytes(b"")
    overlay = real_world(folder)
    done = run(folder, "runs/mine/results/data/attributes.nc", overlay=overlay)
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "Traceback" not in said
    for name in (first.name, second.name, "layer_3", "runs/mine/results/check/report.html"):
        assert name in said
    results = folder / "runs" / "mine" / "results"
    assert (results / "check" / "report.html").is_file()
    assert not (results / "check" / "passed.txt").exists()
    assert not (results / "data").exists()
    assert jobs(folder, "runs/mine/results/data/attributes.nc", overlay=real_world(folder, check=False)) == {
        "skip_check",
        "ingest_camels_gb",
    }

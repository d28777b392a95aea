"""The check-up in the workflow: it comes before the work, refuses with every problem at once, and re-runs nothing."""

import shutil
from pathlib import Path

import pytest

from tests.test_workflow import Overlay, copy_repository, run, write_overlay

pytestmark = [pytest.mark.workflow, pytest.mark.slow]

INGESTED = "runs/tiny/results/data/attributes.nc"
LATEST = "runs/tiny/results/check/latest.txt"


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the tiny study up to ingestion."""
    folder = copy_repository(tmp_path_factory.mktemp("repository"))
    done = run(folder, INGESTED)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def jobs(folder: Path, *targets: str, overlay: Overlay = ()) -> set[str]:
    """Name the rules that a dry run would execute, of those that matter here."""
    done = run(folder, *targets, "--dry-run", overlay=overlay)
    assert done.returncode == 0, done.stdout + done.stderr
    rules = {"make_world", "check_up", "check", "skip_check", "ingest"}
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
    folder = (ingested / LATEST).parent
    words = {path.read_text() for path in [folder / "latest.txt", *(folder / "passed").iterdir()]}
    assert words == {"The inputs may be used.\n"}
    tables = {"problems.csv", "gauges.csv", "missing.csv", "inventory.csv"}
    assert {path.name for path in folder.iterdir()} == {"report.html", "passed", "latest.txt", ".made_of", *tables}
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
    assert (folder / LATEST).stat().st_mtime_ns > before == (folder / INGESTED).stat().st_mtime_ns
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
    assert not (results / "check" / "passed").exists()
    assert not (results / "data").exists()
    assert jobs(folder, "runs/mine/results/data/attributes.nc", overlay=real_world(folder, check=False)) == {
        "skip_check",
        "ingest",
    }


def test_a_refusal_holds_back_later_runs_too(ingested: Path, tmp_path: Path) -> None:
    """A series that turns bad after a good run is not ingested, however often it is tried; put back, nothing is."""
    folder = tmp_path / "copy"
    shutil.copytree(ingested, folder, symlinks=True)
    overlay, wanted = real_world(folder), "runs/mine/results/data/attributes.nc"
    assert run(folder, wanted, overlay=overlay).returncode == 0
    made = (folder / wanted).stat().st_mtime_ns
    series = next((folder / "runs" / "tiny" / "world").rglob("*timeseries_*.csv"))
    shutil.copy2(series, tmp_path / "series.csv")
    header, first, *rest = series.read_text().splitlines()
    day, *values = first.split(",")
    series.write_text("\n".join([header, ",".join([day, *["-99"] * len(values)]), *rest, ""]))
    for _ in range(2):
        done = run(folder, "--keep-going", wanted, overlay=overlay)
        assert done.returncode != 0
        assert "values out of bounds" in (folder / "runs/mine/results/check/problems.csv").read_text()
        assert (folder / wanted).stat().st_mtime_ns == made
    shutil.copy2(tmp_path / "series.csv", series)
    assert jobs(folder, wanted, overlay=overlay) == set()

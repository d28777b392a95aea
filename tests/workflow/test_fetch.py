"""Snakemake fetches what is missing, once, and the rules that read it follow what happens to it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from lstm_probe.world import delivery
from lstm_probe.world.settings import World
from tests.stand_ins import eidc
from tests.stand_ins.http_server import Server, serving

ROOT = Path(__file__).parents[2]
SNAKEMAKE = str(Path(sys.executable).with_name("snakemake"))
RESULTS = Path("runs/tiny/results")
GOAL = str(RESULTS / "data" / "attributes.nc")
RECORD = RESULTS / "data" / "fetched" / "camels_gb.json"

pytestmark = [pytest.mark.workflow, pytest.mark.slow]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a small world: what the publishers hold."""
    folder = tmp_path_factory.mktemp("published")
    days = {"first_day": "1999-01-01", "last_day": "2003-12-31", "era5_land_days": ("2001-01-01", "2001-01-10")}
    world = World(seed=2, gauges=3, box=(55.0, -4.0, 53.0, -2.0), spin_up_days=365, **days)  # type: ignore[arg-type]
    delivery.write(world, *(folder / name for name in ("camels_gb", "era5_land", "esa_cci")))
    return folder


@pytest.fixture(scope="module")
def server(published: Path) -> Iterator[Server]:
    """Serve the archive of CAMELS-GB."""
    with serving(eidc.content(published / "camels_gb")) as running:
        yield running


@pytest.fixture(scope="module")
def repository(published: Path, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the repository with a study that fetches CAMELS-GB into a folder that is not there yet."""
    folder = tmp_path_factory.mktemp("with space é") / "repository"
    folder.mkdir()
    for name in ("config", "workflow", "src"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "Snakefile", folder)
    write_overlay(folder, published, server)
    return folder


def write_overlay(folder: Path, published: Path, server: Server, **fetch: object) -> None:
    """Write the study; other settings of how is fetched may be given."""
    camels_gb = {"path": "fetched data/camels_gb", "fetch": True}
    sources = {name: {"path": str(published / name)} for name in ("era5_land", "esa_cci")}
    overlay = {
        "world": None,
        "data": {"camels_gb": camels_gb, **sources},
        "fetch": {"servers": {"eidc_packages": server.url}, **fetch},
        "check": False,
        "study": {"figures": []},
    }
    (folder / "mine.yaml").write_text(yaml.safe_dump(overlay))


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Snakemake."""
    command = [SNAKEMAKE, *words, "--cores", "1", "--configfile", "config/tiny.yaml", "mine.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)


def test_offline_tells_all_that_is_missing(repository: Path, published: Path, server: Server) -> None:
    """With fetch.offline nobody is asked and nothing runs; the message has the place and the address."""
    write_overlay(repository, published, server, offline=True)
    done = run(repository, GOAL)
    write_overlay(repository, published, server)
    assert done.returncode
    said = done.stdout + done.stderr
    for words in ("fetch.offline", "CAMELS-GB v1", "fetched data/camels_gb", f"{server.url}{eidc.PATH}"):
        assert words in said
    assert "Traceback" not in said
    assert not server.requests


def test_the_plan_asks_nobody(repository: Path, server: Server) -> None:
    """`snakemake fetch_plan` prints what would be fetched, and makes no file."""
    done = run(repository, "fetch_plan")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{server.url}{eidc.PATH}" in done.stdout + done.stderr
    assert not server.requests
    assert not (repository / RECORD).exists()


def test_one_source_is_planned_and_fetched_without_the_others(
    repository: Path, published: Path, server: Server
) -> None:
    """Sources that are put in place by hand may come later than another is planned or fetched; a study needs them."""
    away = published / "era5_land"
    away.rename(published / "away")
    try:
        planned = run(repository, "fetch_plan")
        assert planned.returncode == 0, planned.stderr
        assert "camels_gb: 1 to fetch" in planned.stderr
        assert run(repository, "fetch", "-n").returncode == 0
        assert "1 of its inputs are not there" in run(repository, GOAL).stderr
    finally:
        (published / "away").rename(away)
    assert not server.requests


def test_what_is_missing_is_fetched_and_read(repository: Path, server: Server) -> None:
    """One command fetches and reads; a second one does nothing, and nobody is asked again."""
    done = run(repository, GOAL)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (repository / GOAL).is_file()
    assert json.loads((repository / RECORD).read_text())["folder"] == "fetched data/camels_gb"
    assert len(server.requests) == 1
    assert "Nothing to be done" in run(repository, GOAL, "fetch").stderr
    assert "everything is there" in run(repository, "fetch_plan").stderr
    assert len(server.requests) == 1


def test_a_record_that_is_made_anew_is_the_same(repository: Path, server: Server) -> None:
    """Without its record the fetch runs again, asks nobody, writes the same bytes, and nothing is read anew."""
    before = (repository / RECORD).read_bytes()
    (repository / RECORD).unlink()
    assert run(repository, "fetch").returncode == 0
    assert (repository / RECORD).read_bytes() == before
    assert len(server.requests) == 1
    assert "Nothing to be done" in run(repository, GOAL).stderr


def test_a_change_in_the_folder_is_noticed(repository: Path) -> None:
    """A file that a user edits after the fetch is read anew, once."""
    path = next((repository / "fetched data/camels_gb").rglob("*topographic*"))
    path.write_text(path.read_text() + "\n")
    done = run(repository, "--dry-run", GOAL)
    assert "ingest" in done.stdout + done.stderr or "Read the daily series" in done.stdout + done.stderr
    assert run(repository, GOAL).returncode == 0
    assert "Nothing to be done" in run(repository, GOAL).stderr


def test_lost_files_are_told_and_come_back(repository: Path, server: Server) -> None:
    """If fetched files are gone, the message says how to fetch them again; then they are the same."""
    path = next((repository / "fetched data/camels_gb").rglob("*timeseries_*.csv"))
    before = path.read_bytes()
    path.unlink()
    done = run(repository, GOAL)
    assert done.returncode
    assert f"remove {RECORD}" in done.stdout + done.stderr
    (repository / RECORD).unlink()
    assert run(repository, "fetch").returncode == 0
    assert path.read_bytes() == before


def test_without_fetch_the_message_offers_it(repository: Path) -> None:
    """Where data are missing and fetch is false, the message names the key."""
    overlay = yaml.safe_load((repository / "mine.yaml").read_text())
    overlay["data"]["camels_gb"] |= {"fetch": False, "path": "nowhere"}
    (repository / "mine.yaml").write_text(yaml.safe_dump(overlay))
    done = run(repository, GOAL)
    assert done.returncode
    assert "data.camels_gb.fetch: true" in done.stdout + done.stderr

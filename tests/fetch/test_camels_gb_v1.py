"""CAMELS-GB v1 is fetched as one archive, unpacked with its boundaries, and left alone where it is there already."""

import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest

from lstm_probe.artefacts import contents
from lstm_probe.data.camels_gb import boundaries, catchments
from lstm_probe.data.camels_gb.catchments import Selection
from lstm_probe.errors import InputError
from lstm_probe.fetch import camels_gb_v1, sources
from lstm_probe.fetch.camels_gb_v1 import RECORD, fetch, missing
from lstm_probe.fetch.http.record import NAME
from lstm_probe.fetch.http.request_policy import RequestPolicy
from lstm_probe.world import delivery
from lstm_probe.world.settings import World
from tests.stand_ins import eidc
from tests.stand_ins.http_server import Fault, Server, serving

WANTED = {"version": 1, "gauges": None}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a small CAMELS-GB, of a synthetic world of three gauges."""
    folder = tmp_path_factory.mktemp("world")
    settings = {"gauges": 3, "first_day": "2000-01-01", "last_day": "2000-12-31", "spin_up_days": 365}
    world = World(seed=2, box=(55.0, -4.0, 53.0, -2.0), **settings)  # type: ignore[arg-type]
    delivery.write(world, folder / "camels_gb", folder / "era5_land", folder / "esa_cci")
    return folder / "camels_gb"


@pytest.fixture(scope="module")
def content(original: Path) -> dict[str, bytes]:
    """Give what the publisher serves."""
    return eidc.content(original)


def policy_of(server: Server, **others: float) -> RequestPolicy:
    """Ask the stand-in, and do not wait long."""
    return RequestPolicy(servers={"eidc_packages": server.url}, **{"tries": 3, "pause": 0.01, **others})  # type: ignore[arg-type]


def everything(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder, hidden ones too, but the lock and what is remembered of checksums."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != sources.LOCK]
    paths = [path for path in paths if path.relative_to(folder).parts[0] != str(contents.MEMORY)]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def selection(gauges: object = "all") -> Selection:
    """Say what is read of it."""
    forcings, attributes = ["precipitation", "temperature", "pet"], ["area", "elev_mean"]
    return Selection(gauges, forcings, attributes, ("2000-01-01", "2000-12-31"))  # type: ignore[arg-type]


def test_what_is_fetched_is_what_was_published(original: Path, content: dict[str, bytes], tmp_path: Path) -> None:
    """The fetched folder reads as the original: series, attributes and boundaries are equal; the archive is gone."""
    with serving(content) as server:
        lacks = missing(tmp_path / "new", WANTED, policy_of(server))
        assert [entry.source for entry in lacks] == [f"{server.url}{eidc.PATH}"]
        fetch(tmp_path / "new", WANTED, policy_of(server))
        assert not missing(tmp_path / "new", WANTED, policy_of(server))
        assert len(server.requests) == 1
    assert not list(tmp_path.rglob("*.part*"))
    assert not (tmp_path / "new" / f"{RECORD}.zip").exists()
    read = [catchments.read(folder, selection()) for folder in (original, tmp_path / "new")]
    for ours, theirs in zip(*read, strict=True):
        assert ours.drop_attrs().identical(theirs.drop_attrs())
    gauges = read[0][0]["gauge_id"].values
    shapes = [boundaries.read(folder, gauges) for folder in (original, tmp_path / "new")]
    assert shapes[0].geometry.equals(shapes[1].geometry)


def unpacked(content: dict[str, bytes], folder: Path, layout: str) -> Path:
    """Unpack the archive as users do: as it is, without its top folders, or as other packages want it."""
    archive = folder.parent / "archive.zip"
    archive.write_bytes(content[eidc.PATH])
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    archive.unlink()
    data = folder / RECORD / "data"
    if layout != "as it is":
        for path in list(data.iterdir()):
            target = folder / ("attributes" if layout == "attributes" and path.suffix == ".csv" else "") / path.name
            target.parent.mkdir(exist_ok=True)
            path.rename(target)
        shutil.rmtree(folder / RECORD)
    return folder


@pytest.mark.parametrize("nested", ["nested", "unpacked"])
@pytest.mark.parametrize("layout", ["as it is", "flat", "attributes"])
def test_a_folder_that_is_there_is_left_alone(
    layout: str, nested: str, content: dict[str, bytes], tmp_path: Path
) -> None:
    """However a user unpacked it, nobody is asked and no file changes; it reads, boundaries too."""
    folder = unpacked(content, tmp_path / "own", layout)
    if nested == "unpacked":
        inner = next(folder.rglob("*boundaries.zip"))
        with zipfile.ZipFile(inner) as opened:
            opened.extractall(inner.parent)
        inner.unlink()
    before = everything(folder)
    with serving(content) as server:
        fetch(folder, WANTED, policy_of(server))
        assert not server.requests
    assert everything(folder) == before
    series, _ = catchments.read(folder, selection())
    assert len(boundaries.read(folder, series["gauge_id"].values)) == 3


def test_only_what_is_missing_comes(content: dict[str, bytes], tmp_path: Path) -> None:
    """A user's own tables and series stay where they are, without others beside them; the boundaries come."""
    folder = unpacked(content, tmp_path / "own", "attributes")
    next(folder.rglob("*boundaries.zip")).unlink()
    own = next((folder / "attributes").glob("*climatic*"))
    own.write_text(own.read_text() + "\n")
    before = everything(folder)
    with serving(content) as server:
        assert "catchment boundaries" in missing(folder, WANTED, policy_of(server))[0].what
        fetch(folder, WANTED, policy_of(server))
    after = everything(folder)
    assert {name: after[name] for name in before} == before
    added = [Path(name).name for name in set(after) - set(before) - {NAME}]
    assert "CAMELS_GB_catchment_boundaries.shp" in added
    assert not [name for name in added if name.endswith(".csv")]


def test_an_archive_that_a_user_put_there_is_unpacked_and_kept(content: dict[str, bytes], tmp_path: Path) -> None:
    """Somebody without a network for this machine may bring the archive."""
    (tmp_path / f"{RECORD}.zip").write_bytes(content[eidc.PATH])
    with serving(content) as server:
        assert not missing(tmp_path, WANTED, policy_of(server))
        fetch(tmp_path, WANTED, policy_of(server))
        before = everything(tmp_path)
        fetch(tmp_path, WANTED, policy_of(server))
        assert everything(tmp_path) == before
        assert not server.requests
        assert not missing(tmp_path, WANTED, policy_of(server))
    assert (tmp_path / f"{RECORD}.zip").read_bytes() == content[eidc.PATH]
    assert len(list(tmp_path.rglob("*timeseries_*.csv"))) == 3


def test_a_lost_file_is_fetched_again(content: dict[str, bytes], tmp_path: Path) -> None:
    """If a fetched file is gone, the archive is fetched once more and that file comes back, the same."""
    with serving(content) as server:
        fetch(tmp_path, WANTED, policy_of(server))
        before = everything(tmp_path)
        next(tmp_path.rglob("*timeseries_*.csv")).unlink()
        assert "1 files that are gone" in missing(tmp_path, WANTED, policy_of(server))[0].what
        fetch(tmp_path, WANTED, policy_of(server))
    assert everything(tmp_path) == before


def test_a_damaged_archive_is_told(content: dict[str, bytes], tmp_path: Path) -> None:
    """An archive that is cut at its source leaves no files of CAMELS-GB, and a message."""
    with serving({eidc.PATH: content[eidc.PATH][:-100]}) as server, pytest.raises(InputError, match="archive"):
        fetch(tmp_path, WANTED, policy_of(server))
    assert not list(tmp_path.rglob("*.csv"))


PROGRAM = """
import sys
from pathlib import Path
from lstm_probe.artefacts import fetched
from lstm_probe.fetch import sources
from lstm_probe.fetch.http.request_policy import RequestPolicy
folder, url, record = sys.argv[1:]
policy = RequestPolicy(pause=0.01, servers={"eidc_packages": url})
fetched.write(sources.fetch("camels_gb", Path(folder), {"version": 1, "gauges": None}, policy), Path(record))
"""


def start(folder: Path, server: Server) -> subprocess.Popen[bytes]:
    """Fetch in a process of its own, with a record that names the folder alike in all of them."""
    command = [sys.executable, "-c", PROGRAM, "camels_gb", server.url, "record.json"]
    folder.mkdir(exist_ok=True)
    return subprocess.Popen(command, cwd=folder)


@pytest.mark.slow
def test_killed_at_random_it_ends_with_the_same_bytes(content: dict[str, bytes], tmp_path: Path) -> None:
    """Killed 20 times at random moments and started again, a fetch ends as an undisturbed one does."""
    chance, kills, round_ = random.Random(20), 0, 0
    with serving(content, {eidc.PATH: Fault(slow=0.004)}) as server:
        begun = time.monotonic()
        assert start(tmp_path / "undisturbed", server).wait() == 0
        took = time.monotonic() - begun
        expected = everything(tmp_path / "undisturbed")
        while kills < 20:
            round_ += 1
            folder = tmp_path / f"killed{round_}"
            for _ in range(8):
                process = start(folder, server)
                try:
                    process.wait(chance.uniform(0.5 * took, took))
                    break
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    kills += 1
            else:
                assert start(folder, server).wait() == 0
            assert everything(folder) == expected
    assert kills >= 20
    assert {Path(name).suffix for name in expected} >= {".csv", ".shp", ".json"}


STEPS = ["download", "archives.extract", "archives.names", "Record.add", "Record.tidy"]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_stopped_between_any_two_steps_it_ends_the_same(
    step: str, after: bool, content: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a step was done or not when all stopped, the next run brings the same files and the same list."""
    with serving(content) as server:
        fetch(tmp_path / "undisturbed", WANTED, policy_of(server))
        with monkeypatch.context() as patch:
            stop_at(step, after, patch)
            with pytest.raises(KeyboardInterrupt):
                fetch(tmp_path / "stopped", WANTED, policy_of(server))
        fetch(tmp_path / "stopped", WANTED, policy_of(server))
    assert everything(tmp_path / "stopped") == everything(tmp_path / "undisturbed")
    assert np.all([(tmp_path / "stopped" / name).is_file() for name in everything(tmp_path / "undisturbed")])


def stop_at(step: str, after: bool, patch: pytest.MonkeyPatch) -> None:
    """Have a function stop everything before or after its second half is through."""
    *owner, name = step.split(".")
    place = getattr(camels_gb_v1, owner[0]) if owner else camels_gb_v1
    done = getattr(place, name)
    calls = []

    def stopping(*args: object, **others: object) -> object:
        calls.append(args)
        result = done(*args, **others) if after or (len(calls) == 1 and name == "add") else None
        if name != "add" or len(calls) > 2:
            raise KeyboardInterrupt
        return result

    patch.setattr(place, name, stopping)

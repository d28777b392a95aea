"""What is written is whole or not there, whatever stops it, and a disk that cannot take it is named plainly."""

import errno
import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import shapely
import torch

from lstm_probe.artefacts import geopackage, processes, store, writing
from lstm_probe.contracts import lstm
from lstm_probe.errors import InputError
from lstm_probe.model.checkpoint import Checkpoint

ABOUT = store.provenance({}, "a rule", "a test")
NOISE = np.random.default_rng(1)
WRITERS: dict[str, Callable[[Path], None]] = {}


def writer(suffix: str) -> Callable:
    """Register a way of writing a file of more than a megabyte, by its suffix."""

    def register(write: Callable[[Path], None]) -> Callable[[Path], None]:
        WRITERS[suffix] = write
        return write

    return register


@writer("nc")
def write_states(path: Path) -> None:
    """Write cell states, chunk by chunk."""
    states = lstm.STATES.mock(NOISE, gauge_id=20, time=400, unit=64)[["cell_state"]]
    store.write(states, path, lstm.STATES, ABOUT, chunks={"gauge_id": 1})


@writer("csv")
def write_skill(path: Path) -> None:
    """Write a long table."""
    row = {"lstm": "paper", "seed": 1, "gauge_id": "01001", "period": "test", "metric": "nse", "value": 0.5}
    row |= {"training_gauge": "yes", "training_days": "none"}
    store.write_table(pd.DataFrame([row] * 60_000), path, lstm.DISCHARGE_SKILL)


@writer("json")
def write_numbers(path: Path) -> None:
    """Write many numbers."""
    store.write_json(NOISE.random(60_000).tolist(), path)


@writer("gpkg")
def write_boundaries(path: Path) -> None:
    """Write polygons of many corners."""
    ring = shapely.Point(-3, 54).buffer(1, quad_segs=2_000)
    shapes = gpd.GeoDataFrame(geometry=[ring] * 20, index=[str(1000 + n) for n in range(20)], crs="EPSG:4326")
    geopackage.write(shapes, path, ABOUT)


@writer("pt")
def write_checkpoint(path: Path) -> None:
    """Write a checkpoint."""
    Checkpoint(path, "digest").save({"weights": torch.rand(600_000)})


@writer("png")
@writer("pdf")
def write_figure(path: Path) -> None:
    """Draw noise, which no format compresses."""
    figure = plt.figure(figsize=(6, 6), dpi=200)
    figure.figimage(NOISE.random((1200, 1200)))
    try:
        store.save_figure(figure, path)
    finally:
        plt.close(figure)


@writer("folder")
def write_folder(path: Path) -> None:
    """Write a folder of many files."""
    with store.atomic(path) as partial:
        partial.mkdir()
        for number in range(100):
            (partial / f"{number}.txt").write_bytes(bytes(20_000))


@pytest.fixture
def small_files() -> Iterator[None]:
    """Let no file grow beyond 128 kB."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**17, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # libraries close what they lost
@pytest.mark.parametrize("suffix", list(WRITERS))
def test_a_full_disk_is_a_message(suffix: str, small_disk: Path) -> None:
    """Every kind of file says that there is no space, how much there was, and leaves what was there before."""
    path = small_disk / f"artefact.{suffix}"
    before = small_disk / "before.txt"
    before.write_bytes(bytes(100_000))
    with pytest.raises(InputError, match=r"(?s)artefact.*No space left on device: 0\.9 MB free.*make room") as caught:
        WRITERS[suffix](path)
    assert bool(re.search(r"at most 2\.\d MB needed", str(caught.value))) == (suffix == "nc")
    assert list(small_disk.iterdir()) == [before]
    assert before.read_bytes() == bytes(100_000)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("suffix", sorted(set(WRITERS) - {"folder"}))
def test_what_stops_in_the_middle_is_a_message(suffix: str, tmp_path: Path, small_files: None) -> None:
    """Every kind of file that cannot grow says so, and leaves the file of the same name that was there before."""
    path = tmp_path / f"artefact.{suffix}"
    path.write_text("before")
    with pytest.raises(InputError, match=r"(?s)artefact.*File too large.*make room"):
        WRITERS[suffix](path)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text() == "before"


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_a_read_only_disk_is_a_message(suffix: str, small_disk: Path) -> None:
    """Every kind of file says that the place is read-only, though libraries speak of permissions, and of none."""
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    for path in (small_disk / f"artefact.{suffix}", small_disk / "new" / f"artefact.{suffix}"):
        with pytest.raises(InputError, match=r"(?s)artefact.*Read-only file system.*pathvars"):
            WRITERS[suffix](path)


def test_something_in_the_way_is_a_message(tmp_path: Path) -> None:
    """A file where a folder should be, or a folder where the file should be, is named and left alone."""
    (tmp_path / "results").write_text("a file")
    with pytest.raises(InputError, match=r"(?s)numbers\.json.*Not a directory"):
        store.write_json({}, tmp_path / "results" / "numbers.json")
    (tmp_path / "numbers.json" / "inside").mkdir(parents=True)
    with pytest.raises(InputError, match=r"(?s)numbers\.json.*Is a directory"):
        store.write_json({}, tmp_path / "numbers.json")
    assert (tmp_path / "results").read_text() == "a file"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["numbers.json", "results"]


def test_other_errors_pass_as_they_are(tmp_path: Path) -> None:
    """What goes wrong with reading or computing in the block is not taken for a disk that cannot be written."""

    def write(error: Exception) -> None:
        with store.atomic(tmp_path / "results.nc") as partial:
            partial.write_text("half")
            raise error

    for error in (
        RuntimeError("a loss that is not finite"),
        FileNotFoundError(errno.ENOENT, "No such file or directory", str(tmp_path / "series.csv")),
        PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "series.csv")),
    ):
        with pytest.raises(type(error)) as caught:
            write(error)
        assert caught.value is error
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    """A folder has its name once all its files are written, and is removed with them where that fails."""
    with store.atomic(tmp_path / "world") as partial:
        partial.mkdir()
        (partial / "a.csv").write_text("a")
        assert not (tmp_path / "world").exists()
    assert (tmp_path / "world" / "a.csv").read_text() == "a"

    def stop() -> None:
        with store.atomic(tmp_path / "second") as partial:
            partial.mkdir()
            (partial / "a.csv").write_text("a")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert [path.name for path in tmp_path.iterdir()] == ["world"]


def test_what_killed_processes_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    """The next file in a folder clears it of dead processes' halves, not of those that are being written."""
    here, ended = processes.system(), subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    parent = processes.name().replace(f"-{os.getpid()}-", f"-{os.getppid()}-")
    left = [f".{here}-{ended.pid}-7.partial.states.nc", ".node07.a-12-7.partial.old.nc", ".node07-12.partial.former"]
    left += [f".{here}-{ended.pid}-7.partial.world", f".{parent}.partial.of_the_process_before_of_that_number.nc"]
    kept = [f".{processes.name()}.partial.states.nc", ".node07.a-12-7.partial.new.nc", ".mine.partial.txt", "states.nc"]
    for name in [*left[:3], left[4], *kept]:
        (tmp_path / name).write_text("half")
    (tmp_path / left[3] / "data").mkdir(parents=True)
    for name in left[1:3]:
        os.utime(tmp_path / name, times=(0, time.time() - 2 * writing.DAY))
    store.write_json({}, tmp_path / "numbers.json")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*kept, "numbers.json"])


def test_a_folder_that_another_machine_still_fills_is_kept(tmp_path: Path) -> None:
    """A folder that was made two days ago, and in which a file was written just now, is being written."""
    folder = tmp_path / ".node07.a-12-7.partial.world"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "series.csv").write_text("half")
    for path in (folder, folder / "data"):
        os.utime(path, times=(0, time.time() - 2 * writing.DAY))
    store.write_json({}, tmp_path / "numbers.json")
    assert (folder / "data" / "series.csv").exists()


def test_containers_of_one_host_name_leave_each_other_alone(tmp_path: Path) -> None:
    """Two systems of one name and number of process write one file, by turns: the last one's content counts."""
    script = (
        "import sys\nfrom lstm_probe.artefacts import processes, store\n"
        "real = processes._read\n"
        "processes._read = lambda path: sys.argv[2] if path.endswith('boot_id') else real(path)\n"
        "processes.os.getpid = lambda: 4_000_000_000 // 1000\n"
        "with store.atomic(sys.argv[1]) as partial:\n"
        "    partial.write_text(sys.argv[2])\n    print('half', flush=True)\n    sys.stdin.readline()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "numbers.json")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    first, second = (subprocess.Popen([*command, boot], **pipes) for boot in ("one", "two"))  # type: ignore[call-overload]
    for writer in (first, second):
        assert writer.stdout.readline() == "half\n"
    assert len(list(tmp_path.glob(".*.partial.*"))) == 2
    for writer, content in ((second, "two"), (first, "one")):
        writer.communicate("\n")
        assert writer.returncode == 0
        assert (tmp_path / "numbers.json").read_text() == content
    assert [path.name for path in tmp_path.iterdir()] == ["numbers.json"]


def test_a_killed_writer_leaves_the_old_file(tmp_path: Path) -> None:
    """A process killed while it writes leaves the file of before; the next writer leaves nothing but its own."""
    store.write_json({"run": 1}, tmp_path / "numbers.json")
    script = (
        "import os, signal, sys\nfrom lstm_probe.artefacts import store\n"
        "with store.atomic(sys.argv[1]) as partial:\n"
        "    partial.write_text('half')\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(tmp_path / "numbers.json")])
    assert killed.returncode == -9
    assert len(list(tmp_path.iterdir())) == 2
    assert store.read_json(tmp_path / "numbers.json") == {"run": 1}
    store.write_json({"run": 2}, tmp_path / "numbers.json")
    assert [path.name for path in tmp_path.iterdir()] == ["numbers.json"]

"""Digests follow the code that can change a result, and nothing else."""

import os
from pathlib import Path

import pytest

from lstm_probe.workflow import digest

SCRIPTS = Path(__file__).parents[2] / "workflow" / "scripts"


@pytest.fixture(autouse=True)
def fresh_caches() -> None:
    """Forget what was read before, since these tests edit files."""
    for function in (digest._source, digest._content):
        function.cache_clear()


def script(folder: Path, text: str) -> Path:
    """Write a script and forget the last one."""
    digest._source.cache_clear()
    path = folder / "script.py"
    path.write_text(text)
    return path


def test_comments_and_docstrings_do_not_count(tmp_path: Path) -> None:
    """Rewriting a docstring or a comment leaves the digest alone; changing a number changes it."""
    first = digest.of_code(script(tmp_path, '"""Add."""\nx = 1 + 1  # two\n'))
    same = digest.of_code(script(tmp_path, '"""Add two numbers."""\n\nx = 1 + 1\n'))
    other = digest.of_code(script(tmp_path, '"""Add."""\nx = 1 + 2\n'))
    assert first == same != other


def test_imports_are_followed_through_modules() -> None:
    """The probes' script needs the regression, through the experiment; it needs no model and no figure."""
    modules = digest.imported_modules(SCRIPTS / "fit_probes.py")
    assert {"probe.experiment", "probe.regression", "metrics", "contracts.probe"} <= modules
    assert not {name for name in modules if name.startswith(("model", "figures", "world", "data"))}


def test_modules_without_results_stay_out() -> None:
    """Logging, storing, the choice of device and words on progress re-run nothing; each is a module there is."""
    assert all(digest._path(module).is_file() for module in digest.WITHOUT_RESULTS)
    for path in SCRIPTS.glob("*.py"):
        assert not digest.imported_modules(path) & digest.WITHOUT_RESULTS


def test_editing_a_library_module_changes_the_digests_of_its_users_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change in the regression re-runs the probes, not the training."""
    before = {name: digest.of_code(SCRIPTS / name) for name in ("fit_probes.py", "train_lstm.py")}
    unchanged = digest._content
    monkeypatch.setattr(digest, "_content", lambda module: unchanged(module) + "x" * (module == "probe.regression"))
    assert digest.of_code(SCRIPTS / "fit_probes.py") != before["fit_probes.py"]
    assert digest.of_code(SCRIPTS / "train_lstm.py") == before["train_lstm.py"]


def test_files_digest_sees_a_changed_file(tmp_path: Path) -> None:
    """Another content or name changes the digest of a folder, another time does not; a missing folder says so."""
    (tmp_path / "a.csv").write_text("1")
    first = digest.of_files(tmp_path)
    for text in ("2", "12"):
        (tmp_path / "a.csv").write_text(text)
        os.utime(tmp_path / "a.csv", (1, 1))
        assert digest.of_files(tmp_path) != first
    (tmp_path / "a.csv").write_text("1")
    os.utime(tmp_path, (10**10, 10**10))
    assert digest.of_files(tmp_path) == first
    (tmp_path / "a.csv").rename(tmp_path / "b.csv")
    assert digest.of_files(tmp_path) != first
    assert digest.of_files(tmp_path / "nowhere") == "missing"


def test_files_behind_links_count(tmp_path: Path) -> None:
    """A value that changes behind a link to a folder or a file changes the digest; a circle of links ends."""
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "a.csv").write_text("1")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "timeseries").symlink_to(tmp_path / "far")
    (tmp_path / "data" / "b.csv").symlink_to(tmp_path / "far" / "a.csv")
    (tmp_path / "far" / "circle").symlink_to(tmp_path / "far")
    first = digest.of_files(tmp_path / "data")
    (tmp_path / "far" / "a.csv").write_text("2")
    assert digest.of_files(tmp_path / "data") != first


def test_hidden_files_do_not_count(tmp_path: Path) -> None:
    """Marks of workflow engines and lists of what was fetched come and go without a change."""
    (tmp_path / "a.csv").write_text("1")
    before = digest.of_files(tmp_path)
    (tmp_path / ".fetched.json").write_text("{}")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.csv").write_text("1")
    assert digest.of_files(tmp_path) == before


@pytest.mark.parametrize(
    "name",
    [
        "README.txt",
        "licence.pdf",
        "notes.docx",
        "download.nc.part",
        "Thumbs.db",
        "desktop.ini",
        "@eaDir/a.csv",
        "a.csv~",
    ],
)
def test_files_that_nothing_reads_do_not_count(tmp_path: Path, name: str) -> None:
    """A note, a part of a download or what a system puts beside the data makes no artefact anew."""
    (tmp_path / "a.csv").write_text("1")
    before = digest.of_files(tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("2")
    assert digest.of_files(tmp_path) == before


@pytest.mark.parametrize("name", ["B.CSV", "b.nc4", "deep/b.nc", "b.ZIP", "b.prj", "release.json"])
def test_files_that_a_reader_may_open_count(tmp_path: Path, name: str) -> None:
    """In capital letters and at any depth too; a file that is named itself counts whatever its name."""
    (tmp_path / "a.csv").write_text("1")
    before = digest.of_files(tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("2")
    assert digest.of_files(tmp_path) != before
    (tmp_path / "gauges").write_text("39001")
    listed = digest.of_files(tmp_path / "gauges")
    (tmp_path / "gauges").write_text("39002")
    assert digest.of_files(tmp_path / "gauges") != listed

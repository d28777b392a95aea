"""Digests follow the code that can change a result, and nothing else."""

import ast
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lstm_probe.workflow import digest, modules
from tests.workflow import refactoring
from tests.workflow.cases_of_code import OTHER, SAME, Files

SCRIPTS = Path(__file__).parents[2] / "workflow" / "scripts"
PACKAGE = modules.PACKAGE


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    """Forget what was read, before and after, since these tests edit files."""
    forget()
    yield
    forget()


def forget() -> None:
    """Forget what was read of any package."""
    for function in (
        modules.files,
        modules.source,
        modules.origin,
        modules._packages_and_modules,
        digest._needed,
        digest._uses,
    ):
        function.cache_clear()


@pytest.fixture
def of_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Files], str]:
    """Give a function that writes a package with a script, and digests the script."""

    def of_package(files: Files) -> str:
        shutil.rmtree(tmp_path / "lstm_probe", ignore_errors=True)
        for name, text in files.items():
            path = tmp_path / "lstm_probe" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        script = (tmp_path / "lstm_probe/script.py").rename(tmp_path / "script.py")
        monkeypatch.setattr(modules, "PACKAGE", tmp_path / "lstm_probe")
        forget()
        return digest.of_code(script)

    return of_package


@pytest.mark.parametrize("case", list(SAME))
def test_what_means_the_same_has_the_same_digest(case: str, of_package: Callable[[Files], str]) -> None:
    """Moving, renaming, importing in another way, sorting and describing change nothing."""
    before, after = SAME[case]
    assert of_package(before) == of_package(after)


@pytest.mark.parametrize("case", list(OTHER))
def test_what_may_change_a_result_has_another_digest(case: str, of_package: Callable[[Files], str]) -> None:
    """A change in a script, in a module below it, in their data or in what their names stand for is noticed."""
    before, after = OTHER[case]
    assert of_package(before) != of_package(after)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the package and its scripts, so that a test may edit them."""
    hidden = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, tmp_path / "lstm_probe", ignore=hidden)
    shutil.copytree(SCRIPTS, tmp_path / "scripts", ignore=hidden)
    monkeypatch.setattr(modules, "PACKAGE", tmp_path / "lstm_probe")
    return tmp_path


def of_scripts(folder: Path) -> dict[str, str]:
    """Digest all scripts of a copy, as it is now, without the one that runs those of figures."""
    forget()
    scripts = [script for script in sorted((folder / "scripts").glob("*.py")) if script.stem != "draw_chapter"]
    return {script.name: digest.of_code(script) for script in scripts}


def test_moving_every_module_changes_no_digest(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All modules and their data files may lie in one new folder, by other names, with all imports rewritten."""
    before = of_scripts(copied)
    inside = sorted(name for name, path in modules.files().items() if path.name != "__init__.py")
    new_names = {name: f"wing.m{i}" for i, name in enumerate(reversed(inside))}
    refactoring.move(copied / "lstm_probe", copied / "scripts", new_names)
    moved = {new_names.get(name, name): label for name, label in digest.WITHOUT_RESULTS.items()}
    monkeypatch.setattr(digest, "WITHOUT_RESULTS", moved)
    assert of_scripts(copied) == before
    assert len(set(before.values())) == len(before)


def test_sorting_the_functions_of_every_module_changes_no_digest(copied: Path) -> None:
    """Functions may stand in any order, in modules and in scripts."""
    before, texts = of_scripts(copied), 0
    for file in copied.rglob("*.py"):
        text = file.read_text()
        refactoring.sort_definitions(file)
        texts += text != file.read_text()
    assert texts > 100
    assert of_scripts(copied) == before


CHANGES = {  # file: what is replaced in it, and by what
    "probe/regression.py": ("def ", "CHANGED = True\n\n\ndef "),
    "data/series/daily_series.py": ("def ", "CHANGED = True\n\n\ndef "),
    "metrics.py": ("def ", "CHANGED = True\n\n\ndef "),
    "datasets/great_britain.csv": ("5", "6"),
    "figures/paper.mplstyle": ("font.size", "font.size: 7 #"),
    "report/parts.html.j2": ("<", " <"),
}


@pytest.mark.parametrize("file", list(CHANGES))
def test_a_change_touches_the_scripts_that_import_it_and_no_other(file: str, copied: Path) -> None:
    """The digests that change are those of the scripts that import the module, directly or through others."""
    before = of_scripts(copied)
    path = copied / "lstm_probe" / file
    old, new = CHANGES[file]
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    after = of_scripts(copied)
    users = {file.removesuffix(".py").replace("/", ".")} if path.suffix == ".py" else users_of_data(copied, path)
    importing = {name for name in before if users & imported_by(copied, copied / "scripts" / name)}
    assert {name for name in before if before[name] != after[name]} == importing
    assert 0 < len(importing) < len(before)


def users_of_data(folder: Path, data: Path) -> set[str]:
    """Name the modules of a copy beside a data file that name it, written without the code under test."""
    beside = [path for path in data.parent.glob("*.py") if data.name in path.read_text()]
    return {".".join(path.relative_to(folder / "lstm_probe").with_suffix("").parts) for path in beside}


def imported_by(folder: Path, script: Path) -> set[str]:
    """Name the modules that a script of a copy imports, directly or not, written without the code under test."""
    found: set[str] = set()
    waiting = [script]
    while waiting:
        for node in ast.walk(ast.parse(waiting.pop().read_text())):
            names = (
                [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in [
                str(name).removeprefix("lstm_probe.") for name in names if str(name).startswith("lstm_probe.")
            ]:
                path = folder.joinpath("lstm_probe", *name.split(".")).with_suffix(".py")
                if path.is_file() and name not in digest.WITHOUT_RESULTS.keys() | found:
                    found.add(name)
                    waiting.append(path)
    return found


def test_every_data_file_counts() -> None:
    """Each data file of the package is named by a module beside it."""
    named = {path for module in modules.files() for path in modules.of_module(module).data_files}
    assert named == {path for path in PACKAGE.rglob("*.*") if path.suffix not in (".py", ".pyc", ".typed")}


def test_imports_are_followed_through_modules() -> None:
    """The probes' script needs the regression, through the experiment; it needs no model and no figure."""
    needed = digest.imported_modules(SCRIPTS / "fit_probes.py")
    assert {"probe.experiment", "probe.regression", "metrics", "contracts.probe"} <= needed
    assert not {name.split(".")[0] for name in needed} & {"model", "figures", "world", "data"}


def test_modules_without_results_stay_out() -> None:
    """Logging, storing, the choice of device and words on progress re-run nothing; each is a module there is."""
    assert modules.files().keys() >= digest.WITHOUT_RESULTS.keys()
    assert len(set(digest.WITHOUT_RESULTS.values())) == len(digest.WITHOUT_RESULTS)
    for path in SCRIPTS.glob("*.py"):
        assert not digest.imported_modules(path) & digest.WITHOUT_RESULTS.keys()


def test_the_package_itself_holds_nothing_but_its_version() -> None:
    """What stands in its first file does not count."""
    statements = ast.parse((PACKAGE / "__init__.py").read_text()).body[1:]
    assert [ast.unparse(statement).split(" = ")[0] for statement in statements] == ["__version__"]


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

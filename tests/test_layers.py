"""Wings know only the wings on floors below them; nothing below the scripts knows Snakemake, print or global seeds."""

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.floors import FLOORS, MARKED, PAGE, ROOT, SOURCE, drawn

SCRIPTS = ROOT / "workflow" / "scripts"
FILES = sorted(SOURCE.rglob("*.py"))


def wing(file: Path) -> str:
    """Name the wing of a module: its folder, or itself at the top."""
    return file.relative_to(SOURCE).with_suffix("").parts[0]


@cache
def tree(file: Path) -> ast.Module:
    """Parse a file, once for all tests."""
    return ast.parse(file.read_text())


@cache
def imports(file: Path) -> set[str]:
    """Name the modules and outer packages that a file imports."""
    found = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def wings_used(file: Path) -> set[str]:
    """Name the wings of this package that a file imports."""
    return {name.split(".")[1] for name in imports(file) if name.startswith("lstm_probe.")} - {"__version__"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_wings_know_only_what_is_below(file: Path) -> None:
    """A module imports its own wing, the wings that stand below it, and errors."""
    own = wing(file)
    assert own == "__init__" or own in FLOORS, f"{file} belongs to no wing"
    assert wings_used(file) <= {own, "errors"} | FLOORS.get(own, set())


def test_no_wing_stands_above_itself() -> None:
    """The floors are a building: whatever a wing may import, none may import that wing back."""
    order = list(TopologicalSorter(FLOORS).static_order())
    assert order.index("data") < order.index("fetch")


def test_the_drawing_shows_the_floors() -> None:
    """CONTRIBUTING.md draws the floors as they are; python -m tests.floors draws them anew."""
    text = PAGE.read_text(encoding="utf-8")
    assert MARKED.search(text)
    assert drawn(text) == text


@pytest.mark.parametrize("package", ["src/lstm_probe", "benchmarks"])
def test_no_module_imports_itself_through_others(package: str) -> None:
    """Modules import one another in one direction, those of the benchmarks too."""
    root = (ROOT / package).parent
    names = {".".join(file.relative_to(root).with_suffix("").parts): file for file in (ROOT / package).rglob("*.py")}
    needs = {name: {used for used in imports(file) if used in names} - {name} for name, file in names.items()}
    assert len(list(TopologicalSorter(needs).static_order())) >= len(names)


def test_no_wing_outgrows_the_others() -> None:
    """The largest wing holds less than a fifth of all lines."""
    lines: dict[str, int] = {}
    for file in FILES:
        lines[wing(file)] = lines.get(wing(file), 0) + len(file.read_text().splitlines())
    largest = max(lines, key=lambda name: lines[name])
    assert lines[largest] < 0.2 * sum(lines.values()), f"{largest} has {lines[largest]} lines"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_every_module_has_a_place_in_a_wing(file: Path) -> None:
    """No module lies loose at the top but those that know nobody."""
    loose = {"__init__", *(name for name, below in FLOORS.items() if not below and not (SOURCE / name).is_dir())}
    assert file.parent != SOURCE or file.stem in loose


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_library_is_pure(file: Path) -> None:
    """No library module imports snakemake, prints, seeds a global generator or asserts."""
    assert not {name for name in imports(file) if name.split(".")[0] == "snakemake"}
    for node in ast.walk(tree(file)):
        assert not isinstance(node, ast.Assert), f"line {node.lineno} asserts"
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            allowed = {"print"} if wing(file) == "logs" else set()
            forbidden = {"print", "np.random.seed", "torch.manual_seed", "random.seed"} - allowed
            assert called not in forbidden, f"line {node.lineno} calls {called}"


@pytest.mark.parametrize("file", FILES + sorted(SCRIPTS.rglob("*.py")), ids=lambda file: file.name)
def test_sizes_stay_within_budget(file: Path) -> None:
    """A module is at most 200 lines, a script 40, a function 60 without its docstring."""
    text = file.read_text()
    assert len(text.splitlines()) <= (40 if SCRIPTS in file.parents else 200)
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef):
            docstring = ast.get_docstring(node, clean=False)
            length = node.end_lineno - node.lineno + 1 - len((docstring or "").splitlines())
            assert length <= 60, f"{node.name} has {length} lines"


@pytest.mark.parametrize("file", sorted(SCRIPTS.rglob("*.py")), ids=lambda file: file.name)
def test_scripts_touch_snakemake_only_in_their_last_block(file: Path) -> None:
    """A script's functions and imports work without Snakemake, so that it imports like any module."""
    *body, last = tree(file).body
    assert isinstance(last, ast.If)
    assert ast.unparse(last.test) == "__name__ == '__main__'"
    for node in body:
        assert not any(isinstance(part, ast.Name) and part.id == "snakemake" for part in ast.walk(node))


#: What lists folders that are no source of data: the one listing itself, and parts of files that a run is writing.
LISTING = {"artefacts/listing.py", "artefacts/writing.py"}
WAYS_TO_LIST = {"rglob", "glob", "iglob", "iterdir", "walk", "scandir", "listdir", "fwalk"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_sources_are_listed_in_one_way(file: Path) -> None:
    """No module lists a folder by itself: readers, digests and records would see other files behind links."""
    if str(file.relative_to(SOURCE)) in LISTING:
        return
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            other = node.func.attr in WAYS_TO_LIST and ast.unparse(node.func) != "ast.walk"
            assert not other, f"line {node.lineno} lists a folder by {ast.unparse(node.func)}; use listing.files"

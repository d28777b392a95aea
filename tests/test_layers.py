"""Layers know only the layers below them, and nothing below the scripts knows Snakemake, print or global seeds."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "lstm_probe"
SCRIPTS = Path(__file__).parents[1] / "workflow" / "scripts"
BOTTOM = {
    "contracts",
    "store",
    "writing",
    "metrics",
    "logs",
    "device",
    "era5_variables",
    "errors",
    "listing",
    "missing_numbers",
    "naming",
    "outline",
    "processor",
    "periods",
    "processes",
    "geopackage",
    "gauge_ids",
    "csv_rows",
    "csv_tables",
    "keys",
    "contents",
    "made_of",
    "fetched",
}
REPORTING = {
    "figures",
    "tables",
    "published",
    "numbers",
    "expectations",
    "offsets",
    "products",
    "spread",
    "reproduction",
    "sources",
    "weights",
}
SCIENCE = {"world", "data", "model", "probe"}
FILES = sorted(SOURCE.rglob("*.py"))


def layer(file: Path) -> str:
    """Name the layer of a module: its folder, or itself at the top."""
    parts = file.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


def imports(file: Path) -> set[str]:
    """Name the layers and outer packages that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == "lstm_probe":
            found |= {f"lstm_probe.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def layers_used(file: Path) -> set[str]:
    """Name the layers of this package that a file imports."""
    return {name.split(".")[1] for name in imports(file) if name.startswith("lstm_probe.")} - {"__version__"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_layers_know_only_what_is_below(file: Path) -> None:
    """A science layer imports itself and the bottom; figures and tables never import the science."""
    own = layer(file)
    if own in BOTTOM | {"__init__"}:
        allowed = BOTTOM
    elif own == "workflow":
        allowed = {"workflow", "errors", "gauge_ids", "listing", "contents", "made_of", "periods"}
    elif own in SCIENCE | {"report"}:
        allowed = BOTTOM | {own}
    else:
        assert own in REPORTING, f"{file} belongs to no layer"
        allowed = BOTTOM | REPORTING
    assert layers_used(file) <= allowed


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_library_is_pure(file: Path) -> None:
    """No library module imports snakemake, prints, seeds a global generator or asserts."""
    assert not {name for name in imports(file) if name.split(".")[0] == "snakemake"}
    for node in ast.walk(ast.parse(file.read_text())):
        assert not isinstance(node, ast.Assert), f"line {node.lineno} asserts"
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            allowed = {"print"} if layer(file) == "logs" else set()
            forbidden = {"print", "np.random.seed", "torch.manual_seed", "random.seed"} - allowed
            assert called not in forbidden, f"line {node.lineno} calls {called}"


@pytest.mark.parametrize("file", FILES + sorted(SCRIPTS.glob("*.py")), ids=lambda file: file.name)
def test_sizes_stay_within_budget(file: Path) -> None:
    """A module is at most 200 lines, a script 40, a function 60 without its docstring."""
    text = file.read_text()
    assert len(text.splitlines()) <= (40 if file.parent == SCRIPTS else 200)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            docstring = ast.get_docstring(node, clean=False)
            length = node.end_lineno - node.lineno + 1 - len((docstring or "").splitlines())
            assert length <= 60, f"{node.name} has {length} lines"


@pytest.mark.parametrize("file", sorted(SCRIPTS.glob("*.py")), ids=lambda file: file.name)
def test_scripts_touch_snakemake_only_in_their_last_block(file: Path) -> None:
    """A script's functions and imports work without Snakemake, so that it imports like any module."""
    *body, last = ast.parse(file.read_text()).body
    assert isinstance(last, ast.If)
    assert ast.unparse(last.test) == "__name__ == '__main__'"
    for node in body:
        assert not any(isinstance(part, ast.Name) and part.id == "snakemake" for part in ast.walk(node))


#: What lists folders that are no source of data: the one listing itself, and parts of files that a run is writing.
LISTING = {"listing.py", "writing.py"}
WAYS_TO_LIST = {"rglob", "glob", "iglob", "iterdir", "walk", "scandir", "listdir", "fwalk"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_sources_are_listed_in_one_way(file: Path) -> None:
    """No module lists a folder by itself: readers, digests and records would see other files behind links."""
    if str(file.relative_to(SOURCE)) in LISTING:
        return
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            other = node.func.attr in WAYS_TO_LIST and ast.unparse(node.func) != "ast.walk"
            assert not other, f"line {node.lineno} lists a folder by {ast.unparse(node.func)}; use listing.files"

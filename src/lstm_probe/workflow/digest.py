"""Digests of code and of input files, so that a change re-runs just the rules that it touches.

Snakemake follows the text of a script only. The digest here covers the script and every module of this package
that it imports, as syntax trees without docstrings and comments; modules that cannot change a result stay out.
"""

import ast
import hashlib
import re
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
DATA_FILE = re.compile(r"[\w.-]+\.(csv|mplstyle|json|yaml|j2|css|js)")
WITHOUT_RESULTS = {"errors", "logs", "device", "store", "writing", "contracts", "contracts.contract", "model.progress"}


def of_code(script: Path) -> str:
    """Digest a script and the modules of this package that it imports, directly or not.

    Parameters
    ----------
    script : Path
        A Python file.
    """
    parts = [_syntax(script), *(_content(module) for module in sorted(imported_modules(script)))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def imported_modules(script: Path) -> set[str]:
    """Name the modules of this package that a file needs, without those that cannot change a result."""
    found: set[str] = set()
    waiting = list(_imports(script))
    while waiting:
        module = waiting.pop()
        if module not in found and module not in WITHOUT_RESULTS:
            found.add(module)
            waiting.extend(_imports(_path(module)))
    return found


def of_files(folder: Path) -> str:
    """Digest the names, sizes and times of all files at or below a path; text saying so where it is missing."""
    if not folder.exists():
        return "missing"
    files = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _path(module: str) -> Path:
    file = PACKAGE.joinpath(*module.split("."))
    return file / "__init__.py" if file.is_dir() else file.with_suffix(".py")


@cache
def _imports(file: Path) -> frozenset[str]:
    """Name the modules of this package in a file's import statements, as 'layer.module'."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    inside = {name.removeprefix("lstm_probe.") for name in names if name.startswith("lstm_probe.")}
    return frozenset(name for name in inside if _path(name).is_file())


@cache
def _syntax(file: Path) -> str:
    """Write a file's syntax tree without docstrings, comments and line numbers."""
    tree = ast.parse(file.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return ast.dump(tree)


@cache
def _content(module: str) -> str:
    """Write a module's syntax tree and the text of the data files beside it that it names."""
    file = _path(module)
    texts = {node.value for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Constant)}
    named = sorted(text for text in texts if isinstance(text, str) and DATA_FILE.fullmatch(text))
    beside = [file.with_name(text) for text in named if file.with_name(text).is_file()]
    return "\n".join([_syntax(file), *(path.read_text() for path in beside)])

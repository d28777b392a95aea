"""Digests of code and of input files, so that a change re-runs just the rules that it touches.

Snakemake follows the text of a script only. The digest here covers the script and every module of this package
that it imports, as syntax trees without docstrings and comments; modules that cannot change a result stay out.
"""

import ast
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lstm_probe import contents, listing

PACKAGE = Path(__file__).parents[1]
DATA_FILE = re.compile(r"[\w.-]+\.(csv|mplstyle|json|yaml|j2|css|js)")
WITHOUT_RESULTS = {
    "errors",
    "contents",
    "fetched",
    "made_of",
    "logs",
    "device",
    "processor",
    "store",
    "geopackage",
    "writing",
    "contracts",
    "contracts.contract",
    "model.progress",
}


@dataclass(frozen=True)
class Source:
    """Hold what a digest needs of a Python file.

    Parameters
    ----------
    syntax : str
        The syntax tree, without docstrings, comments and line numbers.
    imports : frozenset of str
        Modules of this package that it imports.
    data_files : tuple of Path
        Data files beside it that it names.
    """

    syntax: str
    imports: frozenset[str]
    data_files: tuple[Path, ...]


def of_code(script: Path) -> str:
    """Digest a script and the modules of this package that it imports, directly or not.

    Parameters
    ----------
    script : Path
        A Python file.
    """
    parts = [_source(script).syntax, *(_content(module) for module in sorted(imported_modules(script)))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def imported_modules(script: Path) -> set[str]:
    """Name the modules of this package that a file needs, without those that cannot change a result."""
    found: set[str] = set()
    waiting = list(_source(script).imports)
    while waiting:
        module = waiting.pop()
        if module not in found and module not in WITHOUT_RESULTS:
            found.add(module)
            waiting.extend(_source(_path(module)).imports)
    return found


def of_files(folder: Path) -> str:
    """Digest the names and contents of what readers may open at or below a path; "missing" where nothing is.

    Parameters
    ----------
    folder : Path
        A folder, of which hidden files and those of other kinds (`listing.READ`) do not count, or a file.

    Raises
    ------
    InputError
        If a file or folder cannot be read, or a link leads nowhere.
    """
    if not folder.exists():
        return "missing"
    known = contents.checksums(folder)
    if folder.is_dir():
        known = {name: checksum for name, checksum in known.items() if name.lower().endswith(listing.READ)}
    return of_values(known)


def of_values(*values: object) -> str:
    """Digest values that a configuration holds: texts, numbers, lists and mappings of them."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def _path(module: str) -> Path:
    file = PACKAGE.joinpath(*module.split("."))
    return file / "__init__.py" if file.is_dir() else file.with_suffix(".py")


@cache
def _source(file: Path) -> Source:
    """Read what a digest needs of a file in one pass: every start of Snakemake waits for it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return Source(ast.dump(tree), _imports(nodes), _data_files(nodes, file))


def _imports(nodes: Sequence[ast.AST]) -> frozenset[str]:
    """Name the modules of this package in import statements, as 'layer.module'."""
    names = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    inside = {name.removeprefix("lstm_probe.") for name in names if name.startswith("lstm_probe.")}
    return frozenset(name for name in inside if _path(name).is_file())


def _data_files(nodes: Sequence[ast.AST], file: Path) -> tuple[Path, ...]:
    """Find the data files beside a module that it names."""
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    beside = [file.with_name(text) for text in sorted(texts) if DATA_FILE.fullmatch(text)]
    return tuple(path for path in beside if path.is_file())


@cache
def _content(module: str) -> str:
    """Write a module's syntax tree and the text of the data files beside it that it names."""
    source = _source(_path(module))
    return "\n".join([source.syntax, *(path.read_text(encoding="utf-8") for path in source.data_files)])

"""The modules of this package: where they are, what is in them, and what a dotted name stands for."""

import ast
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lstm_probe.artefacts import listing
from lstm_probe.workflow import remembered
from lstm_probe.workflow.definitions import OWN
from lstm_probe.workflow.resolution import Resolution, is_own
from lstm_probe.workflow.syntax import Syntax

PACKAGE = Path(__file__).parents[1]
ROOT = "__init__"
DATA_FILE = re.compile(r"(?!/)[\w./-]+\.(?:csv|mplstyle|json|yaml|j2|css|js)\b")
FINDS_MODULES = re.compile(r"(importlib(?!\.(metadata|resources)\b)|pkgutil|runpy|__import__|exec|eval)(\..*)?")


@dataclass(frozen=True)
class Source:
    """Hold what a digest needs of a Python file.

    Parameters
    ----------
    content : str
        Digest of its syntax and of the data files that it names; empty where nothing but imports stand in it.
    uses : tuple of str
        What it uses of this package, such as 'lstm_probe.data.series.gaps.filled', in the order of its syntax.
    imports : tuple of str
        What it imports from this package, in the same words.
    names : dict of str to str
        What each name stands for that one import binds, and nothing else.
    passed_on : dict of str to str
        Those of these names that it does not use itself.
    finds_modules : bool
        Whether it can import modules that no import statement names.
    data_files : tuple of Path
        Data files beside it that it names, and those that they name in turn.
    """

    content: str
    uses: tuple[str, ...]
    imports: tuple[str, ...]
    names: dict[str, str]
    passed_on: dict[str, str]
    finds_modules: bool
    data_files: tuple[Path, ...]


def digest(*texts: str) -> str:
    """Digest texts, in their order."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


@cache
def files() -> dict[str, Path]:
    """List the files of all modules, by name inside the package: 'data.zonal'; a package has its own name."""
    found = {}
    for name, path in listing.files(PACKAGE).items():
        if path.suffix == ".py":
            found[name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")] = path
    return found


@cache
def source(file: Path, package: str = OWN) -> Source:
    """Read what a digest needs of a file in one pass: every start of Snakemake waits for it.

    Parameters
    ----------
    file : Path
        A Python file.
    package : str
        The package that it belongs to, which relative imports start from.
    """
    text = file.read_text(encoding="utf-8")
    key = remembered.key(text, package)
    if kept := remembered.recall(file, key):
        fields: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
        }
        return Source(**fields)
    found, names_files = _found(file, text, package)
    if not names_files:  # which would have to be looked at too
        remembered.keep(file, key, vars(found))
    return found


def _found(file: Path, text: str, package: str) -> tuple[Source, bool]:
    """Find what a digest needs in the text of a file, and say whether a text in it may name a data file."""
    syntax = Syntax(ast.parse(text).body, package)
    resolved, imported = Resolution(syntax.parts), syntax.scope.imports
    names = syntax.scope.single_imports()
    for name in sorted(imported.keys() - names.keys()):  # an import and what stands in for it count with both
        resolved.words.append(f"{name}=")
        for target in imported[name]:
            resolved.add_target(target)
    data_files = _data_files(file, syntax.texts)
    kept = [*resolved.words, *sorted(name for name in syntax.imports.keys() - resolved.named if not is_own(name))]
    kept += [part for name, path in data_files.items() for part in (name, path.read_text(encoding="utf-8"))]
    found = Source(
        digest(*kept) if kept else "",
        tuple(resolved.uses),
        tuple(filter(is_own, syntax.imports)),
        names,
        {name: target for name, target in names.items() if target not in resolved.named},
        any(map(FINDS_MODULES.fullmatch, (*resolved.named, *resolved.words))),
        tuple(data_files.values()),
    )
    return found, any(map(DATA_FILE.fullmatch, syntax.texts))


def of_module(module: str) -> Source:
    """Read what a digest needs of a module of this package."""
    path = files()[module]
    inside = module if path.name == "__init__.py" else module.rpartition(".")[0]
    return source(path, f"{OWN}.{inside}" if inside not in ("", ROOT) else OWN)


@cache
def origin(name: str) -> tuple[str, str]:
    """Find the module that defines a dotted name of this package, behind all modules that only pass it on.

    Returns
    -------
    module : str
        Its name inside the package; empty if the name comes from another package.
    rest : str
        What of the name follows the module.
    """
    seen: set[str] = set()
    while is_own(name) and name not in seen:
        seen.add(name)
        module, rest, passed_on = _follow(name)
        if not passed_on:
            return module, rest
        name = passed_on
    return (ROOT, name) if is_own(name) else ("", name)


def _follow(name: str) -> tuple[str, str, str]:
    """Go down a dotted name to its module and the rest, or to the first module that passes it on, with its new name."""
    module, rest = ROOT, name.split(".")[1:]
    while rest:
        names = of_module(module).names if module in files() else {}
        inner = rest[0] if module == ROOT else f"{module}.{rest[0]}"
        if names.get(rest[0], f"{OWN}.{inner}") != f"{OWN}.{inner}":
            return module, "", ".".join([names[rest[0]], *rest[1:]])
        if inner not in _packages_and_modules():
            break
        module, rest = inner, rest[1:]
    return module, ".".join(rest), ""


@cache
def _packages_and_modules() -> set[str]:
    return {above for module in files() for above in _upwards(module)}


def _upwards(name: str) -> list[str]:
    """List a dotted name and those of all packages around it."""
    parts = name.split(".")
    return [".".join(parts[: i + 1]) for i in range(len(parts))]


def needed(code: Source) -> set[str]:
    """Name the modules that a file imports, with the packages around them and where what it uses comes from."""
    if code.finds_modules:
        return set(files())
    passed = [name.partition(".")[2] for name in code.imports]
    found = [*passed, *(origin(name)[0] for name in (*code.imports, *code.uses))]
    return {above for module in found for above in _upwards(module)} & files().keys()


def _data_files(file: Path, texts: set[str]) -> dict[str, Path]:
    """Find the data files beside a module that it names as a whole text, and those that they name anywhere."""
    waiting = [text for text in texts if DATA_FILE.fullmatch(text)]
    found: dict[str, Path] = {}
    while waiting:
        name = waiting.pop()
        path = file.parent / name
        if name not in found and path.is_file():
            found[name] = path
            waiting += DATA_FILE.findall(path.read_text(encoding="utf-8")) if path.suffix != ".csv" else []
    return dict(sorted(found.items()))

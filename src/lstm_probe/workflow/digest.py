"""Digests of code and of input files, so that a change re-runs just the rules that it touches.

Snakemake follows the text of a script only. The digest here covers the script and every module of this package that it
imports, directly or through others, each as a whole: its syntax without comments, docstrings and imports, the data
files that it names, and what its names stand for. Where a module lies, what it is called and in which order its
definitions stand do not count. Modules that cannot change a result stay out.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from lstm_probe.artefacts import contents, listing
from lstm_probe.workflow import modules
from lstm_probe.workflow.modules import Source

#: Modules that cannot change a result, by name inside the package, and what stands for them in a digest. A module that
#: is moved or renamed gets a new name here and keeps what stands for it. The package itself holds its version alone.
WITHOUT_RESULTS = {
    modules.ROOT: "version",
    "errors": "errors",
    "logs": "logs",
    "device": "device",
    "artefacts.contents": "contents",
    "artefacts.fetched": "fetched",
    "artefacts.made_of": "made_of",
    "artefacts.store": "store",
    "artefacts.geopackage": "geopackage",
    "artefacts.writing": "writing",
    "contracts": "contracts",
    "contracts.contract": "contracts.contract",
    "model.progress": "model.progress",
}


def of_code(script: Path) -> str:
    """Digest a script and the modules of this package that it imports, directly or not.

    Parameters
    ----------
    script : Path
        A Python file.
    """
    code = {"": modules.source(script)}
    code |= {module: modules.of_module(module) for module in imported_modules(script)}
    uses = {module: _uses(module) if module else tuple(_resolved(code[""])) for module in code}
    content = {module: source.content for module, source in code.items()}
    kinds = 0
    while len(set(content.values())) > kinds:  # each round tells more modules apart, by what they use
        kinds = len(set(content.values()))
        content = {
            module: modules.digest(
                code[module].content,
                *(f"{content.get(used) or WITHOUT_RESULTS.get(used, '')} {rest}" for used, rest in uses[module]),
            )
            for module in code
        }
    others = sorted(content[module] for module, source in code.items() if module and source.content)
    return modules.digest(content[""], *others)[:16]


def imported_modules(script: Path) -> set[str]:
    """Name the modules of this package that a file needs, without those that cannot change a result."""
    found: set[str] = set()
    waiting = modules.needed(modules.source(script)) - WITHOUT_RESULTS.keys()
    while waiting:
        found |= waiting
        waiting = {other for module in waiting for other in _needed(module)} - WITHOUT_RESULTS.keys() - found
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


@cache
def _needed(module: str) -> set[str]:
    return modules.needed(modules.of_module(module))


@cache
def _uses(module: str) -> tuple[tuple[str, str], ...]:
    return tuple(_resolved(modules.of_module(module)))


def _resolved(code: Source) -> Iterator[tuple[str, str]]:
    """Give what a file uses of this package, one after the other, as a module and the rest of the name.

    A module that is used as a whole, such as a value in a table, counts with all that it passes on.
    """
    for name in code.uses:
        module, rest = modules.origin(name)
        yield module, rest
        if module in modules.files() and not rest:
            for passed, target in sorted(modules.of_module(module).passed_on.items()):
                other, rest = modules.origin(target)
                yield other, f"{rest} as {passed}"

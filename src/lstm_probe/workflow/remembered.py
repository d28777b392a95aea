"""Remember what was found in a Python file, where Python keeps what it has compiled of it."""

import hashlib
import importlib.util
import json
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

#: The modules that find it: what was found by others does not count.
FINDERS = ("definitions", "modules", "resolution", "scopes", "syntax")


def key(text: str, package: str) -> str:
    """Name what can be found in a text: by the text, the package around it, the code that finds it, and Python.

    Parameters
    ----------
    text : str
        Content of the file.
    package : str
        The package that it belongs to.
    """
    return hashlib.sha256("\0".join((text, package, _finders(), sys.version)).encode()).hexdigest()


def recall(file: Path, named: str) -> Any:
    """Return what is kept of a file under a key; None where nothing is."""
    with suppress(OSError, ValueError):
        kept = json.loads(_place(file).read_text(encoding="utf-8"))
        if isinstance(kept, dict) and kept.get("key") == named:
            return kept["found"]
    return None


def keep(file: Path, named: str, found: Any) -> None:
    """Keep what was found in a file (as JSON) in the place of what was kept before, if there it may be written."""
    if sys.dont_write_bytecode:
        return
    place = _place(file)
    partial = place.with_suffix(f".{os.getpid()}.partial")
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        partial.write_text(json.dumps({"key": named, "found": found}), encoding="utf-8")
        partial.replace(place)


def _place(file: Path) -> Path:
    """Name the file that keeps what was found in another."""
    return Path(importlib.util.cache_from_source(str(file))).with_suffix(".digest.json")


@cache
def _finders() -> str:
    return "\0".join(Path(__file__).with_name(f"{name}.py").read_text(encoding="utf-8") for name in FINDERS)

"""The record of a fetch: which folder a source was fetched into, and what was there then.

Rules that read a fetched source have this record as their input, as Snakemake cannot wait for files whose names
nobody knows yet. It says nothing of when and how often something was fetched, so that it is the same in every run.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lstm_probe.errors import InputError
from lstm_probe.writing import atomic


def folder(path: str | Path) -> Path:
    """Find the folder of a source.

    Parameters
    ----------
    path : str or Path
        The folder (or file) itself, or the record of a fetch.

    Raises
    ------
    InputError
        If a record cannot be read.
    """
    path = Path(path)
    return Path(_read(path)["folder"]) if path.suffix == ".json" else path


def describe(place: Path, checksums: Mapping[str, str]) -> dict[str, Any]:
    """Describe what is in a fetched folder; hidden files and parts of files do not count.

    Parameters
    ----------
    place : Path
        The folder.
    checksums : mapping of str to str
        SHA-256 of the fetched files, by name within the folder; a user's own files go without.

    Returns
    -------
    dict
        Its name, how many files, bytes, and a SHA-256 over names, sizes and checksums.
    """
    sizes = {name: path.stat().st_size for name, path in _files(place).items()}
    lines = [f"{checksums.get(name, '')} {size} {name}\n" for name, size in sizes.items()]
    digest = hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
    return {"folder": str(place), "files": len(sizes), "bytes": sum(sizes.values()), "digest": f"sha256:{digest}"}


def write(description: Mapping[str, Any], path: Path) -> None:
    """Write the record of a fetch.

    Parameters
    ----------
    description : mapping
        As of `describe`.
    path : Path
        Where to; the name ends in .json.
    """
    with atomic(path) as partial:
        partial.write_text(json.dumps(description, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def changed(path: Path) -> str:
    """Say whether a folder was changed since it was fetched.

    Parameters
    ----------
    path : Path
        The record of the fetch.

    Returns
    -------
    str
        Nothing, if it was not changed or not fetched yet; a digest of its names, sizes and times, if it was.

    Raises
    ------
    InputError
        If files are gone.
    """
    if not path.is_file():
        return ""
    then = _read(path)
    states = {name: file.stat() for name, file in _files(Path(then["folder"])).items()}
    if len(states) < then["files"]:
        found = f"{then['files'] - len(states)} of {then['files']} files are gone that were there after the fetch"
        advice = f"put them back, or remove {path} to have them fetched again"
        raise InputError(then["folder"], found, "the files of the fetch", advice)
    newest = max((state.st_mtime_ns for state in states.values()), default=0)
    size = sum(state.st_size for state in states.values())
    if (len(states), size) == (then["files"], then["bytes"]) and newest <= path.stat().st_mtime_ns:
        return ""
    lines = [f"{name} {state.st_size} {state.st_mtime_ns}\n" for name, state in states.items()]
    return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _files(place: Path) -> dict[str, Path]:
    """List the files of a folder by their names within it, sorted, without hidden ones and parts."""
    inside = {path.relative_to(place): path for path in place.rglob("*") if path.is_file() and path.suffix != ".part"}
    seen = {name.as_posix(): path for name, path in inside.items() if not any(p.startswith(".") for p in name.parts)}
    return dict(sorted(seen.items()))


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {**content, "folder": str(content["folder"]), "files": int(content["files"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        advice = "remove it, and run the same command again"
        raise InputError(str(path), f"{error}", "the record of a fetch", advice) from error

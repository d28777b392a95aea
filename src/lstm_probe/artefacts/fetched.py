"""The record of a fetch: which folder a source was fetched into, and what was there then.

Rules that read a fetched source have this record as their input, as Snakemake cannot wait for files whose names
nobody knows yet. It says nothing of when and how often something was fetched, so that it is the same in every run.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lstm_probe.artefacts import contents
from lstm_probe.artefacts.listing import files
from lstm_probe.artefacts.writing import atomic
from lstm_probe.errors import InputError

PART = ".part"  # of a file that is being fetched


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


def describe(place: Path) -> dict[str, Any]:
    """Describe what is in a fetched folder; hidden files and parts of files do not count.

    Parameters
    ----------
    place : Path
        The folder.

    Returns
    -------
    dict
        Its name, how many files, bytes, and a SHA-256 over names, sizes and contents.

    Raises
    ------
    InputError
        If a file cannot be read.
    """
    listed = files(place)
    checksums = {name: text for name, text in contents.checksums(place).items() if not name.endswith(PART)}
    sizes = {name: listed[name].stat().st_size for name in checksums}
    lines = [f"{checksum} {sizes[name]} {name}\n" for name, checksum in checksums.items()]
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
    """Say whether a folder differs from what was fetched, by the contents of its files.

    Parameters
    ----------
    path : Path
        The record of the fetch.

    Returns
    -------
    str
        Nothing, if it does not or was not fetched yet; a digest of its names and contents, if it does.

    Raises
    ------
    InputError
        If files are gone.
    """
    if not path.is_file():
        return ""
    then = _read(path)
    now = describe(Path(then["folder"]))
    if now["files"] < then["files"]:
        found = f"{then['files'] - now['files']} of {then['files']} files are gone that were there after the fetch"
        advice = f"put them back, or remove {path} to have them fetched again"
        raise InputError(then["folder"], found, "the files of the fetch", advice)
    return "" if now["digest"] == then.get("digest") else str(now["digest"]).removeprefix("sha256:")[:16]


def given(job: Any, name: str) -> str | None:
    """Find what a job reads by a name: an input, where a rule makes it, or one of its places, which a user filled.

    A user's own files are no inputs of a job, as they count by their contents and not by their times.

    Parameters
    ----------
    job : snakemake.script.Snakemake
        Its inputs, and its parameter ``places``, by name.
    name : str
        Name of the source.
    """
    made = getattr(job.input, name, None)
    return made or getattr(job.params, "places", {}).get(name)


def source(job: Any, name: str) -> Path:
    """Find the folder (or file) of a source that a job reads, by the name of its input or place."""
    return folder(given(job, name) or name)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {**content, "folder": str(content["folder"]), "files": int(content["files"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        advice = "remove it, and run the same command again"
        raise InputError(str(path), f"{error}", "the record of a fetch", advice) from error

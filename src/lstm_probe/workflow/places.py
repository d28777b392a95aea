"""Check that a run has a place to run in: the repository, an interpreter that can be called, folders to write."""

import os
from pathlib import Path
from typing import Any

from lstm_probe.errors import InputError


def check_place(folder: Path) -> None:
    """Check that Snakemake runs in the repository's folder.

    Parameters
    ----------
    folder : Path
        The working directory.

    Raises
    ------
    InputError
        If the folder has no configuration.
    """
    if not (folder / "config" / "config.yaml").is_file():
        advice = "run snakemake in the repository's folder"
        raise InputError(str(folder), "no config/config.yaml", "the repository, with its config", advice)


def check_interpreter(interpreter: str) -> None:
    """Check that Snakemake can call its interpreter, whose path it does not quote.

    Parameters
    ----------
    interpreter : str
        Path of the running python.

    Raises
    ------
    InputError
        If the path has a space.
    """
    if " " in interpreter:
        advice = "move the repository (or its .venv) to another folder"
        raise InputError(interpreter, "a path with a space", "a path without one", advice)


def check_writable(config: dict[str, Any], where: str) -> None:
    """Check that the folders of results, logs and a synthetic world are there or can be made, and written.

    Parameters
    ----------
    config : dict
        The whole configuration.
    where : str
        Names of the YAML files, for messages.

    Raises
    ------
    InputError
        Naming the folder, and what stands in the way.
    """
    for name in ("results", "logs", *(["world"] if config["world"] else [])):
        folder = Path(config["pathvars"][name])
        there = next(path for path in (folder, *folder.absolute().parents) if os.path.lexists(path))
        if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
            continue
        found = f"{folder}, but {there} {'is read-only for you' if there.is_dir() else 'is no folder'}"
        advice = f"let {there} be written, or name another folder under pathvars"
        raise InputError(f"{where}: pathvars.{name}", found, "a folder that can be written", advice)

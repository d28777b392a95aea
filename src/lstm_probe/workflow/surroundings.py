"""Keep the user's surroundings out of the results: locale, settings of matplotlib, a home folder that is read-only."""

import os
import sys
import tempfile
from collections.abc import MutableMapping
from pathlib import Path
from typing import TextIO

#: Settings of matplotlib that jobs begin with; figures begin with matplotlib's own defaults (`figures.common`).
NO_SETTINGS = os.devnull


def prepare(folder: Path, environment: MutableMapping[str, str] = os.environ) -> None:
    """Prepare this process and the environment of its jobs.

    Whatever the locale is, no message fails for a character that the terminal lacks, and jobs read names of files as
    UTF-8. Where the folder of caches cannot be written, another one takes its place, and one line says so.

    Parameters
    ----------
    folder : Path
        The repository's folder.
    environment : mutable mapping of str to str
        Environment variables of this process, which jobs inherit.
    """
    for stream in (sys.stdout, sys.stderr):
        show_every_character(stream)
    environment["PYTHONUTF8"] = "1"
    environment["PYTHONIOENCODING"] = f"{getattr(sys.stderr, 'encoding', None) or 'utf-8'}:backslashreplace"
    environment["MATPLOTLIBRC"] = NO_SETTINGS
    environment["MPLBACKEND"] = "agg"
    usual = Path(environment.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))
    places = (usual, folder / ".snakemake" / "cache", Path(tempfile.gettempdir()))
    caches = next((place for place in places if place.is_absolute() and _can_be_written(place)), usual)
    environment["MPLCONFIGDIR"] = str(caches / "matplotlib")
    if caches != usual:
        environment["XDG_CACHE_HOME"] = str(caches)
        advice = "to choose another folder: export XDG_CACHE_HOME=/folder"
        sys.stderr.write(f"{usual} cannot be written, so caches go to {caches}; {advice}\n")


def show_every_character(stream: TextIO) -> None:
    r"""Have a stream write a character that its encoding lacks as ``\u2265``, where it would fail otherwise."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _can_be_written(folder: Path) -> bool:
    """Return whether a folder is there or can be made, and be written."""
    there = next(path for path in (folder, *folder.absolute().parents) if os.path.lexists(path))
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        return False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False

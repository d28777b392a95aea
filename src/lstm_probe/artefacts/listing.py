"""List the files of a source once and in one way, for readers, digests and records alike."""

import os
from pathlib import Path

from lstm_probe.errors import InputError

#: Endings of the files that readers open in the folder of a source; a note or a table of a spreadsheet is none of them.
READ = (".csv", ".nc", ".nc4", ".zip", ".shp", ".shx", ".dbf", ".prj", ".cpg", ".json")
#: What systems put into folders beside hidden files: previews, settings of folders, resource forks, bins.
LITTER = (
    "__macosx",
    "@eadir",
    "#recycle",
    "$recycle.bin",
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "lost+found",
    "icon\r",
)


def files(place: str | Path) -> dict[str, Path]:
    """List the files at or below a path; links are followed, hidden files and folders do not count.

    A link to a folder that it stands in itself is not followed again.

    Parameters
    ----------
    place : str or Path
        A folder or a file, or a link to one.

    Returns
    -------
    dict of str to Path
        By name within the folder, with slashes, sorted; a file alone by its own name; nothing where nothing is.

    Raises
    ------
    InputError
        If a link leads nowhere, or a folder cannot be read.
    """
    place = Path(place)
    if place.is_file():
        return {place.name: place}
    found: dict[str, Path] = {}
    above: dict[str, frozenset[tuple[int, int]]] = {str(place): frozenset()}
    for folder, folders, names in os.walk(place, onerror=_refuse, followlinks=True):
        here = above.pop(folder) | {_identity(folder)}
        folders[:] = [name for name in folders if visible(name) and _identity(os.path.join(folder, name)) not in here]
        above |= {os.path.join(folder, name): here for name in folders}
        for path in (Path(folder, name) for name in names if visible(name)):
            if path.is_file():
                found[path.relative_to(place).as_posix()] = path
            elif path.is_symlink():
                advice = "put back what it points to, or remove the link"
                raise InputError(str(path), f"a link to {os.readlink(path)}, which is not there", "a file", advice)
    return dict(sorted(found.items()))


def visible(name: str) -> bool:
    """Return whether a file counts: neither it nor a folder of it is hidden, or put there by a system for itself.

    Parameters
    ----------
    name : str
        Name of a file or folder, or of a member of an archive with slashes between its folders.
    """
    return not any(part.startswith(".") or part.lower() in LITTER for part in name.split("/"))


def _identity(folder: str) -> tuple[int, int]:
    """Tell a folder from every other, whatever links lead to it."""
    state = os.stat(folder)
    return state.st_dev, state.st_ino


def _refuse(error: OSError) -> None:
    """Refuse a folder that is there and cannot be read, which would be empty otherwise."""
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        found = error.strerror or str(error)
        raise InputError(str(error.filename), found, "a folder that can be read", "let it be read") from error

"""The record beside every artefact of what it was made from: settings, input files, code, and other artefacts.

An artefact ``folder/name`` has its record in ``folder/.made_of/name.json``. The job that makes the artefact writes the
record from its own parameters, as its last act; Snakemake removes both when the job begins again.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from lstm_probe.artefacts.writing import atomic
from lstm_probe.errors import InputError, shortlist

FOLDER = ".made_of"
CODE = "code"  # the parameter that is a digest of the code
UPSTREAM = "upstream"  # the parameter that says what all artefacts before should be made from


@dataclass(frozen=True)
class Record:
    """Hold what an artefact was made from.

    Parameters
    ----------
    parameters : dict of str to str
        A digest of each parameter of the job: settings, input files and code.
    everything : str
        A digest of them, and of the records of all artefacts that the job read.
    settings : str
        The same without the code.
    """

    parameters: dict[str, str]
    everything: str
    settings: str


def place(artefact: str | Path) -> str:
    """Name the record of an artefact; also of a pattern of artefacts, with its wildcards.

    Parameters
    ----------
    artefact : str or Path
        A file or folder that a rule makes.
    """
    path = PurePosixPath(artefact)
    return str(path.parent / FOLDER / f"{path.name}.json")


def record(parameters: Mapping[str, Any], inputs: Iterable[Record | None]) -> Record:
    """Make the record of a job's artefacts.

    Parameters
    ----------
    parameters : mapping of str to value
        Parameters of the job, of values that JSON knows.
    inputs : iterable of Record or None
        The record of each file that the job reads, in their order; none of what no job made.
    """
    digests = {name: _digest(value) for name, value in sorted(parameters.items())}
    without_code = {name: digest for name, digest in digests.items() if name != CODE}
    read_by_job = [one for one in inputs if one is not None]
    return Record(
        digests,
        _digest([digests, [one.everything for one in read_by_job]]),
        _digest([without_code, [one.settings for one in read_by_job]]),
    )


def read(artefact: str | Path) -> Record | None:
    """Read the record of an artefact; none where there is no record, or none that can be read."""
    try:
        return Record(**json.loads(Path(place(artefact)).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write(job: Any) -> None:
    """Write the records of what a job has made, as its last act.

    Parameters
    ----------
    job : snakemake.script.Snakemake
        Its parameters, its input files, and the places of its records as the output ``made_of``.
    """
    made = record(dict(job.params.items()), [read(path) for path in job.input])
    for path in job.output.made_of:
        with atomic(path) as partial:
            partial.write_text(json.dumps(asdict(made), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def require(job: Any) -> None:
    """Refuse to describe artefacts that were made from other settings or inputs than those of this job.

    Parameters
    ----------
    job : snakemake.script.Snakemake
        Its parameter ``upstream`` holds, by path, the digest of settings that each artefact should be made from.

    Raises
    ------
    InputError
        Naming the artefacts.
    """
    there = {path: settings for path, settings in getattr(job.params, UPSTREAM).items() if Path(path).exists()}
    records = {path: read(path) for path in there}
    others = [path for path, settings in there.items() if getattr(records[path], "settings", None) != settings]
    if others:
        found = f"made from other settings or inputs than those of this run: {shortlist(others)}"
        advice = "run the same command again, without options that keep jobs from running; it makes them anew"
        raise InputError(f"rule {job.rule}", found, "artefacts of the settings that it is to describe", advice)


def _digest(value: Any) -> str:
    """Digest a value in a form that depends on the value alone."""
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]

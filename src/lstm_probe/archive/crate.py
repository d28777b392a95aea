"""Write a run as a Workflow Run RO-Crate.

The profile is https://w3id.org/ro/wfrun/workflow/0.5 (Leo et al., 2024, https://doi.org/10.1371/journal.pone.0309210).
"""

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rocrate.model import ContextEntity, Entity
from rocrate.rocrate import ROCrate

from lstm_probe.archive import citing

#: The profile is one of RO-Crate 1.1, which has no word for a checksum: the context of the profiles has.
VERSION = "1.1"
CONTEXT = "https://w3id.org/ro/terms/workflow-run/context"
PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": "Process Run Crate",
    "https://w3id.org/ro/wfrun/workflow/0.5": "Workflow Run Crate",
    "https://w3id.org/workflowhub/workflow-ro-crate/1.0": "Workflow RO-Crate",
}
CONFIGURATION = "config.yaml"
#: What a run yields, by the beginning of a name in the folder of results.
YIELDS = {
    "numbers.json": "every number that texts quote",
    "report.html": "the report",
    "explore.html": "the explorer of the gauges",
    "figures/": "figures",
    "tables/": "tables",
    "lstm/": "LSTMs: settings and weights",
}
KINDS = {
    ".json": "application/json", ".html": "text/html", ".csv": "text/csv", ".png": "image/png", ".md": "text/markdown",
    ".pdf": "application/pdf", ".txt": "text/plain", ".yaml": "application/yaml",
}  # fmt: skip


@dataclass(frozen=True)
class Run:
    """Hold what is archived.

    Parameters
    ----------
    title, headline : str
        Name of the run, and what it found.
    config : mapping
        The whole configuration.
    written : str
        The same as YAML, without folders of this machine.
    code : Path
        Root of the code.
    snakefile : str
        The workflow, seen from there.
    parts : sequence of str
        All files of the code, seen from there.
    results : Path
        Folder of results.
    outputs : sequence of Path
        Files of results.
    provenance : mapping
        As `report.provenance.account`.
    citation : mapping
        The content of CITATION.cff.
    """

    title: str
    headline: str
    config: Mapping[str, Any]
    written: str
    code: Path
    snakefile: str
    parts: Sequence[str]
    results: Path
    outputs: Sequence[Path]
    provenance: Mapping[str, Any]
    citation: Mapping[str, Any]


def make(run: Run) -> ROCrate:
    """Make the crate of a run, to be written as a folder or a zip file.

    Parameters
    ----------
    run : Run
        What is archived.
    """
    crate = ROCrate(version=VERSION)
    crate.metadata.extra_contexts.append(CONTEXT)
    licence, authors = citing.licence(crate, run.citation), citing.authors(crate, run.citation)
    crate.name = f"lstm-probe, run {run.title}"
    crate.description = f"{run.headline} Made by {run.citation['title']}"
    crate.license, crate.creator = licence, authors
    crate.root_dataset["author"] = authors
    crate.root_dataset["citation"] = list(citing.papers(crate, run.citation))
    crate.root_dataset["conformsTo"] = [_profile(crate, *profile) for profile in PROFILES.items()]
    workflow = _code(crate, run)
    workflow["license"], workflow["author"] = licence, authors
    crate.root_dataset["mentions"] = [_action(crate, run, workflow)]
    return crate


def _profile(crate: ROCrate, address: str, name: str) -> Entity:
    properties = {"@type": "CreativeWork", "name": name, "version": address.rpartition("/")[2]}
    return crate.add(ContextEntity(crate, address, properties=properties))


def _code(crate: ROCrate, run: Run) -> Entity:
    """Add the code: the workflow, and every file that it needs."""
    versions = run.provenance["versions"]
    workflow = crate.add_workflow(
        run.code / run.snakefile,
        f"code/{run.snakefile}",
        main=True,
        lang="snakemake",
        lang_version=versions.get("snakemake"),
        properties={
            "name": "the workflow of lstm-probe",
            "version": versions.get("lstm-probe", ""),
            "sha256": checksum(run.code / run.snakefile),
        },
    )
    for part in run.parts:
        if part != run.snakefile:
            kind = KINDS.get(Path(part).suffix, "text/plain")
            properties = {"sha256": checksum(run.code / part), "encodingFormat": kind}
            crate.add_file(run.code / part, f"code/{part}", properties=properties)
    needed = {name: version for name, version in versions.items() if name not in ("lstm-probe", "snakemake")}
    workflow["softwareRequirements"] = [citing.software(crate, *one) for one in needed.items()]
    return workflow


def _action(crate: ROCrate, run: Run, workflow: Entity) -> Entity:
    """Add what was done: from the configuration and the sources to every file of results."""
    content = run.written.encode()
    about = {"name": "configuration", "encodingFormat": KINDS[".yaml"], "sha256": hashlib.sha256(content).hexdigest()}
    config = crate.add_file(io.BytesIO(content), CONFIGURATION, properties=about)
    config["exampleOfWork"] = asked = _parameter(crate, "configuration", "File", "what runs, on which data")
    workflow["input"] = [asked]
    given = [config]
    for row in run.provenance["sources"]:
        source = citing.source(crate, row, run.config)
        source["exampleOfWork"] = _parameter(crate, f"source {row['source']}", "Text", source["name"])
        workflow.append_to("input", source["exampleOfWork"])
        given.append(source)
    slots = {name: _parameter(crate, f"output {name}", "File", words) for name, words in YIELDS.items()}
    workflow["output"] = list(slots.values())
    made = [_output(crate, run, path, slots) for path in run.outputs]
    ended = max(path.stat().st_mtime for path in run.outputs)
    properties = {
        "name": f"run {run.title}",
        "description": f"snakemake --configfile {CONFIGURATION}",
        "endTime": datetime.fromtimestamp(ended, UTC).isoformat(timespec="seconds"),
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }
    return crate.add_action(workflow, "#run", object=given, result=made, properties=properties)


def _output(crate: ROCrate, run: Run, path: Path, slots: Mapping[str, Entity]) -> Entity:
    name = path.relative_to(run.results).as_posix()
    properties = {"name": name, "sha256": checksum(path), "contentSize": str(path.stat().st_size)}
    if path.suffix in KINDS:
        properties["encodingFormat"] = KINDS[path.suffix]
    file = crate.add_file(path, f"results/{name}", properties=properties)
    for beginning, slot in slots.items():
        if name.startswith(beginning):
            file["exampleOfWork"] = slot
    return file


def _parameter(crate: ROCrate, name: str, kind: str, words: str) -> Entity:
    identifier = f"#parameter-{name.strip('/').replace(' ', '-')}"
    return crate.add_formal_parameter(name, kind, identifier, description=words, valueRequired=True)


def checksum(path: Path) -> str:
    """Compute the SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

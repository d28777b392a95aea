"""A crate has what the profile of Workflow Run RO-Crates requires, and every file in it is what its checksum says.

The official validator needs JSON-LD contexts from the network, which tests have not; the requirements of
https://w3id.org/ro/wfrun/workflow/0.5 are written out here instead.
"""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from rocrate.rocrate import ROCrate

from lstm_probe.archive import citing, crate
from lstm_probe.datasets import citations

ROOT = Path(__file__).parents[2]
CONFIG = {"world": None, "data": {"dataset": None, "camels_gb": {"version": 1}}, "pathvars": {"results": "runs/x"}}
SOURCES = [
    {"source": "camels_gb", "path": "~/camels", "files": 3, "bytes": 10, "sha256": "ab" * 32},
    {"source": "era5_land", "path": "~/era5", "files": 1, "bytes": 7, "sha256": "cd" * 32},
    {"source": "groundwater", "path": "<b>.csv", "files": 1, "bytes": 7, "sha256": "ef" * 32},
]
RESULTS = ("numbers.json", "report.html", "explore.html", "figures/a.png", "tables/b c.csv", "lstm/x/seed1/model.json")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the archive of an invented run, and take away what it was made from."""
    folder = tmp_path_factory.mktemp("run")
    for name in RESULTS:
        path = folder / "results" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"content of {name}")
    run = crate.Run(
        title="x",
        headline="The conclusion holds.",
        config=CONFIG,
        written=yaml.safe_dump(CONFIG),
        code=ROOT,
        snakefile="Snakefile",
        parts=["Snakefile", "LICENSE", "src/lstm_probe/__init__.py"],
        results=folder / "results",
        outputs=[folder / "results" / name for name in RESULTS],
        provenance={"versions": {"python": "3.12", "snakemake": "9.27", "lstm-probe": "0.1.0"}, "sources": SOURCES},
        citation=yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8")),
    )
    crate.make(run).write_zip(folder / "archive.zip")
    return folder / "archive.zip"


@pytest.fixture(scope="module")
def entities(archive: Path) -> dict[str, dict[str, Any]]:
    """Read the metadata of the archive, by the names of entities."""
    with zipfile.ZipFile(archive) as opened:
        graph = json.loads(opened.read("ro-crate-metadata.json"))["@graph"]
    return {entity["@id"]: entity for entity in graph}


def named(value: Any) -> list[str]:
    """List the entities that a property names."""
    return [entry["@id"] for entry in (value if isinstance(value, list) else [value])]


def test_every_checksum_is_right(archive: Path, entities: dict) -> None:
    """Each file in the archive is described, its SHA-256 is that of its content, and nothing described is missing."""
    with zipfile.ZipFile(archive) as opened:
        inside = {name: hashlib.sha256(opened.read(name)).hexdigest() for name in opened.namelist()}
    del inside["ro-crate-metadata.json"]
    files = {name: one for name, one in entities.items() if "File" in one["@type"]}
    assert {name.replace("%20", " "): one["sha256"] for name, one in files.items()} == inside
    assert len(inside) == len(RESULTS) + 3 + 1


def test_the_profiles_requirements_are_met(entities: dict) -> None:
    """Root, workflow, run and parameters are linked as the profile asks."""
    root, metadata = entities["./"], entities["ro-crate-metadata.json"]
    assert "https://w3id.org/ro/crate/1.1" in named(metadata["conformsTo"])
    assert set(crate.PROFILES) == set(named(root["conformsTo"]))
    for profile in crate.PROFILES:
        assert entities[profile]["@type"] == "CreativeWork"
        assert entities[profile]["version"] == profile.rpartition("/")[2]
    assert {"name", "description", "datePublished", "license", "author", "citation"} <= set(root)
    (main,) = named(root["mainEntity"])
    workflow = entities[main]
    assert {"File", "SoftwareSourceCode", "ComputationalWorkflow"} <= set(workflow["@type"])
    assert "snakemake" in entities[named(workflow["programmingLanguage"])[0]]["name"].lower()
    (run,) = named(root["mentions"])
    action = entities[run]
    assert action["@type"] == "CreateAction"
    assert named(action["instrument"]) == [main]
    assert "endTime" in action
    for parameter in [*named(workflow["input"]), *named(workflow["output"])]:
        assert entities[parameter]["@type"] == "FormalParameter"
        assert {"name", "additionalType", "conformsTo"} <= set(entities[parameter])
    assert {f"results/{name}".replace(" ", "%20") for name in RESULTS} == set(named(action["result"]))
    slots = {slot for one in named(action["object"]) for slot in named(entities[one]["exampleOfWork"])}
    assert slots == set(named(workflow["input"]))
    assert set(named(root["hasPart"])) >= {*named(action["result"]), main, crate.CONFIGURATION}


def test_nothing_hangs_loose(entities: dict) -> None:
    """What an entity names is described in the crate, or is the address of a standard."""
    standards = ("https://bioschemas.org/profiles/", "https://w3id.org/ro/crate/")
    ours = [entity for entity in entities.values() if entity["@type"] != "ComputerLanguage"]  # the library's own
    for entity in ours:
        for value in entity.values():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and set(one) == {"@id"}:
                    assert one["@id"] in entities or one["@id"].startswith(standards), one


def test_inputs_have_checksum_and_doi(entities: dict) -> None:
    """A known source has the DOI of its data or paper; a file of the user's own has its checksum."""
    british, climate, own = (entities[f"#source-{row['source']}"] for row in SOURCES)
    assert british["url"] == citations.CAMELS_GB[1].source
    assert "https://doi.org/10.5194/essd-13-4349-2021" in climate["citation"]
    assert "url" not in own
    assert [one["sha256"] for one in (british, climate, own)] == [row["sha256"] for row in SOURCES]


def test_a_synthetic_world_is_cited_as_such() -> None:
    """No real data set is named where the world is made here."""
    assert citing.of_source("camels_gb", CONFIG | {"world": {"seed": 1}}) is citations.SYNTHETIC


def test_the_paper_and_its_authors_are_cited(entities: dict) -> None:
    """The root cites Lees et al. (2022) with its authors, people with their names."""
    (paper,) = named(entities["./"]["citation"])
    assert paper == "https://doi.org/10.5194/hess-26-3079-2022"
    names = [entities[author]["name"] for author in named(entities[paper]["author"])]
    assert names[0] == "Thomas Lees"
    assert len(names) == 10


def test_the_library_reopens_it(archive: Path) -> None:
    """The crate opens again from its file, with its workflow and its configuration."""
    opened = ROCrate(archive)
    assert opened.mainEntity.id == "code/Snakefile"
    assert yaml.safe_load(Path(opened.source, crate.CONFIGURATION).read_text()) == CONFIG

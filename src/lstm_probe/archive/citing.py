"""Who wrote the software, what a run builds on, and where its inputs can be had, as entities of a crate."""

from collections.abc import Iterator, Mapping
from typing import Any

from rocrate.model import ContextEntity
from rocrate.rocrate import ROCrate

from lstm_probe.datasets import catalogue, citations

LICENCES = "https://spdx.org/licenses/"


def authors(crate: ROCrate, citation: Mapping[str, Any]) -> list[ContextEntity]:
    """Add the authors of the software: people, who have a family name, and organisations.

    Parameters
    ----------
    crate : ROCrate
        Where they are added.
    citation : mapping
        The content of CITATION.cff, or one of its references.
    """
    added = []
    for author in citation["authors"]:
        person = "family-names" in author
        name = f"{author.get('given-names', '')} {author['family-names']}".strip() if person else author["name"]
        identifier = author.get("orcid") or f"#{'-'.join(name.lower().split())}"
        properties = {"@type": "Person" if person else "Organization", "name": name}
        added.append(crate.add(ContextEntity(crate, identifier, properties=properties)))
    return added


def papers(crate: ROCrate, citation: Mapping[str, Any]) -> Iterator[ContextEntity]:
    """Add the papers that CITATION.cff refers to, by their DOIs."""
    for paper in citation.get("references", ()):
        properties = {"@type": "ScholarlyArticle", "name": paper["title"], "datePublished": str(paper["year"])}
        entity = crate.add(ContextEntity(crate, f"https://doi.org/{paper['doi']}", properties=properties))
        entity["author"] = authors(crate, paper)
        yield entity


def licence(crate: ROCrate, citation: Mapping[str, Any]) -> ContextEntity:
    """Add the licence of the software, by its address at SPDX."""
    name = citation["license"]
    properties = {"@type": "CreativeWork", "name": name, "identifier": name}
    return crate.add(ContextEntity(crate, f"{LICENCES}{name}.html", properties=properties))


def software(crate: ROCrate, name: str, version: str) -> ContextEntity:
    """Add a package that results rest on, or Python itself."""
    address = "https://www.python.org/" if name == "python" else f"https://pypi.org/project/{name}/"
    properties = {"@type": "SoftwareApplication", "name": name, "version": version, "url": address}
    return crate.add(ContextEntity(crate, address, properties=properties))


def source(crate: ROCrate, row: Mapping[str, Any], config: Mapping[str, Any]) -> ContextEntity:
    """Add a source of the run, which is not in the crate: its checksum, size, licence, paper and address.

    Parameters
    ----------
    crate : ROCrate
        Where it is added.
    row : mapping
        A row of `contracts.tables.SOURCES`.
    config : mapping
        The configuration, which says what the catchments are and whether the world is synthetic.
    """
    cited = of_source(str(row["source"]), config)
    properties = {
        "@type": "PropertyValue",
        "name": f"{cited.title} ({row['source']})",
        "description": f"{row['files']} files at {row['path']}; cite {cited.references}; licence: {cited.license}",
        "value": cited.source,
        "sha256": str(row["sha256"]),
        "contentSize": str(row["bytes"]),
        "citation": cited.references,
    }
    if cited.source.startswith("https://"):
        properties["url"] = cited.source
    return crate.add(ContextEntity(crate, f"#source-{row['source']}", properties=properties))


def of_source(name: str, config: Mapping[str, Any]) -> citations.Citation:
    """Find how a source is cited: a product by its name, the catchments by their reader, others as the user's own."""
    if config["world"]:
        return citations.SYNTHETIC
    if name in citations.SOURCES:
        return citations.SOURCES[name]
    of_catchments = catalogue.of(config["data"])
    return of_catchments.citation if name.startswith(of_catchments.reader) else citations.OWN

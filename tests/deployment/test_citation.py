"""Package, CITATION.cff, codemeta.json and changelog say the same of the software, and in the usual form."""

import json
import re
import tomllib
from pathlib import Path

import yaml

import lstm_probe

ROOT = Path(__file__).parents[2]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
CODEMETA = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
#: Of Keep a Changelog, and ours for numbers.
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Results"}


def test_the_version_is_one() -> None:
    """The package has it; the two descriptions repeat it."""
    assert {CITATION["version"], CODEMETA["version"]} == {lstm_probe.__version__}
    assert re.fullmatch(r"\d+\.\d+\.\d+", lstm_probe.__version__)
    assert PROJECT["dynamic"] == ["version"]


def test_descriptions_agree() -> None:
    """Name, description, licence, authors, keywords and the paper are the same."""
    assert CODEMETA["identifier"] == PROJECT["name"]
    assert CODEMETA["description"] == PROJECT["description"]
    assert CODEMETA["name"] == CITATION["title"]
    assert CODEMETA["license"].rpartition("/")[2] == CITATION["license"] == PROJECT["license"]
    assert CODEMETA["keywords"] == CITATION["keywords"]
    assert CODEMETA["runtimePlatform"] == f"Python {PROJECT['requires-python']}"
    assert [author["name"] for author in CODEMETA["author"]] == [author["name"] for author in CITATION["authors"]]
    papers = {(paper["title"], f"https://doi.org/{paper['doi']}") for paper in CITATION["references"]}
    assert {(paper["name"], paper["@id"]) for paper in CODEMETA["referencePublication"]} == papers


def test_the_changelog_has_the_usual_form() -> None:
    """Versions are headings with a date, what is to come stands first, and entries have one of the known kinds."""
    versions = re.findall(r"^## (.*)$", CHANGELOG, re.MULTILINE)
    assert versions[0] == "[Unreleased]" or versions[0].startswith(f"[{lstm_probe.__version__}] - ")
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", version) for version in versions[1:])
    assert set(re.findall(r"^### (.*)$", CHANGELOG, re.MULTILINE)) <= KINDS

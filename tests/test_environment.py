"""The three descriptions of the environment agree."""

import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
CONDA_NAMES = {"torch": "pytorch", "snakemake": "snakemake-minimal", "matplotlib": "matplotlib-base"}


def project() -> dict:
    """Read the [project] table of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def locked(name: str = "requirements.lock") -> dict[str, str]:
    """Read name and version of every pin in a lock."""
    lines = (ROOT / name).read_text().splitlines()
    pins = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pins}


def requirements() -> list[Requirement]:
    """Read every dependency of the package and of its development."""
    listed = project()["dependencies"] + project()["optional-dependencies"]["dev"]
    return [Requirement(text) for text in listed]


@pytest.mark.parametrize("requirement", requirements(), ids=str)
def test_lock_satisfies_pyproject(requirement: Requirement) -> None:
    """Every dependency is pinned in the lock, to a version that pyproject.toml allows."""
    version = locked()[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(version)


def test_the_slurm_extra_has_a_lock_of_its_own() -> None:
    """What SLURM needs is pinned to versions that pyproject.toml allows, and nobody else has to install it."""
    pins = locked("requirements-slurm.lock")
    for requirement in map(Requirement, project()["optional-dependencies"]["slurm"]):
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)])
    assert not set(pins) & set(locked())


def test_the_site_has_a_lock_of_its_own() -> None:
    """What the site is built with is pinned, in an environment of its own."""
    pins = locked("requirements-docs.lock")
    for requirement in map(Requirement, project()["optional-dependencies"]["docs"]):
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)])


def test_torch_is_pinned_exactly() -> None:
    """The lock holds the one version of torch that installs everywhere, without a local suffix."""
    assert locked()["torch"] == "2.13.0"


def test_conda_environment_names_the_same_dependencies() -> None:
    """environment.yml lists exactly the dependencies of pyproject.toml, with the same bounds."""
    entries = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    conda = {entry for entry in entries if isinstance(entry, str)} - {"pip"}
    expected = {f"python{project()['requires-python']}"}
    for requirement in map(Requirement, project()["dependencies"]):
        name = CONDA_NAMES.get(requirement.name, requirement.name.lower())
        expected.add(f"{name}{requirement.specifier}")
    assert conda == expected

"""Another workflow takes this one as a module: same jobs, its own folders, and nothing written anywhere else."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.deployment.module import SNAKEMAKE, planned, run, write
from tests.test_workflow import ROOT, copy_repository

pytestmark = [pytest.mark.workflow, pytest.mark.slow]

SNAKEFILE = ROOT / "workflow" / "Snakefile"
PREDICTIONS = "mine/results/probe/main/seed1/predictions.nc"
#: What `snakemake --lint` says; why it stays, workflow/Snakefile says.
ARGUED = {
    "Param folder is a prefix of input or output file but hardcoded",
    "Mixed rules and functions in same snakefile.",
    "Specify a conda environment or container for each rule.",
}


def tiny() -> dict:
    """Take the tiny study with the folders of another workflow, and of it one target and one experiment."""
    study: dict = yaml.safe_load((ROOT / "config" / "tiny.yaml").read_text(encoding="utf-8"))
    study["pathvars"] = {name: f"mine/{name}" for name in study["pathvars"]}
    study["study"] |= {"targets": ["swvl1"], "experiments": ["main"], "figures": ["figS4_training_history"]}
    return study


def versioned(repository: Path) -> Path:
    """Make a repository of git with one version, v1, of a folder."""
    git = ["git", "-C", str(repository), "-c", "user.name=a", "-c", "user.email=a@b"]
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "All"], ["tag", "v1"]):
        subprocess.run([*git, *words], check=True)
    return repository


def test_six_lines_run_the_tiny_study(tmp_path: Path) -> None:
    """From another folder the tiny study comes to its probes, below that folder alone, and then nothing is left."""
    write(tmp_path, SNAKEFILE, "tiny.yaml")
    (tmp_path / "tiny.yaml").write_text(yaml.safe_dump(tiny()), encoding="utf-8")
    run(tmp_path, PREDICTIONS)
    assert (tmp_path / PREDICTIONS).is_file()
    assert {path.name for path in tmp_path.iterdir()} <= {"Snakefile", "tiny.yaml", "mine", ".snakemake", ".lstm_probe"}
    assert planned(tmp_path, PREDICTIONS) == {}


def test_the_report_of_a_module_has_the_error_rates(tmp_path: Path) -> None:
    """The measured error rates of the verdict come from this repository, wherever the study lies."""
    write(tmp_path, SNAKEFILE, "tiny.yaml")
    (tmp_path / "tiny.yaml").write_text(yaml.safe_dump(tiny()), encoding="utf-8")
    assert "docs/calibration/rates.csv" in run(tmp_path, "--filegraph", "mine/results/report.html")


def test_a_deployed_study_plans_what_the_repository_does(tmp_path: Path) -> None:
    """With a copy of config/ and the demo over it, every rule has as many jobs as in the repository."""
    (tmp_path / "config").symlink_to(ROOT / "config")
    write(tmp_path, SNAKEFILE, "config/config.yaml")
    other = tmp_path / "repository"
    (copy_repository(other) / "mine.yaml").write_text("{}")
    there = planned(other, "--configfile", "config/demo.yaml")
    here = planned(tmp_path, "probe_all", "--configfile", "config/demo.yaml")
    assert here == {f"probe_{name}": count for name, count in there.items()}


def test_a_module_may_lie_in_a_repository_that_snakemake_reads(tmp_path: Path) -> None:
    """Snakemake fetches single files of a version, as from a server; schema, defaults and presets are found there.

    No job is planned: of an address git+file:, Snakemake 9.27 cannot compare the times of scripts and stops.
    """
    copied = copy_repository(tmp_path / "clone")
    shutil.copytree(ROOT / "docs" / "calibration", copied / "docs" / "calibration")  # the report's error rates
    clone = versioned(copied)
    study = tmp_path / "study"
    study.mkdir()
    (study / "tiny.yaml").write_text(yaml.safe_dump(tiny()), encoding="utf-8")
    write(study, f"git+file://{clone}/workflow/Snakefile@v1", "tiny.yaml")
    assert "probe_train_lstm" in run(study, "--list")


def test_lint_finds_what_is_argued() -> None:
    """`snakemake --lint` says nothing but what workflow/Snakefile gives the reasons of."""
    command = [SNAKEMAKE, "--lint", "--configfile", "config/tiny.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert set(re.findall(r"^    \* (.*?):?$", done.stdout + done.stderr, re.MULTILINE)) == ARGUED

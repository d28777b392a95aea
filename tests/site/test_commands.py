"""Commands on the pages name files, rules and goals that exist; those that need no user's files can be planned."""

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.deployment.module import SNAKEMAKE

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "config" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^(?:\.venv/bin/)?((?:snakemake|make) [^#\n]*)", re.MULTILINE)
RULE = re.compile(r"^\s*(?:rule (\w+):|use rule \w+ as (\w+) with:)", re.MULTILINE)
#: Options whose value is one word, and files that a reader writes.
ONE_VALUE = {"--cores", "--workflow-profile", "--jobs"}
READERS_OWN = re.compile(r"…|mine|\bmy_|<|places\.yaml")
NO_DATA = "of its inputs are not there"


def commands(program: str) -> list[str]:
    """Gather the commands of a program from the blocks of all pages, each once."""
    blocks = [block for page in PAGES for block in FENCED.findall(page.read_text(encoding="utf-8"))]
    found = {command.strip() for block in blocks for command in COMMAND.findall(block)}
    return sorted(command for command in found if command.startswith(program))


def goals(command: str) -> list[str]:
    """Return the words of a snakemake command that are goals: those that belong to no option."""
    words, found, option = shlex.split(command)[1:], [], ""
    for word in words:
        if word.startswith("-"):
            option = word
        elif option in ("--configfile", "--config", "--report") or option in ONE_VALUE:
            option = "" if option in ONE_VALUE else option
        else:
            found.append(word)
    return found


def rules() -> set[str]:
    """Name the rules of the workflow."""
    files = [ROOT / "workflow" / "Snakefile", *(ROOT / "workflow" / "rules").glob("*.smk")]
    return {name for file in files for pair in RULE.findall(file.read_text(encoding="utf-8")) for name in pair if name}


@pytest.mark.parametrize("command", commands("make"))
def test_goals_of_make_exist(command: str) -> None:
    """Every `make goal` on a page is a goal of the Makefile."""
    known = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert command.split()[1] in known


@pytest.mark.parametrize("command", commands("snakemake"))
def test_snakemake_is_given_what_exists(command: str) -> None:
    """Configurations and profiles that a command names are files here, unless a reader writes them; goals are rules."""
    files = re.findall(r"(?:config|profiles)/[\w/.]+", command)
    assert [name for name in files if not (ROOT / name).exists()] == []
    assert {goal for goal in goals(command) if "/" not in goal and not READERS_OWN.search(goal)} <= rules()


@pytest.mark.workflow
@pytest.mark.slow
@pytest.mark.skipif("LSTM_PROBE_SITE" not in os.environ, reason="the site is not built (make test-site)")
@pytest.mark.parametrize("command", [command for command in commands("snakemake") if not READERS_OWN.search(command)])
def test_commands_can_be_planned(command: str, tmp_path: Path) -> None:
    """A dry run of each is whole, or ends with the places of data that are not here."""
    words = [SNAKEMAKE, *shlex.split(command)[1:]]
    if "slurm" in command:
        pytest.importorskip("snakemake_executor_plugin_slurm", reason="the plugin for SLURM is not installed")
    done = subprocess.run([*words, "--dry-run", "--nolock"], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0 or NO_DATA in done.stdout + done.stderr, done.stdout + done.stderr

"""The profile for SLURM knows every rule and asks for more after a failure; its test spares other people's clusters."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from lstm_probe.workflow import chapters

ROOT = Path(__file__).parents[2]
PROFILE = ROOT / "profiles" / "slurm"
SCRIPTS = ROOT / "workflow" / "slurm"
PAGE = ROOT / "docs" / "cluster.md"
RULES = ("make_world", "fit_probes")
SNAKEMAKE = str(Path(sys.executable).with_name("snakemake"))
FETCHING = {"fetch", "fetch_plan", "fetch_camels_gb", "fetch_era5_land", "fetch_esa_cci", "fetch_caravan"}
# A failing check or claim takes none along; other nodes lack a network.
ON_THE_LOGIN_NODE = {"all", "check", "skip_check", "confirm_claims"} | FETCHING


@pytest.fixture(scope="module")
def profile() -> dict:
    """Read the profile."""
    content: dict = yaml.safe_load((PROFILE / "config.yaml").read_text())
    return content


@pytest.fixture(scope="module")
def rules() -> set[str]:
    """Name the rules of the workflow, as they are written."""
    files = [ROOT / "workflow" / "Snakefile", *(ROOT / "workflow" / "rules").glob("*.smk")]
    text = "".join(path.read_text() for path in files)
    named = set(re.findall(r"^rule (\w+):", text, re.M)) | set(re.findall(r"^use rule \w+ as (\w+)", text, re.M))
    return named | {f"draw_{chapter}" for chapter in chapters.CHAPTERS}


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import one of the scripts, which find one another beside themselves."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    specification = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_profile_knows_every_rule(profile: dict, rules: set[str]) -> None:
    """Every rule shares a job with others or has resources of its own, and the profile names no rule that is not."""
    known = set(profile["groups"]) | set(profile["set-resources"])
    assert known == rules - ON_THE_LOGIN_NODE
    assert not ON_THE_LOGIN_NODE & set(profile["groups"])
    assert set(profile["set-threads"]) <= rules


def test_every_group_says_how_many_share_a_job(profile: dict) -> None:
    """Groups, and how many of their parts go to the queue as one job, are named alike."""
    assert set(profile["groups"].values()) == set(profile["group-components"])


def test_a_failed_job_asks_for_more(profile: dict) -> None:
    """Memory and time of every job grow with the attempt; only the profile repeats what failed."""
    asked = [profile["default-resources"], *profile["set-resources"].values()]
    for resources in asked:
        assert {"mem_mb", "runtime"} <= set(resources)
        for name in ("mem_mb", "runtime"):
            assert re.fullmatch(r"attempt \* \d+", resources[name]), resources
    assert profile["retries"] >= 1
    for path in (ROOT / "workflow" / "rules").glob("*.smk"):
        assert "retries:" not in path.read_text()


def test_what_was_measured_is_less_than_what_is_asked_for() -> None:
    """Every row of the table in docs/cluster.md leaves a fifth or more of memory and time unused."""
    rows = re.findall(r"^\| (?:`|largest).* \| (\d+) \| ([\d.]+) \| (\d+) \| (\d+) \|$", PAGE.read_text(), re.M)
    assert rows
    for used, minutes, asked, allowed in ((float(number) for number in row) for row in rows):
        assert used <= 0.8 * asked
        assert minutes <= 0.8 * allowed


def test_the_table_is_of_the_profile(profile: dict, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A rule's row has its largest memory, its longest time and the profile's figures; small rules share a row."""
    measured = load("measured", monkeypatch)
    for name, seconds, memory in (
        ("make_world", 60, 100),
        ("fit_probes/a/seed1", 30, 10),
        ("fit_probes/b/seed1", 90, 5),
    ):
        path = tmp_path / f"{name}.tsv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"s\tmax_rss\n{seconds}\t{memory}\n")
    for name in ("table1_medians", "gather_skill"):
        (tmp_path / f"{name}.tsv").write_text("s\tmax_rss\n6\t-\n6\t50\n")
    asked = {
        **profile,
        "set-resources": {name: {"mem_mb": "attempt * 200", "runtime": "attempt * 3"} for name in RULES},
    }
    rows = measured.table(measured.read(tmp_path), asked).splitlines()[2:]
    default = profile["default-resources"]
    last = f"| {default['mem_mb'].split()[-1]} | {default['runtime'].split()[-1]} |"
    assert rows == [
        "| `make_world` | 100 | 1.0 | 200 | 3 |",
        "| `fit_probes` | 10 | 1.5 | 200 | 3 |",
        f"| largest of 2 others of `results` | 50 | 0.1 {last}",
    ]


def test_rules_of_a_group_are_asked_for_one_after_another(profile: dict) -> None:
    """Each group may work on one rule at a time, as the plugin does; jobs of different groups do not wait for that."""
    assert profile["default-resources"]["at_once"] == 1
    assert profile["resources"] == ["at_once=1"]
    assert profile["set-resource-scopes"] == ["at_once=local"]


@pytest.mark.workflow
@pytest.mark.slow
def test_a_run_can_be_planned_for_slurm(tmp_path: Path) -> None:
    """Snakemake reads the profile, accepts its groups and plans the whole study."""
    pytest.importorskip(
        "snakemake_executor_plugin_slurm", reason="the plugin for SLURM is not installed (make test-slurm)"
    )
    places = {name: str(tmp_path / name) for name in ("results", "logs", "world")}
    (tmp_path / "places.yaml").write_text(yaml.safe_dump({"pathvars": places}))
    command = [SNAKEMAKE, "--dry-run", "--workflow-profile", str(PROFILE), "--nolock"]
    command += ["--configfile", "config/tiny.yaml", str(tmp_path / "places.yaml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Write the report of this run." in done.stdout + done.stderr


@pytest.mark.parametrize("named_by", ["its place", "SLURM_CONF"])
@pytest.mark.parametrize("action", ["install", "start", "stop"])
def test_a_foreign_cluster_is_left_alone(action: str, named_by: str, tmp_path: Path) -> None:
    """Where somebody's slurm.conf stands, nothing is installed, started or stopped, and the file stays as it is."""
    foreign = tmp_path / "slurm.conf"
    foreign.write_text("ClusterName=ours\n")
    configuration = foreign if named_by == "its place" else tmp_path / "nowhere.conf"
    command = [sys.executable, str(SCRIPTS / "cluster.py"), action, "--configuration", str(configuration)]
    variables = {"SLURM_CONF": str(foreign)} if named_by == "SLURM_CONF" else {}
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **variables})
    assert done.returncode == 1
    assert all(word in done.stderr for word in (str(foreign), "not this test's", "to do:"))
    assert "Traceback" not in done.stderr
    assert foreign.read_text() == "ClusterName=ours\n"


def test_the_cluster_has_what_the_machine_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """The configuration bears the mark by which it is known again, and offers no more memory than there is."""
    cluster = load("cluster", monkeypatch)
    text = cluster.describe_cluster()
    assert text.startswith(cluster.MARK)
    memory = int(re.search(r"RealMemory=(\d+)", text)[1])
    assert 0 < memory * 2**20 < cluster.psutil.virtual_memory().total


def test_numbers_are_compared_to_the_last_digit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A number that differs in its last digit, or is missing, is named with both values; equal ones are not."""
    script = load("run_and_compare", monkeypatch)
    for name, text in {"a": '{"r": [0.1, 0.30000000000000004], "n": 1}', "b": '{"r": [0.1, 0.3]}'}.items():
        (tmp_path / f"{name}.json").write_text(text)
    first, second = (script.read(tmp_path / f"{name}.json") for name in "ab")
    assert script.differences(first, first) == []
    said = script.differences(first, second)
    assert said == ["n: 1 without SLURM, absent with it", "r.1: 0.30000000000000004 without SLURM, 0.3 with it"]

"""A run begins with one call, which completes the configuration or states the first mistake."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from lstm_probe.errors import InputError
from lstm_probe.workflow import startup
from tests.test_workflow import ROOT


class Pathvars(dict):
    """Stand for the path variables of Snakemake."""

    @classmethod
    def from_config(cls, config: dict[str, Any], module_level: bool) -> "Pathvars":
        """Take them from a configuration."""
        return cls(config["pathvars"])


@pytest.fixture
def workflow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SimpleNamespace:
    """Stand for Snakemake's workflow, in a folder that may be written."""
    (tmp_path / "config").symlink_to(ROOT / "config")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(startup.os, "environ", dict(startup.os.environ))
    return SimpleNamespace(
        modifier=SimpleNamespace(is_main_snakefile=lambda: True),
        overwrite_configfiles=[],
        config_settings=SimpleNamespace(config_args=[]),
        pathvars=Pathvars(),
    )


def test_the_configuration_is_completed_in_place(workflow: SimpleNamespace) -> None:
    """Defaults of the schema stand in it, path variables are set, and jobs inherit the pinned instructions."""
    config = yaml.safe_load((ROOT / "config/config.yaml").read_text())
    startup.prepare(workflow, config, ["snakemake", "--list"], ROOT.joinpath)
    assert config["experiments"]["main"]["control"] == {"name": "none"}
    assert workflow.pathvars["results"] == "runs/paper/results"
    assert startup.os.environ["OMP_WAIT_POLICY"]


def test_only_work_asks_for_data(workflow: SimpleNamespace) -> None:
    """Listing the rules needs no data; a run whose data are not there is refused with the places to get them."""
    config = yaml.safe_load((ROOT / "config/config.yaml").read_text())
    startup.prepare(workflow, dict(config), ["snakemake", "--list"], ROOT.joinpath)
    with pytest.raises(InputError, match="of its inputs are not there"):
        startup.prepare(workflow, config, ["snakemake", "--cores", "2"], ROOT.joinpath)


def test_a_fetch_needs_no_other_source(workflow: SimpleNamespace) -> None:
    """What is fetched may be fetched while nothing else is there yet."""
    config = yaml.safe_load((ROOT / "config/config.yaml").read_text())
    startup.prepare(workflow, config, ["snakemake", "--cores", "2", "fetch_plan"], ROOT.joinpath)


def test_messages_name_the_files_that_were_given(workflow: SimpleNamespace) -> None:
    """The default file where none is given; the overlays, and --config where it is used."""
    assert startup.configuration_files(workflow) == "config/config.yaml"
    workflow.overwrite_configfiles = [Path("config/demo.yaml").absolute()]
    workflow.config_settings.config_args = ["check=false"]
    assert startup.configuration_files(workflow) == "config/demo.yaml and --config"


def test_a_start_loads_no_numerical_library() -> None:
    """What the rules import leaves numpy, pandas, xarray and torch alone: every job of a run starts this way."""
    lines = [line for path in (ROOT / "workflow/rules").glob("*.smk") for line in path.read_text().splitlines()]
    code = [line for line in lines if line.startswith("from lstm_probe.")]
    assert any("startup" in line for line in code)
    shown = "import sys; print({'numpy', 'pandas', 'torch', 'xarray'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", "\n".join([*code, shown])], capture_output=True, encoding="utf-8")
    assert done.stdout == "set()\n", done.stderr

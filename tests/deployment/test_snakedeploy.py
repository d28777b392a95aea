"""snakedeploy deploys the workflow from a copy of this repository; `make test-deploy` installs it apart.

For a repository on a disk snakedeploy writes `snakefile: "workflow/Snakefile"` into the module statement, which
leads to the file that it stands in. The test sets this one line to the workflow/Snakefile of the copy.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deployment.module import planned
from tests.deployment.test_module import versioned
from tests.test_workflow import copy_repository

pytestmark = [
    pytest.mark.workflow,
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("snakedeploy"), reason="snakedeploy is not installed (make test-deploy)"),
]


def test_the_demo_of_a_deployed_workflow_is_planned(tmp_path: Path) -> None:
    """What is deployed has the configuration, and the demo's plan with its jobs."""
    clone = versioned(copy_repository(tmp_path / "clone"))
    deployed = tmp_path / "study"
    command = ["snakedeploy", "deploy-workflow", str(clone), str(deployed), "--tag", "v1"]
    subprocess.run(command, check=True, capture_output=True)
    snakefile = deployed / "workflow" / "Snakefile"
    text = snakefile.read_text(encoding="utf-8")
    assert text.count('"workflow/Snakefile"') == 1
    snakefile.write_text(text.replace("workflow/Snakefile", f"{clone}/workflow/Snakefile"), encoding="utf-8")
    jobs = planned(deployed, "--configfile", "config/demo.yaml")
    there = planned(clone, "--configfile", "config/demo.yaml")
    assert list(jobs.values()) == list(there.values())

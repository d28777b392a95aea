"""How many threads a job's linear algebra takes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.workflow

SNAKEFILE = """
rule all:
    input: "1.json", "2.json"
rule multiply:
    output: "{threads}.json"
    threads: lambda wildcards: int(wildcards.threads)
    script: "multiply.py"
"""
SCRIPT = """
import json
import numpy
from threadpoolctl import threadpool_info
pools = [pool["num_threads"] for pool in threadpool_info()]
with open(snakemake.output[0], "w") as file:
    json.dump(pools, file)
"""


def test_linear_algebra_takes_the_threads_of_the_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Snakemake tells a script's BLAS the rule's threads, one where it says nothing, so that jobs do not fight."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.setenv(name, "3")
    (tmp_path / "Snakefile").write_text(SNAKEFILE)
    (tmp_path / "multiply.py").write_text(SCRIPT)
    command = [str(Path(sys.executable).with_name("snakemake")), "--cores", "2", "--quiet", "all"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for threads in (1, 2):
        pools = json.loads((tmp_path / f"{threads}.json").read_text())
        assert pools, "no library with threads was found"
        assert set(pools) == {threads}

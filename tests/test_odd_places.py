"""The workflow runs in folders of any name, and a configuration that is no YAML ends in words, not in a traceback."""

from pathlib import Path

import pytest

from tests.test_workflow import copy_repository, run, write_overlay

pytestmark = [pytest.mark.workflow, pytest.mark.slow]

ODD = "runs/my résults (1) – Ŵysg #2"


def test_results_and_data_may_lie_anywhere(tmp_path: Path) -> None:
    """A repository, a world and results in folders with spaces, brackets and other alphabets are read and written."""
    folder = copy_repository(tmp_path / "répository of mine")
    places = {"results": f"{ODD}/results", "logs": f"{ODD}/logs", "world": f"{ODD}/wörld"}
    wanted = [f"{ODD}/results/data/{name}" for name in ("boundaries.gpkg", "targets/swvl1.nc", "targets/esa_cci.nc")]
    done = run(folder, *wanted, overlay=write_overlay(folder, {"pathvars": places}))
    assert done.returncode == 0, done.stdout + done.stderr
    assert all((folder / path).is_file() for path in wanted)
    assert sorted(path.name for path in (folder / "runs").iterdir()) == [Path(ODD).name]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"study:\n\tseeds: [1]\n", ["not valid JSON or YAML", "tab"]),
        (b"study: {seeds: [1]}\nstudy: {seeds: [2]}\n", ["mine.yaml, line 2", "'study' again"]),
        (b"__use_yte__: true\nstudy: {seeds: [1]}\n", ["mine.yaml, line 1", "a template that runs code"]),
        (b"- study\n", ["keys at top level"]),
        (b"targets: {../../evil: {source: table, units: '1', long_name: x}}\n", ["targets", "../../evil"]),
    ],
)
def test_a_configuration_that_is_none_is_refused(text: bytes, words: list[str], tmp_path: Path) -> None:
    """Snakemake or the check of the configuration says what is wrong, before anything is made."""
    folder = copy_repository(tmp_path / "repository")
    (folder / "mine.yaml").write_bytes(text)
    done = run(folder, "--dry-run", overlay="mine.yaml")
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "Traceback" not in said
    assert all(word in said for word in words), said
    assert not (folder / "runs").exists()

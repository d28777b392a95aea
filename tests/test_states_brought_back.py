"""States of our own LSTM, written to a file and brought back as those of any model, give the numbers that they gave."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xarray as xr
import yaml

from lstm_probe.artefacts import store
from lstm_probe.contracts.verdict import LADDER
from tests.test_workflow import copy_repository

pytestmark = [pytest.mark.workflow, pytest.mark.slow]
SNAKEMAKE = str(Path(sys.executable).with_name("snakemake"))
STUDY = {"targets": ["swvl3", "sd"], "experiments": ["main", "permute_gauges", "delay_180"], "figures": []}
FIGURES = {"soil_targets": ["swvl3"], "satellite_target": None, "satellite_layer": None, "map_target": None}
SMALL = {"study": STUDY, "figures": FIGURES, "nulls": {"derangements": 9}, "expect": []}


def made(folder: Path, name: str, changes: dict[str, Any], *goals: str) -> Path:
    """Make some files of a study of this name, and give its results."""
    results = f"runs/{name}/results"
    overlay = {**SMALL, **changes, "pathvars": {"results": results, "logs": f"runs/{name}/logs"}}
    overlay["study"] = {**STUDY, **changes.get("study", {})}
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(overlay))
    files = [f"{results}/{goal}" for goal in goals]
    command = [SNAKEMAKE, *files, "--cores", "2", "--configfile", "config/tiny.yaml", f"{name}.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / results


def written_by_hand(states: Path, path: Path) -> None:
    """Write states as a user may: other names of dimensions and ids, units before days, days at noon."""
    with xr.open_dataset(states) as found:
        cell = found["cell_state"].rename(gauge_id="basin", time="date", unit="hidden").load()
    ids = [f"camelsgb_{gauge}" for gauge in cell["basin"].values]
    cell = cell.assign_coords(basin=ids, date=cell["date"].values + pd.Timedelta(hours=12)).drop_attrs()
    cell.transpose("hidden", "basin", "date").drop_vars("hidden").to_dataset().to_netcdf(path)


def test_states_that_are_brought_back_give_the_same_table(tmp_path: Path) -> None:
    """Table 1 is the same to the last byte; the report names what it cannot run: no untrained LSTM, no discharge."""
    folder = copy_repository(tmp_path)
    alone = {"study": {"ladder": False}}
    ours = made(folder, "ours", alone, "tables/table1_medians.csv")
    written_by_hand(ours / "lstm/tiny/seed1/states.nc", folder / "states.nc")
    theirs = {"lstms": {"theirs": {"source": "states", "path": "states.nc"}}, "study": {"lstms": ["theirs"]}}
    found = made(folder, "theirs", theirs, "tables/table1_medians.csv", "report.html")
    table = "tables/table1_medians.csv"
    assert (found / table).read_bytes() == (ours / table).read_bytes()
    assert not list(found.glob("lstm/*untrained*"))
    ladder = store.read_table(found / "tables/ladder.csv", LADDER).set_index(["target", "rung"])
    assert (ladder["outcome"] != "not run").drop("used", level="rung").all()
    report = (found / "report.html").read_text()
    assert "an untrained model was not run" in report
    assert "none is asked for" in report

"""One command goes from an empty folder to a finished study; stand-ins on this machine play the publishers."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
import yaml

from lstm_probe.world import delivery
from lstm_probe.world.settings import World
from tests.stand_ins import ceda, eidc, eidc_v2, zenodo
from tests.stand_ins.cds import ClimateDataStore
from tests.stand_ins.http_server import Server, serving

ROOT = Path(__file__).parents[1]
SNAKEMAKE = str(Path(sys.executable).with_name("snakemake"))
TINY = json.loads(json.dumps(yaml.safe_load((ROOT / "config" / "tiny.yaml").read_text()), default=str))
VERSION = "05.2"
EXPERIMENTS = ["main", "permute_gauges", "delay_180"]
SWVL1 = {"source": "era5_land", "variable": "swvl1"}
CARAVAN = {"source": "caravan", "variable": "volumetric_soil_water_layer_1_mean"}
CASES: dict[str, dict[str, Any]] = {  # what a study takes from where, and its targets
    "version 1, daily statistics, satellites": {
        "data": {
            "camels_gb": {"fetch": True},
            "era5_land": {"fetch": True, "box": [58.0, -5.0, 55.0, -2.0]},
            "esa_cci": {"fetch": True, "version": VERSION},
        },
        "targets": {"swvl1": SWVL1},
        "study": {"targets": ["swvl1", "sd", "esa_cci"]},
    },
    "version 2, daily statistics": {
        "data": {
            "camels_gb": {"fetch": True, "version": 2},
            "era5_land": {"fetch": True, "box": [58.0, -5.0, 55.0, -2.0]},
        },
        "targets": {"swvl1": SWVL1},
        "study": {"targets": ["swvl1"]},
    },
    "version 1, Caravan": {
        "data": {"camels_gb": {"fetch": True}, "caravan": {"fetch": True}},
        "targets": {"swvl1": CARAVAN},
        "study": {"targets": ["swvl1"]},
    },
}

pytestmark = [pytest.mark.workflow, pytest.mark.slow]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make what the publishers hold: the world of config/tiny.yaml in their layouts."""
    folder = tmp_path_factory.mktemp("published")
    settings = {name: tuple(value) if isinstance(value, list) else value for name, value in TINY["world"].items()}
    world = World(**settings | {"esa_cci_days": ("2000-01-01", "2003-12-31")})
    delivery.write(world, *(folder / name for name in ("camels_gb", "era5_land", "esa_cci")))
    eidc_v2.make(folder / "camels_gb", folder / "camels_gb_v2", ragged=())
    means = zenodo.means_of(folder)
    means.to_netcdf(folder / "means.nc")
    zenodo.make(means, folder / "Caravan")
    return folder


@contextmanager
def publishers(folder: Path) -> Iterator[tuple[Server, ClimateDataStore]]:
    """Let one server stand in for EIDC, CEDA and Zenodo, and one for the Climate Data Store."""
    content = {
        **eidc.content(folder / "camels_gb"),
        **eidc_v2.served(folder / "camels_gb_v2"),
        **ceda.served(folder / "esa_cci", VERSION),
        **zenodo.served({"Caravan-nc.tar.gz": zenodo.packed(folder / "Caravan")}),
    }
    with ExitStack() as stack:
        yield stack.enter_context(serving(content)), stack.enter_context(ClimateDataStore(folder / "era5_land"))


def prepare(folder: Path, case: dict[str, Any], server: str) -> Path:
    """Copy the repository, and write an overlay that takes everything from stand-ins into an empty folder."""
    for name in ("config", "workflow", "profiles", "src"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "Snakefile", folder)
    runs = {name: f"runs/first/{name}" for name in ("results", "logs", "world")}
    figures = {**TINY["figures"], "soil_targets": ["swvl1"], "snow_target": None, "satellite_target": None}
    mine = {
        "pathvars": runs,
        "periods": TINY["periods"],
        "lstms": TINY["lstms"],
        "figures": {**figures, "map_target": "swvl1"},
        **case,
        "study": {
            **case["study"],
            "lstms": TINY["study"]["lstms"],
            "seeds": [1],
            "experiments": EXPERIMENTS,
            "ladder": False,
            "figures": ["fig02_soil_moisture_skill", "fig06_july_2007", "figS2_discharge_skill"],
        },
        "fetch": {
            "servers": dict.fromkeys(("eidc_packages", "eidc_files", "ceda", "zenodo"), server),
        },
    }
    (folder / "mine.yaml").write_text(yaml.safe_dump(mine))
    return folder


def run(folder: Path, store: ClimateDataStore, *words: str) -> str:
    """Run the study as a user does; it must end well, and what it said comes back."""
    known = {"ECMWF_DATASTORES_URL": store.url, "ECMWF_DATASTORES_KEY": store.key}
    settings = {**os.environ, **known, "PYTHONPATH": str(folder / "src"), "LSTM_PROBE_DATA": str(folder / "data")}
    command = [SNAKEMAKE, *words, "--cores", "2", "--configfile", "mine.yaml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=settings)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("case", CASES)
def test_from_nothing_to_a_finished_study(case: str, published: Path, tmp_path: Path) -> None:
    """One command fetches what a study reads and finishes it; the next has nothing to do; no file has the key."""
    with publishers(published) as (server, store):
        folder = prepare(tmp_path / "repository", CASES[case], server.url)
        planned = run(folder, store, "fetch_plan")
        assert not server.requests
        assert not (folder / "data").exists()
        assert "camels_gb" in planned
        run(folder, store)
        asked = len(server.requests)
        again = run(folder, store)
        assert len(server.requests) == asked
    assert "Nothing to be done" in again
    results = folder / "runs" / "first" / "results"
    numbers = json.loads((results / "numbers.json").read_text())
    for target in CASES[case]["study"]["targets"]:
        assert set(numbers["probes"]) == set(EXPERIMENTS)
        assert numbers["probes"]["main"][target]["test"]["gauges"] >= 2
    with xr.open_dataset(results / "data/targets/swvl1.nc") as had, xr.open_dataset(published / "means.nc") as has:
        assert had.sizes["gauge_id"] == 6
        rounding = 0.0051 if "caravan" in CASES[case]["data"] else 1e-6
        there = has["swvl1"].sel(gauge_id=had["gauge_id"], time=had["time"]).transpose(*had["swvl1"].dims)
        np.testing.assert_allclose(had["swvl1"], there, atol=rounding)
    assert (results / "report.html").is_file()
    for path in (path for path in folder.rglob("*") if path.is_file()):
        assert store.key.encode() not in path.read_bytes(), path

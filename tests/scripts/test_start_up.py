"""What a job imports before it begins: a workflow of many short jobs is as fast as its processes start."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = {path.stem for path in (Path(__file__).parents[2] / "workflow" / "scripts").glob("*.py")}
FIGURES = {name for name in SCRIPTS if name.startswith("draw_")}

#: Heavy packages, and the scripts that may need them.
NEEDED = {
    "torch": {
        "extract_states",
        "fit_untrained_probes",
        "follow_epoch",
        "import_lstm",
        "read_states",
        "simulate_discharge",
        "steer",
        "train_by_epoch",
        "train_lstm",
    },
    "sklearn": {
        "find_similar_gauges",
        "hold_out_gauges",
        "learn_from_floor",
        "learn_from_moments",
        "score_held_out_gauges",
        "score_unseen_gauges",
    },
    "scipy.signal": {"make_world"},
    "matplotlib": FIGURES | {"check_up"},
    "geopandas": {
        "check_up",
        "make_world",
        "read_boundaries",
        "compute_weights",
        "clip_era5_land",
        "clip_esa_cci",
        "draw_daily_maps",
        "follow_added_water",
        "ingest",
    },
}
IMPORT = """
import importlib.util, sys
for name in sys.argv[2:]:
    module = importlib.util.spec_from_file_location(name, f"workflow/scripts/{name}.py")
    module.loader.exec_module(importlib.util.module_from_spec(module))
print(sys.argv[1] in sys.modules)
"""


def imports(package: str, scripts: set[str]) -> bool:
    """Say whether a process that has imported some scripts has imported a package too."""
    command = [sys.executable, "-c", IMPORT, package, *sorted(scripts)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    return {"True": True, "False": False}[done.stdout.strip()]


@pytest.mark.parametrize("package", NEEDED)
def test_heavy_packages_are_imported_only_by_jobs_that_need_them(package: str) -> None:
    """No other script imports the package, not even through another one; the scripts that may have it do."""
    assert NEEDED[package] <= SCRIPTS
    assert not imports(package, SCRIPTS - NEEDED[package])
    assert imports(package, {min(NEEDED[package])})

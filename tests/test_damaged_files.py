"""Readers of damaged files read them or say what is wrong: a thousand cuts, flips and insertions show no traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.fuzzed import BINARY, TEXTS
from tests.hostile.mutations import survives

ROOT = Path(__file__).parents[1]
SEED, OF_TEXT, OF_BINARY = 20220620, 60, 25


@pytest.mark.parametrize("name", TEXTS)
def test_damaged_texts_and_models(name: str) -> None:
    """Series, tables, lists, models, checkpoints and configurations, damaged, end in an InputError or a value."""
    assert survives(*TEXTS[name], SEED, OF_TEXT) == []


@pytest.mark.filterwarnings("ignore")
def test_damaged_netcdf_shapefiles_and_archives() -> None:
    """The same of binary files, in a process of its own, which the libraries under the readers do not crash."""
    command = [sys.executable, "-m", "tests.hostile.fuzzed", str(SEED), str(OF_BINARY)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-500:]}\nended with {done.returncode} at damage {done.stderr[-300:]}"
    told = dict(json.loads(line) for line in done.stdout.splitlines())
    assert told == {name: [] for name in BINARY}

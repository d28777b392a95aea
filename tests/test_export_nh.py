"""docs/export_nh.py, run in an environment of NeuralHydrology, writes the states that NeuralHydrology gives."""

import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from lstm_probe.data import given_states

ROOT = Path(__file__).parents[1]
GAUGES = ("10003", "39025", "79005")


@pytest.fixture
def python() -> str:
    """Name the Python of an environment of its own that has NeuralHydrology, or skip."""
    path = os.environ.get("LSTM_PROBE_NEURALHYDROLOGY_PYTHON", "")
    if not path:
        pytest.skip("LSTM_PROBE_NEURALHYDROLOGY_PYTHON names no Python that has NeuralHydrology")
    return path


@pytest.mark.data
@pytest.mark.parametrize(("letter", "variable"), [("h", "cell_state"), ("k", "hidden_state"), ("a", "cell_state")])
def test_states_are_those_of_neuralhydrology(
    letter: str, variable: str, python: str, real_data: Path, tmp_path: Path
) -> None:
    """MC-LSTM, GRU and CudaLSTM: the states that the script writes, and that are read, are the reference's."""
    (folder,) = (real_data.parent / "neuralhydrology_runs").glob(f"{letter}_*")
    data, basins = tmp_path / "data", tmp_path / "basins.txt"
    (data / "attributes").mkdir(parents=True)
    for table in (real_data / "camels_gb_originals" / "data").glob("*.csv"):
        (data / "attributes" / table.name).symlink_to(table)
    (data / "timeseries").symlink_to(real_data / "camels_gb_originals" / "data" / "timeseries")
    basins.write_text("\n".join(GAUGES))
    script = [python, str(ROOT / "docs" / "export_nh.py"), str(folder / "run"), str(tmp_path / "states.nc")]
    days = ["--start", "2003-10-01", "--end", "2003-11-29"]
    subprocess.run([*script, "--data", str(data), "--basins", str(basins), *days], check=True)
    found = given_states.read(tmp_path / "states.nc", GAUGES, ("2003-10-01", "2003-11-29"), 0)[variable]
    with xr.open_dataset(folder / "reference.nc") as reference:
        expected = reference[variable].sel(time=found["time"]).values
    np.testing.assert_allclose(found.values, expected, rtol=1e-5, atol=1e-5)


def test_the_script_is_short() -> None:
    """It has at most fifty lines."""
    assert len((ROOT / "docs" / "export_nh.py").read_text().splitlines()) <= 50

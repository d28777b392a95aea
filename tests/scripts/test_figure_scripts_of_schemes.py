"""The scripts that draw schematics turn artefacts, read through the store, into a PDF and a PNG."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import xarray as xr

from lstm_probe import logs
from lstm_probe.artefacts import store
from lstm_probe.contracts.contract import Contract
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.lstm import DISCHARGE, STATES
from lstm_probe.contracts.probe import PREDICTIONS, PROBE
from lstm_probe.errors import InputError
from tests.figures.conftest import make_attributes, make_predictions
from tests.run_script import Named, run_script

DAYS = 500
PERIODS = {"probe_fit": ["2000-01-01", "2000-06-30"], "probe_test": ["2000-07-01", "2001-05-14"]}
LSTM = {"forcings": ["precipitation", "pet"], "attributes": ["area"], "window_days": 365, "hidden_size": 6}


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the log alone."""
    monkeypatch.setattr(logs, "start", lambda path: None)


@pytest.fixture
def files(tmp_path: Path) -> Named:
    """Write what the schematics are drawn from: four gauges, of which each was given its neighbour's states."""
    rng = np.random.default_rng(1)
    sizes = {"gauge_id": 4, "time": DAYS, "unit": 6, "feature": 6, "target": 1, "group": 1}
    mocks = {"series": CATCHMENTS, "discharge": DISCHARGE, "states": STATES, "probe": PROBE}
    made: dict[str, tuple[xr.Dataset, Contract]] = {
        name: (contract.mock(rng, **sizes), contract) for name, contract in mocks.items()
    }
    probe = made["probe"][0].assign_coords(target=["swvl1"])
    probe["state_source"].values[:] = np.roll(probe["gauge_id"].values, -1)
    made["probe"] = probe, PROBE
    made["predictions"] = make_predictions(["swvl1"], days=DAYS), PREDICTIONS
    made["attributes"] = make_attributes(), ATTRIBUTES
    for name, (dataset, contract) in made.items():
        store.write(dataset, tmp_path / f"{name}.nc", contract, {"source": "a test"})
    return Named({name: str(tmp_path / f"{name}.nc") for name in made})


def draw(script: str, folder: Path, inputs: Named, **params: Any) -> None:
    """Run a script as its rule does, and look for both files."""
    out = SimpleNamespace(pdf=str(folder / "figMine.pdf"), png=str(folder / "figMine.png"))
    rule = SimpleNamespace(input=inputs, output=out, params=SimpleNamespace(**params), log=["log"], config={})
    run_script(script, rule)
    assert Path(out.pdf).read_bytes()[:4] == b"%PDF"
    assert Path(out.png).read_bytes()[1:4] == b"PNG"


def test_the_pipeline(files: Named, tmp_path: Path) -> None:
    """The four steps are drawn from the run's artefacts."""
    settings = {"target": "swvl1", "lstm": LSTM, "period": PERIODS["probe_test"]}
    draw("draw_pipeline", tmp_path, files, **settings)


@pytest.mark.parametrize("days", [None, ["2000-08-01", "2000-12-31"]])
@pytest.mark.parametrize("gauges", [None, ["1001", "1003"]])
def test_the_permutation_of_the_run_or_the_config(
    files: Named, tmp_path: Path, gauges: list[str] | None, days: list[str] | None
) -> None:
    """Gauges and days are those of the config, or chosen from the run."""
    draw("draw_permutation", tmp_path, files, target="swvl1", gauges=gauges, days=days, periods=PERIODS)


def test_gauges_without_the_target_are_named(files: Named, tmp_path: Path) -> None:
    """A gauge of the config that takes no part is a mistake in words."""
    settings = {"target": "swvl1", "gauges": ["1001", "39056"], "days": None, "periods": PERIODS}
    with pytest.raises(InputError, match="39056"):
        draw("draw_permutation", tmp_path, files, **settings)


def test_schemes_without_data(files: Named, tmp_path: Path) -> None:
    """The scheme of the gauges' intercepts needs their ids, the LSTM's cell its size."""
    draw("draw_one_hot", tmp_path, files, hidden_size=64)
    draw("draw_lstm_cell", tmp_path, Named(), hidden_size=64)

"""Run scripts of the workflow on four leaky buckets, the smallest catchments that an LSTM can learn from."""

import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
import xarray as xr

from lstm_probe import logs
from lstm_probe.artefacts import store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from tests.model.conftest import ATTRIBUTES as NAMES
from tests.model.conftest import buckets
from tests.run_script import Named, run_script

UNITS = {"precipitation": "mm d-1", "temperature": "degC", "discharge": "mm d-1"}


def write(folder: Path, rng: np.random.Generator) -> tuple[xr.Dataset, xr.Dataset]:
    """Write series.nc and attributes.nc of four leaky buckets into a folder, and give both."""
    series = buckets(rng)
    for name, units in UNITS.items():
        series[name].attrs["units"] = units
    attributes = ATTRIBUTES.mock(rng, gauge_id=4).assign_coords(gauge_id=series["gauge_id"].values)
    for name in NAMES:
        attributes[name] = ("gauge_id", rng.normal(size=4), {"units": "1"})
    store.write(series, folder / "series.nc", CATCHMENTS, {"title": "four leaky buckets"})
    store.write(attributes, folder / "attributes.nc", ATTRIBUTES, {})
    return series, attributes


def settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a script sets for its whole process, its log and its threads, from the tests that follow."""
    monkeypatch.setattr(logs, "start", lambda path: logging.getLogger("lstm_probe"))
    monkeypatch.setattr(torch, "set_num_threads", lambda threads: None)
    monkeypatch.setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8")


def run(folder: Path, script: str, inputs: dict[str, Any], outputs: Any, params: dict[str, Any], seed: int = 1) -> None:
    """Run a script as its rule does: files by name, or lists of them, lie in a folder; one output may have no name."""
    made = [str(folder / outputs)] if isinstance(outputs, str) else _placed(folder, outputs)
    wildcards = SimpleNamespace(lstm="small", seed=str(seed))
    resources = SimpleNamespace(windows_at_once=64)
    about = {"config": {}, "rule": script, "log": ["log"], "threads": 1, "resources": resources}
    given = {"input": _placed(folder, inputs), "output": made, "params": Named(params), "wildcards": wildcards}
    run_script(script, SimpleNamespace(**given, **about))


def _placed(folder: Path, files: dict[str, Any]) -> Named:
    """Name files by their full paths."""
    return Named(
        {
            name: [str(folder / one) for one in file] if isinstance(file, list) else str(folder / file)
            for name, file in files.items()
        }
    )

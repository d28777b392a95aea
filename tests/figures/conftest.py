"""Small made-up artefacts that the tests of all figures share."""

from collections.abc import Iterator

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.data import ATTRIBUTES
from lstm_probe.contracts.probe import PREDICTIONS, SKILL


@pytest.fixture(autouse=True)
def no_global_state() -> Iterator[None]:
    """Hold every figure function to leaving matplotlib's global state as it was."""
    before = dict(plt.rcParams)
    yield
    assert plt.get_fignums() == []
    assert dict(plt.rcParams) == before


def make_skill(scores: dict[tuple[str, str], list[float]], metric: str = "r", seed: int = 1) -> pd.DataFrame:
    """Make tidy test-period skill from one list of values, a value a gauge, for each (experiment, target)."""
    rows = [
        (experiment, target, seed, str(1001 + place), "test", metric, value)
        for (experiment, target), values in scores.items()
        for place, value in enumerate(values)
    ]
    return SKILL.check(pd.DataFrame(rows, columns=list(SKILL.columns)))


def make_attributes(count: int = 4) -> xr.Dataset:
    """Make attributes of gauges on a line from Cornwall to Caithness."""
    attributes = ATTRIBUTES.mock(np.random.default_rng(1), gauge_id=count)
    attributes["gauge_lat"].values[:] = np.linspace(50.3, 58.4, count)
    attributes["gauge_lon"].values[:] = np.linspace(-5.0, -3.5, count)
    return attributes


def make_predictions(targets: list[str], count: int = 4, first: str = "2000-01-01", days: int = 1096) -> xr.Dataset:
    """Make predictions that follow a yearly wave, each gauge with a bias of 0.1 times its place."""
    time = pd.date_range(first, periods=days)
    wave = 0.3 + 0.1 * np.cos(2 * np.pi * time.day_of_year.to_numpy() / 365)
    observed = np.broadcast_to(wave, (len(targets), count, days)).astype("float32")
    bias = (0.1 * np.arange(count, dtype="float32"))[None, :, None]
    dims = ("target", "gauge_id", "time")
    predictions = xr.Dataset(
        {
            "predicted": (dims, observed + bias, {"units": "target units"}),
            "observed": (dims, observed.copy(), {"units": "target units"}),
            "units": ("target", np.array(["m3 m-3"] * len(targets), dtype=object), {"units": ""}),
            "long_name": (
                "target",
                np.array([f"store {name}" for name in targets], dtype=object),
                {"units": ""},
            ),
        },
        coords={
            "target": np.array(targets, dtype=object),
            "gauge_id": np.array([str(1001 + place) for place in range(count)], dtype=object),
            "time": time,
        },
    )
    return PREDICTIONS.check(predictions)

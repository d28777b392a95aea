"""A few small catchments, each a leaky bucket fed by rain, for the tests of the LSTM."""

import numpy as np
import pandas as pd
import pytest
import torch
import xarray as xr

from lstm_probe import device
from lstm_probe.model.settings import Architecture, Training

FORCINGS = ("precipitation", "temperature")
ATTRIBUTES = ("area", "slope", "sand")


def buckets(rng: np.random.Generator, n_gauges: int = 4, first: str = "1990-01-01", n_days: int = 1500) -> xr.Dataset:
    """Make forcings, and the discharge of a bucket that empties by a fixed share a day."""
    days = pd.date_range(first, periods=n_days)
    rain = rng.gamma(0.3, 10.0, (n_gauges, n_days)).astype("float32")
    season = np.sin(2 * np.pi * days.day_of_year.to_numpy() / 365.25)
    temperature = (10 - 6 * season + rng.normal(0, 2, (n_gauges, n_days))).astype("float32")
    discharge, store = np.zeros_like(rain), np.full(n_gauges, 30.0)
    for day in range(n_days):
        store = store + rain[:, day]
        discharge[:, day] = np.linspace(0.03, 0.1, n_gauges) * store
        store = store - discharge[:, day]
    values = {"precipitation": rain, "temperature": temperature, "discharge": discharge}
    gauge_ids = np.array([str(1001 + i) for i in range(n_gauges)], dtype=object)
    coords = {"gauge_id": gauge_ids, "time": days}
    return xr.Dataset({name: (("gauge_id", "time"), array) for name, array in values.items()}, coords)


@pytest.fixture
def cuda(monkeypatch: pytest.MonkeyPatch) -> torch.device:
    """Give the CUDA device, set up as a run does, or skip where there is none."""
    if not torch.cuda.is_available():
        pytest.skip("torch finds no CUDA device (run them on a machine that has one)")
    monkeypatch.setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    return device.choose(torch.get_num_threads())


@pytest.fixture
def series(rng: np.random.Generator) -> xr.Dataset:
    """Give daily series of four gauges, 1990-01-01 to 1994-02-08."""
    return buckets(rng)


@pytest.fixture
def attributes(rng: np.random.Generator, series: xr.Dataset) -> xr.Dataset:
    """Give three attributes of the four gauges."""
    values = {name: ("gauge_id", rng.normal(5.0, 2.0, series.sizes["gauge_id"])) for name in ATTRIBUTES}
    return xr.Dataset(values, {"gauge_id": series["gauge_id"].values})


@pytest.fixture
def architecture() -> Architecture:
    """Give a small LSTM."""
    return Architecture(FORCINGS, ATTRIBUTES, hidden_size=8, dropout=0.2)


@pytest.fixture
def training() -> Training:
    """Give a short training by sequences."""
    return Training(
        sampling="sequence",
        window_days=60,
        targets_per_window=50,
        batch_size=8,
        epochs=4,
        learning_rate=((1, 1e-2), (3, 5e-3)),
        weight_average=0.9,
        validate_every=2,
    )


@pytest.fixture
def periods() -> dict[str, tuple[str, str]]:
    """Give a training and a validation period within the series."""
    return {"lstm_train": ("1991-01-01", "1992-06-30"), "lstm_validation": ("1993-01-01", "1993-12-31")}

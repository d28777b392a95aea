"""Read and write the cell states of many gauges over some years, at once or in blocks, as the rule extract_states does.

    python extract_many.py GAUGES YEARS BLOCK       (BLOCK 0: all gauges at once)

The series are of 50 gauges, repeated with noise, and are written and read a hundred gauges at a time, so that the peak
of memory is that of the states. The LSTM is one before training, whose numbers cost what those of a trained one cost.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import synthetic
import torch
import xarray as xr

from lstm_probe.artefacts import blocks, store
from lstm_probe.contracts.data import CATCHMENTS
from lstm_probe.contracts.lstm import STATES
from lstm_probe.model import simulation, untrained
from lstm_probe.model.settings import Architecture, Reading

CACHE = Path(__file__).parents[1] / ".cache"
SPIN_UP, KNOWN = 1095, 50
UNITS = {"precipitation": "mm d-1", "temperature": "degC", "pet": "mm d-1", "discharge": "mm d-1"}


def series(gauges: int, days: int) -> Iterator[xr.Dataset]:
    """Give the series of all gauges, a hundred at a time: of the known ones, each time with other noise."""
    forcings, _, discharge = synthetic.draw(KNOWN, days)
    known = np.concatenate([forcings, discharge[..., None]], axis=-1).astype("float32")
    axis, rng = pd.date_range(synthetic.FIRST_DAY, periods=days, name="time"), np.random.default_rng(1)
    for some in blocks.of(gauges, beyond=0, gauges=100):
        rows = np.arange(some.start, some.stop)
        values = known[rows % KNOWN] * (1 + 0.05 * rng.standard_normal((len(rows), days, 1), dtype="float32"))
        coords = {"gauge_id": np.array([f"{row:06d}" for row in rows], dtype=object), "time": axis}
        yield xr.Dataset(
            {
                name: (("gauge_id", "time"), values[..., i], {"units": UNITS[name], "long_name": name})
                for i, name in enumerate(UNITS)
            },
            coords,
        )


def statics(gauges: int) -> xr.Dataset:
    """Give static attributes of all gauges."""
    drawn = np.random.default_rng(2).normal(size=(gauges, len(synthetic.ATTRIBUTES)))
    names = np.array([f"{row:06d}" for row in range(gauges)], dtype=object)
    return xr.Dataset(
        {name: ("gauge_id", drawn[:, i]) for i, name in enumerate(synthetic.ATTRIBUTES)}, {"gauge_id": names}
    )


if __name__ == "__main__":
    gauges, years, block = (int(argument) for argument in sys.argv[1:4])
    days, where = SPIN_UP + round(365.25 * years), torch.device("cpu")
    architecture, reading = Architecture(synthetic.FORCINGS, synthetic.ATTRIBUTES), Reading("continuous", threads=2)
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as name:
        folder, attributes = Path(name), statics(gauges)
        blocks.write(series(gauges, days), folder / "catchments.nc", CATCHMENTS, {})
        catchments = store.read(folder / "catchments.nc", CATCHMENTS)
        first, last = (f"{catchments.indexes['time'][day]:%F}" for day in (SPIN_UP, -1))
        few = catchments.isel(gauge_id=slice(KNOWN))
        drawn = untrained.draw(few, attributes, architecture, (first, last), 364, 1, where)
        start = time.perf_counter()
        read = (
            simulation.states(drawn, catchments.isel(gauge_id=some), attributes, (first, last), reading, where)
            for some in blocks.of(gauges, beyond=0 if block else gauges, gauges=block or gauges)
        )
        blocks.write(read, folder / "states.nc", STATES, {}, ["days_without_states"])
        seconds = time.perf_counter() - start
        size = (folder / "states.nc").stat().st_size / 1e9
    print(json.dumps({"seconds": seconds, "work": gauges * (days - SPIN_UP), "states_gb": size}))

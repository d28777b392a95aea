"""Train this package's LSTM for two epochs; the second counts.

Arguments: threads, sampling, precision, gauges, target days of each.
"""

import json
import sys
import time

import numpy as np
import pandas as pd
import synthetic
import torch
import xarray as xr

from lstm_probe import device
from lstm_probe.model import fitting
from lstm_probe.model.settings import Architecture, Training

WINDOW = 365


def series(gauges: int, days: int) -> tuple[xr.Dataset, xr.Dataset]:
    """Label the synthetic series as the product's files do."""
    forcings, attributes, discharge = synthetic.draw(gauges, days)
    coords = {"gauge_id": np.array([f"{1000 + gauge}" for gauge in range(gauges)], dtype=object)}
    time_axis = {"time": pd.date_range(synthetic.FIRST_DAY, periods=days)}
    daily = {name: (("gauge_id", "time"), forcings[..., i]) for i, name in enumerate(synthetic.FORCINGS)}
    daily["discharge"] = (("gauge_id", "time"), discharge)
    static = {name: ("gauge_id", attributes[:, i]) for i, name in enumerate(synthetic.ATTRIBUTES)}
    return xr.Dataset(daily, coords={**coords, **time_axis}), xr.Dataset(static, coords=coords)


def settings(sampling: str, precision: str, threads: int) -> Training:
    """Give the paper's training, or 32 windows of 365 + 365 days an update."""
    return Training(
        sampling=sampling, window_days=WINDOW, batch_size=256 if sampling == "last" else 32, epochs=2,
        validate_every=0, precision=precision, threads=threads,
    )  # fmt: skip


if __name__ == "__main__":
    sampling, precision = sys.argv[2:4]
    threads, gauges, targets = (int(sys.argv[position]) for position in (1, 4, 5))
    where = device.choose(threads)
    daily, static = series(gauges, WINDOW - 1 + targets)
    period = tuple(f"{daily['time'].values[day]:.10}" for day in (WINDOW - 1, -1))
    ends = []
    fitting.fit(
        daily, static, Architecture(synthetic.FORCINGS, synthetic.ATTRIBUTES), settings(sampling, precision, threads),
        {"lstm_train": period}, torch.Generator().manual_seed(1), where,
        after_epoch=lambda row: ends.append((time.perf_counter(), row)),
    )  # fmt: skip
    seconds, row = ends[1][0] - ends[0][0], ends[1][1]
    print(json.dumps({"seconds": seconds, "work": gauges * targets, "loss": row["loss"], "updates": row["updates"]}))

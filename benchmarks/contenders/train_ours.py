"""Train this package's LSTM for two epochs; the second counts.

Arguments: threads, sampling, precision, gauges, target days of each.
"""

import json
import sys
import time
from dataclasses import fields

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


def settings(sampling: str, precision: str) -> Training:
    """Give the paper's training, or 32 windows of 365 + 365 days an update."""
    known = {field.name for field in fields(Training)}
    if precision != "float32" and "precision" not in known:
        raise SystemExit("this version trains in float32 only")
    chosen = {"precision": precision} if "precision" in known else {}
    batch = 256 if sampling == "last" else 32
    return Training(sampling=sampling, window_days=WINDOW, batch_size=batch, epochs=2, validate_every=0, **chosen)


if __name__ == "__main__":
    threads, sampling, precision, gauges, targets = sys.argv[1:6]
    where = device.choose(int(threads))
    daily, static = series(int(gauges), WINDOW - 1 + int(targets))
    period = tuple(f"{daily['time'].values[day]:.10}" for day in (WINDOW - 1, -1))
    ends = []
    fitting.fit(
        daily, static, Architecture(synthetic.FORCINGS, synthetic.ATTRIBUTES), settings(sampling, precision),
        {"lstm_train": period}, torch.Generator().manual_seed(1), where,
        after_epoch=lambda row: ends.append((time.perf_counter(), row)),
    )  # fmt: skip
    seconds, row = ends[1][0] - ends[0][0], ends[1][1]
    print(
        json.dumps(
            {"seconds": seconds, "work": int(gauges) * int(targets), "loss": row["loss"], "updates": row["updates"]}
        )
    )

"""Train the LSTM of a configuration, then read its states both ways and correlate them.

Arguments: configuration, seed, threads. The seconds are those of training.
"""

import json
import sys
import time
from dataclasses import replace

import demo_world
import numpy as np
import pandas as pd
import torch
import xarray as xr

from lstm_probe import device, metrics
from lstm_probe.model import fitting, simulation
from lstm_probe.model.settings import Reading

SPIN_UPS = (365, 730, 1095)


def last_year(period: tuple[str, str]) -> tuple[str, str]:
    """Give the last 365 days of a period: states late in it have the longest past to differ by."""
    return f"{pd.Timestamp(period[1]) - pd.Timedelta(days=364):%F}", period[1]


if __name__ == "__main__":
    name, seed, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    where = device.choose(threads)
    series, attributes = demo_world.load(name)
    config = demo_world.configuration(name)
    architecture, settings = demo_world.settings(config)
    settings, generator = replace(settings, threads=threads), torch.Generator().manual_seed(seed)
    start = time.perf_counter()
    trained, history = fitting.fit(series, attributes, architecture, settings, config["periods"], generator, where)
    seconds = time.perf_counter() - start
    inputs = (trained, series, attributes)
    whole, found = Reading("continuous", threads=threads), {}
    flow = simulation.discharge(*inputs, config["periods"]["lstm_test"], whole, where)
    found["nse"] = float(metrics.per_gauge(flow["simulated"], flow["observed"])["nse"].median())
    period = last_year(config["periods"]["probe_test"])
    windows = simulation.states(*inputs, period, Reading("window", threads=threads), where)["cell_state"]
    for spin_up in SPIN_UPS:
        reading = replace(whole, spin_up_days=spin_up)
        passed = simulation.states(*inputs, period, reading, where)["cell_state"]
        r = xr.corr(windows, passed, dim="time").values
        r = r[np.isfinite(r)]  # a unit that never moves has none
        found[f"r_median_{spin_up}"], found[f"r_percentile_1_{spin_up}"] = np.percentile(r, [50, 1]).tolist()
        found[f"share_{spin_up}"] = float((r >= 0.999).mean())
    print(json.dumps({"seconds": seconds, "work": history["updates"].iloc[-1].item(), **found}))

"""Read the states of a finished run's LSTM once more, in windows, and set them and their probes beside the run's.

Arguments: configuration, seed, threads. The seconds are those of the windows.
"""

import json
import sys
import time

import demo_world
import numpy as np
import pandas as pd
import xarray as xr

from lstm_probe import device
from lstm_probe.artefacts import store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.targets import target as target_contract
from lstm_probe.model import saved, simulation
from lstm_probe.model.settings import Reading
from lstm_probe.probe import saturation
from lstm_probe.probe.experiment import Experiment, run

EXPERIMENTS = {
    "main": Experiment(),
    "gauge_intercepts": Experiment(intercepts="gauge"),
    "permute_gauges": Experiment(control="permute_gauges"),
    "delay_180": Experiment(control={"name": "delay", "days": 180}),
}
#: States whose two readings correlate by less than this are looked at more closely.
APART = 0.5


def probed(states: xr.Dataset, targets: dict, attributes: xr.Dataset, periods: dict, seed: int) -> dict[str, float]:
    """Give the median r of the test period of every target, for the probe, with gauge intercepts, and two controls."""
    found = {}
    for name, experiment in EXPERIMENTS.items():
        criteria = dict.fromkeys(targets)
        skill = run(experiment, states, targets, criteria, attributes, periods, name=name, seed=seed)[2]
        chosen = skill[(skill["period"] == "test") & (skill["metric"] == "r")]
        found |= {f"{name}_{target}": value for target, value in chosen.groupby("target")["value"].median().items()}
    return found


if __name__ == "__main__":
    name, seed, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    results = demo_world.ROOT / "runs" / name / "results"
    lstm, where = results / "lstm" / name / f"seed{seed}", device.choose(threads)
    series = store.read(results / "data" / "catchments.nc", CATCHMENTS)
    attributes = store.read(results / "data" / "attributes.nc", ATTRIBUTES)
    continuous = store.read(lstm / "states.nc", STATES)
    period = tuple(f"{pd.Timestamp(continuous['time'].values[day]):%F}" for day in (0, -1))
    trained = saved.load(lstm / "model.safetensors", lstm / "model.json", where)
    start = time.perf_counter()
    windows = simulation.states(trained, series, attributes, period, Reading("window", threads=threads), where)
    seconds = time.perf_counter() - start
    r = xr.corr(windows["cell_state"], continuous["cell_state"], dim="time").transpose("gauge_id", "unit").values
    full, straight = saturation.of_gauges(continuous)
    moves = np.isfinite(r)  # a unit that never moves has none
    found = dict(zip(("r_median", "r_percentile_1"), np.percentile(r[moves], [50, 1]).tolist(), strict=True))
    apart = moves & (r < APART)
    found |= {"apart": apart.sum() / moves.sum(), "apart_saturated": full[apart].mean()}
    found |= {"apart_straight": straight[apart].mean(), "saturated": full.mean()}
    found["r_percentile_1_others"] = float(np.percentile(r[moves & ~full], 1))
    files = {file.stem: file for file in sorted((results / "data" / "targets").glob("*.nc"))}
    targets = {target: store.read(file, target_contract(target))[target] for target, file in files.items()}
    chosen = demo_world.configuration(name)["periods"]
    periods = {part: slice(*chosen[f"probe_{part}"]) for part in ("fit", "test")}
    kept = xr.DataArray(~full, dims=("gauge_id", "unit"))
    without = continuous.assign(cell_state=continuous["cell_state"].where(kept, 0.0))
    for reading, states in (("continuous", continuous), ("window", windows), ("without saturated", without)):
        skill = probed(states, targets, attributes, periods, seed)
        found |= {f"{reading}: {key}": value for key, value in skill.items()}
    print(json.dumps({"seconds": seconds, "work": windows["cell_state"].size // windows.sizes["unit"], **found}))

"""Train neuralhydrology's CudaLSTM by its own trainer, data set and loader: one epoch, after three updates.

Arguments: gauges, target days of each, threads, workers of the loader. Runs in the peer's own environment.
"""

import json
import logging
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import synthetic
import torch
import xarray as xr
from neuralhydrology.training.basetrainer import BaseTrainer
from neuralhydrology.utils.config import Config

WINDOW = 365


def write_basins(folder: Path, gauges: int, days: int) -> tuple[str, str]:
    """Write the synthetic series as its GenericDataset reads them; returns the first and last target day."""
    forcings, attributes, discharge = synthetic.draw(gauges, days)
    time_axis = pd.date_range(synthetic.FIRST_DAY, periods=days, name="date")
    basins = [f"{1000 + gauge}" for gauge in range(gauges)]
    for part in ("time_series", "attributes"):
        (folder / part).mkdir()
    for gauge, basin in enumerate(basins):
        daily = {name: ("date", forcings[gauge, :, i]) for i, name in enumerate(synthetic.FORCINGS)}
        daily["discharge"] = ("date", discharge[gauge])
        xr.Dataset(daily, coords={"date": time_axis}).to_netcdf(folder / "time_series" / f"{basin}.nc")
    table = pd.DataFrame(attributes, index=pd.Index(basins, name="basin"), columns=list(synthetic.ATTRIBUTES))
    table.to_csv(folder / "attributes" / "attributes.csv")
    (folder / "basins.txt").write_text("\n".join(basins) + "\n", encoding="utf-8")
    return tuple(f"{time_axis[day]:%d/%m/%Y}" for day in (WINDOW - 1, -1))


def configuration(folder: Path, first: str, last: str, workers: int) -> Config:
    """Give the paper's configuration; what is not named keeps neuralhydrology's default."""
    periods = {
        f"{period}_{end}_date": day
        for period in ("train", "validation", "test")
        for end, day in (("start", first), ("end", last))
    }
    files = {f"{period}_basin_file": str(folder / "basins.txt") for period in ("train", "validation", "test")}
    return Config({
        **periods, **files, "experiment_name": "benchmark", "run_dir": str(folder / "runs"), "device": "cpu",
        "data_dir": str(folder), "dataset": "generic", "dynamic_inputs": list(synthetic.FORCINGS),
        "static_attributes": list(synthetic.ATTRIBUTES), "target_variables": ["discharge"],
        "model": "cudalstm", "head": "regression", "output_activation": "linear", "hidden_size": 64,
        "initial_forget_bias": 3, "output_dropout": 0.4, "optimizer": "Adam", "loss": "NSE",
        "learning_rate": {0: 1e-3}, "batch_size": 256, "epochs": 2, "clip_gradient_norm": 1, "seq_length": WINDOW,
        "predict_last_n": 1, "num_workers": workers, "save_weights_every": 1000, "seed": 1, "verbose": 0,
    })  # fmt: skip


if __name__ == "__main__":
    gauges, targets, threads, workers = (int(argument) for argument in sys.argv[1:5])
    torch.set_num_threads(threads)
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        trainer = BaseTrainer(configuration(folder, *write_basins(folder, gauges, WINDOW - 1 + targets), workers))
        trainer.initialize_training()
        samples = len(trainer.loader.dataset)
        for epoch, most in ((1, 3), (2, None)):
            trainer._max_updates_per_epoch = most  # the first three updates are not counted
            start = time.perf_counter()
            trainer._train_epoch(epoch=epoch)
            seconds = time.perf_counter() - start
            losses = trainer.experiment_logger.summarise()
        logging.shutdown()
    loss = next(float(np.asarray(value)) for key, value in losses.items() if "total_loss" in key)
    held = ", ".join(f"{name} {version(name)}" for name in ("neuralhydrology", "torch", "numpy"))
    print(json.dumps({"seconds": seconds, "work": samples, "loss": loss, "version": held}))

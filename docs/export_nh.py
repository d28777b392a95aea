"""Write the states of any run of NeuralHydrology, in ITS environment, for lstm-probe: `source: states`.

python export_nh.py RUN_DIR states.nc --data DATA_DIR --basins basins.txt --start 2003-10-01 --end 2006-09-30
"""

import argparse
from pathlib import Path

import numpy as np
import torch
import xarray as xr
from neuralhydrology.datasetzoo import get_dataset
from neuralhydrology.datautils.utils import load_scaler
from neuralhydrology.modelzoo import get_model
from neuralhydrology.utils.config import Config
from torch.utils.data import DataLoader

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
for name in ("run_dir", "out"):
    parser.add_argument(name, type=Path)
for name in ("--data", "--basins", "--start", "--end", "--epoch"):
    parser.add_argument(name, required=name != "--epoch")
given = parser.parse_args()
cfg = Config(given.run_dir / "config.yml", dev_mode=True)
dates = {f"test_{key}_date": "/".join(getattr(given, key).split("-")[::-1]) for key in ("start", "end")}
paths = {"data_dir": given.data, "test_basin_file": given.basins, "run_dir": str(given.run_dir)}
cfg.update_config({**paths, "train_dir": str(given.run_dir / "train_data"), **dates, "device": "cpu"}, dev_mode=True)
weights = max(given.run_dir.glob(f"model_epoch{int(given.epoch):03d}.pt" if given.epoch else "model_epoch*.pt"))
model = get_model(cfg)
model.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
model.eval()
ahead, parts = cfg.forecast_seq_length or 0, []  # of forecast models: the state of the day on which they are issued
names = {"cell_state": ("c", "c_n", "c_n_hindcast"), "hidden_state": ("h_n", "h_n_hindcast")}
for basin in Path(given.basins).read_text().split():
    data = get_dataset(cfg, is_train=False, period="test", basin=basin, scaler=load_scaler(given.run_dir))
    days, kept = [], {name: [] for name in names}
    for batch in DataLoader(data, batch_size=256, collate_fn=data.collate_fn):
        with torch.no_grad():
            answer = model(model.pre_model_hook(batch, is_train=False))
        days.append(batch["date"][:, -1 - ahead].astype("datetime64[ns]"))
        for name, keys in names.items():
            for key in [key for key in keys if key in answer][:1]:  # of layers and days, the last
                value = answer[key]
                kept[name].append((value[:, -1] if len(value) == len(days[-1]) else value[-1]).numpy())
    states = {name: (("time", "unit"), np.concatenate(values)) for name, values in kept.items() if values}
    parts.append(xr.Dataset(states, {"time": np.concatenate(days)}).expand_dims(gauge_id=[basin]))
xr.concat(parts, "gauge_id").to_netcdf(given.out)

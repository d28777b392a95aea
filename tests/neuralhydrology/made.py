"""Small runs in the layout of NeuralHydrology, made by hand, to be damaged and changed at will."""

from pathlib import Path
from typing import Any

import torch
import yaml

CONFIG: dict[str, Any] = {
    "model": "cudalstm",
    "head": "regression",
    "hidden_size": 4,
    "seq_length": 5,
    "dataset": "camels_gb",
    "dynamic_inputs": ["precipitation", "temperature"],
    "static_attributes": ["p_mean", "area"],
    "target_variables": ["discharge_spec"],
    "clip_targets_to_zero": ["discharge_spec"],
    "train_start_date": "01/10/1990",
    "train_end_date": "30/09/1991",
    "test_start_date": "01/10/1991",
    "test_end_date": "30/09/1992",
    "package_version": "1.13.0",
    "train_basin_file": "/somewhere/else/gauges.txt",
}


def dataset(values: dict[str, float]) -> dict[str, Any]:
    """Write numbers as a dataset of xarray is written as a mapping."""
    return {"coords": {}, "attrs": {}, "dims": {}, "data_vars": {name: {"data": x} for name, x in values.items()}}


SCALER: dict[str, Any] = {
    "attribute_means": {"area": 100.0, "p_mean": 2.0},
    "attribute_stds": {"area": 50.0, "p_mean": 0.5},
    "xarray_feature_center": dataset({"precipitation": 3.0, "temperature": 9.0, "discharge_spec": 1.5}),
    "xarray_feature_scale": dataset({"precipitation": 5.0, "temperature": 4.0, "discharge_spec": 2.0}),
}


def lstm_weights(n_inputs: int, size: int = 4, seed: int = 0) -> dict[str, torch.Tensor]:
    """Draw the weights of a CudaLSTM with a regression."""
    generator = torch.Generator().manual_seed(seed)
    shapes: dict[str, tuple[int, ...]] = {
        "lstm.weight_ih_l0": (4 * size, n_inputs),
        "lstm.weight_hh_l0": (4 * size, size),
        "lstm.bias_ih_l0": (4 * size,),
        "lstm.bias_hh_l0": (4 * size,),
        "head.net.0.weight": (1, size),
        "head.net.0.bias": (1,),
    }
    return {name: torch.randn(shape, generator=generator) for name, shape in shapes.items()}


def run(folder: Path, weights: dict[str, torch.Tensor] | None = None, **changes: Any) -> Path:
    """Write a run directory; keys of the configuration are changed, or left out where the value is None."""
    (folder / "train_data").mkdir(parents=True)
    config = {name: value for name, value in {**CONFIG, **changes}.items() if value is not None}
    (folder / "config.yml").write_text(yaml.safe_dump(config))
    (folder / "train_data" / "train_data_scaler.yml").write_text(yaml.safe_dump(SCALER))
    torch.save(lstm_weights(4) if weights is None else weights, folder / "model_epoch003.pt")
    return folder

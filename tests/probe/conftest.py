"""Small made-up states for whole experiments, and a way to fit one probe to a few samples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.probe.choice import Choice
from lstm_probe.probe.experiment import Experiment, run
from lstm_probe.probe.fitting import Probe, fit_group
from lstm_probe.probe.gathering import Gathering
from lstm_probe.probe.moments import Features
from lstm_probe.probe.regression import most_samples
from lstm_probe.probe.scaling import Record
from tests.probe.null_land import NullLand, make_null_land

PERIODS = {"fit": slice("2001-01-01", "2003-12-31"), "test": slice("2004-01-01", "2004-12-31")}
LEAD_DAYS = 200
EXPERIMENTS: dict[str, dict[str, Any]] = {
    "main": {},
    "permute_gauges": {"control": "permute_gauges"},
    "delay_180": {"control": {"name": "delay", "days": 180}},
    "alpha_1": {"regression": {"name": "elastic_net", "alpha": 1.0}},
    "gauge_intercepts": {"intercepts": "gauge"},
    "per_catchment": {"pooling": "gauge"},
    "mlp": {"regression": {"name": "mlp", "max_epochs": 3, "max_samples": 2000}},
    "sgd": {"regression": {"name": "sgd", "max_samples": 2000}, "target_scaling": "record"},
}


@dataclass(frozen=True)
class Land:
    """Hold what an experiment is given."""

    states: xr.Dataset
    targets: Mapping[str, xr.DataArray]
    criteria: Mapping[str, Any]
    attributes: xr.Dataset

    def run(
        self, name: str = "main", seed: int = 1, minimum_target_days: int = 1, **entry: Any
    ) -> tuple[xr.Dataset, xr.Dataset, pd.DataFrame]:
        """Run an experiment of the catalogue, or the one given."""
        experiment = Experiment(**(entry or EXPERIMENTS[name]))
        return run(
            experiment,
            self.states,
            self.targets,
            self.criteria,
            self.attributes,
            PERIODS,
            name=name,
            seed=seed,
            minimum_target_days=minimum_target_days,
        )


def median(skill: pd.DataFrame, target: str, metric: str = "r", period: str = "test") -> float:
    """Take the median over gauges of one metric."""
    return skill.query("target == @target and metric == @metric and period == @period")["value"].median()


def make_land(rng: np.random.Generator, gauges: int) -> Land:
    """Make gauges whose states hold a store; snow at half of them; and noise that they do not hold."""
    gauge_ids = np.array([str(2001 + i) for i in range(gauges)], dtype=object)
    time = pd.date_range(pd.Timestamp("2001-01-01") - pd.Timedelta(days=LEAD_DAYS), "2004-12-31")
    shape = (len(gauge_ids), len(time))
    steps = rng.normal(size=(*shape, 6))
    memory = np.zeros_like(steps)
    for day in range(1, len(time)):
        memory[:, day] = 0.9 * memory[:, day - 1] + steps[:, day]
    states = xr.Dataset(
        {"cell_state": (("gauge_id", "time", "unit"), memory.astype("float32"), {"units": "1"})},
        {"gauge_id": gauge_ids, "time": time, "unit": np.arange(6)},
    )
    store = 0.3 + 0.01 * memory @ np.array([3.0, -2, 0, 1, 0, 2])

    def target(name: str, values: np.ndarray, units: str) -> xr.DataArray:
        attrs = {"units": units, "long_name": f"long name of {name}"}
        values = values.astype("float32")
        return xr.DataArray(values, {"gauge_id": gauge_ids, "time": time}, ("gauge_id", "time"), name, attrs)

    gappy = store + 0.005 * rng.normal(size=shape)
    gappy[rng.random(shape) < 0.2] = np.nan
    targets = {
        "soil": target("soil", gappy, "m3 m-3"),
        "snow": target("snow", store, "m"),
        "noise": target("noise", rng.normal(size=shape), "1"),
    }
    frac_snow = np.resize([0.0, 0.02, 0.05, 0.06, 0.1, 0.2, np.nan, 0.3], gauges)
    attributes = xr.Dataset({"frac_snow": ("gauge_id", frac_snow, {"units": "1"})}, {"gauge_id": gauge_ids})
    return Land(states, targets, {"snow": {"attribute": "frac_snow", "above": 0.05}, "soil": None}, attributes)


@pytest.fixture
def land(rng: np.random.Generator) -> Land:
    """Give 8 gauges."""
    return make_land(rng, 8)


@pytest.fixture
def null_land(rng: np.random.Generator) -> NullLand:
    """Give 6 gauges far from each other, with several years."""
    return make_null_land(rng)


def fitted(
    x: np.ndarray | Sequence[np.ndarray],
    y: np.ndarray | Sequence[np.ndarray],
    regression: str = "elastic_net",
    intercepts: str = "pooled",
    whole: Record | None = None,
    seed: int = 1,
    **settings: Any,
) -> Probe:
    """Fit one probe to features (n_days, n_features) and target (n_days,) of gauge 0, or to lists of them."""
    x, y = ([x], [y]) if isinstance(x, np.ndarray) else (x, y)
    most = max(map(len, y))
    x = [np.pad(values, ((0, most - len(values)), (0, 0))) for values in x]  # days without a target are no samples
    y = [np.pad(values.astype(float), (0, most - len(values)), constant_values=np.nan) for values in y]
    choice, target = Choice(regression, settings), {str(i): values for i, values in enumerate(y)}
    gathering = Gathering(target, most_samples(choice), np.random.default_rng(seed))
    for gauge, values in zip(target, x, strict=True):
        gathering.add(gauge, Features(values))
    return fit_group(gathering, choice, Choice(intercepts), whole)

"""Put water into the states of a small world's LSTM along the probe of every target, store or not."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import torch
import xarray as xr

from lstm_probe.calibration import findings
from lstm_probe.calibration.settings import Settings
from lstm_probe.calibration.study import Study
from lstm_probe.contracts.periods import LEAD_DAYS
from lstm_probe.contracts.world import TRUTH
from lstm_probe.model import steering
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Reading, take
from lstm_probe.probe import direction
from lstm_probe.probe.experiment import Experiment, predict
from lstm_probe.results import steering as tabulated
from lstm_probe.results.steering_summary import summary
from lstm_probe.world import added_water
from lstm_probe.world.settings import World

LSTM = "small"


def steer(world: World, trained: Trained, study: Study, settings: Settings) -> pd.DataFrame:
    """Steer along all targets, the stores held together and any other target beside them.

    Parameters
    ----------
    world : World
        The world, which answers with the truth.
    trained : Trained
        The LSTM.
    study : Study
        Its states, targets and criteria.
    settings : Settings
        ``steering``, ``lstm`` and the thickness of the layers.

    Returns
    -------
    pandas.DataFrame
        As of `findings.of_steering`.
    """
    ((seed, states),) = study.states.items()
    given = (study.targets, study.criteria, study.attributes, study.periods)
    probe, _ = predict(Experiment(**settings.steering["experiment"]), states, *given, name="steered", seed=seed)
    amounts = direction.amounts(study.targets, study.criteria, study.attributes, study.periods["fit"], {})
    planned = plan(states, probe, amounts, study.periods["fit"], settings.steering["random_directions"], seed)
    first, reading = str(states.indexes["time"][0].date()), replace(take(Reading, settings.lstm), threads=1)
    days = list(settings.steering["days"])
    cpu, inputs = torch.device("cpu"), (study.series, study.attributes)
    found = steering.steer(trained, *inputs, planned, first, days, LEAD_DAYS, reading, cpu)
    truth = true_responses(world, amounts, days)
    table = tabulated.table({(LSTM, seed): found}, millimetres(study.targets, settings), truth)
    return findings.of_steering(summary(table), table, LEAD_DAYS[-1])


def plan(
    states: xr.Dataset, probe: xr.Dataset, amounts: Mapping[str, float], fit: slice, draws: int, seed: int
) -> xr.Dataset:
    """Plan the changes along the stores together, and along each other target with the stores held."""
    stores = {name: amounts[name] for name in TRUTH.variables}
    others = [name for name in amounts if name not in stores]
    of = {"draws": draws, "seed": seed}
    plans = [direction.plan(states, probe, stores, fit, **of)]
    plans += [
        direction.plan(states, probe, {**stores, name: amounts[name]}, fit, **of).sel(target=[name]) for name in others
    ]
    return xr.concat(plans, "target")


def true_responses(world: World, amounts: Mapping[str, float], days: list[str]) -> xr.Dataset:
    """Put the same water into the true stores, as `contracts.steering.STEERING_TRUTH`."""
    added, evenings = {name: amounts[name] for name in TRUTH.variables}, pd.DatetimeIndex(days, name="time")
    gauges, found = added_water.responses(world, added, evenings, LEAD_DAYS[-1])
    coords = {"target": list(added), "gauge_id": np.array(gauges, dtype=object), "time": evenings}
    coords["day"] = np.arange(1, LEAD_DAYS[-1] + 1)
    response = np.stack([found[name] for name in added]).astype("float32")
    return xr.Dataset({"response": (("target", "gauge_id", "time", "day"), response)}, coords)


def millimetres(targets: Mapping[str, xr.DataArray], settings: Settings) -> dict[str, float | None]:
    """Give the mm of water in a unit of each target: stores and pseudo-stores alone have such."""
    entries = {name: settings.store(name) for name in targets}
    return {name: 1000.0 if entry.get("units") == "m" else entry.get("layer_mm") for name, entry in entries.items()}

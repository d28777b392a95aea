"""Make one small world, train an LSTM on its discharge, and put all its targets through ladder and steering."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import torch
import xarray as xr

from lstm_probe.calibration import findings, steered
from lstm_probe.calibration.settings import Settings
from lstm_probe.calibration.study import Study
from lstm_probe.catchments import ingestion
from lstm_probe.contracts.calibration import CUT, DECOY, PSEUDO, STORE, WORLDS
from lstm_probe.contracts.world import TRUTH
from lstm_probe.data import tables
from lstm_probe.data.targets import target
from lstm_probe.model import fitting, simulation, skill, untrained
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Architecture, Reading, Training, take
from lstm_probe.world import ready_tables
from lstm_probe.world.settings import World

logger = logging.getLogger(__name__)

DEVICE = torch.device("cpu")
#: What the name of a true store is in the coupling of a world, where it differs.
COUPLED = {"sd": "snow"}


@dataclass(frozen=True)
class Delivered:
    """Hold what a small world delivers: series and attributes of its gauges, and targets of shape (gauge_id, time)."""

    series: xr.Dataset
    attributes: xr.Dataset
    targets: Mapping[str, xr.DataArray]

    @cached_property
    def names(self) -> list[str]:
        """Names of all targets."""
        return list(self.targets)


def deliver(world: World, settings: Settings) -> Delivered:
    """Make a world without grids, and read it as a user's files are read: CAMELS-GB, and a ready table of targets."""
    with TemporaryDirectory() as folder:
        camels_gb, table = Path(folder) / "camels_gb", Path(folder) / "ready.nc"
        ready = ready_tables.write_camels_gb(world, camels_gb)
        ready.to_netcdf(table)
        series, attributes, _ = ingestion.read(settings.catchments, settings.ingested, camels_gb)
        gauges, targets = attributes["gauge_id"].values.tolist(), {}
        for name in map(str, ready):
            entry = {**ready[name].attrs, "source": "table"}
            means = tables.read(table, gauges, entry["units"], name)
            targets[name] = target(means, name, entry, "as in the table")[name].load()
    return Delivered(series.load(), attributes.load(), targets)


def train(delivered: Delivered, settings: Settings, seed: int) -> tuple[Trained, float]:
    """Train the LSTM; returns it and its median NSE over gauges in the test period."""
    given = (delivered.series, delivered.attributes)
    kinds = (take(Architecture, settings.lstm), replace(take(Training, settings.lstm), threads=1))
    trained, _ = fitting.fit(*given, *kinds, settings.periods, torch.Generator().manual_seed(seed), DEVICE)
    reading = replace(take(Reading, settings.lstm), threads=1)
    spanned = simulation.spanned(settings.periods["lstm_train"], settings.periods["lstm_test"])
    scores = skill.discharge_skill(
        simulation.discharge(trained, *given, spanned, reading, DEVICE), settings.periods, "small", seed
    )
    nse = scores[(scores["period"] == "test") & (scores["metric"] == "nse")]["value"].median()
    logger.info("median NSE of discharge in the test period: %.3f", nse)
    return trained, float(nse)


def study(delivered: Delivered, trained: Trained, settings: Settings, seed: int) -> Study:
    """Extract the states of the trained LSTM and of untrained ones, and set up the study of all targets."""
    given, periods = (delivered.series, delivered.attributes), settings.periods
    span = simulation.spanned(periods["probe_fit"], periods["probe_test"], periods["state_lead_days"])
    own = simulation.states(trained, *given, span, replace(take(Reading, settings.lstm), threads=1), DEVICE)
    drawn = {
        name: {draw: untrained.states(*given, {**entry, "threads": 1}, periods, draw, DEVICE) for draw in draws}
        for name, entry in settings.untrained.items()
        if (draws := range(1, settings.draws + 1))
    }
    return Study(
        {seed: own},
        drawn,
        *given,
        delivered.targets,
        settings.days,
        {name: settings.lstm[name] for name in ("forcings", "attributes")},
        {name: settings.store(name).get("gauges") for name in delivered.targets},
        settings.derangements,
        settings.experiments,
    )


def kinds(world: World, names: list[str]) -> pd.DataFrame:
    """Say of every target which kind it is, and how far it feeds the river (target, kind, coupling)."""
    found = []
    for name in names:
        share = float(world.coupling.get(COUPLED.get(name, name), 1.0)) if name in TRUTH.variables else float("nan")
        kind = (STORE if share > 0 else CUT) if name in TRUTH.variables else DECOY
        found.append((name, PSEUDO if name.startswith(ready_tables.PSEUDO) else kind, share))
    return pd.DataFrame(found, columns=["target", "kind", "coupling"])


def run(world: World, structure: str, settings: Settings) -> pd.DataFrame:
    """Go through all steps of one world.

    Parameters
    ----------
    world : World
        Its settings; the LSTM is trained from its seed.
    structure : str
        Name of its structure.
    settings : Settings
        What is trained, probed and steered.

    Returns
    -------
    pandas.DataFrame
        As `contracts.calibration.WORLDS`, a row a target.
    """
    delivered = deliver(world, settings)
    trained, nse = train(delivered, settings, world.seed)
    whole = study(delivered, trained, settings, world.seed)
    found = findings.rows(whole.evidence, whole.verdict, delivered.names)
    logger.info("judged %d targets", len(found))
    out = steered.steer(world, trained, whole, settings)
    rows = findings.together(found, out, kinds(world, delivered.names))
    rows = rows.assign(weather_seed=world.seed, structure=structure, nse=nse)
    return WORLDS.check(rows.reindex(columns=list(WORLDS.columns)), "worlds.csv")

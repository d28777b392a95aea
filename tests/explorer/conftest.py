"""A small run, hostile words among its names, and its explorer, which the workflow's own script writes."""

import logging
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe import logs
from lstm_probe.artefacts import made_of, store
from lstm_probe.contracts.data import ATTRIBUTES, CATCHMENTS
from lstm_probe.contracts.lstm import DISCHARGE, DISCHARGE_SKILL
from lstm_probe.contracts.probe import PREDICTIONS, PROBE, SKILL, YEARLY_SUMS
from lstm_probe.probe.features import Sources, season
from tests.run_script import Named, run_script

HOSTILE = "</script><script>alert('a \"gauge\"')</script>&lt;<b>"
LONG = "x" * 200
GAUGES = ["1001", "1002", "1003", HOSTILE]
NAMES = ["Synthetic Brook", HOSTILE, LONG, ""]
TARGETS = {"swvl1": "soil water, 0-7 cm", "sd": f"snow {HOSTILE}"}
DAYS = pd.date_range("2001-01-01", "2003-03-31")
TEST = slice("2002-01-01", "2003-03-31")
YEARS = range(2002, 2011)
CONFIG = {
    "periods": {
        "lstm_train": ["1990-01-01", "1995-12-31"],
        "lstm_test": [TEST.start, TEST.stop],
        "probe_test": [TEST.start, TEST.stop],
    },
    "world": {"seed": 1},
    "study": {"lstms": ["small"], "targets": list(TARGETS), "experiments": ["main", HOSTILE]},
    "targets": {name: {"long_name": words} for name, words in TARGETS.items()},
    "experiments": {"main": {"control": {"name": "none"}}, HOSTILE: {"control": {"name": "delay", "days": 9}}},
    "figures": {"soil_targets": ["swvl1"], "snow_target": "sd"},
    "data": {"path": "data"},
    "pathvars": {"results": "runs/small/results"},
}


@dataclass(frozen=True)
class Explored:
    """Hold a page and what it was made from."""

    page: Path
    predictions: xr.Dataset
    discharge: xr.Dataset
    skill: pd.DataFrame
    season: xr.Dataset
    sums: xr.Dataset


@pytest.fixture(scope="session")
def explored(tmp_path_factory: pytest.TempPathFactory) -> Explored:
    """Write the artefacts of a run of four gauges, and let the script make the explorer."""
    folder, rng = tmp_path_factory.mktemp("explored"), np.random.default_rng(11)
    made = Explored(folder / "explore.html", predictions(rng), discharge(rng), skill(rng), floor(rng), sums(rng))
    attributes = ATTRIBUTES.mock(rng, gauge_id=4).assign_coords(gauge_id=GAUGES)
    attributes["gauge_name"] = attributes["gauge_name"].copy(data=np.array(NAMES, dtype=object))
    attributes["gauge_lat"][:], attributes["gauge_lon"][:] = [52.0, 53.0, 54.0, 55.0], [-3.0, -2.0, -1.5, -3.5]
    attributes["area"] = ("gauge_id", [10.0, 20.0, 30.0, np.nan], {"units": "km2"})
    left_out = {"dropped_gauges": f'{{"77": "no pet {LONG}"}}', "missing_discharge_days_by_gauge": '{"1001": 5}'}
    series = CATCHMENTS.mock(rng, gauge_id=4, time=9).assign_coords(gauge_id=GAUGES).assign_attrs(left_out)
    files = {
        "attributes": (attributes, ATTRIBUTES),
        "series": (series, CATCHMENTS),
        "discharge": (made.discharge, DISCHARGE),
        "predictions": (made.predictions, PREDICTIONS),
        "season": (made.season, PROBE),
        "sums": (made.sums, YEARLY_SUMS),
    }
    for name, (dataset, contract) in files.items():
        store.write(dataset, folder / f"{name}.nc", contract, {})
    store.write_table(made.skill, folder / "skill.csv", SKILL)
    store.write_table(discharge_skill(), folder / "discharge_skill.csv", DISCHARGE_SKILL)
    inputs = {name: folder / f"{name}.nc" for name in ("attributes", "series", "predictions", "discharge")}
    inputs |= {name: folder / f"{name}.csv" for name in ("skill", "discharge_skill")}
    inputs |= {"season": [folder / "season.nc"], "yearly_sums": [folder / "sums.nc"] * 2}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logs, "start", lambda path: logging.getLogger("lstm_probe"))
        for name in ("require", "write"):  # nothing here was made by a job of Snakemake's
            patch.setattr(made_of, name, lambda job: None)
        params = SimpleNamespace(runs=[["main", 1], ["main", 2]], seed=1, config=CONFIG, title=HOSTILE)
        output = Named(explorer=made.page)
        run_script("write_explorer", SimpleNamespace(input=Named(inputs), output=output, params=params, log=["log"]))
    return made


def predictions(rng: np.random.Generator) -> xr.Dataset:
    """Give targets and probes: snow at two gauges only, and a gap in the soil water of the first."""
    made = PREDICTIONS.mock(rng, target=2, gauge_id=4, time=len(DAYS))
    made = made.assign_coords(target=list(TARGETS), gauge_id=GAUGES, time=DAYS)
    made["units"][:], made["long_name"][:] = ["m3 m-3", "m"], list(TARGETS.values())
    made["observed"][0, 0, 400:420] = np.nan
    made["observed"][1, :2], made["predicted"][1, :2] = np.nan, np.nan
    return made


def discharge(rng: np.random.Generator) -> xr.Dataset:
    """Give discharge, of which the record ends before the probes' does."""
    made = DISCHARGE.mock(rng, gauge_id=4, time=len(DAYS) - 30)
    return made.assign_coords(gauge_id=GAUGES, time=DAYS[:-30])


def floor(rng: np.random.Generator) -> xr.Dataset:
    """Give a probe of the season."""
    features = season(Sources(states=xr.Dataset(coords={"time": DAYS})), "")[0]
    made = PROBE.mock(rng, target=2, group=1, feature=len(features), gauge_id=4)
    return made.assign_coords(target=list(TARGETS), group=["all"], feature=features, gauge_id=GAUGES)


def skill(rng: np.random.Generator) -> pd.DataFrame:
    """Give scores of two experiments and two seeds, those of the fit period far from those of the test."""
    cases = [(name, target) for name in ("main", HOSTILE) for target in TARGETS]
    rows = [
        (name, target, seed, gauge, period, metric, (period == "fit") * 100 + rng.random())
        for name, target in cases
        for seed in (1, 2)
        for gauge in GAUGES
        for period in ("fit", "test")
        for metric in ("r", "anomaly_r", "bias", "n")
    ]
    return SKILL.check(pd.DataFrame(rows, columns=list(SKILL.columns)))


def discharge_skill() -> pd.DataFrame:
    """Give the scores of discharge."""
    rows = [("small", 1, gauge, "test", "nse", 0.5 + place / 10, "yes", "none") for place, gauge in enumerate(GAUGES)]
    return DISCHARGE_SKILL.check(pd.DataFrame(rows, columns=list(DISCHARGE_SKILL.columns)))


def sums(rng: np.random.Generator) -> xr.Dataset:
    """Give the sums of nine years of a probe that follows its target with r of about 0.9."""
    y = rng.normal(size=(2, 4, 2, len(YEARS), 365))
    x = y + 0.5 * rng.normal(size=y.shape)
    of_days = [np.ones_like(x), x, y, x * x, y * y, x * y]
    coords = {"target": list(TARGETS), "gauge_id": GAUGES, "kind": ["values", "anomalies"], "year": list(YEARS)}
    values = np.stack(of_days, axis=-1).sum(axis=4)
    dims = (*coords, "sum")
    coords["sum"] = ["n", "x", "y", "xx", "yy", "xy"]
    return YEARLY_SUMS.check(xr.Dataset({"sums": (dims, values, {"units": "target units"})}, coords), "sums")

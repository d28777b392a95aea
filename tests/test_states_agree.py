"""Both ways of reading cell states agree on a synthetic world, for an LSTM that has learned to predict its rivers."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
import torch
import xarray as xr

from lstm_probe import metrics
from lstm_probe.data.camels_gb import catchments
from lstm_probe.model import fitting, simulation
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Architecture, Reading, Training
from lstm_probe.probe.experiment import Experiment, run
from lstm_probe.world import delivery
from lstm_probe.world.settings import World

pytestmark = pytest.mark.slow

CPU = torch.device("cpu")
FORCINGS = ("precipitation", "temperature", "pet")
TRAINED = ("1993-10-01", "1999-09-30")
TESTED = ("1999-10-01", "2002-09-30")
PROBED = {"fit": slice("1997-10-01", "1999-09-30"), "test": slice("1999-10-01", "2001-09-30")}
STATES = ("1997-10-01", "2001-09-30")
WINDOW, CONTINUOUS = Reading("window"), Reading("continuous")  # 365 days; 1095 days of spin-up


@dataclass(frozen=True)
class River:
    """Hold what an LSTM was trained on, the LSTM, and the stores that it never saw."""

    series: xr.Dataset
    attributes: xr.Dataset
    truth: xr.Dataset
    trained: Trained

    def states(self, reading: Reading, period: tuple[str, str] = STATES) -> xr.DataArray:
        """Read the cell states of a period."""
        return simulation.states(self.trained, self.series, self.attributes, period, reading, CPU)["cell_state"]


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory, paper_attributes: list[str]) -> River:
    """Make ten years of northern Britain at 16 gauges, and train 64 units on six of them."""
    folder = tmp_path_factory.mktemp("north")
    world = World(11, 16, "1992-10-01", "2002-09-30", box=(56.5, -5.0, 53.5, -1.5))
    truth = delivery.write(world, *(folder / name for name in ("camels_gb", "era5_land", "esa_cci")))
    selection = catchments.Selection("all", FORCINGS, paper_attributes, TRAINED)
    series, attributes = catchments.read(folder / "camels_gb", selection)
    training = Training(
        sampling="sequence", batch_size=8, epochs=50, learning_rate=((1, 5e-3), (30, 2e-3), (42, 5e-4)),
        weight_average=0.99, validate_every=0,
    )  # fmt: skip
    architecture = Architecture(FORCINGS, tuple(paper_attributes), dropout=0.1)
    periods, generator = {"lstm_train": TRAINED}, torch.Generator().manual_seed(2)
    trained, _ = fitting.fit(series, attributes, architecture, training, periods, generator, CPU)
    return River(series, attributes, truth, trained)


@pytest.fixture(scope="module")
def states(river: River) -> dict[str, xr.DataArray]:
    """Read the states of four years both ways."""
    return {reading.states: river.states(reading) for reading in (WINDOW, CONTINUOUS)}


def test_the_lstm_has_learned(river: River) -> None:
    """In three years that it never saw, the median NSE of discharge exceeds 0.8; less would make the rest hollow."""
    found = simulation.discharge(river.trained, river.series, river.attributes, TESTED, CONTINUOUS, CPU)
    assert float(metrics.per_gauge(found["simulated"], found["observed"])["nse"].median()) > 0.8


def test_states_agree(states: dict[str, xr.DataArray]) -> None:
    """Over gauges and units, a year's window and one long pass correlate with median r ≥ 0.999, 0.98 at 19 in 20.

    Not at all: a unit may remember for more than a year, which a window of a year cuts off.
    """
    r = xr.corr(states["window"], states["continuous"], dim="time")
    assert float(r.median()) >= 0.999
    assert float(r.quantile(0.05)) >= 0.98


def test_probes_agree(river: River, states: dict[str, xr.DataArray]) -> None:
    """Read the other way, r of a typical gauge moves by at most 0.005 in layers 1 to 3, and by 0.03 in the deepest."""
    targets = {name: river.truth[name] for name in ("swvl1", "swvl2", "swvl3", "swvl4")}
    r = {}
    for name, cell_state in states.items():
        skill = run(Experiment(), cell_state.to_dataset(), targets, {}, river.attributes, PROBED, name="main", seed=1)[
            2
        ]
        chosen = skill[(skill["metric"] == "r") & (skill["period"] == "test")]
        r[name] = chosen.set_index(["target", "gauge_id"])["value"]
    moved = (r["window"] - r["continuous"]).abs().groupby("target").median()
    assert r["continuous"].groupby("target").median()[:3].min() > 0.8
    assert moved[["swvl1", "swvl2", "swvl3"]].max() <= 0.005
    assert moved["swvl4"] <= 0.03


def test_the_default_spin_up_outlasts_the_deepest_store(river: River) -> None:
    """At every gauge the default spin-up is five times the days in which the deepest layer forgets, or more.

    Those are the days until the correlation of its anomalies, the mean of each day of the year removed, falls below
    1/e; after five times as long less than a hundredth is left.
    """
    deepest = river.truth["swvl4"].groupby("time.day_of_year")
    anomalies = (deepest - deepest.mean()).transpose("gauge_id", "time").values
    memory = []
    for series in anomalies:
        alike = [np.corrcoef(series[lag:], series[:-lag])[0, 1] for lag in range(1, 1000)]
        memory.append(1 + int(np.argmax(np.array(alike) < np.exp(-1.0))))
    assert np.median(memory) > 30
    assert Reading().spin_up_days >= 5 * max(memory)


@pytest.mark.parametrize("reading", [WINDOW, CONTINUOUS], ids=lambda reading: reading.states)
def test_rain_of_tomorrow_leaves_the_trained_state_of_today(river: River, reading: Reading) -> None:
    """Ten times the rain from 1 February on changes no state until 31 January, and that of 1 February everywhere."""
    later = pd.Timestamp("2000-02-01")
    period = ("2000-01-20", "2000-02-10")
    rain = river.series["precipitation"]
    wetter = rain.where(rain["time"] < later, 10.0 * rain + 10.0)
    flooded = River(river.series.assign(precipitation=wetter), river.attributes, river.truth, river.trained)
    before, after = river.states(reading, period), flooded.states(reading, period)
    earlier = slice(None, "2000-01-31")
    xr.testing.assert_allclose(after.sel(time=earlier), before.sel(time=earlier), rtol=0.0, atol=1e-6)
    assert (np.abs(after - before).sel(time=later).max("unit") > 1e-3).all()

"""Real runs of NeuralHydrology, the data of their gauges, and our model of each."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
import torch
import xarray as xr

from lstm_probe.data.camels_gb import catchments as camels_gb
from lstm_probe.model.catchments import Catchments, prepare
from lstm_probe.model.lagged_names import source
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Reading
from lstm_probe.neuralhydrology import importing, run

CPU = torch.device("cpu")


@pytest.fixture(scope="session")
def runs() -> Path:
    """Give the folder of real runs, or skip where there is none."""
    shared = Path(__file__).parents[2].parent / "shared" / "neuralhydrology_runs"
    folder = Path(os.environ.get("LSTM_PROBE_REAL_RUNS", shared))
    if not folder.is_dir():
        pytest.skip(f"there are no runs of NeuralHydrology in {folder} (name their folder in LSTM_PROBE_REAL_RUNS)")
    return folder.resolve()


@dataclass
class Case:
    """Hold a run, our model of it, its data, and NeuralHydrology's own answer over some days."""

    run: run.Run
    trained: Trained
    series: xr.Dataset
    attributes: xr.Dataset
    reference: xr.Dataset

    @property
    def period(self) -> tuple[str, str]:
        """First and last day of the answer."""
        days = self.reference.indexes["time"]
        return f"{days[0]:%Y-%m-%d}", f"{days[-1]:%Y-%m-%d}"

    @property
    def reading(self) -> Reading:
        """How the model is read."""
        return self.trained.reading(Reading(threads=2))

    def catchments(self) -> Catchments:
        """Scale the data of the days of the answer and of a window before."""
        begin = pd.Timestamp(self.period[0]) - pd.Timedelta(days=self.reading.lead)
        return prepare(self.series, self.attributes, self.trained.scalers, CPU, (begin, self.period[1]))


@pytest.fixture(scope="session")
def case(runs: Path, real_data: Path) -> Callable[..., Case]:
    """Make the case of a run: `case("a", 30)` has the first 30 days of the answer."""

    def make(letter: str, days: int, answer: str = "reference.nc") -> Case:
        (folder,) = runs.glob(f"{letter}_*")
        found = run.find(folder / "run")
        with xr.open_dataset(folder / answer) as opened:
            reference = opened.load().isel(time=slice(0, days))
        trained = importing.trained(found)
        if letter == "f":
            series, attributes = of_caravan(real_data / "caravan", found, reference)
        else:
            gauges = [str(gauge) for gauge in reference["gauge_id"].values]
            forcings = [source(name)[0] for name in found.settings.forcings]
            training = found.settings.training[0]
            selection = camels_gb.Selection(gauges, forcings, found.settings.attributes, training)
            folder = real_data / ("camels_gb_ptq60" if letter == "o" else "camels_gb_originals")
            series, attributes = camels_gb.read(folder, selection)
        return Case(found, trained, series, attributes, reference)

    return make


def of_caravan(folder: Path, found: run.Run, reference: xr.Dataset) -> tuple[xr.Dataset, xr.Dataset]:
    """Lay the inputs of three basins of Caravan in memory."""
    parts, rows = [], []
    for gauge in map(str, reference["gauge_id"].values):
        (path,) = folder.rglob(f"{gauge}.nc")
        with xr.open_dataset(path) as opened:
            parts.append(opened[[*found.settings.forcings, "streamflow"]].load().rename(date="time"))
        (table,) = folder.rglob(f"attributes_other_{gauge.split('_')[0]}.csv")
        rows.append(pd.read_csv(table, index_col="gauge_id").loc[gauge, list(found.settings.attributes)])
    gauges = pd.Index([str(gauge) for gauge in reference["gauge_id"].values], name="gauge_id")
    series = xr.concat(parts, gauges, join="outer").transpose("gauge_id", "time").astype("float32")
    attributes = pd.DataFrame(rows, index=gauges).astype("float64").to_xarray()
    return series.rename(streamflow="discharge"), attributes

"""Water put into the states of a trained LSTM, gauge by gauge and day by day."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import torch
import xarray as xr

from lstm_probe.contracts.steering import STEERING
from lstm_probe.errors import InputError
from lstm_probe.model import scaling, simulation, steering
from lstm_probe.model.lstm import DischargeLSTM
from lstm_probe.model.saved import Trained
from lstm_probe.model.settings import Architecture, Reading

CPU = torch.device("cpu")
READING = Reading("continuous", window_days=30, spin_up_days=100)
DAYS, LEAD = ["1992-01-15", "1992-03-15"], (10, 40)


@pytest.fixture
def trained(series: xr.Dataset, attributes: xr.Dataset, architecture: Architecture) -> Trained:
    """Give an LSTM as it was drawn, with the scalers of its training period."""
    period = ("1991-01-01", "1992-06-30")
    names = (architecture.forcings, architecture.attributes)
    scalers = scaling.fit(series, attributes, *names, period, 30)
    model = DischargeLSTM(architecture, torch.Generator().manual_seed(1))
    return Trained(model, scalers, tuple(series["gauge_id"].values))


@pytest.fixture
def plan(rng: np.random.Generator, series: xr.Dataset) -> xr.Dataset:
    """Plan three directions for two targets, one of which the last gauge does not have."""
    takes_part = np.ones((2, 4), dtype=bool)
    takes_part[1, 3] = False
    return xr.Dataset(
        {
            "change": (("target", "draw", "unit"), rng.normal(size=(2, 3, 8))),
            "amount": ("target", [0.1, 0.02]),
            "takes_part": (("target", "gauge_id"), takes_part),
        },
        {"target": ["soil", "snow"], "draw": [0, 1, 2], "gauge_id": series["gauge_id"].values},
    )


def steer(trained: Trained, series: xr.Dataset, attributes: xr.Dataset, plan: xr.Dataset, **other) -> xr.Dataset:
    """Steer on two days, with states from 1991-06-01 on."""
    reading = other.get("reading", READING)
    found = steering.steer(trained, series, attributes, plan, "1991-06-01", DAYS, LEAD, reading, CPU)
    return STEERING.check(found)


def test_a_change_that_is_none_releases_nothing(
    trained: Trained, series: xr.Dataset, attributes: xr.Dataset, plan: xr.Dataset
) -> None:
    """Without a change no gauge has any extra discharge, and gauges without the target have no number."""
    found = steer(trained, series, attributes, plan.assign(change=0.0 * plan["change"]))
    assert (found["released"].sel(target="soil") == 0.0).all()
    assert found["released"].sel(target="snow").isnull().sum("gauge_id").values.tolist() == [[[1, 1], [1, 1]]] * 3
    assert bool(found["half_days"].sel(target="soil").isnull().all())


def test_what_is_written_down_agrees(
    trained: Trained, series: xr.Dataset, attributes: xr.Dataset, plan: xr.Dataset
) -> None:
    """Sums over days, the curve of their medians, the days until half has come and the months agree with each other."""
    found = steer(trained, series, attributes, plan)
    whole = found["released"].sel(target="soil", draw=0)
    np.testing.assert_allclose(
        found["curve"].sel(target="soil", draw=0, day=[10, 40]), whole.median(("gauge_id", "time")), rtol=1e-5
    )
    np.testing.assert_allclose(found["monthly"].sel(target="soil").sum(), whole[..., 1].mean(), rtol=1e-4)
    assert (found["monthly"].sel(target="soil", month=[6, 7, 8, 9]) == 0.0).all()
    half = found["half_days"].sel(target="soil")
    assert bool((half.notnull() == (whole[..., 1] > 0)).all())


def test_states_begin_where_the_plan_was_made(
    trained: Trained, series: xr.Dataset, attributes: xr.Dataset, plan: xr.Dataset
) -> None:
    """A change that empties the cell leaves what a run from zero gives: the state was that of states.nc."""
    states = simulation.states(trained, series, attributes, ("1991-06-01", "1992-12-31"), READING, CPU)
    cell = states["cell_state"].sel(time=DAYS[0], gauge_id="1002").values
    emptied = plan.copy(deep=True)
    emptied["change"].values[0, 0] = -cell
    steered = steer(trained, series, attributes, emptied)
    discharge = simulation.discharge(trained, series, attributes, ("1991-06-01", "1992-12-31"), READING, CPU)
    usual = discharge["simulated"].sel(gauge_id="1002", time=slice("1992-01-16", "1992-02-24")).sum().item()
    catchments = simulation.prepare(series, attributes, trained.scalers, CPU, ("1992-01-16", "1992-02-24"))
    scaled, _ = trained.model(catchments.forcings[1, :, None], catchments.attributes[1:2])
    empty = trained.scalers.discharge.unscale(scaled.detach().numpy()).sum()
    released = steered["released"].sel(target="soil", draw=0, gauge_id="1002", time=DAYS[0], lead_days=40).item()
    assert released == pytest.approx(empty - usual, rel=1e-3, abs=1e-3)


def test_random_directions_take_few_pairs(
    trained: Trained,
    series: xr.Dataset,
    attributes: xr.Dataset,
    plan: xr.Dataset,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beyond so many pairs a random direction takes every gauge and every day alike; the probe's takes all pairs."""
    monkeypatch.setattr(steering, "BAND_PAIRS", 4)
    released = steer(trained, series, attributes, plan)["released"].sel(target="soil").notnull().all("lead_days")
    assert bool(released.sel(draw=0).all())
    assert released.sel(draw=2).values.tolist() == [[True, False], [False, True]] * 2


def test_no_direction_no_number(trained: Trained, series: xr.Dataset, attributes: xr.Dataset, plan: xr.Dataset) -> None:
    """A target whose probe cannot be moved by itself stays NaN, and a gap in the forcings takes its pairs out."""
    plan["change"].values[0] = np.nan
    gap = series.copy(deep=True)
    gap["precipitation"].loc[{"gauge_id": "1001", "time": "1992-04-01"}] = np.nan
    found = steer(trained, gap, attributes, plan)["released"]
    assert found.sel(target="soil").isnull().all()
    lacking = found.sel(target="snow", draw=0, lead_days=40).isnull()
    assert lacking.values.tolist() == [[False, True], [False, False], [False, False], [True, True]]


def test_months_are_those_of_the_days_that_follow() -> None:
    """Three days from the evening of 30 January on: one in January, two in February."""
    found = steering.by_month(np.array([[1.0, 2.0, 4.0]]), pd.DatetimeIndex(["2001-01-30"]))
    assert found.tolist() == [1.0, 6.0, *[0.0] * 10]


def test_no_number_depends_on_the_cores(
    trained: Trained, series: xr.Dataset, attributes: xr.Dataset, plan: xr.Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With two threads, which share gauges and pairs, everything that is written is the same to the bit as with one."""
    monkeypatch.setattr("lstm_probe.model.intervention.PAIRS_AT_ONCE", 3)
    alone, shared = (
        steer(trained, series, attributes, plan, reading=replace(READING, threads=threads)) for threads in (1, 2)
    )
    xr.testing.assert_identical(alone, shared)


def test_windows_are_refused(trained: Trained, series: xr.Dataset, attributes: xr.Dataset, plan: xr.Dataset) -> None:
    """An LSTM whose states are read in windows is refused by name of the setting."""
    with pytest.raises(InputError, match="lstm settings: states"):
        steer(trained, series, attributes, plan, reading=Reading("window", window_days=30))

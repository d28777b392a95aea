"""The difference between one pass and windows is that of a direct computation, and nothing where windows are read."""

from collections.abc import Callable

import numpy as np
import pytest

from lstm_probe.model import simulation
from lstm_probe.model.settings import Reading
from lstm_probe.neuralhydrology import readings
from tests.neuralhydrology.conftest import CPU, Case

pytestmark = pytest.mark.data


def test_windows_are_not_compared_with_themselves(case: Callable[..., Case]) -> None:
    """A study that reads windows has nothing to compare."""
    of = case("a", 60)
    assert readings.difference(of.trained, of.series, of.attributes, of.period, Reading(), CPU) is None


def test_the_difference_is_that_of_a_direct_computation(case: Callable[..., Case]) -> None:
    """NeuralHydrology's own states by windows, against ours in one pass, differ by what the card says."""
    of = case("a", 60)
    reading = Reading(states="continuous", spin_up_days=400, threads=2)
    found = readings.difference(of.trained, of.series, of.attributes, of.period, reading, CPU)
    last = of.reference.isel(time=slice(-readings.DAYS, None))
    days = tuple(str(day)[:10] for day in last["time"].values[[0, -1]])
    single = simulation.states(of.trained, of.series, of.attributes, days, reading, CPU)["cell_state"].values
    window = last["cell_state"].transpose("gauge_id", "time", ...).values
    apart = np.sqrt(((single - window) ** 2).mean((0, 1))) / window.std((0, 1))
    assert found is not None
    assert (found["gauges"], found["days"]) == (of.series.sizes["gauge_id"], readings.DAYS)
    assert found["cell_state"] == pytest.approx(np.median(apart), rel=0.01)
    assert found["cell_state"] > 0
    assert found["discharge"] > 0

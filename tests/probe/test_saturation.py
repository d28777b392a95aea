"""Saturated cell states: a unit that never forgets drifts in a straight line, and one that forgets is neither."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.tables import SATURATED_UNITS
from lstm_probe.probe import saturation


def unit(forget: float, added: float, rng: np.random.Generator, days: int = 2000) -> np.ndarray:
    """Run one cell state on its own: c = f c + what comes in, with some noise."""
    content = np.zeros(days)
    for day in range(1, days):
        content[day] = forget * content[day - 1] + added + 0.1 * rng.normal()
    return content


def test_what_a_unit_does_at_a_gauge(rng: np.random.Generator) -> None:
    """Full and adding up, full and steady, and forgetting within days: saturated and straight, saturated, neither."""
    added_up, steady, forgetting = unit(1.0, 0.5, rng)[100:], 8 + unit(0.5, 0.0, rng)[100:], unit(0.9, 0.0, rng)[100:]
    full, straight = saturation.of_gauge(np.column_stack([added_up, steady, forgetting]))
    assert full.tolist() == [True, True, False]
    assert straight.tolist() == [True, False, False]


def test_one_day_below_the_threshold_makes_a_unit_count(rng: np.random.Generator) -> None:
    """A state that leaves saturation on one day is not saturated on all; days without a state do not count."""
    state = np.full((100, 3), 9.0) + rng.normal(size=(100, 3))
    state[50, 0], state[20, 1], state[:, 2] = 0.2, np.nan, np.nan
    assert saturation.of_gauge(state)[0].tolist() == [False, True, False]


def test_shares_are_of_all_pairs_of_a_unit_and_a_gauge(rng: np.random.Generator) -> None:
    """Of two gauges and two units one pair is full and drifts, and one unit is full somewhere."""
    quiet = [unit(0.8, 0.0, rng) for _ in range(3)]
    values = np.array([[unit(1.0, 0.5, rng), quiet[0]], [quiet[1], quiet[2]]])[:, :, 100:]
    coords = {"gauge_id": ["1", "2"], "time": pd.date_range("2000-01-01", periods=1900), "unit": [0, 1]}
    states = xr.Dataset({"cell_state": (("gauge_id", "unit", "time"), values)}, coords)
    row = SATURATED_UNITS.check(saturation.count(states).assign(lstm="small", seed=1)).iloc[0]
    assert row[["gauges", "units", "units_saturated_somewhere"]].tolist() == [2, 2, 1]
    assert row[["saturated", "drifting"]].tolist() == pytest.approx([0.25, 0.25])
    other = saturation.count(states.rename(cell_state="hidden_state"))
    assert (other["units"].item(), other["saturated"].isna().all()) == (2, True)

"""Units behind a snow probe."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from lstm_probe.contracts.lstm import STATES
from lstm_probe.contracts.probe import PROBE
from lstm_probe.figures import snow_units
from tests.figures.conftest import make_predictions

DAYS = 400


def make_probe(weights: list[float], group: str = "all") -> xr.Dataset:
    """Make a snow probe with these weights of units, and a large one of a feature that is no unit."""
    probe = PROBE.mock(np.random.default_rng(0), target=1, group=1, feature=len(weights) + 1)
    features = ["precipitation_30", *(f"cell_state_{unit}" for unit in range(len(weights)))]
    probe = probe.assign_coords(target=["sd"], group=[group], feature=features)
    probe["standardised_weight"][0, 0] = [9.0, *weights]
    return probe


def make_states(units: list[int]) -> xr.DataArray:
    """Make states of one gauge."""
    states = STATES.mock(np.random.default_rng(0), gauge_id=2, time=DAYS, unit=8)["cell_state"]
    return states.sel(gauge_id=["1001"], unit=units)


@pytest.fixture
def snow() -> xr.Dataset:
    """Give a snow target of one gauge."""
    return make_predictions(["sd"], count=2, days=DAYS).sel(target="sd", gauge_id=["1001"])


def test_units_are_chosen_by_the_size_of_their_weight() -> None:
    """The sign does not matter, other features do not count, and a weight of zero is none."""
    weights = snow_units.unit_weights(make_probe([0.1, -0.5, 0.0, 0.3]), "sd")
    assert weights.index.tolist() == [0, 1, 2, 3]
    assert snow_units.foremost(weights) == [1, 3]
    assert snow_units.foremost(weights * [0, 0, 0, 1]) == [3]
    assert snow_units.foremost(weights * 0) == []


@pytest.mark.parametrize("probe", [make_probe([1.0], "1001"), make_probe([1.0]).drop_vars("standardised_weight")])
def test_other_probes_have_no_weights(probe: xr.Dataset) -> None:
    """A probe a gauge, and one that is not linear, have no weights to show."""
    assert snow_units.unit_weights(probe, "sd").empty


def test_years_around_stay_within_the_period() -> None:
    """A year before and one after, cut where the period ends."""
    period = ("2003-10-01", "2006-09-30")
    assert snow_units.years_around(2005, period) == ("2004-01-01", "2006-09-30")
    assert snow_units.years_around(2004, period) == ("2003-10-01", "2005-12-31")


def test_the_two_units_are_marked_and_drawn(snow: xr.Dataset) -> None:
    """Both units stand above the strip and beside their series, the snow on an axis of its own."""
    weights = snow_units.unit_weights(make_probe([0.1, -0.5, 0.0, 0.3, 0.0, 0.0, 0.0, 0.0]), "sd")
    figure = snow_units.draw(weights, make_states([1, 3]), snow)
    figure.draw_without_rendering()
    strip, first, second = figure.axes[:3]
    assert strip.get_title(loc="left").startswith("(a)")
    assert [text.get_text() for text in strip.texts if text.get_text().isdigit()] == ["1", "3"]
    assert first.get_title(loc="left") == "(b) gauge 1001"
    assert (first.get_ylabel(), second.get_ylabel()) == ("state of unit 1 (1)", "state of unit 3 (1)")
    legend = [text.get_text() for text in figure.legends[0].get_texts()]
    assert legend[:2] == ["unit 1, weight −0.50", "unit 3, weight +0.30"]
    assert legend[2] == "store sd (m³ m⁻³), right axis"
    assert np.allclose(first.lines[0].get_ydata(), make_states([1])[0, :, 0])


def test_lighter_cells_are_larger_weights(snow: xr.Dataset) -> None:
    """The strip has a cell a unit, whose colour is the size of its weight, from 0 on."""
    weights = pd.Series([0.1, -0.5, 0.0])
    cells = snow_units.draw(weights, make_states([1, 0]), snow).axes[0].collections[0]
    assert cells.get_array().ravel().tolist() == [0.1, 0.5, 0.0]
    assert cells.get_clim() == (0, 0.5)


def test_nothing_to_show_is_said(snow: xr.Dataset) -> None:
    """No weights, only weights of zero, or no gauge: the panels say which."""
    for weights, states, target, said in (
        (pd.Series(dtype="float64"), make_states([]), snow, "no unit has a weight"),
        (pd.Series([0.0, 0.0]), make_states([]), snow, "no unit has a weight"),
        (pd.Series([0.5, 0.0]), make_states([0])[:0], snow.isel(gauge_id=[]), "no gauge has this target"),
    ):
        figure = snow_units.draw(weights, states, target)
        figure.draw_without_rendering()
        assert figure.axes[1].texts[0].get_text() == said

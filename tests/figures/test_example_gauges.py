"""Example gauges among all others."""

import numpy as np
import pytest
import xarray as xr

from lstm_probe.figures import example_gauges
from tests.figures.conftest import make_attributes


@pytest.fixture
def attributes() -> xr.Dataset:
    """Give ten gauges with the attributes of the figure."""
    made = make_attributes(10)
    for name, units in (("area", "km2"), ("p_mean", "mm d-1"), ("gauge_elev", "m"), ("pet_mean", "mm d-1")):
        made[name] = ("gauge_id", np.arange(1.0, 11.0), {"units": units})
    return made


def test_a_row_a_gauge(attributes: xr.Dataset) -> None:
    """Each gauge has four histograms with a line at its value, and a map; rows are lettered."""
    figure = example_gauges.draw(attributes, {"1003": "smallest bias", "1010": ""})
    figure.draw_without_rendering()
    assert len(figure.axes) == 10
    assert [part.get_suptitle() for part in figure.subfigs] == ["(a) 1003 name 2, smallest bias", "(b) 1010 name 9"]
    assert [axes.lines[0].get_xdata()[0] for axes in figure.axes[:4]] == [3, 3, 3, 3]
    labels = [axes.get_xlabel() for axes in figure.axes[:4]]
    assert labels[:2] == ["catchment area (km²)", "mean precipitation (mm d⁻¹)"]
    assert labels[2] == "elevation of the gauge (m)"
    counted = sum(patch.get_height() for patch in figure.axes[0].patches)
    assert counted == 10


def test_the_rank_is_among_the_others(attributes: xr.Dataset) -> None:
    """The third of ten gauges is above two of the nine others, the last above all."""
    figure = example_gauges.draw(attributes, {"1003": "", "1010": ""})
    assert figure.axes[0].get_title(loc="left") == "3.00 km², above 22 % of the others"
    assert figure.axes[5].get_title(loc="left") == "10.0 km², above 100 % of the others"


def test_what_is_missing_is_said(attributes: xr.Dataset) -> None:
    """An attribute that nobody read, a gauge without a value, and no gauge at all each have their words."""
    attributes["area"][0] = np.nan
    figure = example_gauges.draw(attributes.drop_vars("p_mean"), {"1001": ""})
    figure.draw_without_rendering()
    assert figure.axes[0].get_title(loc="left") == "no value at this gauge"
    assert figure.axes[1].texts[0].get_text() == "p_mean is not among the attributes"
    assert example_gauges.draw(attributes, {}).axes[0].texts[0].get_text() == "no gauge has a bias"

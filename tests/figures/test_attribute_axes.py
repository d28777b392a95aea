"""Axes of attributes."""

import numpy as np
import pandas as pd
import pytest

from lstm_probe.figures import attribute_axes, common
from tests.figures.conftest import make_attributes


@pytest.mark.parametrize(("gauges", "bins"), [(3, 6), (50, 14), (669, 30)])
@pytest.mark.parametrize("name", ["area", "gauge_elev"])
def test_bins_hold_every_gauge(name: str, gauges: int, bins: int) -> None:
    """Bins reach from the lowest to the highest gauge, fewer for few gauges and 30 at the most."""
    everyone = pd.Series(np.linspace(3.0, 800.0, gauges))
    edges = attribute_axes.prepare(common.new_figure(50, 50).subplots(), name, "m", everyone)
    assert len(edges) == bins + 1
    assert edges[[0, -1]] == pytest.approx([3, 800])
    widths = np.diff(np.log(edges) if name == "area" else edges)
    assert np.allclose(widths, widths[0])


@pytest.mark.parametrize("name", ["area", "gauge_elev"])
def test_equal_values_have_bins_too(name: str) -> None:
    """A single gauge, or gauges that are all alike, lie within the bins."""
    edges = attribute_axes.prepare(common.new_figure(50, 50).subplots(), name, "m", pd.Series([7.0, 7.0]))
    assert edges[0] < 7 < edges[-1]


@pytest.mark.parametrize(("low", "high"), [(2.0, 4.1), (1.6, 8), (30, 900), (1, 9000)])
def test_logarithmic_axes_have_plain_ticks(low: float, high: float) -> None:
    """Two to nine ticks lie between the ends, written without powers."""
    figure = common.new_figure(80, 50)
    axes = figure.subplots()
    edges = attribute_axes.prepare(axes, "area", "km2", pd.Series([low, high]))
    axes.set_xlim(edges[0], edges[-1])
    figure.draw_without_rendering()
    inside = [tick for tick in axes.get_xticks() if low <= tick <= high]
    assert 2 <= len(inside) <= 9
    assert axes.get_xlabel() == "catchment area (km²)"
    assert not any("$" in label.get_text() for label in axes.get_xticklabels())


def test_only_values_that_can_be_drawn() -> None:
    """A logarithmic attribute is positive, none is NaN, and one that nobody read is empty."""
    attributes = make_attributes(4)
    attributes["p_mean"] = ("gauge_id", [1.0, 0.0, np.nan, 2.0], {"units": "mm d-1"})
    attributes["gauge_elev"] = ("gauge_id", [1.0, 0.0, np.nan, -2.0], {"units": "m"})
    assert attribute_axes.values(attributes, "p_mean").tolist() == [1, 2]
    assert attribute_axes.values(attributes, "gauge_elev").tolist() == [1, 0, -2]
    assert attribute_axes.values(attributes, "area").empty

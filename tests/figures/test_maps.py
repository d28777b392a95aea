"""Base map and gauges."""

import numpy as np
import pytest

from lstm_probe.datasets import frames, outline
from lstm_probe.figures import common, maps
from tests.figures.conftest import make_attributes


def test_proportions_are_true() -> None:
    """A degree of longitude is drawn cos(latitude) times as wide as one of latitude, and no axis is shown."""
    axes = common.new_figure(80, 80).subplots()
    maps.base_map(axes, make_attributes())
    middle = np.deg2rad(np.mean(axes.get_ylim()))
    assert np.isclose(axes.get_aspect(), 1 / np.cos(middle))
    assert not axes.axison


def test_every_gauge_is_inside() -> None:
    """A gauge in Shetland or in the far west widens the map."""
    attributes = make_attributes()
    attributes["gauge_lat"].values[0] = 60.4
    attributes["gauge_lon"].values[1] = -9.0
    axes = common.new_figure(80, 80).subplots()
    maps.base_map(axes, attributes)
    assert axes.get_ylim()[1] > 60.4
    assert axes.get_xlim()[0] < -9.0


def test_points_are_where_gauges_are() -> None:
    """Points are joined by gauge id, in the order asked for."""
    attributes = make_attributes()
    axes = common.new_figure(80, 80).subplots()
    dots = maps.points(axes, attributes, np.array(["1003", "1001"], dtype=object))
    expected = attributes.sel(gauge_id=["1003", "1001"])
    assert np.allclose(dots.get_offsets(), np.stack([expected["gauge_lon"], expected["gauge_lat"]], axis=1))


def test_a_symmetric_scale_holds_most_values() -> None:
    """The limit is in tenths, at or above 98 % of the sizes, and never 0."""
    assert maps.symmetric_limit([-0.3, 0.1, np.nan]) == 0.3
    assert maps.symmetric_limit(np.append(np.full(999, 0.25), -9.0)) == 0.3
    assert maps.symmetric_limit([]) == maps.symmetric_limit([0.0]) == 0.1


def test_arrows_say_that_values_lie_beyond() -> None:
    """A scale has an arrow at each end that some values exceed."""
    ends = [maps.extend(values, -1, 1) for values in ([0.0], [-2.0, np.nan], [2.0], [-2.0, 2.0])]
    assert ends == ["neither", "min", "max", "both"]


@pytest.mark.parametrize("place", [(-110.0, 44.0), (178.5, -38.0), (-70.0, -33.0), (25.0, 68.0)])
def test_land_is_drawn_wherever_gauges_are(place: tuple[float, float]) -> None:
    """Countries reach into the frame; Great Britain's own outline is kept for it alone."""
    longitude, latitude = (np.array([value]) for value in place)
    assert not outline.is_british(longitude, latitude)
    assert outline.land_within(*frames.around(longitude, latitude))
    assert outline.is_british(np.array([-3.0, np.nan]), np.array([52.0, np.nan]))

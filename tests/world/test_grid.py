"""The reanalysis grid."""

import numpy as np
import pytest

from lstm_probe.errors import InputError
from lstm_probe.world import grid
from lstm_probe.world.settings import World

DAYS = {"first_day": "2000-01-01", "last_day": "2000-12-31"}


def test_nodes_are_multiples_of_a_tenth_from_north_to_south() -> None:
    """Latitudes descend from the northern limit, longitudes ascend, both ends included."""
    built = grid.build(World(seed=1, gauges=1, box=(59.5, -8.0, 49.5, 2.5), **DAYS))
    assert built.land.shape == (101, 106)
    assert np.allclose(built.latitude, np.linspace(59.5, 49.5, 101))
    assert np.allclose(built.longitude, np.linspace(-8.0, 2.5, 106))


def test_towns_are_land_and_seas_are_not() -> None:
    """Birmingham's and Inverness's cells are land; those in the Irish Sea and the North Sea are not."""
    built = grid.build(World(seed=1, gauges=1, **DAYS))

    def land(longitude: float, latitude: float) -> bool:
        row, column = np.abs(built.latitude - latitude).argmin(), np.abs(built.longitude - longitude).argmin()
        return bool(built.land[row, column])

    assert land(-1.9, 52.5)
    assert land(-4.3, 57.4)
    assert not land(-4.8, 53.8)
    assert not land(1.0, 55.0)


def test_filling_puts_values_back_where_they_were() -> None:
    """Land values come back from the whole grid in their order; the sea is missing."""
    built = grid.build(World(seed=1, gauges=1, **DAYS))
    values = np.arange(2 * built.land.sum(), dtype="float32").reshape(2, -1)
    whole = built.fill(values)
    assert np.array_equal(whole[:, built.land], values)
    assert np.isnan(whole[:, ~built.land]).all()
    assert whole.dtype == np.float32


def test_a_box_at_sea_is_refused() -> None:
    """A box without land stops with a message."""
    with pytest.raises(InputError, match="all sea"):
        grid.build(World(seed=1, gauges=1, box=(56.0, 0.5, 55.0, 2.0), **DAYS))

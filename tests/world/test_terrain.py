"""The relief."""

import numpy as np

from lstm_probe.world import terrain


def test_mountains_are_where_britain_has_them(rng: np.random.Generator) -> None:
    """The Cairngorms stand high, Snowdonia and the Pennines lower, the Fens near the sea."""
    longitude = np.array([-3.6, -3.9, -2.3, 0.1])
    latitude = np.array([57.0, 53.0, 54.7, 52.5])
    cairngorms, snowdonia, pennines, fens = terrain.mountains(longitude, latitude)
    assert cairngorms > 700.0
    assert 350.0 < snowdonia < cairngorms
    assert 350.0 < pennines < cairngorms
    assert fens < 20.0
    built = terrain.build(longitude, latitude, rng)
    assert (built.elevation >= 4.0).all()
    assert built.steepness[0] > 2.0 * built.steepness[3]

"""Settings of a world."""

import numpy as np
import pytest

from lstm_probe.errors import InputError
from lstm_probe.world.settings import World

GOOD = {"seed": 1, "gauges": 3, "first_day": "2000-01-01", "last_day": "2000-12-31"}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"box": [49.5, -8.0, 59.5, 2.5]}, "box"),
        ({"box": [59.55, -8.0, 49.5, 2.5]}, "box"),
        ({"gauges": 0}, "gauges"),
        ({"last_day": "1999-12-31"}, "first_day"),
        ({"first_day": "1 January"}, "first_day"),
        ({"esa_cci_days": ["2000-02-01", "2000-01-01"]}, "esa_cci_days"),
        ({"era5_land_days": ["2000-02-01", "2000-01-01"]}, "era5_land_days"),
        ({"spin_up_days": 10}, "spin_up_days"),
        ({"coupling": {"sd": 0.5}}, "coupling"),
        ({"coupling": {"snow": 1.5}}, "coupling: snow"),
    ],
)
def test_a_setting_that_makes_no_world_is_named(wrong: dict, named: str) -> None:
    """A wrong setting stops with a message that names it."""
    with pytest.raises(InputError, match=named):
        World(**{**GOOD, **wrong})


def test_days_are_inclusive() -> None:
    """A leap year from its first to its last day has 366 days."""
    assert len(World(**GOOD).days) == 366


def test_every_part_has_randomness_of_its_own() -> None:
    """The same seed and name give the same numbers; another name or seed gives others."""
    first = World(**GOOD).rng("weather").random(5)
    assert np.array_equal(first, World(**GOOD).rng("weather").random(5))
    assert not np.array_equal(first, World(**GOOD).rng("soil").random(5))
    assert not np.array_equal(first, World(**{**GOOD, "seed": 2}).rng("weather").random(5))


def test_another_weather_leaves_the_land_as_it_is() -> None:
    """A seed of the weather changes the numbers of the weather alone, and the seed of the world is the default."""
    other = World(**GOOD, weather_seed=9)
    assert not np.array_equal(World(**GOOD).rng("weather").random(5), other.rng("weather").random(5))
    assert np.array_equal(World(**{**GOOD, "seed": 9}).rng("weather").random(5), other.rng("weather").random(5))
    for name in ("terrain", "soil", "catchments", "gauging"):
        assert np.array_equal(World(**GOOD).rng(name).random(5), other.rng(name).random(5))

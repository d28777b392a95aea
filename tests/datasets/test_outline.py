"""The outline of Great Britain."""

from shapely import Point

from lstm_probe.datasets import outline


def test_it_looks_like_great_britain() -> None:
    """Every ring is a valid polygon and the main island has about its true area, 219 000 km²."""
    coasts = outline.great_britain()
    assert coasts.is_valid.all()
    assert coasts.crs == "EPSG:4326"
    assert coasts.index[0] == "Great Britain"
    assert abs(coasts.to_crs("EPSG:27700").area.iloc[0] / 219_000e6 - 1) < 0.02


def test_towns_are_on_land_and_seas_are_not() -> None:
    """Inland towns lie on the main island; the Irish Sea, the Wash and the Minch do not."""
    island = outline.great_britain().iloc[0]
    towns = {
        "Birmingham": (-1.9, 52.5),
        "Braemar": (-3.4, 57.0),
        "Bodmin": (-4.7, 50.5),
        "Leeds": (-1.5, 53.8),
    }
    seas = {"Irish Sea": (-4.5, 53.8), "Wash": (0.3, 52.95), "Minch": (-5.9, 58.1), "North Sea": (1.0, 55.0)}
    assert all(island.contains(Point(place)) for place in towns.values())
    assert not any(island.contains(Point(place)) for place in seas.values())

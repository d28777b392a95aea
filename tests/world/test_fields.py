"""Random fields."""

import numpy as np

from lstm_probe.world.fields import TravellingField, still

LINE = np.stack([np.arange(0.0, 1000.0, 10.0), np.zeros(100)], axis=1)  # km


def test_correlation_falls_with_distance_as_stated(rng: np.random.Generator) -> None:
    """Over many draws variance is 1 and the correlation at distance r is (1 + √3 r/l) exp(-√3 r/l)."""
    draws = np.stack([still(LINE, 200.0, rng) for _ in range(1500)])
    assert abs(draws.var() - 1.0) < 0.1
    for steps in (5, 20, 50):
        scaled = np.sqrt(3.0) * 10.0 * steps / 200.0
        found = np.mean(draws[:, :-steps] * draws[:, steps:])
        assert abs(found - (1.0 + scaled) * np.exp(-scaled)) < 0.08


def test_a_field_remembers_the_day_before(rng: np.random.Generator) -> None:
    """Without drift, the correlation from day to day at a place is the memory."""
    days = TravellingField(LINE, 150.0, 0.6, (0.0, 0.0), rng).draw(6000)
    assert abs(np.corrcoef(days[1:, 0], days[:-1, 0])[0, 1] - 0.6) < 0.05
    assert abs(days.std() - 1.0) < 0.15


def test_a_field_drifts_with_the_wind(rng: np.random.Generator) -> None:
    """Drifting 100 km a day, today's weather here is most like tomorrow's 100 km eastward."""
    days = TravellingField(LINE, 100.0, 0.9, (100.0, 0.0), rng).draw(4000)
    alike = [np.corrcoef(days[:-1, 30], days[1:, place])[0, 1] for place in range(30, 60)]
    assert abs(int(np.argmax(alike)) - 10) <= 1


def test_pieces_make_the_same_field_as_the_whole() -> None:
    """Drawn in pieces of 7, 1 and 22 days or at once, the field is the same."""
    whole = TravellingField(LINE, 100.0, 0.9, (50.0, 0.0), np.random.default_rng(1)).draw(30)
    field = TravellingField(LINE, 100.0, 0.9, (50.0, 0.0), np.random.default_rng(1))
    pieces = np.concatenate([field.draw(days) for days in (7, 1, 22)])
    np.testing.assert_allclose(pieces, whole, atol=1e-12)

"""The simulation in pieces."""

import numpy as np

from lstm_probe.world import simulation
from lstm_probe.world.settings import World


def test_pieces_of_any_length_make_the_same_world(upland: World) -> None:
    """Simulated by calendar years or in pieces of 100 days, runoff and stores are the same."""
    country = simulation.build(upland)
    years = list(simulation.run(upland, country))
    short = list(simulation.run(upland, country, days_a_piece=100))
    assert [len(piece.weather.days) for piece in years] == [365, 92, 273]
    assert [len(piece.weather.days) for piece in short] == [365, 100, 100, 100, 65]
    for name in ("runoff", "snow", "water"):
        whole, pieces = (np.concatenate([getattr(p.record, name) for p in run]) for run in (years, short))
        np.testing.assert_allclose(pieces, whole, atol=1e-7)


def test_the_water_of_a_simulated_world_balances(upland: World) -> None:
    """Over spin-up and record, each cell's precipitation is accounted for to 1e-9 mm a day."""
    country = simulation.build(upland)
    held = None
    for piece in simulation.run(upland, country):
        record = piece.record
        now = record.snow + record.water.sum(axis=1)
        flux = piece.weather.precipitation - record.evapotranspiration - record.runoff
        if held is not None:
            assert np.abs(flux[0] - (now[0] - held)).max() < 1e-9
        assert np.abs(flux[1:] - np.diff(now, axis=0)).max() < 1e-9
        held = now[-1]

"""Water added to a true store, and what it brings to the rivers."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from lstm_probe.world import added_water, catchments, gauging, land, simulation
from lstm_probe.world.parameters import THICKNESS
from lstm_probe.world.settings import World

DAYS = pd.DatetimeIndex(["2000-11-15", "2001-03-15"])
LEAD = 60


def by_hand(world: World, store: str, amount: float, day: pd.Timestamp) -> np.ndarray:
    """Run the whole country day by day, with and without the water, and route by numpy's own convolution."""
    country = simulation.build(world)
    gauged = catchments.build(world.gauges, country.grid, country.relief, world.rng("catchments"))
    weights = catchments.weights(gauged, country.grid)
    weather = simulation.Weather(country.grid, country.normals, world.rng("weather"))
    first = world.days[0] - pd.Timedelta(days=world.spin_up_days)
    stores, coupled = land.initial_stores(country.model), land.coupling(world.coupling)
    land.run(country.model, stores, weather.draw(pd.date_range(first, day)), coupled)
    after = weather.draw(pd.date_range(day + pd.Timedelta(days=1), periods=LEAD))
    more = land.Stores(stores.snow.copy(), stores.water.copy())
    if store == "sd":
        more.snow += 1000.0 * amount
    else:
        more.water[int(store[-1]) - 1] += amount * THICKNESS[int(store[-1]) - 1]
    gained = [land.run(country.model, held, after, coupled).runoff for held in (more, stores)]
    runoff = weights @ (gained[0] - gained[1]).T
    hydrographs = gauging.unit_hydrographs(gauged["area"].to_numpy())
    return np.stack([np.convolve(*pair)[:LEAD] for pair in zip(runoff, hydrographs, strict=True)])


@pytest.mark.parametrize("coupling", [{}, {"snow": 0.5, "swvl3": 0.2}])
def test_agrees_with_the_whole_country_run_by_hand(upland: World, coupling: dict[str, float]) -> None:
    """Only the cells of catchments are run, and the rivers answer as when the whole country is run day by day."""
    world = replace(upland, coupling=coupling)
    gauges, found = added_water.responses(world, {"swvl3": 0.02, "sd": 0.03}, DAYS, LEAD)
    assert len(gauges) == world.gauges
    for store, amount in {"swvl3": 0.02, "sd": 0.03}.items():
        for which, day in enumerate(DAYS):
            np.testing.assert_allclose(found[store][:, which], by_hand(world, store, amount, day), atol=1e-8)


def test_no_more_comes_out_than_went_in(upland: World) -> None:
    """What comes down the rivers in 60 days is more than nothing and less than was added; without water, nothing."""
    _, found = added_water.responses(upland, {"swvl1": 0.03, "swvl4": 0.01, "sd": 0.02, "swvl2": 0.0}, DAYS, LEAD)
    for store, added in {"swvl1": 2.1, "swvl4": 18.9, "sd": 20.0}.items():
        released = found[store].sum(axis=2)
        assert (released > 0.0).all()
        assert (released < added + 1e-9).all()
    assert not found["swvl2"].any()

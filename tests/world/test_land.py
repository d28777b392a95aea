"""The land model."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from lstm_probe.world import land, parameters
from lstm_probe.world.land import Stores
from lstm_probe.world.parameters import Parameters
from lstm_probe.world.weather import Days
from tests.examples import examples


@pytest.fixture(scope="module")
def model(britain) -> Parameters:
    """Give the parameters of every hundredth cell."""
    whole = britain.country.model
    return Parameters(**{name: values[..., ::100] for name, values in vars(whole).items()})


def weather(seed: int, days: int, cells: int, warmth: float = 6.0) -> Days:
    """Draw weather without any structure, harsh enough to freeze, drown and parch."""
    rng = np.random.default_rng(seed)
    rain = rng.gamma(0.25, 14.0, (days, cells))
    pet = rng.uniform(0.0, 6.0, (days, cells))
    return Days(pd.date_range("2000-01-01", periods=days), rain, rng.normal(warmth, 7.0, (days, cells)), pet)


@examples(10, HealthCheck.function_scoped_fixture)
@given(seed=st.integers(0, 2**32 - 1), warmth=st.floats(-10.0, 25.0))
def test_water_is_neither_made_nor_lost(model: Parameters, seed: int, warmth: float) -> None:
    """Each day, precipitation equals evapotranspiration, runoff and the change of all stores, to 1e-9 mm."""
    days = weather(seed, 60, model.melt.size, warmth)
    stores = land.initial_stores(model)
    start = stores.snow + stores.water.sum(axis=0)
    record = land.run(model, stores, days)
    held = record.snow + record.water.sum(axis=1)
    change = np.diff(np.concatenate([start[None], held]), axis=0)
    imbalance = days.precipitation - record.evapotranspiration - record.runoff - change
    assert np.abs(imbalance).max() < 1e-9


@examples(10, HealthCheck.function_scoped_fixture)
@given(seed=st.integers(0, 2**32 - 1))
def test_stores_and_fluxes_stay_within_bounds(model: Parameters, seed: int) -> None:
    """Stores lie between nothing and saturation, runoff is not negative, uptake at most potential."""
    days = weather(seed, 200, model.melt.size)
    record = land.run(model, land.initial_stores(model), days)
    assert (record.water > 0.0).all()
    assert (record.water <= model.saturation + 1e-9).all()
    assert (record.snow >= 0.0).all()
    assert (record.runoff >= 0.0).all()
    assert (record.evapotranspiration <= days.pet + 1e-9).all()


def test_snow_waits_for_warmth(model: Parameters) -> None:
    """At -5 °C all precipitation lies as snow; at +10 °C ten degree-days a day melt it."""
    cells = model.melt.size
    frost = Days(
        pd.date_range("2000-01-01", periods=3),
        np.full((3, cells), 10.0),
        np.full((3, cells), -5.0),
        np.zeros((3, cells)),
    )
    stores = land.initial_stores(model)
    np.testing.assert_allclose(land.run(model, stores, frost).snow[:, 0], [10.0, 20.0, 30.0])
    thaw = Days(
        pd.date_range("2000-01-04", periods=1),
        np.zeros((1, cells)),
        np.full((1, cells), 5.0),
        np.zeros((1, cells)),
    )
    left = land.run(model, stores, thaw).snow[0]
    np.testing.assert_allclose(left, 30.0 - 5.0 * model.melt)  # melt factors are below 6 mm/K/d


@pytest.mark.parametrize("layer", range(4))
def test_every_layer_drives_discharge(model: Parameters, layer: int) -> None:
    """Water added to any one layer comes out as runoff, within a year, above what it takes to evaporate."""
    days = weather(1, 365, model.melt.size)
    base = land.initial_stores(model)
    more = Stores(base.snow.copy(), base.water.copy())
    more.water[layer] += 0.5 * (model.saturation[layer] - model.field_capacity[layer])
    gained = land.run(model, more, days).runoff - land.run(model, base, days).runoff
    assert (gained.sum(axis=0) > 0.05 * 0.5 * (model.saturation[layer] - model.field_capacity[layer])).all()


def test_deeper_layers_answer_later(model: Parameters) -> None:
    """Half of the runoff from water added to a layer takes longer to come the deeper the layer is."""
    calm = Days(
        pd.date_range("2000-11-01", periods=365),
        np.full((365, model.melt.size), 1.0),
        np.full((365, model.melt.size), 5.0),
        np.full((365, model.melt.size), 0.3),
    )
    halves = []
    for layer in range(4):
        base = land.initial_stores(model)
        land.run(model, base, calm)
        more = Stores(base.snow.copy(), base.water.copy())
        more.water[layer] += 10.0
        gained = (land.run(model, more, calm).runoff - land.run(model, base, calm).runoff).cumsum(axis=0)
        halves.append(np.median((gained >= 0.5 * gained[-1]).argmax(axis=0)))
    assert halves[1] <= halves[2] < halves[3]
    assert halves[3] > 20.0


def test_dry_soil_limits_evapotranspiration(model: Parameters) -> None:
    """Without rain for a year, evapotranspiration falls below a tenth of what it was in the first week."""
    days = weather(1, 365, model.melt.size, warmth=15.0)
    drought = replace(days, precipitation=np.zeros_like(days.precipitation), pet=np.full_like(days.pet, 4.0))
    taken = land.run(model, land.initial_stores(model), drought).evapotranspiration
    assert (taken[-7:].mean(axis=0) < 0.1 * taken[:7].mean(axis=0)).all()


def test_a_day_by_hand() -> None:
    """One cell, one day, every flux worked out by hand."""
    one = np.ones((4, 1))
    model = Parameters(
        saturation=100.0 * one, field_capacity=50.0 * one, wilting_point=10.0 * one, roots=0.25 * one,
        drainage=0.5 * one, sideways=np.array([[0.0], [0.5], [0.5], [1.0]]),
        melt=np.array([4.0]), shape=np.array([1.0]), sealed=np.array([0.0]),
    )  # fmt: skip
    stores = Stores(np.array([3.0]), np.array([[55.0], [55.0], [55.0], [55.0]]))
    day = pd.date_range("2000-01-01", periods=1)
    record = land.run(model, stores, Days(day, np.array([[1.0]]), np.array([[2.0]]), np.array([[4.0]])))
    # All rain above 1 °C; melt min(3, 4 * 2) = 3; supply 4; saturated area (55 - 10) / 90 = 0.5: excess 2,
    # layer 1 gets 2 -> 57. Every layer is ample: uptake 4 * 0.25 = 1 each -> 56, 54, 54, 54. Above field
    # capacity 6, 4, 4, 4: drained 3, 2, 2, 2, sideways 0, 1, 1, 2. Creeping 0.0015 * (43, 42, 42) = 0.0645,
    # 0.063, 0.063.
    np.testing.assert_allclose(record.evapotranspiration, [[4.0]])
    np.testing.assert_allclose(record.runoff, [[2.0 + 0.0 + 1.0 + 1.0 + 2.0]])
    expected = [56 - 3 - 0.0645, 54 - 2 + 3 + 0.0645 - 0.063, 54 - 2 + 1 + 0.063 - 0.063, 54 - 2 + 1 + 0.063]
    np.testing.assert_allclose(record.water[0, :, 0], expected)


def test_layers_are_those_of_the_reanalysis() -> None:
    """Layers end at 7, 28, 100 and 289 cm."""
    np.testing.assert_allclose(parameters.THICKNESS.cumsum(), [70.0, 280.0, 1000.0, 2890.0])

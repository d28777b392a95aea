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
from lstm_probe.world.settings import STORES
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


SHARES = st.fixed_dictionaries({}, optional={store: st.floats(0.0, 1.0) for store in STORES})


@examples(10, HealthCheck.function_scoped_fixture)
@given(seed=st.integers(0, 2**32 - 1), shares=SHARES)
def test_what_reaches_no_river_is_counted(model: Parameters, seed: int, shares: dict[str, float]) -> None:
    """With stores cut off in any part, fluxes, losses and changes of stores add up to 1e-9 mm, none negative."""
    days = weather(seed, 60, model.melt.size)
    stores = land.initial_stores(model)
    start = stores.snow + stores.water.sum(axis=0)
    record = land.run(model, stores, days, land.coupling(shares))
    held = record.snow + record.water.sum(axis=1)
    change = np.diff(np.concatenate([start[None], held]), axis=0)
    out = record.evapotranspiration + record.runoff + record.lost
    assert np.abs(days.precipitation - out - change).max() < 1e-9
    assert min(record.runoff.min(), record.lost.min()) > -1e-12


@examples(10, HealthCheck.function_scoped_fixture)
@given(seed=st.integers(0, 2**32 - 1), warmth=st.floats(-5.0, 15.0))
def test_wholly_coupled_is_the_land_model_without_coupling(model: Parameters, seed: int, warmth: float) -> None:
    """Runoff, stores and evapotranspiration are to the bit those of the model as it was before it knew of coupling."""
    days = weather(seed, 60, model.melt.size, warmth)
    record = land.run(model, land.initial_stores(model), days)
    expected = without_coupling(model, land.initial_stores(model), days)
    for name, values in expected.items():
        np.testing.assert_array_equal(getattr(record, name), values)
    assert not record.lost.any()


def without_coupling(model: Parameters, stores: Stores, days: Days) -> dict[str, np.ndarray]:
    """Run the land model in the order of operations that it had without coupling, evapotranspiration as it is now."""
    found: dict[str, list[np.ndarray]] = {"runoff": [], "snow": [], "water": []}
    water = stores.water
    for rain, temperature, pet in zip(days.precipitation, days.temperature, days.pet, strict=True):
        snowfall = rain * np.clip((1.0 - temperature) / 2.0, 0.0, 1.0)
        stores.snow += snowfall
        melt = np.minimum(stores.snow, model.melt * np.maximum(temperature, 0.0))
        stores.snow -= melt
        supply = rain - snowfall + melt
        held = (water[:2] - model.wilting_point[:2]) / (model.saturation[:2] - model.wilting_point[:2])
        saturated = (0.7 * held[0] + 0.3 * held[1]) ** model.shape
        excess = supply * np.maximum(np.clip(saturated, 0.0, 1.0), model.sealed)
        passing = supply - excess
        for layer in range(4):
            water[layer] += passing
            passing = np.maximum(water[layer] - model.saturation[layer], 0.0)
            water[layer] -= passing
        land._evaporate(model, water, pet)
        drained = model.drainage * np.maximum(water - model.field_capacity, 0.0)
        sideways = model.sideways * drained
        creeping = land.CREEP * np.maximum(water[:3] - model.wilting_point[:3] - drained[:3], 0.0)
        water -= drained
        water[:3] -= creeping
        water[1:] += (drained - sideways)[:-1] + creeping
        rejected = np.maximum(water - model.saturation, 0.0)
        water -= rejected
        found["runoff"].append((excess + passing) + (sideways.sum(axis=0) + rejected.sum(axis=0)))
        found["snow"].append(stores.snow.copy())
        found["water"].append(water.copy())
    return {name: np.stack(values) for name, values in found.items()}


@pytest.mark.parametrize("store", STORES)
def test_a_cut_store_lives_on(model: Parameters, store: str) -> None:
    """A store that is cut off holds what it held; cut layers change no layer, and the river loses what is lost."""
    days = weather(2, 365, model.melt.size, warmth=3.0)
    whole, cut = (
        land.run(model, land.initial_stores(model), days, land.coupling({store: share})) for share in (1.0, 0.0)
    )
    np.testing.assert_array_equal(cut.snow, whole.snow)
    if store != "snow":
        np.testing.assert_array_equal(cut.water, whole.water)
        np.testing.assert_allclose(cut.runoff + cut.lost, whole.runoff, atol=1e-9)
    assert cut.lost.sum() > 0.0
    assert cut.runoff.sum() < whole.runoff.sum()


@pytest.mark.parametrize(("store", "share"), [("snow", 0.0), ("snow", 0.5), ("swvl4", 0.0), ("swvl4", 0.25)])
def test_added_water_comes_out_by_its_share(model: Parameters, store: str, share: float) -> None:
    """Water put into a cut store brings nothing to the river; a layer coupled in part gives that part of the whole."""
    days = weather(1, 120, model.melt.size)
    gained = {}
    for coupled in (share, 1.0):
        more, base = land.initial_stores(model), land.initial_stores(model)
        if store == "snow":
            more.snow += 20.0
        else:
            more.water[3] += 0.3 * (model.saturation[3] - model.field_capacity[3])
        runs = [land.run(model, stores, days, land.coupling({store: coupled})).runoff for stores in (more, base)]
        gained[coupled] = (runs[0] - runs[1]).sum(axis=0)
    if share == 0.0:
        np.testing.assert_allclose(gained[share], 0.0, atol=1e-9)
    elif store == "swvl4":
        np.testing.assert_allclose(gained[share], share * gained[1.0], rtol=1e-9)
    else:
        assert (gained[share] < gained[1.0]).all()


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

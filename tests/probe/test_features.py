"""Features are what their formulas say, of the days they are asked for, and never of the future."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.errors import InputError
from lstm_probe.probe import features
from lstm_probe.probe.choice import Choice
from lstm_probe.probe.features import Sources
from lstm_probe.probe.inputs import Inputs
from tests.examples import examples

DAYS = pd.date_range("2000-01-01", periods=900)
FIT = slice("2001-01-01", "2001-12-31")
GAUGES = ["11", "12", "13"]


def make_inputs(rng: np.random.Generator, static: tuple[str, ...] = ("area", "slope"), gauges: int = 3) -> Inputs:
    """Make forcings and attributes of some gauges."""
    shape, ids = (gauges, len(DAYS)), np.array(GAUGES[:gauges], dtype=object)
    variables = {
        "precipitation": rng.gamma(0.5, 6, shape),
        "temperature": rng.normal(2, 4, shape),
        "pet": rng.gamma(2, 1, shape),
    }
    series = xr.Dataset(
        {name: (("gauge_id", "time"), v) for name, v in variables.items()}, {"gauge_id": ids, "time": DAYS}
    )
    attributes = xr.Dataset({name: ("gauge_id", rng.normal(size=gauges)) for name in static}, {"gauge_id": ids})
    return Inputs(series, attributes, list(variables), list(static), FIT)


@examples(30)
@given(st.floats(1, 400), st.integers(0, 2**32 - 1))
def test_memory_is_the_sum_of_its_closed_form(constant: float, seed: int) -> None:
    """A reservoir holds the sum over days i ago of (1 - 1/k)^i x / k, from the first day of the record on."""
    inputs = make_inputs(np.random.default_rng(seed))
    names, values = features.forcing_memory(Sources(None, inputs), "12", time_constants=[1, constant])
    scaled = inputs.scaled("12")["temperature"]
    kernel = (1 - 1 / constant) ** np.arange(len(DAYS)) / constant
    expected = np.convolve(scaled, kernel)[: len(DAYS)]
    np.testing.assert_allclose(values[:, names.index(f"temperature_memory_{constant:g}_d")], expected, atol=1e-9)
    np.testing.assert_allclose(values[:, names.index("temperature_memory_1_d")], scaled, atol=1e-12)


def test_memory_of_a_constant_flow_fills_up(rng: np.random.Generator) -> None:
    """After n days of a step the reservoir holds 1 - (1 - 1/k)^n of it."""
    inputs = make_inputs(rng)
    rain = np.zeros((3, len(DAYS)))
    rain[:, 500:] = 1.0
    inputs.series["precipitation"][:] = rain
    names, values = features.forcing_memory(Sources(None, inputs), "11", time_constants=[30])
    column = values[:, names.index("precipitation_memory_30_d")]
    spread = rain[:, 366:731].std()
    change = (column - column[499] * (1 - 1 / 30) ** np.maximum(np.arange(900) - 499, 0))[500:] * spread
    low = -rain[:, 366:731].mean()
    full = 1 - (1 - 1 / 30) ** np.arange(1, 401)
    np.testing.assert_allclose(change, (1 + low) * full, atol=1e-9)


def test_memory_is_causal(rng: np.random.Generator) -> None:
    """What comes later changes nothing, but the scale, which is that of the fit."""
    inputs = make_inputs(rng)
    before = features.forcing_memory(Sources(None, inputs), "11")[1]
    inputs.series["precipitation"][:, 800:] = 999.0
    after = features.forcing_memory(Sources(None, inputs), "11")[1]
    np.testing.assert_array_equal(before[:800], after[:800])
    assert (before[800:] != after[800:]).any()


def test_memory_on_the_days_of_states(rng: np.random.Generator) -> None:
    """Beside states, memories are those of the whole record on the days of the states."""
    inputs = make_inputs(rng)
    days = DAYS[300:700]
    cell = xr.DataArray(rng.normal(size=(3, 400, 4)).astype("float32"), dims=("gauge_id", "time", "unit"))
    states = xr.Dataset({"cell_state": cell}, {"gauge_id": inputs.gauge_ids, "time": days, "unit": range(4)})
    kinds = [Choice("cell_state"), Choice("forcing_memory"), Choice("static_attributes"), Choice("season")]
    together = features.matrix(kinds, Sources(states, inputs), "13")
    alone = features.matrix(kinds[1:2], Sources(None, inputs), "13")
    assert together.shape == (400, 4 + 27 + 2 + 6) == (400, len(features.names(kinds, Sources(states, inputs))))
    np.testing.assert_array_equal(together[:, 4:31], alone[300:700])
    np.testing.assert_array_equal(together[:, :4], cell[2].values)


def test_rain_and_snowfall_are_parts_of_precipitation(rng: np.random.Generator) -> None:
    """Parted by temperature they add up to it: all snow up to the first bound, all rain from the second."""
    inputs = make_inputs(rng)
    parted = inputs.parted("11", (0.0, 2.0))
    whole = inputs.forcing("11")
    np.testing.assert_allclose(parted["rain"] + parted["snowfall"], whole["precipitation"])
    assert not parted["rain"][whole["temperature"] <= 0].any()
    assert not parted["snowfall"][whole["temperature"] >= 2].any()
    names, values = features.forcing_memory(
        Sources(None, inputs), "11", part_snow={"between": [0, 2]}, time_constants=[4]
    )
    assert names == [f"{name}_memory_4_d" for name in ("rain", "snowfall", "temperature", "pet")]
    assert np.isfinite(values).all()


def test_season_repeats_itself(rng: np.random.Generator) -> None:
    """It is the same at all gauges and in all years, and two numbers a harmonic."""
    sources = Sources(None, make_inputs(rng))
    names, values = features.season(sources, "11", harmonics=2)
    assert names == ["sin_1", "cos_1", "sin_2", "cos_2"]
    np.testing.assert_array_equal(values, features.season(sources, "13", harmonics=2)[1])
    np.testing.assert_array_equal(values[DAYS.get_loc("2001-03-01")], values[DAYS.get_loc("2002-03-01")])


def test_scores_of_forcings_and_attributes(rng: np.random.Generator) -> None:
    """Forcings have mean 0 and deviation 1 over all gauges in the fit period, attributes over the gauges."""
    inputs = make_inputs(rng)
    scaled = np.stack([list(inputs.scaled(gauge).values()) for gauge in GAUGES])[
        ..., DAYS.slice_indexer(FIT.start, FIT.stop)
    ]
    np.testing.assert_allclose(scaled.mean(axis=(0, 2)), 0, atol=1e-12)
    np.testing.assert_allclose(scaled.std(axis=(0, 2)), 1)
    np.testing.assert_allclose(inputs.statics.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(inputs.statics.std(axis=0), 1)


def test_no_attributes_and_one_gauge(rng: np.random.Generator) -> None:
    """Without attributes there are no columns of them; of one gauge they say nothing, and are 0."""
    kinds = [Choice("forcing_memory"), Choice("static_attributes")]
    bare, alone = make_inputs(rng, static=()), make_inputs(rng, gauges=1)
    both = features.matrix(kinds, Sources(None, bare), "11")
    np.testing.assert_array_equal(both, features.matrix(kinds[:1], Sources(None, bare), "11"))
    assert not features.static_attributes(Sources(None, alone), "11")[1].any()


def test_gauges_without_a_forcing_take_no_part(rng: np.random.Generator) -> None:
    """A gauge that lacks a forcing on one of the days is left out; a gap before them counts as the mean."""
    inputs = make_inputs(rng)
    inputs.series["pet"][0, 850] = np.nan
    inputs.series["pet"][1, 100] = np.nan
    assert inputs.complete(DAYS[800:]) == ["12", "13"]
    assert inputs.scaled("12")["pet"][100] == 0
    inputs.series["pet"][:, 850] = np.nan
    with pytest.raises(InputError, match="no gauge with all forcings"):
        inputs.complete(DAYS[800:])


def test_mistakes_are_named(rng: np.random.Generator) -> None:
    """Features without what they are made of, impossible settings and unknown variables are refused."""
    inputs = make_inputs(rng)
    with pytest.raises(InputError, match="no states"):
        features.FEATURES["cell_state"](Sources(None, inputs), "11")
    with pytest.raises(InputError, match="no forcings"):
        features.forcing_memory(Sources(inputs.series, None), "11")
    with pytest.raises(InputError, match="1 day or more"):
        features.forcing_memory(Sources(None, inputs), "11", time_constants=[0.5])
    with pytest.raises(InputError, match="the lower one first"):
        features.forcing_memory(Sources(None, inputs), "11", part_snow={"between": [2, 0]})
    with pytest.raises(InputError, match="no wind"):
        Inputs(inputs.series, inputs.attributes, ["wind"], [], FIT)
    with pytest.raises(InputError, match="neither states nor inputs"):
        _ = Sources().days

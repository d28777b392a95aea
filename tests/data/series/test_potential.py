"""Potential evapotranspiration: radiation as FAO-56 tabulates it, Oudin's formula, and no water from frost."""

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from lstm_probe.data.series import potential
from lstm_probe.errors import InputError
from tests.examples import examples


def test_radiation_is_that_of_fao_56() -> None:
    """Allen et al. (1998), example 8: 32.2 MJ m-2 d-1 at 20 degrees south on 3 September."""
    found = potential.extraterrestrial_radiation(np.array([-20.0]), pd.DatetimeIndex(["2001-09-03"]))
    assert found[0, 0] == pytest.approx(32.2, abs=0.05)


@examples(40)
@given(st.floats(-89, 89), st.integers(1, 365))
def test_radiation_is_the_sum_over_the_day(latitude: float, day: int) -> None:
    """The sine of the sun's height, where it is above the horizon, summed minute by minute."""
    angle, place = 2 * np.pi * day / 365, np.deg2rad(latitude)
    declination, hours = 0.409 * np.sin(angle - 1.39), 2 * np.pi * (np.arange(1440) + 0.5) / 1440
    height = np.sin(place) * np.sin(declination) + np.cos(place) * np.cos(declination) * np.cos(hours)
    summed = 0.0820 * (1 + 0.033 * np.cos(angle)) * np.clip(height, 0, None).sum()
    found = potential.extraterrestrial_radiation(
        np.array([latitude]), pd.date_range("2001-01-01", periods=365)[[day - 1]]
    )
    assert found[0, 0] == pytest.approx(summed, abs=0.01)


def test_oudins_formula_by_hand() -> None:
    """40 MJ m-2 d-1 at 15 degC: 40 / 2.45 * 20 / 100 mm."""
    assert potential.oudin(np.array([[15.0]]), np.array([[40.0]]))[0, 0] == pytest.approx(40 / 2.45 * 0.2)


@examples(40)
@given(st.floats(-60, -5), st.floats(-80, 80), st.sampled_from(["2001-01-01", "2001-07-01"]))
def test_below_minus_five_degrees_nothing_evaporates(temperature: float, latitude: float, day: str) -> None:
    """Whatever the radiation."""
    radiation = potential.extraterrestrial_radiation(np.array([latitude]), pd.DatetimeIndex([day]))
    assert potential.oudin(np.array([[temperature]]), radiation)[0, 0] == 0


@pytest.mark.parametrize("method", potential.METHODS)
def test_the_southern_hemisphere_is_the_northern_one_half_a_year_later(method: str) -> None:
    """Yearly means of both differ by the distance of the sun alone."""
    days = pd.date_range("2001-01-01", "2001-12-31")
    angle = 2 * np.pi * (days.day_of_year.to_numpy() - 197) / 365
    temperature = np.stack([10 + 10 * np.cos(angle), 10 - 10 * np.cos(angle)]).astype("float32")
    series = xr.Dataset({"temperature": (("gauge_id", "time"), temperature)}, {"time": days})
    north, south = potential.with_pet(series, np.array([45.0, -45.0]), method)["pet"].mean("time").values
    assert south == pytest.approx(north, rel=0.08)
    assert 0.5 < north < 5


def test_without_temperature_there_is_no_pet() -> None:
    """The message says which columns would do."""
    series = xr.Dataset({"precipitation": (("gauge_id", "time"), [[1.0]])}, {"time": pd.date_range("2001", periods=1)})
    with pytest.raises(InputError, match="temperature_min"):
        potential.with_pet(series, np.array([45.0]), "oudin")
